import type { FastifyInstance } from "fastify";
import { type Static, Type } from "typebox";
import { ensureTenants } from "../crud/creation.js";
import { addList } from "../crud/list-routes.js";
import { operationsOf } from "../crud/operations.js";
import { presenters, timesAsked } from "../crud/presenter.js";
import type { CrudServices } from "../crud/routes.js";
import { plainText, schemasOf, uuid4Pattern } from "../crud/schemas.js";
import { ResourceService } from "../crud/service.js";
import type { Values } from "../crud/values.js";
import { viewFor } from "../crud/view.js";
import { writing } from "../crud/writing.js";
import { memberErrors, named, writeErrors } from "../http/error-schemas.js";
import { fieldRequired, invalid, invalidField } from "../http/errors.js";
import { refuseTypos } from "../http/typos.js";
import { tenants } from "../resources/tenants.js";
import { tokens } from "../resources/tokens.js";
import { drawToken, hashOf } from "./tokens.js";

const tags = [tokens.path];
const { name, scope, tenant_uuid } = tokens.fields;

const body = Type.Object(
    {
        name: Type.String({ minLength: 1, maxLength: 256, pattern: plainText, description: name?.description ?? "" }),
        scope: Type.Optional(
            Type.Unsafe<"tenant" | "administrator" | "metrics">({
                type: "string",
                enum: ["tenant", "administrator", "metrics"],
                default: "tenant",
                description: scope?.description ?? "",
            }),
        ),
        tenant_uuid: Type.Optional(
            Type.Unsafe<string | null>({
                type: ["string", "null"],
                format: "uuid",
                pattern: uuid4Pattern,
                description: `${tenant_uuid?.description}; created when it is unknown`,
            }),
        ),
    },
    { examples: [tokens.example] },
);

/** Adds `/1.0/tokens`: who administers the platform gives a tenant its token, and takes it back. */
export function addTokens(
    app: FastifyInstance,
    { databases, encryption, trail }: Pick<CrudServices, "databases" | "encryption" | "trail">,
): void {
    const schemas = schemasOf(tokens);
    const operations = operationsOf(tokens);
    const presentFor = presenters(tokens);
    const key = { params: schemas.key, querystring: Type.Object(timesAsked), tags };
    app.addSchema(schemas.item);
    const made = Type.Intersect([named("Token"), Type.Object({ token: Type.String({ description: "The token" }) })], {
        description: "The token, which is shown this once",
    });
    app.post<{ Body: Static<typeof body> }>(
        "/1.0/tokens",
        {
            preValidation: async ({ body: given }) => refuseTypos(given, Object.keys(body.properties)),
            schema: {
                body,
                response: { 200: made, ...writeErrors },
                ...operations.create,
                description: "It is kept hashed: what it is, is in this answer and nowhere else.",
                tags,
            },
            // What is made of two schemas is written by neither.
            serializerCompiler: () => (answer) => JSON.stringify(answer),
        },
        async (request) => {
            const { name, scope = "tenant", tenant_uuid = null } = request.body;
            const view = viewFor(request, tokens);
            if (scope === "tenant" && tenant_uuid === null) throw invalid(fieldRequired("tenant_uuid"));
            if (scope !== "tenant" && tenant_uuid !== null) {
                throw invalidField("tenant_uuid", `a token of scope ${scope} is of no tenant`, "value_error.const");
            }
            const token = drawToken(encryption);
            const row = await writing(databases.writes, tokens, async (db) => {
                const owners = tenant_uuid === null ? [] : [{ tenant_uuid }];
                const made = await ensureTenants(db, { ...tokens, ofTenant: true }, owners);
                await trail.record(
                    db,
                    view,
                    tenants,
                    made.map((after) => ({ after })),
                );
                const after = await db
                    .insertInto("tokens")
                    .values({ name, scope, tenant_uuid, hash: hashOf(token) })
                    .returning(["id", "name", "scope", "tenant_uuid"])
                    .executeTakeFirstOrThrow();
                await trail.record(db, view, tokens, [{ after }]);
                return after;
            });
            return { ...row, token };
        },
    );
    addList(app, databases, tokens, schemas);
    app.get<{ Params: Values; Querystring: { readonly times?: boolean } }>(
        "/1.0/tokens/:id",
        { schema: { ...key, ...operations.read, response: { 200: named("Token", "The token"), ...memberErrors } } },
        async (request) => {
            const service = new ResourceService(databases, viewFor(request, tokens), trail);
            return presentFor(request.query)(await service.read(request.params.id ?? null));
        },
    );
    app.delete<{ Params: Values; Querystring: { readonly times?: boolean } }>(
        "/1.0/tokens/:id",
        {
            schema: {
                ...key,
                ...operations.remove,
                description: "From then on it is none. Answers what it was.",
                response: { 200: named("Token", "What it was"), ...memberErrors },
            },
        },
        async (request) => {
            const service = new ResourceService(databases, viewFor(request, tokens), trail);
            return presentFor(request.query)(await service.remove(request.params.id ?? null));
        },
    );
}
