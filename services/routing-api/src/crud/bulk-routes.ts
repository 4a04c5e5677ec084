import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { commonErrors, named, writeErrors } from "../http/error-schemas.js";
import { ApiError, fieldRequired, type Problem } from "../http/errors.js";
import { isRecord } from "../http/json.js";
import { typosIn } from "../http/typos.js";
import { checkerOf, InvalidInput, validatorCompiler } from "../http/validation.js";
import type { Encryption } from "../secrets/encryption.js";
import { type Outcome, RowError, type Valid, withBreaks } from "./bulk.js";
import { type Answer, onceHeader, onceKey, oncePath } from "./once.js";
import { operationsOf } from "./operations.js";
import { type Present, timesAsked } from "./presenter.js";
import type { Resource } from "./resource.js";
import { maxRows, type ResourceSchemas, schemaName } from "./schemas.js";
import type { ResourceService } from "./service.js";
import { textOf, type Values } from "./values.js";
import { inTenant, type View, viewFor } from "./view.js";

const maxBytes = 8 * 1024 * 1024;
/** More than these need not be said of one request. */
const maxProblems = 100;

const envelope = Type.Object({ items: Type.Array(Type.Unknown(), { maxItems: maxRows }) });

type Mode = "all" | "each";

const query = Type.Object(
    {
        mode: Type.Optional(
            Type.Unsafe<Mode>({
                type: "string",
                enum: ["all", "each"],
                default: "all",
                description: "all: all of them or none; each: those that can be, and what is wrong with the others",
            }),
        ),
        ...timesAsked,
    },
    { additionalProperties: false },
);

interface Collection {
    readonly resource: Resource;
    readonly serviceFor: (request: FastifyRequest) => ResourceService;
    readonly schemas: ResourceSchemas;
    /** The names that a body may hold. */
    readonly known: readonly string[];
    readonly encryption: Encryption;
    readonly presentFor: (query: { readonly times?: boolean }) => Present;
    readonly written: () => Promise<void>;
}

/** Adds `POST /1.0/<collection>/bulk`. */
export function addBulk(app: FastifyInstance, collection: Collection): void {
    const { resource, serviceFor, schemas, presentFor, written } = collection;
    const path = `/1.0/${resource.path}/bulk`;
    const item = named(schemaName(resource));
    const check = rowChecker(collection);
    const answer = Type.Object(
        {
            items: Type.Optional(
                Type.Array(item, { description: "Of mode all: what was created, in the order of the request" }),
            ),
            results: Type.Optional(
                Type.Array(
                    Type.Object({
                        status: Type.Integer({
                            description: "What a POST of this one alone would have been answered with",
                        }),
                        item: Type.Optional(item),
                        detail: Type.Optional(Type.Unsafe({ description: "What is wrong with it" })),
                    }),
                    { description: "Of mode each: what became of each, in the order of the request" },
                ),
            ),
        },
        { description: "What was created, or what became of each" },
    );
    app.post<{ Body: Static<typeof envelope>; Querystring: Static<typeof query> }>(
        path,
        {
            bodyLimit: maxBytes,
            schema: {
                querystring: query,
                headers: onceHeader,
                body: Type.Object(
                    { items: Type.Array(schemas.post, { maxItems: maxRows }) },
                    { examples: [{ items: [resource.example] }] },
                ),
                response: {
                    200: answer,
                    413: named("ErrorText", "The body is longer than 8 MiB"),
                    ...writeErrors,
                    ...commonErrors,
                },
                ...operationsOf(resource).createMany,
                tags: [resource.path],
            },
            // What is in the items is checked with breaks in between: so many at once would hold decisions up.
            validatorCompiler: (part) =>
                validatorCompiler(part.httpPart === "body" ? { ...part, schema: envelope } : part),
        },
        async (request, reply) => {
            const {
                body: { items },
                query,
                headers,
            } = request;
            const { mode = "all" } = query;
            const view = viewFor(request, resource);
            const present = presentFor(query);
            const valid: Valid[] = [];
            const refused: RowError[] = [];
            for await (const each of withBreaks(items.map((body, at) => ({ at, body })))) {
                const body = check(each.body, view);
                if (body instanceof ApiError) refused.push(new RowError(each.at, body));
                else valid.push({ at: each.at, body });
            }
            if (mode === "all" && refused.length > 0) {
                const forbidden = refused.find(({ cause }) => cause.statusCode !== 422);
                if (forbidden !== undefined) throw forbidden.cause;
                throw new InvalidInput(refused.flatMap(({ at, cause }) => problemsAt(at, cause)).slice(0, maxProblems));
            }
            const key = onceKey(headers);
            const answer = await serviceFor(request)
                .createMany(
                    valid,
                    mode === "all",
                    (outcomes) => answerOf([...outcomes, ...refused], mode, present),
                    key === undefined
                        ? undefined
                        : { path: oncePath(request, path), key, request: await requestOf(collection, query, items) },
                )
                .catch((error: unknown) => {
                    throw error instanceof RowError ? placed(error) : error;
                });
            await written();
            return sendAnswer(reply, answer);
        },
    );
}

