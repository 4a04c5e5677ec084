import type { Transaction } from "kysely";
import type { Schema } from "../db/schema.js";
import type { Field } from "./field.js";
import type { Values } from "./values.js";

/** A collection, as data: everything that the frame does not know by itself. */
export interface Resource {
    /** The collection's path below `/1.0`. */
    readonly path: string;
    readonly table: string;
    /** What a 404 says was not found. */
    readonly label: string;
    /** What a 409 calls it. */
    readonly resource: string;
    /** The column that identifies a row: an `id` that the database gives, or a `uuid` that the client gives. */
    readonly key: "id" | "uuid";
    readonly order: readonly string[];
    /** Whether rows have a `tenant_uuid`, which a POST may name and which is created when it is unknown. */
    readonly ofTenant: boolean;
    /** The column that names the tenant whose a row is, or the one that refers to a row of another table which has a `tenant_uuid`. */
    readonly owner: string | { readonly field: string; readonly table: string };
    /** References that may lead to another tenant's rows where an administrator says so, and nobody else. */
    readonly crossing?: readonly { readonly field: string; readonly table: string }[];
    readonly fields: Readonly<Record<string, Field>>;
    /** What a list can be narrowed by, by the name of the query parameter; without these, by each field that answers show. */
    readonly filters?: Readonly<Record<string, Filter>>;
    /** A body of a POST that works where those of the collections before it, in the order of the document, were sent first. */
    readonly example: Values;
    /** The field that a 409 names, by the name of the violated unique constraint. */
    readonly uniques: Readonly<Record<string, string>>;
    /** The field that a 422 names, by the name of the violated foreign key. */
    readonly references: Readonly<Record<string, string>>;
    /** What takes long and needs no table, such as hashing a password: it is done before the transaction, which holds locks. */
    readonly prepare?: (body: Values) => Promise<Values>;
    /** A field that `prepare` takes long for, and how many rows of a bulk may have it. */
    readonly slow?: { readonly field: string; readonly atMost: number; readonly reason: string };
    /**
     * Locks rows of other tables that `derive` reads, before the row itself is locked: who locks in one order does not end up
     * waiting for one another.
     */
    readonly lock?: (db: Transaction<Schema>, body: Values) => Promise<void>;
    /** Columns that follow from others. May refuse a body by throwing an ApiError. */
    readonly derive?: (change: Change) => Promise<Values> | Values;
    /** What has to change in other tables after a row was updated, in the same transaction. */
    readonly afterUpdate?: (change: Change) => Promise<void>;
    /** Which values of a PUT's optional field mean "keep what is stored". */
    readonly keeps?: (value: unknown) => boolean;
}

/** A query parameter that leaves rows out. */
export interface Filter {
    /** The column, or several, any of which will do. */
    readonly column: string | readonly string[];
    /** How the column must compare with the value; `user`: the user of its URI; `ms`: it holds milliseconds since 1970. */
    readonly comparison: "=" | ">=" | "<" | ">" | "user" | "ms >=" | "ms <";
    readonly kind: Field["kind"];
    readonly description: string;
}

export function filtersOf({ fields, filters }: Resource): Readonly<Record<string, Filter>> {
    if (filters !== undefined) return filters;
    const shown = Object.entries(fields).filter(([, { out, stored }]) => out && stored);
    return Object.fromEntries(
        shown.map(([name, { kind }]) => [
            name,
            { column: name, comparison: "=", kind, description: `Only those with this ${name}` },
        ]),
    );
}

/** A row that is about to be written. */
export interface Change {
    readonly db: Transaction<Schema>;
    /** The body, with defaults filled in on POST. */
    readonly body: Values;
    /** What `prepare` has made of it. */
    readonly prepared: Values;
    /** Fields that a PATCH sets to null. */
    readonly cleared: readonly string[];
    /** The stored row, absent on POST. */
    readonly current: Values | undefined;
    /** The columns as they will be. */
    readonly next: Values;
}

/** What stays of the columns that a secret field goes into, where no other secret is given. */
export function keptOf({ current, cleared }: Change, secret: string): Values {
    return cleared.includes(secret) ? {} : (current ?? {});
}
