import { type TSchema, Type } from "typebox";
import { ApiError } from "../http/errors.js";
import { integerOf, type Values } from "./values.js";

/** Which state of a row an answer shows: how often it was changed since it was made. */
function etagOf(row: Values): string {
    const made = row.created_at instanceof Date ? row.created_at.getTime() : 0;
    return `"${integerOf(row, "version")}-${made.toString(36)}"`;
}

/** What an answer says of the state that it shows; when it was changed last, where such was noted. */
export function versionHeaders(row: Values): Record<string, string> {
    const changed = row.changed_at instanceof Date ? { "last-modified": row.changed_at.toUTCString() } : {};
    return { etag: etagOf(row), ...changed };
}

/** Whether a list of entity tags, or `*`, as a header has it, names the row's. */
export function names(header: string, row: Values, comparison: "strong" | "weak"): boolean {
    if (header.trim() === "*") return true;
    const tag = etagOf(row);
    return (header.match(/(?:W\/)?"[^"]*"/g) ?? []).some(
        (each) => each === tag || (comparison === "weak" && each === `W/${tag}`),
    );
}

/** Refuses to change what is not as the client has seen it. */
export function refuseChanged(label: string, row: Values, ifMatch: string | undefined): void {
    if (ifMatch === undefined || names(ifMatch, row, "strong")) return;
    throw new ApiError(412, `${label} is not as If-Match says: ${ifMatch} is asked for, it is ${etagOf(row)}`);
}

/** Headers that are conditions, as the OpenAPI document shows them. */
const condition = (name: string, description: string): TSchema =>
    Type.Object({ [name]: Type.Optional(Type.String({ description })) });
export const ifMatch = condition("if-match", "An ETag: 412 where the object has changed since");
export const ifNoneMatch = condition("if-none-match", "An ETag: 304 where the object has not changed since");
