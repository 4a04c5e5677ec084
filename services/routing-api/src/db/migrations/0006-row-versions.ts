import { type Kysely, type Migration, sql } from "kysely";

const tables = [
    "tenants",
    "domains",
    "carriers",
    "normalization_profiles",
    "normalization_rules",
    "ipbxs",
    "carrier_trunks",
    "dids",
    "routing_rules",
    "routing_groups",
    "cdrs",
];

/**
 * Each row knows how often it was changed, and when, whoever changed it. What was there before knows of no beginning. Milliseconds are
 * what a moment has outside of the database, too.
 */
const changed = `
create function row_changed() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    new.changed_at := date_trunc('milliseconds', clock_timestamp());
    return new;
end
$$;
`;

/** A default that comes after the column leaves the rows that are there as they are. */
const versions = tables.map(
    (table) => `
alter table ${table}
    add column version integer not null default 1,
    add column created_at timestamptz,
    add column changed_at timestamptz;
alter table ${table}
    alter column created_at set default date_trunc('milliseconds', clock_timestamp()),
    alter column changed_at set default date_trunc('milliseconds', clock_timestamp());
create trigger row_changed before update on ${table} for each row execute function row_changed();
`,
);

export const rowVersions: Migration = {
    async up(db: Kysely<unknown>): Promise<void> {
        await sql.raw([changed, ...versions].join("\n")).execute(db);
    },
};
