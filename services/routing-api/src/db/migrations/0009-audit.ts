import { type Kysely, type Migration, sql } from "kysely";

/** Who changed what. It refers to nothing, for it outlives all that it names. */
const statements = `
create table audit (
    id integer generated always as identity primary key,
    created_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
    changed_at timestamptz generated always as (created_at) stored,
    who text not null,
    scope text not null,
    token_id integer,
    request_id text not null,
    tenant_uuid uuid,
    collection text not null,
    object text not null,
    action text not null,
    before jsonb,
    after jsonb
);
create index on audit (created_at);
create index on audit (tenant_uuid, id);
create index on audit (collection, object);
`;

export const audit: Migration = {
    async up(db: Kysely<unknown>): Promise<void> {
        await sql.raw(statements).execute(db);
    },
};
