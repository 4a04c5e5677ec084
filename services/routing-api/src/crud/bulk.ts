import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { ApiError, invalid } from "../http/errors.js";
import { ensureTenants, rowOf } from "./creation.js";
import type { Change, Resource } from "./resource.js";
import { insertRows, only } from "./rows.js";
import type { Values } from "./values.js";
import type { View } from "./view.js";
import { violationOf } from "./violations.js";

/** A body of many, and which one of them it is. */
export interface Valid {
    readonly at: number;
    readonly body: Values;
}

interface Prepared extends Valid {
    readonly prepared: Values;
}

/** What became of one of many. */
export type Outcome = { readonly at: number; readonly row: Values } | RowError;

/** Why one of many cannot be. */
export class RowError extends Error {
    constructor(
        readonly at: number,
        override readonly cause: ApiError,
    ) {
        super(cause.message);
    }
}

/** How many bodies are looked at between two breaks, in which decisions are made. */
const stride = 10;

/** How many rows a statement holds: to write one of many takes time, too. */
const sliceRows = 50;

/** Does something to each, in order, and lets decisions go first again and again. */
export async function* withBreaks<T>(all: readonly T[]): AsyncGenerator<T> {
    for (const [index, each] of all.entries()) {
        if (index % stride === stride - 1) await setImmediate();
        yield each;
    }
}

/** One after another: what takes long must not take all processors. */
export async function prepareMany(resource: Resource, bodies: readonly Valid[]): Promise<readonly Prepared[]> {
    const { slow, prepare } = resource;
    if (slow !== undefined) {
        const many = bodies.filter(({ body }) => (body[slow.field] ?? null) !== null);
        const excess = many[slow.atMost];
        if (excess !== undefined) {
            throw invalid({
                loc: ["body", "items", String(excess.at), slow.field],
                msg: `at most ${slow.atMost} rows of a request may have a ${slow.field}: ${slow.reason}`,
                type: "value_error.list.max_items",
            });
        }
    }
    const prepared: Prepared[] = [];
    for await (const valid of withBreaks(bodies)) {
        prepared.push({ ...valid, prepared: (await prepare?.(valid.body)) ?? {} });
    }
    return prepared;
}

/** Slice by slice, within a transaction. Where all or nothing is asked for, the first error is thrown. */
export async function createMany(
    db: Change["db"],
    resource: View,
    all: readonly Prepared[],
    allOrNothing: boolean,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly tenants: readonly Values[] }> {
    const outcomes: Outcome[] = [];
    const tenants: Values[] = [];
    for (let from = 0; from < all.length; from += sliceRows) {
        const made = await makeRows(db, resource, all.slice(from, from + sliceRows));
        const rows = made.flatMap((each) => (each instanceof RowError ? [] : [each]));
        outcomes.push(
            ...made.filter((each) => each instanceof RowError),
            ...(await insertSome(db, resource, rows, tenants)),
        );
        const failed = allOrNothing ? firstError(outcomes) : undefined;
        if (failed !== undefined) throw failed;
    }
    return { outcomes: outcomes.sort((a, b) => a.at - b.at), tenants };
}

function firstError(outcomes: readonly Outcome[]): RowError | undefined {
    return outcomes.filter((each) => each instanceof RowError).sort((a, b) => a.at - b.at)[0];
}

interface Made extends Prepared {
    readonly columns: Values;
}

async function makeRows(
    db: Change["db"],
    resource: View,
    slice: readonly Prepared[],
): Promise<readonly (Made | RowError)[]> {
    const made: (Made | RowError)[] = [];
    for await (const each of withBreaks(slice)) {
        try {
            made.push({ ...each, columns: await rowOf(db, resource, each.body, each.prepared) });
        } catch (error) {
            if (!(error instanceof ApiError)) throw error;
            made.push(new RowError(each.at, error));
        }
    }
    return made;
}

/**
 * In one statement, if all of them can be. If not, the database does not say which one is to blame: halves are tried, in order, for the
 * first of two that exclude each other is the one that stays.
 *
 * @param tenants Gets those that were created on the way.
 */
async function insertSome(
    db: Change["db"],
    resource: View,
    rows: readonly Made[],
    tenants: Values[],
): Promise<readonly Outcome[]> {
    const [first] = rows;
    if (first === undefined) return [];
    await sql`savepoint part`.execute(db);
    try {
        const made = await ensureTenants(
            db,
            resource,
            rows.map(({ body }) => body),
        );
        const inserted = await insertRows(
            db,
            resource,
            rows.map(({ columns }) => columns),
        );
        await sql`release savepoint part`.execute(db);
        tenants.push(...made);
        return rows.map(({ at }, index) => ({ at, row: only(inserted.slice(index)) }));
    } catch (error) {
        const violation = violationOf(error, resource);
        if (violation === undefined) throw error;
        await sql`rollback to savepoint part`.execute(db);
        await sql`release savepoint part`.execute(db);
        if (rows.length === 1) return [new RowError(first.at, violation)];
        const half = Math.ceil(rows.length / 2);
        return [
            ...(await insertSome(db, resource, rows.slice(0, half), tenants)),
            ...(await insertSome(db, resource, rows.slice(half), tenants)),
        ];
    }
}
