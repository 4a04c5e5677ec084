import { type Kysely, type Migration, sql } from "kysely";

/**
 * A record of each attempt, known by the attempt's key: what an SBC delivers twice is stored once. Names are copied, for a record
 * outlives what it names. Moments are milliseconds since 1970, UTC.
 */
const statements = `
alter table cdrs
    add column attempt text unique,
    add column request_uri text,
    add column sent_uri text,
    add column sent_to text,
    add column tenant_name text,
    add column ipbx_name text,
    add column carrier_trunk_name text,
    add column egress_tenant_uuid uuid references tenants on delete set null,
    add column egress_tenant_name text,
    add column egress_ipbx_id integer references ipbxs on delete set null,
    add column egress_ipbx_name text,
    add column egress_carrier_trunk_id integer references carrier_trunks on delete set null,
    add column egress_carrier_trunk_name text,
    add column tries jsonb,
    add column sip_code integer,
    add column sip_reason text,
    add column cause integer,
    add column released_by text,
    add column set_up_ms bigint,
    add column ringing_ms bigint,
    add column answer_ms bigint,
    add column end_ms bigint,
    add column post_dial_delay_ms bigint,
    add column sbc text,
    add column media_relay text,
    add column caller_codec text,
    add column callee_codec text;
create index on cdrs (set_up_ms);
create index on cdrs (egress_tenant_uuid);
create index on cdrs (egress_ipbx_id);
create index on cdrs (egress_carrier_trunk_id);
`;

export const cdrAttempts: Migration = {
    async up(db: Kysely<unknown>): Promise<void> {
        await sql.raw(statements).execute(db);
    },
};
