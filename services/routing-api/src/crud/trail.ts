import { setImmediate } from "node:timers/promises";
import { type QueryExecutorProvider, sql } from "kysely";
import { presenters } from "./presenter.js";
import type { Resource } from "./resource.js";
import type { Values } from "./values.js";
import type { View } from "./view.js";

/** One row that was changed: made, where there is no row before, and deleted, where there is none after. */
export interface Changed {
    readonly before?: Values;
    readonly after?: Values;
    /** What was asked for, which may hold secrets. */
    readonly body?: Values;
}

/** Changes that are written, or forgotten, in one statement. */
const sliceRows = 50;
/** What is past its time and forgotten with each change, beside as many as are written: more than come. */
const forgotten = 20;

/** Notes who changed what, in the transaction of the change itself. */
export class Trail {
    /** @param days How long a change is remembered. */
    constructor(private readonly days: number) {}

    async record(db: QueryExecutorProvider, { principal, requestId }: Actor, of: Resource, all: readonly Changed[]) {
        const present = presenters(of)({});
        for (let from = 0; from < all.length; from += sliceRows) {
            if (from > 0) await setImmediate();
            const tuples = all.slice(from, from + sliceRows).map(({ before, after, body = {} }) => {
                const row = after ?? before ?? {};
                const action = before === undefined ? "create" : after === undefined ? "delete" : "update";
                const now = after === undefined ? null : JSON.stringify({ ...present(after), ...redacted(of, body) });
                const then = before === undefined ? null : JSON.stringify(present(before));
                return sql`(${principal.name}, ${principal.scope}, ${principal.token}::integer, ${requestId},
                    ${tenantOf(of, row)}::uuid, ${of.path}, ${String(row[of.key])}, ${action}, ${then}::jsonb, ${now}::jsonb)`;
            });
            await sql`insert into audit
                (who, scope, token_id, request_id, tenant_uuid, collection, object, action, before, after)
                values ${sql.join(tuples)}`.execute(db);
        }
        if (all.length > 0) await this.#forget(db, all.length + forgotten);
    }

    /** What another change is forgetting is left to it. */
    async #forget(db: QueryExecutorProvider, most: number): Promise<void> {
        await sql`delete from audit where id in (
            select id from audit where created_at < now() - make_interval(days => ${this.days})
            order by created_at limit ${most} for update skip locked)`.execute(db);
    }
}

type Actor = Pick<View, "principal" | "requestId">;

function tenantOf({ owner }: Resource, row: Values) {
    if (typeof owner === "string") return row[owner] ?? null;
    return sql`(select tenant_uuid from ${sql.table(owner.table)} where id = ${row[owner.field] ?? null})`;
}

/** That a secret was given is worth knowing; what it is, is not. */
function redacted({ fields }: Resource, body: Values): Values {
    const secrets = Object.entries(fields).filter(([name, { out }]) => !out && body[name] !== undefined);
    return Object.fromEntries(secrets.map(([name]) => [name, body[name] === null ? null : "(redacted)"]));
}
