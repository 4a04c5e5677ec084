import type { Did, Ipbx, Snapshot } from "../snapshot/snapshot.js";
import { prefixesOf } from "./number.js";
import { patternOf } from "./pattern.js";
import type { Problems } from "./problems.js";

interface Wanted {
    readonly host: string;
    readonly number: string;
    /** Whose IPBXs may be called; all, when nobody was authenticated. */
    readonly tenant: string | undefined;
    /** Where the call comes from, which is never where it goes. */
    readonly own: readonly Ipbx[];
}

/** The IPBX that a call is for: by its domain, else by its number. */
export function targetIpbx(snapshot: Snapshot, wanted: Wanted, problem: Problems): Ipbx | undefined {
    return byDomain(snapshot, wanted) ?? byNumber(snapshot, wanted, problem);
}

function byDomain(snapshot: Snapshot, wanted: Wanted): Ipbx | undefined {
    return snapshot.domainsByName
        .get(wanted.host)
        .flatMap((domain) => snapshot.ipbxsByDomain.get(domain.id))
        .filter((ipbx) => allowed(ipbx, wanted))
        .sort((a, b) => a.id - b.id)[0];
}

function byNumber(snapshot: Snapshot, wanted: Wanted, problem: Problems): Ipbx | undefined {
    const candidates: { readonly did: Did; readonly ipbx: Ipbx }[] = [];
    for (const prefix of prefixesOf(wanted.number)) {
        for (const did of snapshot.didsByPrefix.get(prefix)) {
            const ipbx = snapshot.ipbxs.get(did.ipbx_id);
            if (ipbx !== undefined && allowed(ipbx, wanted)) candidates.push({ did, ipbx });
        }
    }
    candidates.sort((a, b) => a.ipbx.id - b.ipbx.id || a.did.id - b.did.id);
    return candidates.find(({ did }) => matches(did, wanted.number, problem))?.ipbx;
}

function allowed(ipbx: Ipbx, { tenant, own }: Wanted): boolean {
    return (tenant === undefined || ipbx.tenant_uuid === tenant) && !own.includes(ipbx);
}

/** A DID without a pattern has no number. */
function matches(did: Did, number: string, problem: Problems): boolean {
    if (did.did_regex === null) return false;
    return patternOf(did.did_regex, (text) => problem(`DID ${did.id}: ${text}`)).matchesStart(number);
}
