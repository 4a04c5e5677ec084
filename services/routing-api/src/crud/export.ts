import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import type { Databases } from "../db/pool.js";
import { commonErrors } from "../http/error-schemas.js";
import { operationsOf } from "./operations.js";
import { orderOf } from "./order.js";
import { type Present, presenters } from "./presenter.js";
import type { Resource } from "./resource.js";
import { listRows } from "./rows.js";
import { schemasOf } from "./schemas.js";
import type { Value, Values } from "./values.js";
import { viewFor } from "./view.js";

const formats = { ndjson: "application/x-ndjson", csv: "text/csv; charset=utf-8" } as const;
const all = { offset: 0, limit: Number.POSITIVE_INFINITY } as const;
type Format = keyof typeof formats;

/** Adds `/1.0/<collection>/export`: all of a list, narrowed like the list itself, as a stream. One that breaks off is not whole. */
export function addExport(app: FastifyInstance, databases: Databases, resource: Resource): void {
    const { offset, limit, sort, cursor, total, ...filters } = schemasOf(resource).query.properties;
    const format = Type.Optional(
        Type.Unsafe<Format>({ type: "string", enum: Object.keys(formats), default: "ndjson" }),
    );
    const presentFor = presenters(resource);
    app.get<{ Querystring: Values & { readonly format: Format; readonly times?: boolean } }>(
        `/1.0/${resource.path}/export`,
        {
            schema: {
                querystring: Type.Object({ format, ...filters }, { additionalProperties: false }),
                response: { 200: Type.String({ description: "A line each" }), ...commonErrors },
                ...operationsOf(resource).export,
                produces: Object.values(formats),
                tags: [resource.path],
            },
        },
        async (request, reply) => {
            const { query } = request;
            const view = viewFor(request, resource);
            const pages = listRows(databases.reads, view, { ...all, order: orderOf(resource, undefined) }, query);
            // What cannot be read at all is an error of its own, not a broken stream.
            const { value: first } = await pages.next();
            return reply
                .type(formats[query.format])
                .send(Readable.from(lines(Array.isArray(first) ? first : [], pages, presentFor(query), query.format)));
        },
    );
}

async function* lines(
    first: readonly Values[],
    pages: AsyncIterable<readonly Values[]>,
    present: Present,
    format: Format,
): AsyncGenerator<string> {
    if (format === "csv") yield `${Object.keys(present({})).join(",")}\r\n`;
    const write = format === "csv" ? csvLine : (row: Values) => `${JSON.stringify(row)}\n`;
    yield first.map(present).map(write).join("");
    for await (const rows of pages) yield rows.map(present).map(write).join("");
}

/** RFC 4180. */
function csvLine(row: Values): string {
    return `${Object.values(row).map(cell).join(",")}\r\n`;
}

function cell(value: Value): string {
    const text = value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
