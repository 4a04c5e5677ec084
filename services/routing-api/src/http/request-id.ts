import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";

const header = "x-request-id";

/** The client's own, where it has one that can stand in a line of log, else a new one. */
export function requestId({ headers }: Pick<IncomingMessage, "headers">): string {
    const given = headers[header];
    return typeof given === "string" && /^[\w.:=+/-]{1,128}$/.test(given) ? given : randomUUID();
}

/** Each answer names its request as the log does. */
export function answerRequestIds(app: FastifyInstance): void {
    app.addHook("onRequest", (request, reply, done) => {
        reply.header(header, request.id);
        done();
    });
}
