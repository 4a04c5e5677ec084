import type { Credentials } from "../snapshot/rows.js";
import type { Snapshot } from "../snapshot/snapshot.js";
import type { AuthAnswer } from "./authenticate.js";
import type { Call } from "./call.js";
import { identifyCaller } from "./caller.js";
import { calledStep, callerStep, decisionStep, sourceStep } from "./explain.js";
import { toE164 } from "./normalization.js";
import type { Problems } from "./problems.js";
import { type Route, routeTo } from "./route.js";
import { sourceIpbxs } from "./source.js";
import { targetIpbx } from "./target.js";
import { outboundTrunks } from "./trunks.js";
import { parseUri, type SipUri } from "./uri.js";

export type RtJson =
    | { readonly success: false }
    | ({
          readonly success: true;
          readonly version: "1.0";
          readonly routing: "serial";
          readonly routes: readonly Route[];
      } & Partial<Credentials>);

export interface Decision {
    readonly auth: AuthAnswer | null;
    readonly rtjson: RtJson;
}

/**
 * The routes travel in the body of one SIP message, which must fit into a UDP datagram; nobody waits for the failure of this many.
 */
const maxRoutes = 32;

/** Where a call goes. */
export function decide(snapshot: Snapshot, call: Call, problem: Problems): Decision {
    const from = parseUri(call.from_uri) ?? unknownCaller;
    const to = parseUri(call.to_uri);
    const called = call.ruri ? parseUri(call.ruri) : to;
    problem.step?.(calledStep(call, called));
    const auth = call.auth ? identifyCaller(snapshot, call, called, problem) : null;
    problem.step?.(callerStep(call, auth));
    if (called === undefined || auth?.success === false) return { auth, rtjson: { success: false } };

    const tenant = auth?.tenant_uuid ?? undefined;
    const profile = sourceProfile(snapshot, auth);
    const e164 = (user: string) => toE164(snapshot, profile, user, problem);
    const sources = sourceIpbxs(snapshot, call, auth, from.host);
    const number = e164(called.user);
    problem.step?.(sourceStep(sources));

    // A trunk may call an IPBX that shares its address.
    const own = auth?.carrier_trunk_id == null ? sources : [];
    const ipbx = targetIpbx(snapshot, { host: called.host, number, tenant, own }, problem);
    const trunks = number === "" ? [] : outboundTrunks(snapshot, { number, sources }, problem);
    const parties = {
        call,
        from: { uri: from, number: e164(from.user) },
        to: { uri: to ?? called, number: e164((to ?? called).user) },
        called: { uri: called, number },
    };
    const routes = [
        ...(ipbx === undefined ? [] : [routeTo(snapshot, ipbx, parties, { keepPort: false }, problem)]),
        ...trunks.map((trunk) => routeTo(snapshot, trunk, parties, { keepPort: true }, problem)),
    ].filter((route) => route !== undefined);
    problem.step?.(decisionStep(routes.length, maxRoutes));
    if (routes.length === 0) return { auth, rtjson: { success: false } };

    // Routers that do not know of a route's own credentials take these for whichever route asks for them.
    const shared = trunks.find((trunk) => trunk.credentials !== undefined)?.credentials ?? ipbx?.credentials;
    return {
        auth,
        rtjson: { success: true, version: "1.0", routing: "serial", routes: routes.slice(0, maxRoutes), ...shared },
    };
}

/** A caller whose From cannot be read is nobody (RFC 3323's name for that), rather than whatever the text would be taken for. */
const unknownCaller: SipUri = { scheme: "sip:", user: "anonymous", host: "anonymous.invalid", port: undefined };

function sourceProfile(snapshot: Snapshot, auth: AuthAnswer | null): number | null {
    if (auth === null) return null;
    const peer =
        auth.ipbx_id === null
            ? snapshot.carrier_trunks.get(auth.carrier_trunk_id ?? -1)
            : snapshot.ipbxs.get(auth.ipbx_id);
    return peer?.normalization_profile_id ?? null;
}
