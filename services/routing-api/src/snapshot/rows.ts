import type { Row } from "./lookup.js";

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
    /** Where it calls from, as the bits of addresses and networks. */
    readonly networks: readonly string[];
    /** Whether it may call from anywhere else as well. */
    readonly anywhere: boolean;
    /** Its networks, and its host where that is an address: calls from there leave by its tenant's trunks. */
    readonly sources: readonly string[];
    /** Null, not empty, when there is none. The same goes for the texts below. */
    readonly username: string | null;
    readonly password_hash: string | null;
    readonly password_ha1: string | null;
    readonly credentials: Credentials | undefined;
}

export interface Trunk extends Row {
    readonly tenant_uuid: string;
    readonly normalization_profile_id: number | null;
    readonly target: string | undefined;
    /** Where its calls come from, as the bits of addresses and networks. */
    readonly networks: readonly string[];
    readonly credentials: Credentials | undefined;
}

export interface Did extends Row {
    readonly tenant_uuid: string;
    readonly ipbx_id: number;
    readonly did_regex: string | null;
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
