import { type Kysely, type Migration, sql } from "kysely";

/** Text columns have no length: the API states the limits, in characters and with an error that names the field. */
const tables = `
create table tenants (
    uuid uuid primary key,
    name text not null constraint tenants_name_key unique
);

create table domains (
    id integer generated always as identity primary key,
    tenant_uuid uuid not null references tenants on delete cascade,
    domain text not null,
    constraint domains_domain_key unique (tenant_uuid, domain),
    unique (tenant_uuid, id)
);

create table carriers (
    id integer generated always as identity primary key,
    tenant_uuid uuid not null references tenants on delete cascade,
    name text not null,
    constraint carriers_name_key unique (tenant_uuid, name),
    unique (tenant_uuid, id)
);

create table normalization_profiles (
    id integer generated always as identity primary key,
    tenant_uuid uuid not null references tenants on delete cascade,
    name text not null,
    country_code text,
    area_code text,
    intl_prefix text,
    ld_prefix text,
    always_ld boolean not null,
    always_intl_prefix_plus boolean not null,
    constraint normalization_profiles_name_key unique (tenant_uuid, name),
    unique (tenant_uuid, id)
);

create table normalization_rules (
    id integer generated always as identity primary key,
    profile_id integer not null,
    rule_type integer not null,
    priority integer not null,
    match_regex text not null,
    match_prefix text not null,
    replace_regex text not null,
    constraint normalization_rules_profile_fkey foreign key (profile_id) references normalization_profiles on delete cascade,
    constraint normalization_rules_match_regex_key unique (profile_id, match_regex)
);

create table ipbxs (
    id integer generated always as identity primary key,
    tenant_uuid uuid not null references tenants on delete cascade,
    domain_id integer not null,
    normalization_profile_id integer,
    customer integer,
    ip_fqdn text not null,
    port integer not null,
    registered boolean not null,
    ip_address text,
    username text,
    password_hash text,
    password_encrypted text,
    password_ha1 text,
    realm text,
    constraint ipbxs_domain_fkey foreign key (tenant_uuid, domain_id) references domains (tenant_uuid, id) on delete cascade,
    constraint ipbxs_profile_fkey foreign key (tenant_uuid, normalization_profile_id)
        references normalization_profiles (tenant_uuid, id) on delete set null (normalization_profile_id),
    constraint ipbxs_username_key unique (tenant_uuid, domain_id, username),
    unique (tenant_uuid, id)
);
create index on ipbxs (domain_id);
create index on ipbxs (normalization_profile_id);

create table carrier_trunks (
    id integer generated always as identity primary key,
    tenant_uuid uuid not null references tenants on delete cascade,
    carrier_id integer not null,
    normalization_profile_id integer,
    name text not null,
    sip_proxy text not null,
    sip_proxy_port integer not null,
    ip_address text,
    registered boolean not null,
    auth_username text,
    auth_password_encrypted text,
    realm text,
    registrar_proxy text,
    from_domain text,
    expire_seconds integer not null,
    retry_seconds integer not null,
    constraint carrier_trunks_carrier_fkey foreign key (tenant_uuid, carrier_id)
        references carriers (tenant_uuid, id) on delete cascade,
    constraint carrier_trunks_profile_fkey foreign key (tenant_uuid, normalization_profile_id)
        references normalization_profiles (tenant_uuid, id) on delete set null (normalization_profile_id),
    constraint carrier_trunks_name_key unique (tenant_uuid, carrier_id, name)
);
create index on carrier_trunks (normalization_profile_id);

create table dids (
    id integer generated always as identity primary key,
    tenant_uuid uuid not null references tenants on delete cascade,
    ipbx_id integer not null,
    carrier_trunk_id integer not null,
    did_regex text,
    did_prefix text not null,
    constraint dids_ipbx_fkey foreign key (tenant_uuid, ipbx_id) references ipbxs (tenant_uuid, id) on delete cascade,
    constraint dids_carrier_trunk_fkey foreign key (carrier_trunk_id) references carrier_trunks on delete cascade,
    constraint dids_did_regex_key unique (tenant_uuid, did_regex)
);
-- A DID without a pattern counts as a value of its own, of which a tenant may have one.
create unique index dids_no_did_regex_key on dids (tenant_uuid) where did_regex is null;
create index on dids (ipbx_id);
create index on dids (carrier_trunk_id);

create table routing_rules (
    id integer generated always as identity primary key,
    ipbx_id integer not null,
    carrier_trunk_id integer not null,
    prefix text,
    did_regex text,
    route_type text not null,
    constraint routing_rules_ipbx_fkey foreign key (ipbx_id) references ipbxs on delete cascade,
    constraint routing_rules_carrier_trunk_fkey foreign key (carrier_trunk_id) references carrier_trunks on delete cascade
);
create index on routing_rules (ipbx_id);
create index on routing_rules (carrier_trunk_id);

create table routing_groups (
    id integer generated always as identity primary key,
    tenant_uuid uuid not null references tenants on delete cascade,
    routing_rule_id integer,
    constraint routing_groups_routing_rule_fkey foreign key (routing_rule_id) references routing_rules on delete cascade
);
create index on routing_groups (tenant_uuid);
create index on routing_groups (routing_rule_id);

create table cdrs (
    id integer generated always as identity primary key,
    tenant_uuid uuid not null references tenants on delete cascade,
    ipbx_id integer,
    carrier_trunk_id integer,
    source_ip text not null,
    source_port integer not null,
    from_uri text not null,
    to_uri text not null,
    call_id text not null,
    call_start timestamptz,
    duration integer,
    -- What Kamailio delivered, hashed: a record that it sends twice is stored once. Null for those that came over REST.
    delivery text unique,
    constraint cdrs_ipbx_fkey foreign key (ipbx_id) references ipbxs on delete cascade,
    constraint cdrs_carrier_trunk_fkey foreign key (carrier_trunk_id) references carrier_trunks on delete cascade
);
create index on cdrs (tenant_uuid);
create index on cdrs (ipbx_id);
create index on cdrs (carrier_trunk_id);
`;

/**
 * Says which rows a statement changed, as "table 1,2,3", or "table *" when they are too many for a notification's 8000 bytes.
 * Per statement, not per row: deleting a tenant of 100,000 DIDs sends a handful of notifications.
 */
const notifyFunction = `
create function routing_changed() returns trigger language plpgsql as $$
declare
    rows bigint;
    ids text;
begin
    if tg_op = 'TRUNCATE' then
        ids := '*';
    else
        select count(*) into rows from changed;
        if rows = 0 then
            return null;
        elsif rows > 500 then
            ids := '*';
        else
            select string_agg(id::text, ',') into ids from changed;
        end if;
    end if;
    perform pg_notify('routing_changed', tg_table_name || ' ' || ids);
    return null;
end
$$;
`;

const routingTables = [
    "domains",
    "normalization_profiles",
    "normalization_rules",
    "ipbxs",
    "carrier_trunks",
    "dids",
    "routing_rules",
    "routing_groups",
];

const triggers = routingTables.map(
    (table) => `
create trigger routing_inserted after insert on ${table} referencing new table as changed
    for each statement execute function routing_changed();
create trigger routing_updated after update on ${table} referencing new table as changed
    for each statement execute function routing_changed();
create trigger routing_deleted after delete on ${table} referencing old table as changed
    for each statement execute function routing_changed();
create trigger routing_truncated after truncate on ${table}
    for each statement execute function routing_changed();
`,
);

export const initial: Migration = {
    async up(db: Kysely<unknown>): Promise<void> {
        await sql.raw([tables, notifyFunction, ...triggers].join("\n")).execute(db);
    },
};
