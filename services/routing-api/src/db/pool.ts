import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectionOptions } from "node:tls";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { DatabaseConfig } from "../config.js";
import type { Logger } from "../log.js";
import type { PoolState } from "../metrics/metrics.js";
import { StartError } from "../start-error.js";
import type { PemFile } from "../tls/pem-file.js";
import { serviceIn } from "../tls/spiffe.js";
import { CarefulPool } from "./careful-pool.js";
import { describeError } from "./describe.js";
import type { Schema } from "./schema.js";

export type Database = Kysely<Schema>;

// Counters of packets and octets, far below where a number is no longer exact.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const connectTimeoutMs = 2_000;
const statementTimeoutMs = 10_000;
const recordLockTimeoutMs = 2_000;
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

/** The same for work that may take its time. */
export function withoutLimits(options: pg.ClientConfig): pg.ClientConfig {
    return { ...options, statement_timeout: 0, query_timeout: 0 };
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

/** One pool for each kind of work: what waits in one takes no connection from the others. */
export interface Databases {
    /** Changes, which wait for each other's locks. */
    readonly writes: Database;
    /** What people and portals look at. */
    readonly reads: Database;
    /** Records of calls. */
    readonly records: Database;
    /** What decisions and registrations are made of. */
    readonly calls: Database;
    /** How each pool fares. */
    state(): readonly PoolState[];
    close(): Promise<void>;
}

export function openDatabases(options: pg.ClientConfig, size: number, log: Logger): Databases {
    const share = (part: number): number => Math.max(1, Math.floor(size * part));
    const sizes = { reads: share(0.2), records: share(0.3), calls: share(0.2) };
    const pools = {
        writes: openPool(options, Math.max(1, size - sizes.reads - sizes.records - sizes.calls), log),
        reads: openPool(options, sizes.reads, log),
        // A record whose tenant is being deleted is sent again: it must not hold the place of the others' records.
        records: openPool({ ...options, lock_timeout: recordLockTimeoutMs }, sizes.records, log),
        calls: openPool(options, sizes.calls, log),
    };
    const databases = {
        writes: database(pools.writes),
        reads: database(pools.reads),
        records: database(pools.records),
        calls: database(pools.calls),
    };
    return {
        ...databases,
        state: () =>
            Object.entries(pools).map(([pool, { totalCount, idleCount, waitingCount }]) => ({
                pool,
                open: totalCount,
                idle: idleCount,
                waiting: waitingCount,
            })),
        close: async () => {
            await Promise.all(Object.values(databases).map((each) => each.destroy()));
        },
    };
}

/** One pool. */
export function openDatabase(options: pg.ClientConfig, size: number, log: Logger): Database {
    return database(openPool(options, size, log));
}

function database(pool: pg.Pool): Database {
    return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: new CarefulPool(pool) }) });
}

function openPool(options: pg.ClientConfig, size: number, log: Logger): pg.Pool {
    const pool = new pg.Pool({
        ...options,
        max: size,
        // A connection whose server's host vanished looks well until the kernel gives up, a quarter of an hour later.
        maxLifetimeSeconds: 30,
    });
    const lost = (error: Error): void => log.warn({ cause: describeError(error) }, "a PostgreSQL connection was lost");
    // An error event that nobody listens to ends the process. The pool listens to its connections while they are idle, and tells it
    // here; in the middle of a transaction nobody does, so each gets a listener of its own.
    pool.on("error", () => undefined);
    pool.on("connect", (client) => client.on("error", lost));
    return pool;
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
