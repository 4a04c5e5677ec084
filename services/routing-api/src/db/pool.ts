import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectionOptions } from "node:tls";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { DatabaseConfig } from "../config.js";
import type { Logger } from "../log.js";
import { StartError } from "../start-error.js";
import type { PemFile } from "../tls/pem-file.js";
import { serviceIn } from "../tls/spiffe.js";
import type { Schema } from "./schema.js";

export type Database = Kysely<Schema>;

// Counters of packets and octets, far below where a number is no longer exact.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const connectTimeoutMs = 2_000;
const statementTimeoutMs = 10_000;
const retryMs = 1_000;

/**
 * How to connect, for the pool and for the connection that listens.
 *
 * @param roots Whom PostgreSQL's certificate is believed from, where one is demanded.
 */
export function connectionOptions(config: DatabaseConfig, roots?: PemFile): pg.ClientConfig {
    const target =
        config.url === undefined
            ? {
                  host: config.host,
                  port: config.port,
                  user: config.user,
                  database: config.database,
                  ...(config.password === undefined ? {} : { password: config.password }),
              }
            : { connectionString: config.url };
    return {
        ...target,
        ...(roots === undefined ? {} : { ssl: verified(roots, config.tls?.service) }),
        application_name: "routing-api",
        connectionTimeoutMillis: connectTimeoutMs,
        statement_timeout: statementTimeoutMs,
        // A server that vanished without a FIN never ends a statement: this ends it on our side.
        query_timeout: statementTimeoutMs + 1_000,
        keepAlive: true,
    };
}

/** pg reads this for each connection: one that is made after a renewal is made by the new authorities. */
function verified(roots: PemFile, service: string | undefined): ConnectionOptions {
    return {
        get ca() {
            return roots.text;
        },
        ...(service === undefined
            ? {}
            : {
                  checkServerIdentity: (_host, { subjectaltname }) =>
                      serviceIn(subjectaltname) === service
                          ? undefined
                          : new Error(
                                `PostgreSQL's certificate is of "${subjectaltname}", not of the service ${service}`,
                            ),
              }),
    };
}

export function openDatabase(options: pg.ClientConfig, poolSize: number, log: Logger): Database {
    const pool = new pg.Pool({
        ...options,
        max: poolSize,
        // A connection whose server's host vanished looks well until the kernel gives up, a quarter of an hour later.
        maxLifetimeSeconds: 30,
    });
    const lost = (error: Error): void => log.warn({ cause: describeError(error) }, "a PostgreSQL connection was lost");
    // An error event that nobody listens to ends the process. The pool listens to its connections while they are idle, and tells it
    // here; in the middle of a transaction nobody does, so each gets a listener of its own.
    pool.on("error", () => undefined);
    pool.on("connect", (client) => client.on("error", lost));
    return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

/** Waits until PostgreSQL answers a query, and says so while it waits. */
export async function waitForDatabase(
    db: Database,
    limitSeconds: number,
    log: Logger,
    stop: AbortSignal,
): Promise<void> {
    const begin = Date.now();
    for (let attempt = 1; ; attempt += 1) {
        stop.throwIfAborted();
        try {
            await sql`select 1`.execute(db);
            return;
        } catch (error) {
            const waited = Math.round((Date.now() - begin) / 1000);
            const cause = describeError(error);
            if (waited >= limitSeconds) {
                throw new StartError(
                    `PostgreSQL did not answer within ${limitSeconds} s (${cause}): check PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE or DATABASE_URL, and that the server runs.`,
                );
            }
            log.info({ attempt, waited_s: waited, limit_s: limitSeconds, cause }, "waiting for PostgreSQL");
            await sleep(retryMs, undefined, { signal: stop });
        }
    }
}

/** One line for a connection error; Node wraps those of a host with several addresses into one without a message. */
export function describeError(error: unknown): string {
    if (error instanceof AggregateError) return error.errors.map(describeError).join("; ");
    return error instanceof Error ? error.message : String(error);
}
