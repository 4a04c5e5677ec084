import type { Schema } from "../db/schema.js";

/** What decisions read of the tables: as much of every row is in memory, and no more. */
export const columnsOf: {
    readonly [T in Exclude<keyof Schema, "tenants" | "cdrs" | "tokens">]: Readonly<Record<keyof Schema[T], true>>;
} = {
    domains: { id: true, tenant_uuid: true, domain: true },
    normalization_profiles: { id: true, tenant_uuid: true, always_intl_prefix_plus: true },
    normalization_rules: {
        id: true,
        profile_id: true,
        rule_type: true,
        priority: true,
        match_regex: true,
        match_prefix: true,
        replace_regex: true,
    },
    ipbxs: {
        id: true,
        tenant_uuid: true,
        domain_id: true,
        normalization_profile_id: true,
        ip_fqdn: true,
        port: true,
        ip_address: true,
        username: true,
        password_hash: true,
        password_encrypted: true,
        password_ha1: true,
        realm: true,
    },
    carrier_trunks: {
        id: true,
        tenant_uuid: true,
        carrier_id: true,
        normalization_profile_id: true,
        sip_proxy: true,
        sip_proxy_port: true,
        ip_address: true,
        auth_username: true,
        auth_password_encrypted: true,
        realm: true,
        registered: true,
        registrar_proxy: true,
        from_domain: true,
        expire_seconds: true,
    },
    dids: { id: true, tenant_uuid: true, ipbx_id: true, did_regex: true, did_prefix: true },
    routing_rules: { id: true, ipbx_id: true, carrier_trunk_id: true, prefix: true, did_regex: true },
    routing_groups: { id: true, tenant_uuid: true, routing_rule_id: true },
};
