import type { ColumnType, Generated } from "kysely";
import type { Scope } from "../access/principal.js";

/** The tables as code reads them. What the API writes goes through the CRUD frame, which knows columns by their descriptors. */
export interface Schema {
    tenants: { uuid: string; name: string };
    domains: { id: Generated<number>; tenant_uuid: string; domain: string };
    normalization_profiles: { id: Generated<number>; tenant_uuid: string; always_intl_prefix_plus: boolean };
    normalization_rules: {
        id: Generated<number>;
        profile_id: number;
        rule_type: number;
        priority: number;
        match_regex: string;
        match_prefix: string;
        replace_regex: string;
    };
    ipbxs: {
        id: Generated<number>;
        tenant_uuid: string;
        domain_id: number;
        normalization_profile_id: number | null;
        ip_fqdn: string;
        port: number;
        ip_address: string | null;
        username: string | null;
        password_hash: string | null;
        password_encrypted: string | null;
        password_ha1: string | null;
        realm: string | null;
    };
    carrier_trunks: {
        id: Generated<number>;
        tenant_uuid: string;
        carrier_id: number;
        normalization_profile_id: number | null;
        sip_proxy: string;
        sip_proxy_port: number;
        ip_address: string | null;
        auth_username: string | null;
        auth_password_encrypted: string | null;
        realm: string | null;
        registered: boolean;
        registrar_proxy: string | null;
        from_domain: string | null;
        expire_seconds: number;
    };
    dids: {
        id: Generated<number>;
        tenant_uuid: string;
        ipbx_id: number;
        did_regex: string | null;
        did_prefix: string;
    };
    routing_rules: {
        id: Generated<number>;
        ipbx_id: number;
        carrier_trunk_id: number;
        prefix: string | null;
        did_regex: string | null;
    };
    routing_groups: { id: Generated<number>; tenant_uuid: string; routing_rule_id: number | null };
    cdrs: {
        id: Generated<number>;
        /** Null, like the two below, when it was deleted after the call. */
        tenant_uuid: string | null;
        ipbx_id: number | null;
        carrier_trunk_id: number | null;
        source_ip: string;
        source_port: number;
        from_uri: string;
        to_uri: string;
        call_id: string;
        call_start: ColumnType<Date | null, Date | null>;
        duration: number | null;
        router: string | null;
        caller_packets: number | null;
        caller_octets: number | null;
        caller_lost: number | null;
        caller_jitter: number | null;
        caller_mos: number | null;
        callee_packets: number | null;
        callee_octets: number | null;
        callee_lost: number | null;
        callee_jitter: number | null;
        callee_mos: number | null;
        delivery: string | null;
        attempt: string | null;
    };
    tokens: {
        id: Generated<number>;
        name: string;
        scope: Scope;
        tenant_uuid: string | null;
        /** SHA-256 of the token. */
        hash: Buffer;
    };
}
