import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import pg from "pg";
import type { Databases } from "../db/pool.js";
import { commonErrors } from "../http/error-schemas.js";
import { invalid } from "../http/errors.js";
import { badCursor, readCursor, writeCursor } from "./cursor.js";
import { operationsOf } from "./operations.js";
import { orderOf, valuesIn } from "./order.js";
import { type Present, presenters } from "./presenter.js";
import type { Resource } from "./resource.js";
import { countRows, listRows, type Page, sliceRows } from "./rows.js";
import type { ResourceSchemas } from "./schemas.js";
import type { Values } from "./values.js";
import { viewFor } from "./view.js";

interface ListQuery extends Page {
    readonly sort?: string;
    readonly cursor?: string;
    readonly total?: boolean;
    readonly times?: boolean;
}

/** Adds `GET /1.0/<collection>`. */
export function addList(
    app: FastifyInstance,
    databases: Databases,
    resource: Resource,
    schemas: ResourceSchemas,
): void {
    const presentFor = presenters(resource);
    app.get<{ Querystring: ListQuery & Values }>(
        `/1.0/${resource.path}`,
        {
            schema: {
                querystring: schemas.query,
                response: { 200: schemas.list, ...commonErrors },
                ...operationsOf(resource).list,
                tags: [resource.path],
            },
        },
        async (request, reply) => {
            const { query } = request;
            const view = viewFor(request, resource);
            const { cursor, sort, limit } = query;
            const order = orderOf(resource, sort);
            if (cursor !== undefined && query.offset > 0) throw offsetAndCursor();
            const from = cursor === undefined ? undefined : readCursor(cursor, sort, order);
            const slices = listRows(databases.reads, view, { ...query, order, from }, query);
            // The first one is read before anything is said: an error is an answer of its own.
            const first = await slices.next().catch((error: unknown) => {
                throw from !== undefined && isBadValue(error) ? badCursor() : error;
            });
            const list: List = {
                present: presentFor(query),
                total: query.total === true ? await countRows(databases.reads, view, query) : undefined,
                // The place after the last row; null where there is nothing more.
                next: (last, more) => {
                    if (cursor === undefined) return undefined;
                    if (!more) return null;
                    return last === undefined ? cursor : writeCursor(sort, valuesIn(order, last));
                },
            };
            const text = listText(first, slices, list);
            reply.type("application/json; charset=utf-8");
            if (limit > sliceRows && first.done !== true && first.value.length === sliceRows)
                return reply.send(Readable.from(text));
            let whole = "";
            for await (const part of text) whole += part;
            return reply.send(whole);
        },
    );
}

interface List {
    readonly present: Present;
    readonly total: number | undefined;
    next(last: Values | undefined, more: boolean): string | null | undefined;
}

/** A list, as it is read. An error on the way ends the connection: the list would look complete. */
async function* listText(
    first: IteratorResult<readonly Values[], boolean>,
    others: AsyncGenerator<readonly Values[], boolean>,
    { present, total, next }: List,
): AsyncGenerator<string> {
    yield '{"items":[';
    let slice = first;
    let last: Values | undefined;
    for (; slice.done !== true; slice = await others.next()) {
        if (slice.value.length === 0) continue;
        const text = slice.value.map((row) => JSON.stringify(present(row))).join(",");
        yield last === undefined ? text : `,${text}`;
        last = slice.value.at(-1);
    }
    const more = Object.entries({ total, next: next(last, slice.value) }).filter(([, value]) => value !== undefined);
    yield `]${more.map(([name, value]) => `,"${name}":${JSON.stringify(value)}`).join("")}}`;
}

/** What the database cannot take for a value of its column. */
function isBadValue(error: unknown): boolean {
    return error instanceof pg.DatabaseError && error.code?.startsWith("22") === true;
}

function offsetAndCursor(): Error {
    const msg = "a list that goes on from a cursor has no offset";
    return invalid({ loc: ["query", "offset"], msg, type: "value_error.cursor" });
}
