import { type Input, Output, type Output as OutputOf, output } from "@pulumi/pulumi";
import * as z from "zod";
import { ArgumentError } from "./errors";
import type { Check, Role } from "./model";
import { isCidr, isHostName, isIpv4 } from "./network";

/** Each message says what is allowed: it becomes the end of the error's sentence. */
const port = "a whole number from 1 to 65535";
const replicas = "a whole number from 0 to 200";

export const isNetwork: Check = {
    accepts: isCidr,
    allowed: "an IPv4 network such as 198.18.0.0/24, its host bits zero",
};
export const isImage: Check = {
    accepts: isImageReference,
    allowed: "an image reference such as registry.example.com/c4/kamailio:1.4.0",
};

export const someText: Check = { accepts: (text) => text !== "", allowed: "text that is not empty" };

export const portNumber = z.int(port).min(1, port).max(65535, port);
export const portOrFalse = z.custom<number | false>(
    (value) => value === false || portNumber.safeParse(value).success,
    `${port}, or false`,
);
export const replicaCount = z.int(replicas).min(0, replicas).max(200, replicas);
export const cidr = matching(isCidr, isNetwork.allowed);
export const hostAddress = matching(isIpv4, "an IPv4 address");
export const domainName = matching(isHostName, "a domain name such as sip.example.com (RFC 1123)");
export const flag = z.boolean("true or false");
export const transform = z
    .custom((value) => typeof value === "function", "a function from arguments to arguments")
    .optional();

const roles: Readonly<Record<Role, true>> = {
    sbc: true,
    router: true,
    rtpengine: true,
    "routing-api": true,
    postgres: true,
    consul: true,
};
export const roleName = z.custom<Role>(
    (value) => typeof value === "string" && Object.hasOwn(roles, value),
    `one of the roles ${Object.keys(roles).join(", ")}`,
);

/** A string that a predicate accepts. */
export function matching(accepts: (value: string) => boolean, allowed: string) {
    return z.string(allowed).refine(accepts, allowed);
}

/** A whole number between two bounds. */
export function wholeNumber(first: number, last: number, unit: string) {
    const allowed = `a whole number of ${unit} from ${first} to ${last}`;
    return z.int(allowed).min(first, allowed).max(last, allowed);
}

/** What may be an Output is checked when it is known; what is plain is checked at once, by the same rule. */
export function input({ accepts, allowed }: Check) {
    return z.custom<unknown>(
        (value) =>
            Output.isInstance(value) || value instanceof Promise || (typeof value === "string" && accepts(value)),
        allowed,
    );
}

/** An Output is checked as soon as it is known, by the rule that plain values were checked with. */
export function whenKnown(field: string, value: Input<string>, check: Check): OutputOf<string> {
    return output(value).apply((text) => {
        if (!check.accepts(text)) throw new ArgumentError(field, text, check.allowed);
        return text;
    });
}

/** A KV value that a list, or the environment of a shell, can hold. */
export const isOneLine: Check = {
    accepts: (text) => ![...text].some((character) => character < " " || character === "\u007f"),
    allowed: "text on one line: a line break or control character would break a list",
};

/** Whether a text can name an environment variable (POSIX). */
export function isEnvironmentName(text: string): boolean {
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

/** Whether a text has the form of an image reference: registry, path, tag and digest as the engine parses them. */
export function isImageReference(text: string): boolean {
    const component = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    const registry = "(?:[A-Za-z0-9.-]+(?::\\d+)?/)?";
    return new RegExp(
        `^${registry}${component}(?:/${component})*(?::[\\w][\\w.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$`,
    ).test(text);
}

/** Raises an {@link ArgumentError} for the first argument that a schema refuses. */
export function checked(schema: z.ZodType, args: unknown, name: string): void {
    const result = schema.safeParse(args);
    if (result.success) return;
    const issue = result.error.issues[0];
    if (!issue) return;
    const path = [name, ...issue.path.map(String)].filter((part) => part !== "");
    if (issue.code === "unrecognized_keys") {
        const key = issue.keys[0] ?? "";
        throw new ArgumentError(
            [...path, key].join("."),
            valueAt(args, [...issue.path, key]),
            optionsOf(schema, issue.path),
        );
    }
    const allowed = issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
    throw new ArgumentError(path.join("."), valueAt(args, issue.path), allowed ?? issue.message);
}

function valueAt(args: unknown, path: readonly PropertyKey[]): unknown {
    return path.reduce<unknown>(
        (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
        args,
    );
}

function optionsOf(schema: z.ZodType, path: readonly PropertyKey[]): string {
    let level: unknown = schema;
    for (const key of path) {
        level = unwrapped(level);
        if (level instanceof z.ZodObject) level = level.shape[String(key)];
    }
    level = unwrapped(level);
    return level instanceof z.ZodObject
        ? `one of the options ${Object.keys(level.shape).join(", ")}`
        : "no such option";
}

function unwrapped(schema: unknown): unknown {
    return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : schema;
}
