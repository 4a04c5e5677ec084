import { type Kysely, type Migration, sql } from "kysely";

/** What requests that may be sent again were answered with. `request` is a keyed hash of what was asked. */
const statements = `
create table idempotency_keys (
    path text not null,
    key text not null,
    request text not null,
    answer text,
    headers jsonb,
    created_at timestamptz not null default now(),
    primary key (path, key)
);
create index on idempotency_keys (created_at);
`;

export const idempotencyKeys: Migration = {
    async up(db: Kysely<unknown>): Promise<void> {
        await sql.raw(statements).execute(db);
    },
};
