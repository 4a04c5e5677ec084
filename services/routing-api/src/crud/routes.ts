import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Databases } from "../db/pool.js";
import { commonErrors, memberErrors, named, writeErrors } from "../http/error-schemas.js";
import { isRecord } from "../http/json.js";
import { refuseTypos } from "../http/typos.js";
import { InvalidInput } from "../http/validation.js";
import { addBulk } from "./bulk-routes.js";
import { presenter } from "./presenter.js";
import type { Resource } from "./resource.js";
import { type Page, sliceRows } from "./rows.js";
import { schemaName, schemasOf } from "./schemas.js";
import { ResourceService } from "./service.js";
import type { Value, Values } from "./values.js";

/** Adds the routes of a collection. `written` is awaited after each write, before it is answered. */
export function addResource(
    app: FastifyInstance,
    databases: Databases,
    resource: Resource,
    written: () => Promise<void>,
): void {
    const service = new ResourceService(databases, resource);
    const schemas = schemasOf(resource);
    const present = presenter(resource);
    const tags = [resource.path];
    app.addSchema(schemas.item);
    const item = named(schemaName(resource));
    const key = { params: schemas.key, tags };
    const collection = `/1.0/${resource.path}`;
    const member = `${collection}/:${resource.key}`;
    const known = [...new Set([resource.key, "id", "tenant_uuid", "password_ha1", ...Object.keys(resource.fields)])];
    const preValidation = async ({ body }: { readonly body: unknown }): Promise<void> => refuseTypos(body, known);
    const afterWrite = async (row: Values): Promise<Values> => {
        await written();
        return present(row);
    };

    app.post<{ Body: Values }>(
        collection,
        {
            preValidation,
            schema: { body: schemas.post, response: { 200: item, 400: named("ErrorText"), ...writeErrors }, tags },
        },
        async ({ body }) => afterWrite(await service.create(body)),
    );
    addBulk(app, { resource, service, schemas, known, present, written });
    app.get<{ Querystring: Page & Values }>(
        collection,
        { schema: { querystring: schemas.query, response: { 200: schemas.list, ...commonErrors }, tags } },
        async ({ query }, reply) => {
            const slices = service.list(query);
            // The first one is read before anything is said: an error is an answer of its own.
            const { value: first } = await slices.next();
            if (query.limit <= sliceRows || (first ?? []).length < sliceRows)
                return { items: (first ?? []).map(present) };
            const text = listText(first, slices, present);
            return reply.type("application/json; charset=utf-8").send(Readable.from(text));
        },
    );
    app.get<{ Params: Values }>(
        member,
        { schema: { ...key, response: { 200: item, ...memberErrors } } },
        async ({ params }) => present(await service.read(keyOf(resource, params))),
    );
    app.put<{ Params: Values; Body: Values }>(
        member,
        {
            preValidation,
            schema: {
                ...key,
                body: schemas.put,
                response: { 200: item, 403: named("ErrorText"), ...memberErrors, ...writeErrors },
            },
        },
        async ({ params, body }) => afterWrite(await service.update(keyOf(resource, params), body)),
    );
    app.patch<{ Params: Values; Body: Values }>(
        member,
        {
            preValidation: async ({ body }: { readonly body: unknown }): Promise<void> => {
                refuseTypos(body, known);
                refuseFixed(body, resource);
            },
            schema: {
                ...key,
                body: schemas.patch,
                response: { 200: item, 403: named("ErrorText"), ...memberErrors, ...writeErrors },
            },
        },
        async ({ params, body }) => afterWrite(await service.patch(keyOf(resource, params), body)),
    );
    app.delete<{ Params: Values }>(
        member,
        { schema: { ...key, response: { 200: item, ...memberErrors } } },
        async ({ params }) => afterWrite(await service.remove(keyOf(resource, params))),
    );
}

/** A PATCH of what cannot be changed would look as if it had. */
function refuseFixed(body: unknown, { key, fields }: Resource): void {
    if (!isRecord(body)) return;
    const fixed = Object.keys(body).filter((name) => name === key || fields[name]?.put === "ignored");
    const problems = fixed.map((name) => ({
        loc: ["body", name],
        msg: "cannot be changed",
        type: "value_error.const",
    }));
    if (problems.length > 0) throw new InvalidInput(problems);
}

/** A long list, as it is read. An error on the way ends the connection: the list would look complete. */
async function* listText(
    first: readonly Values[],
    others: AsyncIterable<readonly Values[]>,
    present: (row: Values) => Values,
): AsyncGenerator<string> {
    const text = (rows: readonly Values[]): string => rows.map((row) => JSON.stringify(present(row))).join(",");
    yield `{"items":[${text(first)}`;
    for await (const rows of others) if (rows.length > 0) yield `,${text(rows)}`;
    yield "]}";
}

function keyOf(resource: Resource, params: Values): Value {
    return params[resource.key] ?? null;
}
