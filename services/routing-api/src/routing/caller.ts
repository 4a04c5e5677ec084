import type { Trunk } from "../snapshot/rows.js";
import type { Snapshot } from "../snapshot/snapshot.js";
import { type AuthAnswer, callingIpbx, callingTrunks, failure, ipbxAnswer, trunkAnswer } from "./authenticate.js";
import type { Call } from "./call.js";
import { toE164 } from "./normalization.js";
import { maxListed, type Problems } from "./problems.js";
import { targetOfTenants } from "./target.js";
import type { SipUri } from "./uri.js";

/** Who places a call. Where several tenants have trunks at one carrier's address, whom is called says whose it is. */
export function identifyCaller(
    snapshot: Snapshot,
    call: Call,
    called: SipUri | undefined,
    problem: Problems,
): AuthAnswer {
    const ipbx = callingIpbx(snapshot, call);
    if (ipbx !== undefined) return ipbxAnswer(snapshot, ipbx);
    const networks = callingTrunks(snapshot, call);
    const first = networks[0]?.[0];
    if (first === undefined) return failure;
    if (called === undefined || (networks.length === 1 && networks[0]?.length === 1)) return trunkAnswer(first);
    problem.step?.({
        step: "caller",
        outcome: "several tenants have trunks at this address: the call is of the one whose domain or number is called",
        details: {
            carrier_trunk_ids: networks
                .flat()
                .map(({ id }) => id)
                .slice(0, maxListed),
        },
    });
    for (const trunks of networks) {
        const trunk = trunkOfCalled(snapshot, trunks, called, problem);
        if (trunk !== undefined) return trunkAnswer(trunk);
    }
    return trunkAnswer(first);
}

/** The trunk whose tenant has the number, as that trunk's profile reads it. */
function trunkOfCalled(
    snapshot: Snapshot,
    trunks: readonly Trunk[],
    called: SipUri,
    problem: Problems,
): Trunk | undefined {
    const found = [...byProfile(trunks)].flatMap(([profile, tenants]) => {
        const number = toE164(snapshot, profile, called.user, problem);
        const ipbx = targetOfTenants(snapshot, { host: called.host, number }, new Set(tenants.keys()), problem);
        const trunk = ipbx === undefined ? undefined : tenants.get(ipbx.tenant_uuid);
        return ipbx === undefined || trunk === undefined ? [] : [{ ipbx, trunk }];
    });
    return found.sort((a, b) => a.ipbx.id - b.ipbx.id)[0]?.trunk;
}

/** By profile, then by tenant: many tenants read numbers alike, which is done once for all of them. */
function byProfile(trunks: readonly Trunk[]): ReadonlyMap<number | null, ReadonlyMap<string, Trunk>> {
    const profiles = new Map<number | null, Map<string, Trunk>>();
    for (const trunk of trunks) {
        const tenants = profiles.get(trunk.normalization_profile_id) ?? new Map<string, Trunk>();
        profiles.set(trunk.normalization_profile_id, tenants.set(trunk.tenant_uuid, trunk));
    }
    return profiles;
}
