import pg from "pg";
import { describeError } from "./describe.js";

/** The database did not answer, or not in time: what was asked may be asked again. */
export class DatabaseUnavailable extends Error {
    constructor(cause: unknown) {
        super(`the database does not answer: ${describeError(cause)}`, { cause });
    }
}

/** Classes of PostgreSQL's errors, and single ones, that say nothing about what was asked: it is away, full, stopping, or somebody else was first. */
const passing = [
    /^08/, // connection
    /^28/, // a role or password that is being changed
    /^3D/, // a database that is being restored
    /^40/, // deadlock, serialisation
    /^53/, // connections, memory or disk used up
    /^55/, // a lock was not to be had
    /^57/, // shut down, starting, or the statement took too long
    /^58/, // its disk
    /^25006$/, // a standby that takes no writes yet
    /^0A000$/, // a prepared statement from before a migration
];

/** Whether an error is of the database's state rather than of the request. */
export function isUnavailable(error: unknown): boolean {
    if (error instanceof DatabaseUnavailable) return true;
    return error instanceof pg.DatabaseError && passing.some((form) => form.test(error.code ?? ""));
}
