import { RunError } from "@pulumi/pulumi";

/**
 * An argument that cannot work. Raised before anything is touched for what is plain data, and when the value becomes
 * known for what is an Output.
 */
export class ArgumentError extends RunError {
    /** Path of the argument, e.g. `router.replicas`. */
    readonly field: string;
    /** What is allowed there, as a phrase that follows "allowed is". */
    readonly allowed: string;

    constructor(field: string, value: unknown, allowed: string) {
        super(`${field} is ${show(value)}, which cannot be used. Allowed: ${allowed}.`);
        this.name = "ArgumentError";
        this.field = field;
        this.allowed = allowed;
    }
}

function show(value: unknown): string {
    if (value === undefined) return "missing";
    if (typeof value === "function") return "a function";
    if (typeof value === "number" || typeof value === "bigint") return String(value);
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
