import { type Kysely, type Migration, sql } from "kysely";

/** What the media relay and the other side saw of each side's media; all null where nobody told. */
const side = (name: string) => `
    add column ${name}_packets bigint,
    add column ${name}_octets bigint,
    add column ${name}_lost integer,
    add column ${name}_jitter integer,
    add column ${name}_mos real`;

const statements = `
alter table cdrs
    add column router text,${side("caller")},${side("callee")};
create index on cdrs (call_id);
create index on cdrs (call_start);
`;

export const cdrMedia: Migration = {
    async up(db: Kysely<unknown>): Promise<void> {
        await sql.raw(statements).execute(db);
    },
};
