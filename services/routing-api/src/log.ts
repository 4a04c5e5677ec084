import type { FastifyBaseLogger } from "fastify";

/** Fastify's logger, which every part of the service writes to. */
export type Logger = FastifyBaseLogger;
