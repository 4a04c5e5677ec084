import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import pg from "pg";
import { DatabaseUnavailable } from "./unavailable.js";

/**
 * A pool that lends a connection only when it knows what state it is in. pg puts one back whose query was given up: the statement may
 * still run, in a transaction that is open or aborted, and what the next borrower is told was stored would go with it.
 */
export class CarefulPool implements PostgresPool {
    constructor(private readonly pool: pg.Pool) {}

    async connect(): Promise<PostgresPoolClient> {
        try {
            return new Borrowed(await this.pool.connect());
        } catch (error) {
            throw new DatabaseUnavailable(error);
        }
    }

    end(): Promise<void> {
        return this.pool.end();
    }
}

/** A connection while it is lent. */
class Borrowed implements PostgresPoolClient {
    #doubt = false;

    constructor(private readonly client: pg.PoolClient) {}

    query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
    query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
    query<R>(
        text: string | PostgresCursor<R>,
        parameters: readonly unknown[] = [],
    ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
        if (typeof text !== "string") throw new TypeError("cursors are not used here");
        return this.#run<R>(text, parameters);
    }

    release(): void {
        // After an error the server's word on the transaction may not have arrived yet: then it is the one before, which was idle too.
        this.client.release(this.#doubt || this.client.getTransactionStatus() !== "I");
    }

    async #run<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
        const { command, rowCount, rows } = await this.#answered(text, parameters);
        // PostgreSQL answers the commit of an aborted transaction with success, and rolls it back.
        if (text === "commit" && command !== "COMMIT") {
            throw new DatabaseUnavailable(new Error(`a transaction ended with ${command} in place of its commit`));
        }
        return { command: changing.find((each) => each === command) ?? "SELECT", rowCount: rowCount ?? 0, rows };
    }

    async #answered(text: string, parameters: readonly unknown[]): Promise<pg.QueryResult> {
        try {
            return await this.client.query(text, [...parameters]);
        } catch (error) {
            // What PostgreSQL itself says of a statement leaves no doubt; silence, a time-out and a lost connection do.
            if (error instanceof pg.DatabaseError || error instanceof TypeError) throw error;
            this.#doubt = true;
            throw new DatabaseUnavailable(error);
        }
    }
}

const changing = ["INSERT", "UPDATE", "DELETE", "MERGE"] as const;
