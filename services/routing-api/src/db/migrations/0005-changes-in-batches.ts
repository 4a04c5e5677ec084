import { type Kysely, type Migration, sql } from "kysely";

/**
 * Up to 10,000 changed rows are named, 500 a notification (there is room for 8000 bytes in one): reading them again is less than reading
 * the whole table again, which "table *" asks for.
 */
const statements = `
create or replace function routing_changed() returns trigger language plpgsql as $$
declare
    rows bigint;
    batch text;
begin
    if tg_op = 'TRUNCATE' then
        perform pg_notify('routing_changed', tg_table_name || ' *');
        return null;
    end if;
    select count(*) into rows from changed;
    if rows > 10000 then
        perform pg_notify('routing_changed', tg_table_name || ' *');
        return null;
    end if;
    for batch in
        select string_agg(id::text, ',') from (select id, row_number() over () as n from changed) as numbered group by (n - 1) / 500
    loop
        perform pg_notify('routing_changed', tg_table_name || ' ' || batch);
    end loop;
    return null;
end
$$;
`;

export const changesInBatches: Migration = {
    async up(db: Kysely<unknown>): Promise<void> {
        await sql.raw(statements).execute(db);
    },
};
