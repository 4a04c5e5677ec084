import type { Ipbx, Trunk } from "../snapshot/rows.js";
import type { Snapshot } from "../snapshot/snapshot.js";
import type { Call } from "./call.js";
import { routeStep } from "./explain.js";
import { assertedIdentity, withoutControls } from "./identity.js";
import { toTarget } from "./normalization.js";
import { isTelephoneNumber } from "./number.js";
import type { Problems } from "./problems.js";
import { formatUri, type SipUri } from "./uri.js";

interface Party {
    readonly uri: SipUri;
    /** Its user as E.164. */
    readonly number: string;
}

interface Parties {
    readonly call: Call;
    readonly from: Party;
    readonly to: Party;
    readonly called: Party;
}

/** One target of a call, as the router is told of it. */
export interface Route {
    /** The new Request-URI. */
    readonly uri: string;
    /** Where the request is sent. */
    readonly dst_uri: string;
    readonly path: string;
    readonly socket: string;
    readonly headers: {
        readonly from: { readonly display: string; readonly uri: string };
        readonly to: { readonly display: string | null; readonly uri: string };
        readonly extra: string;
    };
    /** Who is called, for the record. */
    readonly tenant_uuid: string;
    readonly ipbx_id?: number;
    readonly carrier_trunk_id?: number;
    readonly branch_flags: number;
    readonly fr_timer: number;
    readonly fr_inv_timer: number;
    readonly auth_username?: string;
    readonly auth_password?: string;
    readonly realm?: string;
}

/** Kamailio's flag for branches that these routes make; old routers test it. */
const branchFlags = 8;
/** How long a target may take to answer at all, in milliseconds, before the next route is tried. */
const firstAnswerMs = 5_000;
/** How long it may ring: the original's 30 seconds took a ringing telephone's call away, to the next route. */
const ringingMs = 120_000;

/** The route to an IPBX or a trunk; undefined when what is stored as its address cannot be one. */
export function routeTo(
    snapshot: Snapshot,
    peer: Ipbx | Trunk,
    { call, from, to, called }: Parties,
    { keepPort }: { readonly keepPort: boolean },
    problem: Problems,
): Route | undefined {
    const { target } = peer;
    if (target === undefined) {
        const useless = `${"ip_fqdn" in peer ? "IPBX" : "carrier trunk"} ${peer.id} has a host or port that no call can be sent to`;
        problem(useless);
        problem.step?.({ step: "route", outcome: useless, details: {} });
        return undefined;
    }
    const rewritten = ({ uri, number }: Party): SipUri => ({
        scheme: uri.scheme,
        // A name or a feature code (`john.doe`, `anonymous`, `*98`) is no number: without its dots and stars it would be somebody else.
        user: isTelephoneNumber(uri.user)
            ? toTarget(snapshot, peer.normalization_profile_id, number, problem)
            : uri.user,
        host: uri.host === "" ? target : uri.host,
        port: keepPort ? uri.port : undefined,
    });
    const caller = rewritten(from);
    const route = {
        uri: formatUri({ scheme: "sip:", user: rewritten(called).user, host: target, port: undefined }),
        dst_uri: `sip:${target}`,
        path: "",
        socket: "",
        headers: {
            from: { display: withoutControls(call.from_name), uri: formatUri(caller) },
            to: {
                display: call.to_name === null ? null : withoutControls(call.to_name),
                uri: formatUri(rewritten(to)),
            },
            extra: assertedIdentity(call.from_name, caller),
        },
        tenant_uuid: peer.tenant_uuid,
        ...("ip_fqdn" in peer ? { ipbx_id: peer.id } : { carrier_trunk_id: peer.id }),
        branch_flags: branchFlags,
        fr_timer: firstAnswerMs,
        fr_inv_timer: ringingMs,
        ...peer.credentials,
    };
    problem.step?.(routeStep(route));
    return route;
}
