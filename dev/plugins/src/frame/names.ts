import { createHash, randomBytes } from "node:crypto";
import type { Properties } from "./values.js";

// Names with two underscores are Pulumi's internal ones: kept in the state, shown to nobody.
export const defaultsName = "__defaults";

export function typeOf(urn: string): string {
    const qualified = urn.split("::")[2] ?? "";
    return qualified.slice(qualified.lastIndexOf("$") + 1);
}

export function nameOf(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

export function formerAutoName(olds: Properties, property: string): string | undefined {
    const defaulted = olds[defaultsName];
    const name = olds[property];
    const wasAutoNamed = Array.isArray(defaulted) && defaulted.includes(property);
    return wasAutoNamed && typeof name === "string" ? name : undefined;
}

export function newName(urn: string, seed: Uint8Array, length: number): string {
    // With the engine's seed the name of a preview is the name of the update that follows it.
    const digits = seed.length > 0 ? createHash("sha256").update(seed).digest("hex") : randomBytes(8).toString("hex");
    return `${nameOf(urn)}-${digits.slice(0, length)}`;
}
