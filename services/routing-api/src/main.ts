import { inspect } from "node:util";
import type { FastifyInstance } from "fastify";
import type { ClientConfig } from "pg";
import pino from "pino";
import { RateLimit } from "./access/rate-limit.js";
import { Tokens } from "./access/tokens.js";
import { buildApp } from "./app.js";
import { type Config, readConfig } from "./config.js";
import { describeError } from "./db/describe.js";
import { migrate } from "./db/migrate.js";
import { connectionOptions, openDatabase, openDatabases, waitForDatabase, withoutLimits } from "./db/pool.js";
import type { Logger } from "./log.js";
import { Encryption } from "./secrets/encryption.js";
import { refuseWrongKey } from "./secrets/key-check.js";
import { SnapshotReader } from "./snapshot/reader.js";
import { RoutingData } from "./snapshot/routing-data.js";
import { StartError } from "./start-error.js";
import { PemFile } from "./tls/pem-file.js";

async function serve(config: Config): Promise<void> {
    // A line of log must not hold a decision up: it is written when there is time, and all of them before the end.
    const log = pino({ level: config.logLevel }, pino.destination({ sync: false }));
    const stop = new AbortController();
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort(signal));

    const { tls } = config.database;
    const roots = tls === undefined ? undefined : new PemFile("PGSSLROOTCERT", tls.rootsFile);
    onHangUp(log, () => roots?.read());
    const options = connectionOptions(config.database, roots);
    const databases = openDatabases(options, config.database.poolSize, log);
    const encryption = new Encryption(config.encryptionKey);
    const data = new RoutingData(new SnapshotReader(databases.calls, encryption, log), options, log);
    try {
        await prepare(config, options, encryption, log, stop.signal);
        await data.start();
        const app = await buildApp({
            databases,
            data,
            encryption,
            access: config.tokens && {
                tokens: new Tokens(config.tokens, databases.reads, encryption),
                limit: config.rateLimit === 0 ? undefined : new RateLimit(config.rateLimit),
            },
            logger: log,
            instance: config.instance,
            auditDays: config.auditDays,
            requestSeconds: config.requestSeconds,
        });
        await listen(app, config);
        await aborted(stop.signal);
        log.info({ signal: stop.signal.reason }, "stopping");
        await closeApp(app);
    } catch (error) {
        if (!stop.signal.aborted) throw error;
    } finally {
        await data.stop();
        await databases.close();
    }
}

/** Waits for the database, and brings it up to date; a migration takes as long as it takes. */
async function prepare(
    config: Config,
    options: ClientConfig,
    encryption: Encryption,
    log: Logger,
    stop: AbortSignal,
): Promise<void> {
    const db = openDatabase(withoutLimits(options), 1, log);
    try {
        await waitForDatabase(db, config.database.waitSeconds, log, stop);
        await migrate(db, log);
        await refuseWrongKey(db, encryption);
    } finally {
        await db.destroy();
    }
}

/** Certificates are renewed while the service runs. One that cannot be taken leaves the former ones, and calls, as they are. */
function onHangUp(log: Logger, renew: () => void): void {
    process.on("SIGHUP", () => {
        try {
            renew();
            log.info("certificates read again");
        } catch (error) {
            log.error({ cause: describeError(error) }, "the former certificates stay");
        }
    });
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
    try {
        await app.listen({ host, port });
    } catch (error) {
        throw new StartError(
            `HOST "${host}" and PORT ${port} cannot be listened on (${describeError(error)}): the host must be an address of this machine, and the port free.`,
            { cause: error },
        );
    }
}

/** Ends what is in flight, but not for ever: a client that never reads its answer must not keep the process. */
async function closeApp(app: FastifyInstance): Promise<void> {
    const limit = setTimeout(() => app.server.closeAllConnections(), 5_000);
    await app.close();
    clearTimeout(limit);
}

function aborted(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener("abort", () => resolve(), { once: true });
    });
}

async function main(): Promise<void> {
    try {
        await serve(readConfig(process.env));
    } catch (error) {
        process.stderr.write(`${error instanceof StartError ? error.message : inspect(error)}\n`);
        process.exitCode = 1;
    }
}

void main();
