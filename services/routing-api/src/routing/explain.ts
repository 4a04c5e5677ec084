import type { Ipbx, RoutingRule, Trunk } from "../snapshot/rows.js";
import { maxListed, type Step } from "./problems.js";
import type { SipUri } from "./uri.js";

/** The steps of a decision in words, for a dry run. None of them holds a secret. */

interface Asked {
    readonly source_ip?: string | null;
    readonly domain?: string | null;
    readonly username?: string | null;
    readonly to_uri: string;
    readonly ruri: string | null;
}

export function calledStep({ to_uri, ruri }: Asked, called: SipUri | undefined): Step {
    const from = ruri ? "Request-URI" : "To";
    const uri = ruri || to_uri;
    if (called === undefined)
        return { step: "called", outcome: `the ${from} "${uri}" is no URI of SIP: no route`, details: {} };
    const { user, host } = called;
    return { step: "called", outcome: `"${user}" at "${host}", by the ${from}`, details: { uri, user, host } };
}

interface Identified {
    readonly success: boolean;
    readonly tenant_uuid: string | null;
    readonly carrier_trunk_id: number | null;
    readonly ipbx_id: number | null;
    readonly password_ha1: string | null;
}

export function callerStep({ source_ip, domain, username }: Asked, auth: Identified | null): Step {
    const details = { source_ip: source_ip ?? null, domain: domain ?? null, username: username ?? null };
    if (auth === null)
        return { step: "caller", outcome: "nobody asks who calls (auth is false): all tenants may be called", details };
    const { tenant_uuid, ipbx_id, carrier_trunk_id } = auth;
    if (!auth.success) {
        const outcome =
            "unknown: no IPBX that an address or a digest secret proves, and no trunk, calls from there: no route";
        return { step: "caller", outcome, details };
    }
    const peer = ipbx_id === null ? `carrier trunk ${carrier_trunk_id}` : `IPBX ${ipbx_id}`;
    const proof = auth.password_ha1 === null ? "known by its address" : "whose digest the router asks for";
    return {
        step: "caller",
        outcome: `${peer} of tenant ${tenant_uuid}, ${proof}`,
        details: { ...details, tenant_uuid, ipbx_id, carrier_trunk_id },
    };
}

export function normalizationStep(rewriting: {
    readonly number: string;
    readonly result: string;
    readonly towards: "E.164" | "target";
    readonly profileId: number | null;
    readonly applied: readonly object[];
}): Step {
    const { number, result, towards, profileId, applied } = rewriting;
    const form = towards === "E.164" ? "E.164" : "what the target wants";
    const by = profileId === null ? "there is no profile" : `${applied.length} rules of profile ${profileId}`;
    return {
        step: "normalization",
        outcome: `${number} is ${result} as ${form}: ${by}`,
        details: { number, result, profile_id: profileId, rules: applied },
    };
}

export function sourceStep(sources: readonly Ipbx[]): Step {
    const ids = sources.map(({ id }) => id);
    const outcome =
        ids.length === 0 ? "it comes from no IPBX: no trunk carries it out" : `it comes from IPBX ${ids.join(", ")}`;
    return { step: "source", outcome, details: { ipbx_ids: ids } };
}

interface Wanted {
    readonly host: string;
    readonly number: string;
    readonly tenant: string | undefined;
    readonly own: readonly Ipbx[];
}

export function domainStep({ host, tenant, own }: Wanted, found: Ipbx | undefined): Step {
    const whose = tenant === undefined ? "any tenant" : `tenant ${tenant}`;
    return {
        step: "target",
        outcome:
            found === undefined
                ? `"${host}" is no domain of ${whose} with an IPBX that may be called`
                : `IPBX ${found.id}, of the domain "${host}"`,
        details: { host, tenant_uuid: tenant ?? null, not_to_itself: own.map(({ id }) => id) },
    };
}

export function numberStep(
    { number, own }: Wanted,
    candidates: readonly {
        readonly did: { readonly id: number; readonly did_regex: string | null };
        readonly ipbx: Ipbx;
    }[],
    found: Ipbx | undefined,
): Step {
    const tried = candidates
        .slice(0, maxListed)
        .map(({ did, ipbx }) => ({ did_id: did.id, did_regex: did.did_regex, ipbx_id: ipbx.id }));
    return {
        step: "target",
        outcome:
            found === undefined ? `no DID is ${number}` : `IPBX ${found.id}, of the first DID that ${number} matches`,
        details: { number, dids_that_begin_alike: tried, not_to_itself: own.map(({ id }) => id) },
    };
}

export function allTrunksStep(ipbx: Ipbx, trunks: readonly Trunk[]): Step {
    return {
        step: "trunks",
        outcome: `IPBX ${ipbx.id} has no routing rules: all trunks of its tenant, by their ids`,
        details: { carrier_trunk_ids: trunks.slice(0, maxListed).map(({ id }) => id) },
    };
}

export function rulesStep(
    ipbx: Ipbx,
    number: string,
    weighed: readonly { readonly rule: RoutingRule; readonly length: number; readonly group: number }[],
): Step {
    const matching = weighed.filter(({ length }) => length >= 0).length;
    return {
        step: "trunks",
        outcome: `of IPBX ${ipbx.id}'s routing rules ${matching} match ${number}: longest prefix first, then by group and id`,
        details: {
            rules: weighed.slice(0, maxListed).map(({ rule, length, group }) => ({
                routing_rule_id: rule.id,
                prefix: rule.prefix,
                did_regex: rule.did_regex,
                carrier_trunk_id: rule.carrier_trunk_id,
                matches: length >= 0,
                digits: Math.max(length, 0),
                routing_group_id: group === Number.MAX_SAFE_INTEGER ? null : group,
            })),
        },
    };
}

export function routeStep(route: {
    readonly uri: string;
    readonly dst_uri: string;
    readonly ipbx_id?: number;
    readonly carrier_trunk_id?: number;
    readonly auth_username?: string;
}): Step {
    const { uri, dst_uri, ipbx_id, carrier_trunk_id, auth_username } = route;
    const peer = ipbx_id === undefined ? `carrier trunk ${carrier_trunk_id}` : `IPBX ${ipbx_id}`;
    return {
        step: "route",
        outcome: `${uri} by ${peer}`,
        details: { uri, dst_uri, auth_username: auth_username ?? null },
    };
}

export function decisionStep(routes: number, most: number): Step {
    const outcome =
        routes === 0
            ? "no route"
            : routes > most
              ? `${routes} routes, of which the first ${most} are tried, in this order`
              : `${routes} routes, tried in this order`;
    return { step: "decision", outcome, details: { routes: Math.min(routes, most) } };
}
