import { digitsOf, isTelephoneNumber } from "../routing/number.js";
import { literalPrefixes } from "../routing/prefixes.js";
import { hostKey } from "../routing/uri.js";
import type { Did, Domain, Ipbx, NormalizationRule, Profile, RoutingGroup, RoutingRule, Trunk } from "./rows.js";
import { Table } from "./table.js";

/** Stands for every tenant, domain, user or address in a key. */
export const any = "*" as const;

export class Domains extends Table<Domain> {
    /** By tenant (or any) and name. */
    readonly byName = this.lookup((row) => [row.tenant_uuid, any].map((tenant) => domainKey(tenant, row.domain)));
}

export function domainKey(tenant: string, name: string): string {
    return `${tenant} ${hostKey(name)}`;
}

export class Profiles extends Table<Profile> {}

export class NormalizationRules extends Table<NormalizationRule> {
    readonly byPrefix = this.lookup((row) => [ruleKey(row.profile_id, row.rule_type, row.match_prefix)]);
}

export function ruleKey(profile: number, type: number, prefix: string): string {
    return `${profile} ${type} ${prefix}`;
}

export class Ipbxs extends Table<Ipbx> {
    readonly byDomain = this.lookup((row) => [row.domain_id]);
    readonly networks = this.networkLengths((row) => [...row.networks, ...row.sources]);
    /** Those that an address or a digest secret tells from a stranger. */
    readonly provable = this.lookup((row) => [
        ...callerKeys(row, row.networks),
        ...(row.password_ha1 === null ? [] : callerKeys(row, row.anywhere ? [any, nowhere] : [nowhere])),
    ]);
    /** Those that a password in clear can be compared with. */
    readonly withPassword = this.lookup((row) =>
        row.password_hash === null ? [] : callerKeys(row, [...row.networks, nowhere, ...(row.anywhere ? [any] : [])]),
    );
    /** By tenant (or any), address and domain (or any): those that calls from an address come from. */
    readonly bySource = this.lookup((row) =>
        row.sources.flatMap((source) =>
            [row.tenant_uuid, any].flatMap((tenant) =>
                [row.domain_id, any].map((domain) => sourceKey(tenant, source, domain)),
            ),
        ),
    );
}

/** The place of a caller whose address is not known. */
export const nowhere = "-";
/** The user of an IPBX that has none, and no digest secret: any user may be its. */
export const anyUser = "?";

function callerKeys(row: Ipbx, places: readonly string[]): readonly string[] {
    const users: string[] = [any];
    if (row.username !== null) users.push(userKey(row.username));
    else if (row.password_ha1 === null) users.push(anyUser);
    return places.flatMap((place) =>
        [row.domain_id, any].flatMap((domain) => users.map((user) => callerKey(place, domain, user))),
    );
}

/** A user's name cannot be taken for one of the signs. */
export function userKey(name: string): string {
    return `=${name}`;
}

export function callerKey(place: string, domain: number | "*", user: string): string {
    return `${place} ${domain} ${user}`;
}

export function sourceKey(tenant: string, source: string, domain: number | "*"): string {
    return `${tenant} ${source} ${domain}`;
}

export class Trunks extends Table<Trunk> {
    readonly byTenant = this.lookup((row) => [row.tenant_uuid]);
    readonly networks = this.networkLengths((row) => row.networks);
    readonly byNetwork = this.firstOfEach(
        (row) => row.networks,
        (row) => row.tenant_uuid,
    );
}

export class Dids extends Table<Did> {
    /** By tenant (or any) and what the numbers begin with. */
    readonly byPrefix = this.lookup((row) =>
        row.did_regex === null
            ? []
            : literalPrefixes(row.did_regex).flatMap((prefix) =>
                  [row.tenant_uuid, any].map((tenant) => prefixKey(tenant, prefix)),
              ),
    );
}

export class RoutingRules extends Table<RoutingRule> {
    readonly byIpbx = this.lookup((row) => [row.ipbx_id]);
    readonly byPrefix = this.lookup((row) =>
        [
            ...(row.prefix === null && row.did_regex === null ? [""] : []),
            ...(row.prefix === null ? [] : [prefixDigits(row.prefix)]),
            ...(row.did_regex === null ? [] : literalPrefixes(row.did_regex)),
        ].map((prefix) => prefixKey(row.ipbx_id, prefix)),
    );
}

export function prefixKey(owner: string | number, prefix: string): string {
    return `${owner} ${prefix}`;
}

/** Prefixes are compared by their digits: a plus or a separator is none. */
export function prefixDigits(prefix: string): string {
    return isTelephoneNumber(prefix) ? digitsOf(prefix) : prefix;
}

export class RoutingGroups extends Table<RoutingGroup> {
    readonly byRule = this.lookup((row) => [row.routing_rule_id]);
}
