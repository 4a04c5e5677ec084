import { Migrator, sql } from "kysely";
import type { Logger } from "../log.js";
import { StartError } from "../start-error.js";
import { describeError } from "./describe.js";
import { initial } from "./migrations/0001-initial.js";
import { cdrMedia } from "./migrations/0002-cdr-media.js";
import { cdrsOutlive } from "./migrations/0003-cdrs-outlive.js";
import { cdrAttempts } from "./migrations/0004-cdr-attempts.js";
import { changesInBatches } from "./migrations/0005-changes-in-batches.js";
import { rowVersions } from "./migrations/0006-row-versions.js";
import { idempotencyKeys } from "./migrations/0007-idempotency-keys.js";
import { tokens } from "./migrations/0008-tokens.js";
import { audit } from "./migrations/0009-audit.js";
import type { Database } from "./pool.js";

/** In order of their names. A migration that has been released is never changed. */
const migrations = {
    "0001-initial": initial,
    "0002-cdr-media": cdrMedia,
    "0003-cdrs-outlive": cdrsOutlive,
    "0004-cdr-attempts": cdrAttempts,
    "0005-changes-in-batches": changesInBatches,
    "0006-row-versions": rowVersions,
    "0007-idempotency-keys": idempotencyKeys,
    "0008-tokens": tokens,
    "0009-audit": audit,
};

/**
 * Brings the schema up to date. Kysely's migrator holds an advisory lock meanwhile, so that instances which start together
 * wait for the first one instead of migrating at once.
 */
export async function migrate(db: Database, log: Logger): Promise<void> {
    await refuseOldServer(db);
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const { error, results } = await migrator.migrateToLatest();
    for (const result of results ?? [])
        log.info({ migration: result.migrationName, status: result.status }, "schema migration");
    if (error === undefined) return;
    throw new StartError(
        `the database schema could not be migrated: ${describeError(error)}. A database that a newer version has migrated needs that version.`,
        { cause: error },
    );
}

/** `on delete set null` for one column of a composite key, which the schema needs, came with this version. */
const oldestServer = 15;

async function refuseOldServer(db: Database): Promise<void> {
    const found = await sql<{ version: string }>`select current_setting('server_version_num') as version`.execute(db);
    const version = Math.floor(Number(found.rows[0]?.version) / 10_000);
    if (version >= oldestServer) return;
    throw new StartError(`PostgreSQL is of version ${version}: it must be ${oldestServer} or later`);
}
