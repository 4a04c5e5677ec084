import { Migrator } from "kysely";
import type { Logger } from "../log.js";
import { initial } from "./migrations/0001-initial.js";
import type { Database } from "./pool.js";

/** In order of their names. A migration that has been released is never changed. */
const migrations = { "0001-initial": initial };

/**
 * Brings the schema up to date. Kysely's migrator holds an advisory lock meanwhile, so that instances which start together
 * wait for the first one instead of migrating at once.
 */
export async function migrate(db: Database, log: Logger): Promise<void> {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const { error, results } = await migrator.migrateToLatest();
    for (const result of results ?? [])
        log.info({ migration: result.migrationName, status: result.status }, "schema migration");
    if (error !== undefined) throw new Error("the database schema could not be migrated", { cause: error });
}
