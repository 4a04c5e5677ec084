import { type Kysely, type Migration, sql } from "kysely";

/** A record that money rests on outlives the tenant, the IPBX and the trunk that it names: it forgets them, and stays. */
const statements = `
alter table cdrs
    alter column tenant_uuid drop not null,
    drop constraint cdrs_tenant_uuid_fkey,
    drop constraint cdrs_ipbx_fkey,
    drop constraint cdrs_carrier_trunk_fkey,
    add constraint cdrs_tenant_uuid_fkey foreign key (tenant_uuid) references tenants on delete set null,
    add constraint cdrs_ipbx_fkey foreign key (ipbx_id) references ipbxs on delete set null,
    add constraint cdrs_carrier_trunk_fkey foreign key (carrier_trunk_id) references carrier_trunks on delete set null;
`;

export const cdrsOutlive: Migration = {
    async up(db: Kysely<unknown>): Promise<void> {
        await sql.raw(statements).execute(db);
    },
};
