import type { FastifyBaseLogger } from "fastify";

/** Fastify's logger, which every part of the service writes to. */
export type Logger = FastifyBaseLogger;

/** What a log may show of an error. The errors of pg carry their connection along, with all that it was opened with. */
export function loggable(error: unknown): { readonly message: string; readonly stack?: string } {
    if (!(error instanceof Error)) return { message: String(error) };
    return { message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) };
}
