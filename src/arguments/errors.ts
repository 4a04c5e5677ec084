import { Output, RunError } from "@pulumi/pulumi";

/** Stands for a value that no message may show. */
export const hidden = Symbol("hidden");

/** Stands for the value of an option that there is not. */
export const noOption = Symbol("no option");

/**
 * An argument that cannot work. Raised before anything is touched for what is plain data, and when the value becomes
 * known for what is an Output. Its two parts are those of Pulumi's `InputPropertyError`.
 */
export class ArgumentError extends RunError {
    /** Path of the argument as the user wrote it: `router.replicas`, `peers[0]`. */
    readonly propertyPath: string;
    /** Why the argument cannot work, as a sentence without the path. */
    readonly reason: string;

    /**
     * @param propertyPath Path of the argument.
     * @param value What it is; shown shortened, and not at all when it is `hidden` or looks like a key.
     * @param allowed What is allowed there, as a phrase that follows "Allowed:".
     */
    constructor(propertyPath: string, value: unknown, allowed: string) {
        const reason = `${describe(value)}. Allowed: ${allowed}.`;
        super(`${propertyPath} is ${reason}`);
        this.name = "ArgumentError";
        this.propertyPath = propertyPath;
        this.reason = reason;
    }
}

/** A property's path with one more step, as JavaScript writes it. */
export function pathOf(parts: readonly PropertyKey[]): string {
    return parts
        .map(String)
        .filter((part) => part !== "")
        .map((part, index) => {
            if (/^\d+$/.test(part)) return `[${part}]`;
            // A component's name, which may have a hyphen, is where a path begins.
            if (index === 0) return part;
            return /^[\w$]+$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
        })
        .join("");
}

function describe(value: unknown): string {
    if (value === undefined) return "missing";
    return value === noOption ? "no option" : `${show(value)}, which cannot be used`;
}

function show(value: unknown): string {
    if (value === hidden) return "a value that is not shown";
    if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "bigint") {
        return String(value);
    }
    if (typeof value === "string") return showText(value);
    if (typeof value === "function") return "a function";
    if (Output.isInstance(value) || value instanceof Promise) return "an Output, whose value is not known in time";
    if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
    return showObject(value);
}

/** No key, and no password of a URL. */
function showText(text: string): string {
    if (text.includes("PRIVATE KEY")) return "a private key";
    const quoted = JSON.stringify(text.replace(/\/\/[^/@\s]*@/g, "//...@"));
    return quoted.length > 120 ? `${quoted.slice(0, 117)}..."` : quoted;
}

/** A range of numbers helps; anything else may hold a secret. */
function showObject(value: unknown): string {
    const plain =
        typeof value === "object" && value !== null && Object.values(value).every((part) => typeof part === "number");
    return plain ? JSON.stringify(value) : "an object";
}
