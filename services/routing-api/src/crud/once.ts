import type { FastifyRequest } from "fastify";
import { type QueryExecutorProvider, sql } from "kysely";
import { type TSchema, Type } from "typebox";
import { principalOf } from "../access/principal.js";
import { invalid } from "../http/errors.js";

/** What a request is answered with. */
export interface Answer {
    readonly text: string;
    readonly headers: Readonly<Record<string, string>>;
}

/** A request that its client sends again when it has seen no answer, and that must not be done twice. */
export interface Once {
    readonly path: string;
    readonly key: string;
    /** A hash of what is asked: another request with the key is a mistake. */
    readonly request: string;
}

const header = "idempotency-key";

export const onceHeader: TSchema = Type.Object({
    [header]: Type.Optional(
        Type.String({
            description:
                "Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once",
        }),
    ),
});

/** The key of a request, 1 to 255 visible characters; undefined where there is none. */
export function onceKey(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
    const key = headers[header];
    if (key === undefined || (typeof key === "string" && /^[\x21-\x7e]{1,255}$/.test(key))) return key;
    throw refused("1 to 255 visible characters of ASCII are allowed");
}

/** Where a key counts: a tenant's is its own, whoever else has one alike. */
export function oncePath(request: FastifyRequest, path: string): string {
    const { tenant } = principalOf(request);
    return tenant === undefined ? path : `${path} ${tenant}`;
}

/** Does what is asked, and keeps the answer in the same transaction. Who comes with the key meanwhile waits here, and gets that answer. */
export async function doneOnce(
    db: QueryExecutorProvider,
    once: Once | undefined,
    work: () => Promise<Answer>,
): Promise<Answer> {
    if (once === undefined) return work();
    const { path, key, request } = once;
    const claimed =
        await sql`insert into idempotency_keys as stored (path, key, request) values (${path}, ${key}, ${request})
        on conflict (path, key) do update set request = excluded.request, answer = null, headers = null, created_at = now()
            where stored.created_at < now() - interval '24 hours'
        returning key`.execute(db);
    if (claimed.rows.length === 0) {
        const earlier = await answeredBefore(db, once);
        if (earlier !== undefined) return earlier;
        throw new Error("an idempotency key is neither free nor taken");
    }
    await forgetSome(db);
    const answer = await work();
    await sql`update idempotency_keys set answer = ${answer.text}, headers = ${JSON.stringify(answer.headers)}
        where path = ${path} and key = ${key}`.execute(db);
    return answer;
}

/** What the request was answered with before, if it was. */
export async function answeredBefore(db: QueryExecutorProvider, once: Once | undefined): Promise<Answer | undefined> {
    if (once === undefined) return undefined;
    const found = await sql<{ request: string; answer: string; headers: Record<string, string> }>`
        select request, answer, headers from idempotency_keys
        where path = ${once.path} and key = ${once.key} and answer is not null
            and created_at >= now() - interval '24 hours'`.execute(db);
    const [row] = found.rows;
    if (row === undefined) return undefined;
    if (row.request !== once.request) throw refused("was used for another request");
    return { text: row.answer, headers: { ...row.headers, "idempotency-replayed": "true" } };
}

/** Each new key takes some away that have had their day; those that another request is taking are left to it. */
async function forgetSome(db: QueryExecutorProvider): Promise<void> {
    await sql`delete from idempotency_keys where (path, key) in (
        select path, key from idempotency_keys where created_at < now() - interval '24 hours'
        order by created_at limit 20 for update skip locked)`.execute(db);
}

function refused(msg: string): Error {
    return invalid({ loc: ["header", header], msg, type: "value_error.idempotency" });
}
