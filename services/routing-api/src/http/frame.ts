import cors from "@fastify/cors";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isUnavailable } from "../db/unavailable.js";
import { loggable } from "../log.js";
import { ApiError } from "./errors.js";
import { answerRequestIds } from "./request-id.js";
import { InvalidInput, validatorCompiler } from "./validation.js";

/** What all paths have in common: reading bodies, validation, the form of errors, CORS. */
export async function useHttpFrame(app: FastifyInstance): Promise<void> {
    app.setValidatorCompiler(validatorCompiler);
    app.setErrorHandler(answerError);
    answerRequestIds(app);
    readAnyBodyAsJson(app);
    await app.register(cors, {
        origin: true,
        credentials: true,
        methods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
        exposedHeaders: ["ETag", "Last-Modified", "Retry-After", "Idempotency-Replayed", "X-Request-Id"],
    });
    answerUnknownRoutes(app);
    endConnectionsOnClose(app);
}

/** Clients of the original do not always name the content type, so it is not asked for. */
function readAnyBodyAsJson(app: FastifyInstance): void {
    const utf8 = new TextDecoder("utf-8", { fatal: true });
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "buffer" }, async (_request: FastifyRequest, body: Buffer) => {
        if (body.length === 0) return undefined;
        try {
            const parsed: unknown = JSON.parse(utf8.decode(body));
            return parsed;
        } catch {
            throw new ApiError(400, "There was an error parsing the body");
        }
    });
}

/** A known path with a method that it does not have is a 405; Fastify itself knows only 404. */
function answerUnknownRoutes(app: FastifyInstance): void {
    const known = new Map<string, { pattern: RegExp; methods: Set<string> }>();
    app.addHook("onRoute", ({ url, method }) => {
        const route = known.get(url) ?? { pattern: pathPattern(url), methods: new Set() };
        for (const each of [method].flat()) route.methods.add(each);
        known.set(url, route);
    });
    app.setNotFoundHandler(async (request, reply) => {
        const path = request.url.split("?", 1)[0] ?? "";
        const route = [...known.values()].find(({ pattern }) => pattern.test(path));
        if (route === undefined) return reply.code(404).send({ detail: "Not Found" });
        return reply
            .code(405)
            .header("allow", [...route.methods].join(", "))
            .send({ detail: "Method Not Allowed" });
    });
}

/** Closing ends idle connections by itself; one that is busy meanwhile would stay open after its answer, and keep the process. */
function endConnectionsOnClose(app: FastifyInstance): void {
    let closing = false;
    app.addHook("preClose", (done) => {
        closing = true;
        done();
    });
    app.addHook("onSend", (_request, reply, _payload, done) => {
        if (closing) reply.header("connection", "close");
        done();
    });
}

/** A new try as soon as that helps: most of what is busy is free again within a second. */
const retryAfterSeconds = 1;

function pathPattern(url: string): RegExp {
    const steps = url.split("/").map((step) => (step.startsWith(":") ? "[^/]+" : step.replaceAll(".", "\\.")));
    return new RegExp(`^${steps.join("/")}/?$`);
}

async function answerError(
    error: FastifyError | Error,
    request: FastifyRequest,
    reply: FastifyReply,
): Promise<FastifyReply> {
    if (error instanceof InvalidInput) return reply.code(422).send({ detail: error.problems });
    if (error instanceof ApiError) return reply.code(error.statusCode).send({ detail: error.detail });
    if (isUnavailable(error)) {
        request.log.warn(
            { err: loggable(error), method: request.method, path: request.url },
            "the database is away or busy",
        );
        return reply
            .code(503)
            .header("retry-after", retryAfterSeconds)
            .send({ detail: "The database is away or busy" });
    }
    const status = "statusCode" in error ? (error.statusCode ?? 500) : 500;
    if (status < 500) return reply.code(status).send({ detail: error.message });
    request.log.error({ err: loggable(error), method: request.method, path: request.url }, "request failed");
    return reply.code(500).type("text/plain").send("Internal Server Error");
}
