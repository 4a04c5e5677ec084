import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Databases } from "../db/pool.js";
import { changeErrors, memberErrors, named, writeErrors } from "../http/error-schemas.js";
import { isRecord } from "../http/json.js";
import { refuseTypos } from "../http/typos.js";
import { InvalidInput } from "../http/validation.js";
import type { Encryption } from "../secrets/encryption.js";
import { addBulk, sendAnswer } from "./bulk-routes.js";
import { addList } from "./list-routes.js";
import { onceHeader, onceKey, oncePath } from "./once.js";
import { operationsOf } from "./operations.js";
import { presenters, timesAsked } from "./presenter.js";
import type { Resource } from "./resource.js";
import { schemaName, schemasOf } from "./schemas.js";
import { ResourceService } from "./service.js";
import type { Trail } from "./trail.js";
import type { Value, Values } from "./values.js";
import { ifMatch, ifNoneMatch, names, versionHeaders } from "./version.js";
import { viewFor } from "./view.js";

interface Times {
    readonly times?: boolean;
}

export interface CrudServices {
    readonly databases: Databases;
    readonly encryption: Encryption;
    readonly trail: Trail;
    /** Is awaited after each write, before it is answered. */
    readonly written: () => Promise<void>;
}

/** Adds the routes of a collection. */
export function addResource(
    app: FastifyInstance,
    resource: Resource,
    { databases, encryption, trail, written }: CrudServices,
): void {
    const serviceFor = (request: FastifyRequest) => new ResourceService(databases, viewFor(request, resource), trail);
    const schemas = schemasOf(resource);
    const presentFor = presenters(resource);
    const tags = [resource.path];
    app.addSchema(schemas.item);
    const item = named(schemaName(resource), `The ${resource.label}`);
    const operations = operationsOf(resource);
    const querystring = Type.Object(timesAsked);
    const key = { params: schemas.key, querystring, tags };
    const collection = `/1.0/${resource.path}`;
    const member = `${collection}/:${resource.key}`;
    const known = [...new Set([resource.key, "id", "tenant_uuid", "password_ha1", ...Object.keys(resource.fields)])];
    const preValidation = async ({ body }: { readonly body: unknown }): Promise<void> => refuseTypos(body, known);
    const show = (reply: FastifyReply, row: Values, query: Times): Values => {
        reply.headers(versionHeaders(row));
        return presentFor(query)(row);
    };
    const afterWrite = async (reply: FastifyReply, row: Values, query: Times): Promise<Values> => {
        await written();
        return show(reply, row, query);
    };

    app.post<{ Body: Values; Querystring: Times }>(
        collection,
        {
            preValidation,
            schema: {
                querystring,
                headers: onceHeader,
                body: schemas.post,
                response: { 200: item, 400: named("ErrorText", "The tenant is missing"), ...writeErrors },
                ...operations.create,
                tags,
            },
        },
        async (request, reply) => {
            const { body, query, headers } = request;
            const key = onceKey(headers);
            const asked = () =>
                encryption
                    .fingerprint()
                    .update(JSON.stringify([query, body]))
                    .digest("base64");
            const answer = await serviceFor(request).create(
                body,
                (row) => ({ text: JSON.stringify(presentFor(query)(row)), headers: versionHeaders(row) }),
                key === undefined ? undefined : { path: oncePath(request, collection), key, request: asked() },
            );
            await written();
            return sendAnswer(reply, answer);
        },
    );
    addBulk(app, { resource, serviceFor, schemas, known, encryption, presentFor, written });
    addList(app, databases, resource, schemas);
    app.get<{ Params: Values; Querystring: Times }>(
        member,
        {
            schema: {
                ...key,
                ...operations.read,
                headers: ifNoneMatch,
                response: { 200: item, 304: { type: "null", description: "It has not changed" }, ...memberErrors },
            },
        },
        async (request, reply) => {
            const { params, query, headers } = request;
            const row = await serviceFor(request).read(keyOf(resource, params));
            const shown = show(reply, row, query);
            const seen = headers["if-none-match"];
            return seen !== undefined && names(seen, row, "weak") ? reply.code(304).send() : shown;
        },
    );
    app.put<{ Params: Values; Body: Values; Querystring: Times }>(
        member,
        {
            preValidation,
            schema: {
                ...key,
                ...operations.update,
                headers: ifMatch,
                body: schemas.put,
                response: {
                    200: item,
                    ...changeErrors,
                    ...memberErrors,
                    ...writeErrors,
                },
            },
        },
        async (request, reply) => {
            const { params, body, query, headers } = request;
            const row = await serviceFor(request).update(keyOf(resource, params), body, headers["if-match"]);
            return afterWrite(reply, row, query);
        },
    );
    app.patch<{ Params: Values; Body: Values; Querystring: Times }>(
        member,
        {
            preValidation: async ({ body }: { readonly body: unknown }): Promise<void> => {
                refuseTypos(body, known);
                refuseFixed(body, resource);
            },
            schema: {
                ...key,
                ...operations.patch,
                headers: ifMatch,
                body: schemas.patch,
                response: {
                    200: item,
                    ...changeErrors,
                    ...memberErrors,
                    ...writeErrors,
                },
            },
        },
        async (request, reply) => {
            const { params, body, query, headers } = request;
            const row = await serviceFor(request).patch(keyOf(resource, params), body, headers["if-match"]);
            return afterWrite(reply, row, query);
        },
    );
    app.delete<{ Params: Values; Querystring: Times }>(
        member,
        {
            schema: {
                ...key,
                ...operations.remove,
                headers: ifMatch,
                response: { 200: item, 412: changeErrors[412], ...memberErrors },
            },
        },
        async (request, reply) => {
            const { params, query, headers } = request;
            const row = await serviceFor(request).remove(keyOf(resource, params), headers["if-match"]);
            return afterWrite(reply, row, query);
        },
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

function keyOf(resource: Resource, params: Values): Value {
    return params[resource.key] ?? null;
}
