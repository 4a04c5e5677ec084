import { type Row, Table } from "./table.js";

export interface Domain extends Row {
    readonly tenant_uuid: string;
    readonly domain: string;
}

export interface Profile extends Row {
    readonly always_intl_prefix_plus: boolean;
}

export interface NormalizationRule extends Row {
    readonly profile_id: number;
    readonly rule_type: number;
    readonly priority: number;
    readonly match_regex: string;
    readonly match_prefix: string;
    readonly replace_regex: string;
}

/** What is sent when the other end asks for authentication. */
export interface Credentials {
    readonly auth_username: string;
    readonly auth_password: string;
    readonly realm: string;
}

export interface Ipbx extends Row {
    readonly tenant_uuid: string;
    readonly domain_id: number;
    readonly normalization_profile_id: number | null;
    /** Host and port of its URI, undefined when what is stored cannot stand in one. */
    readonly target: string | undefined;
    readonly ip_fqdn: string;
    /** Null, not empty, when it may call from anywhere. The same goes for the texts below. */
    readonly ip_address: string | null;
    readonly username: string | null;
    readonly password_hash: string | null;
    readonly password_ha1: string | null;
    readonly credentials: Credentials | undefined;
}

export interface Trunk extends Row {
    readonly tenant_uuid: string;
    readonly normalization_profile_id: number | null;
    readonly target: string | undefined;
    readonly ip_address: string | null;
    readonly credentials: Credentials | undefined;
}

export interface Did extends Row {
    readonly tenant_uuid: string;
    readonly ipbx_id: number;
    readonly did_regex: string | null;
    readonly did_prefix: string;
}

export interface RoutingRule extends Row {
    readonly ipbx_id: number;
    readonly carrier_trunk_id: number;
    readonly prefix: string | null;
    readonly did_regex: string | null;
}

export interface RoutingGroup extends Row {
    readonly routing_rule_id: number | null;
}

/** Everything that a routing decision reads, in memory. */
export class Snapshot {
    readonly domains = new Table<Domain>();
    readonly domainsByName = this.domains.lookup((row) => [row.domain]);

    readonly normalization_profiles = new Table<Profile>();
    readonly normalization_rules = new Table<NormalizationRule>();
    readonly rulesByProfile = this.normalization_rules.lookup((row) => [row.profile_id]);

    readonly ipbxs = new Table<Ipbx>();
    readonly ipbxsByDomain = this.ipbxs.lookup((row) => [row.domain_id]);
    /** By what a call's source address is compared with. */
    readonly ipbxsBySource = this.ipbxs.lookup((row) => [row.ip_fqdn, row.ip_address]);
    readonly ipbxsByAddress = this.ipbxs.lookup((row) => [row.ip_address]);

    readonly carrier_trunks = new Table<Trunk>();
    readonly trunksByTenant = this.carrier_trunks.lookup((row) => [row.tenant_uuid]);
    readonly trunksByAddress = this.carrier_trunks.lookup((row) => [row.ip_address]);

    readonly dids = new Table<Did>();
    readonly didsByPrefix = this.dids.lookup((row) => [row.did_prefix]);

    readonly routing_rules = new Table<RoutingRule>();
    readonly routingRulesByIpbx = this.routing_rules.lookup((row) => [row.ipbx_id]);
    readonly routing_groups = new Table<RoutingGroup>();
    readonly groupsByRule = this.routing_groups.lookup((row) => [row.routing_rule_id]);
}
