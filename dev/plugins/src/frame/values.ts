import { assetRefusal, isAssetSignature, signatureKey } from "./assets.js";

/** A value that is only known once something has been created: the engine sends it during a preview. */
export const unknown: unique symbol = Symbol("unknown");

export type Value = string | number | boolean | typeof unknown | Value[] | { [name: string]: Value };

export type Properties = Record<string, Value>;

/** What came over the wire: plain values, the names of the top-level properties that hold a secret, and the secrets' texts. */
export interface Received {
    readonly values: Properties;
    readonly secrets: ReadonlySet<string>;
    readonly secretTexts: readonly string[];
}

/** How a provider's property bags differ from others'. */
export interface WireRules {
    /** Assets and archives are values, too; elsewhere they are refused. */
    readonly assets?: true;
    /**
     * Whether a text may stand in messages although it is part of a secret: the host of a connection that has a
     * password. `path` is the property's, as in `connection.host`.
     */
    mayShow?(path: string, text: string): boolean;
}

const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknownMarkers: ReadonlySet<unknown> = new Set([
    unknownText,
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isProperties(value: Value | undefined): value is Properties {
    return isObject(value);
}

export function holdsUnknown(value: unknown): boolean {
    if (value === unknown) return true;
    if (Array.isArray(value)) return value.some(holdsUnknown);
    return isObject(value) && Object.values(value).some(holdsUnknown);
}

/** Takes the engine's property bag apart. */
export function unmarshal(raw: Record<string, unknown>, rules: WireRules = {}): Received {
    const secrets = new Set<string>();
    const secretTexts: string[] = [];
    const values: Properties = {};
    for (const [name, item] of Object.entries(raw)) {
        const reader: Reader = {
            rules,
            onSecret: (secret, path) => {
                secrets.add(name);
                collectTexts(secret, path, rules, secretTexts);
            },
        };
        const value = plain(item, name, reader);
        if (value !== undefined) values[name] = value;
    }
    return { values, secrets, secretTexts };
}

interface Reader {
    readonly rules: WireRules;
    onSecret(value: Value, path: string): void;
}

function plain(raw: unknown, path: string, reader: Reader): Value | undefined {
    if (raw === null || raw === undefined) return undefined;
    if (unknownMarkers.has(raw)) return unknown;
    if (typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean") return raw;
    if (Array.isArray(raw)) {
        return raw.map((item, index) => plain(item, `${path}[${index}]`, reader) ?? "");
    }
    if (!isObject(raw)) throw new Error(`property ${path} has a value of type ${typeof raw}, which Pulumi never sends`);
    const signature = raw[signatureKey];
    if (signature === secretSignature) {
        const value = plain(raw.value, path, reader);
        if (value !== undefined) reader.onSecret(value, path);
        return value;
    }
    if (signature === outputSignature) {
        const value = "value" in raw ? plain(raw.value, path, reader) : unknown;
        if (raw.secret === true && value !== undefined) reader.onSecret(value, path);
        return value;
    }
    if (signature !== undefined && !(reader.rules.assets && isAssetSignature(signature))) {
        throw new Error(assetRefusal(path));
    }
    const object: Properties = {};
    for (const [name, item] of Object.entries(raw)) {
        const value = plain(item, `${path}.${name}`, reader);
        if (value !== undefined) object[name] = value;
    }
    return object;
}

// Shorter texts ("yes", "5060") occur everywhere: hiding them would ruin messages and protect nothing.
const shortestHiddenText = 6;
// The lines of a secret script or file: "set -e" and "exit 1" are no secrets.
const shortestHiddenLine = 8;

// A secret object hides what it holds, not what it is about: an error has to be able to name it.
const labelNames: ReadonlySet<string> = new Set(["name", "path", "file"]);

function collectTexts(value: Value, path: string, rules: WireRules, into: string[]): void {
    if (typeof value === "string") {
        if (!rules.mayShow?.(path, value)) into.push(...hiddenTexts(value));
    } else if (Array.isArray(value)) {
        for (const [index, item] of value.entries()) collectTexts(item, `${path}[${index}]`, rules, into);
    } else if (isProperties(value)) {
        for (const [name, item] of Object.entries(value)) {
            if (!labelNames.has(name) && name !== signatureKey) collectTexts(item, `${path}.${name}`, rules, into);
        }
    }
}

/** A secret may come up whole, as what stands after a name, and, where it is shown line by line, in its lines. */
function hiddenTexts(secret: string): string[] {
    const afterName = (text: string): string => text.slice(text.indexOf("=") + 1);
    const lines = secret.split("\n").map((line) => line.trim());
    return [
        ...[secret, afterName(secret)].filter((text) => text.length >= shortestHiddenText),
        ...(lines.length > 1
            ? lines.flatMap((line) => [line, afterName(line)]).filter((text) => text.length >= shortestHiddenLine)
            : []),
    ];
}

/** Replaces every secret that got into a message, for instance by way of another program's error. */
export function hideSecrets(message: string, secretTexts: readonly string[]): string {
    return secretTexts.reduce((text, secret) => text.replaceAll(secret, "[secret]"), message);
}

type Wire = string | number | boolean | Wire[] | { [name: string]: Wire };

/** Puts a property bag together for the engine; a property named in `secrets` is secret as a whole. */
export function marshal(values: Properties, secrets: ReadonlySet<string>): Record<string, Wire> {
    return Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
            name,
            secrets.has(name) ? { [signatureKey]: secretSignature, value: wire(value) } : wire(value),
        ]),
    );
}

function wire(value: Value): Wire {
    if (value === unknown) return unknownText;
    if (Array.isArray(value)) return value.map(wire);
    if (isProperties(value)) {
        return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, wire(item)]));
    }
    return value;
}
