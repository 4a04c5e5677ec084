import { invalid } from "../http/errors.js";
import type { Order } from "./order.js";
import type { Value } from "./values.js";

/** A place in a list, for a client to come back to: opaque, of the list's own order, and safe within a URL. */
export function writeCursor(sort: string | undefined, place: readonly Value[]): string {
    return Buffer.from(JSON.stringify([sort ?? null, ...place])).toString("base64url");
}

/** @returns The values of the row that was last; undefined at the beginning, which is the empty cursor. */
export function readCursor(cursor: string, sort: string | undefined, order: Order): readonly Value[] | undefined {
    if (cursor === "") return undefined;
    let read: unknown;
    try {
        read = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    } catch {
        throw badCursor();
    }
    const [of, ...place]: readonly unknown[] = Array.isArray(read) ? read : [];
    if (of !== (sort ?? null) || place.length !== order.names.length || !place.every(isPlain)) throw badCursor();
    return place;
}

function isPlain(value: unknown): value is string | number | boolean | null {
    return value === null || ["string", "number", "boolean"].includes(typeof value);
}

export function badCursor(): Error {
    const msg = "is none that a list of this order has answered: begin with an empty one";
    return invalid({ loc: ["query", "cursor"], msg, type: "value_error.cursor" });
}
