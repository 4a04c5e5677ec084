import { type QueryExecutorProvider, type RawBuilder, sql } from "kysely";
import { conditionOf } from "./filters.js";
import { comesAfter, type Order, orderBy, valuesIn } from "./order.js";
import { filtersOf } from "./resource.js";
import type { Value, Values } from "./values.js";
import { type View, visible } from "./view.js";

/** The statements behind a collection. Names come from the resource's description, never from a request. */

/** Rows of the same columns, in one statement; they come back in their order. */
export async function insertRows(
    db: QueryExecutorProvider,
    resource: View,
    rows: readonly Values[],
): Promise<readonly Values[]> {
    const names = Object.keys(rows[0] ?? {});
    const tuples = rows.map((row) => sql`(${sql.join(names.map((name) => row[name] ?? null))})`);
    const inserted = await sql<Values>`insert into ${sql.table(resource.table)} (${columns(names)})
        values ${sql.join(tuples)} returning *`.execute(db);
    return inserted.rows;
}

export async function findRow(db: QueryExecutorProvider, resource: View, key: Value): Promise<Values | undefined> {
    const found = await sql<Values>`select * from ${sql.table(resource.table)} where ${matches(resource, key)}`.execute(
        db,
    );
    return found.rows[0];
}

/** Locked, so that two updates of one row cannot each build on what the other is about to overwrite. */
export async function lockRow(db: QueryExecutorProvider, resource: View, key: Value): Promise<Values | undefined> {
    const found =
        await sql<Values>`select * from ${sql.table(resource.table)} where ${matches(resource, key)} for no key update`.execute(
            db,
        );
    return found.rows[0];
}

/** Which rows of a list are answered. */
export interface Page {
    readonly offset: number;
    readonly limit: number;
}

/** As many rows as are read, and made an answer of, at once: decisions wait no longer than that takes. */
export const sliceRows = 200;

/** The rows of a list, slice by slice; no connection is held between two of them, for a client may take its time. */
export async function* listRows(
    db: QueryExecutorProvider,
    resource: View,
    { offset, limit, order, from }: Page & { readonly order: Order; readonly from?: readonly Value[] | undefined },
    given: Values,
): AsyncGenerator<readonly Values[], boolean> {
    const filters = filtersIn(resource, given);
    let place = from;
    for (let left = limit, skipped = offset; ; skipped = 0) {
        const slice = Math.min(left, sliceRows);
        const conditions = place === undefined ? filters : [...filters, comesAfter(order, place)];
        // One more than is answered tells whether there is more.
        const { rows } = await sql<Values>`select * from ${sql.table(resource.table)} ${where(conditions)}
            order by ${orderBy(order)} offset ${skipped} limit ${slice + 1}`.execute(db);
        yield rows.slice(0, slice);
        left -= slice;
        const last = rows[slice - 1];
        if (rows.length <= slice || left === 0 || last === undefined) return rows.length > slice;
        place = valuesIn(order, last);
    }
}

export async function countRows(db: QueryExecutorProvider, resource: View, given: Values): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(resource.table)}
        ${where(filtersIn(resource, given))}`.execute(db);
    return rows[0]?.count ?? 0;
}

function filtersIn(resource: View, given: Values): readonly RawBuilder<unknown>[] {
    const own = visible(resource);
    const filters = Object.entries(filtersOf(resource)).flatMap(([name, filter]) => {
        const value = given[name] ?? null;
        return value === null ? [] : [conditionOf(filter, value)];
    });
    return own === undefined ? filters : [own, ...filters];
}

function where(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
    return conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
}

export async function updateRow(db: QueryExecutorProvider, resource: View, key: Value, row: Values): Promise<Values> {
    const assignments = Object.entries(row).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
    const updated = await sql<Values>`update ${sql.table(resource.table)} set ${sql.join(assignments)}
        where ${matches(resource, key)} returning *`.execute(db);
    return only(updated.rows);
}

export async function deleteRow(db: QueryExecutorProvider, resource: View, key: Value): Promise<Values | undefined> {
    const gone =
        await sql<Values>`delete from ${sql.table(resource.table)} where ${matches(resource, key)} returning *`.execute(
            db,
        );
    return gone.rows[0];
}

function matches(resource: View, key: Value): RawBuilder<unknown> {
    const own = visible(resource);
    const named = sql`${sql.ref(resource.key)} = ${key}`;
    return own === undefined ? named : sql`${named} and ${own}`;
}

function columns(names: readonly string[]): RawBuilder<unknown> {
    return sql.join(names.map((name) => sql.ref(name)));
}

/** The row of a statement that is about one. */
export function only([row]: readonly Values[]): Values {
    if (row === undefined) throw new Error("a statement that returns its row returned none");
    return row;
}