/** What is to be stored of an item, or why it cannot be. */
function rowChecker({ resource, schemas, known }: Collection): (body: unknown, view: View) => Values | ApiError {
    const check = checkerOf(Type.Unsafe<Values>(schemas.post));
    return (given, view) => {
        const typos = typosIn(given, known);
        if (typos.length > 0) return new ApiError(422, typos);
        const { value, problems } = check(given);
        if (problems !== undefined) return new ApiError(422, problems);
        try {
            const body = inTenant(view, value);
            if (!resource.ofTenant || textOf(body, "tenant_uuid") !== null) return body;
        } catch (error) {
            if (error instanceof ApiError) return error;
            throw error;
        }
        return new ApiError(422, [fieldRequired("tenant_uuid")]);
    };
}

function problemsAt(at: number, { detail }: ApiError): readonly Problem[] {
    const problems: readonly unknown[] = Array.isArray(detail) ? detail : [];
    return problems
        .filter(isProblem)
        .map((each) => ({ ...each, loc: ["body", "items", String(at), ...each.loc.slice(1)] }));
}

function isProblem(value: unknown): value is Problem {
    return isRecord(value) && Array.isArray(value.loc);
}

/** The error of one row as that of the request, which says which row it is. */
function placed({ at, cause }: RowError): ApiError {
    const { statusCode, detail } = cause;
    if (statusCode === 422) return new ApiError(422, problemsAt(at, cause));
    if (!isRecord(detail) || !isRecord(detail.details)) return cause;
    return new ApiError(statusCode, { ...detail, details: { ...detail.details, item: at } });
}

async function answerOf(all: readonly Outcome[], mode: Mode, present: Present): Promise<Answer> {
    const parts: string[] = [];
    for await (const each of withBreaks(all.toSorted((a, b) => a.at - b.at))) {
        if (!(each instanceof RowError)) {
            parts.push(JSON.stringify(mode === "all" ? present(each.row) : { status: 200, item: present(each.row) }));
        } else {
            parts.push(JSON.stringify({ status: each.cause.statusCode, detail: each.cause.detail }));
        }
    }
    return { text: `{"${mode === "all" ? "items" : "results"}":[${parts.join(",")}]}`, headers: {} };
}

async function requestOf({ encryption }: Collection, query: object, items: readonly unknown[]): Promise<string> {
    const hash = encryption.fingerprint().update(JSON.stringify(query));
    for await (const item of withBreaks(items)) hash.update(`${JSON.stringify(item)}\n`);
    return hash.digest("base64");
}

export async function sendAnswer(reply: FastifyReply, { text, headers }: Answer): Promise<FastifyReply> {
    return reply.headers(headers).type("application/json; charset=utf-8").send(text);
}
