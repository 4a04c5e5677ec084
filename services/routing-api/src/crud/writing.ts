import type { Database } from "../db/pool.js";
import type { Change, Resource } from "./resource.js";
import { isDeadlock, violationOf } from "./violations.js";

/** PostgreSQL ends one of two transactions that wait for each other; doing it again is all that is needed. */
const maxAttempts = 4;

/** One transaction. What it violates is said by the resource's names. */
export async function writing<T>(db: Database, resource: Resource, work: (db: Change["db"]) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
        try {
            return await db.transaction().execute(work);
        } catch (error) {
            if (attempt < maxAttempts && isDeadlock(error)) continue;
            throw violationOf(error, resource) ?? error;
        }
    }
}
