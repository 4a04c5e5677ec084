import type { Did, Ipbx } from "../snapshot/rows.js";
import type { Snapshot } from "../snapshot/snapshot.js";
import { any, domainKey, prefixKey } from "../snapshot/tables.js";
import { Budget } from "./budget.js";
import { domainStep, numberStep } from "./explain.js";
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
    const named = byDomain(snapshot, wanted);
    problem.step?.(domainStep(wanted, named));
    if (named !== undefined) return named;
    const numbered = byNumber(snapshot, wanted, problem);
    problem.step?.(numberStep(wanted, candidates(snapshot, wanted.number, wanted.tenant ?? any), numbered));
    return numbered;
}

function byDomain(snapshot: Snapshot, { host, tenant, own }: Wanted): Ipbx | undefined {
    return snapshot.domains.byName
        .get(domainKey(tenant ?? any, host))
        .flatMap(({ id }) => snapshot.ipbxs.byDomain.get(id).find((ipbx) => !own.includes(ipbx)) ?? [])
        .sort((a, b) => a.id - b.id)[0];
}

function byNumber(snapshot: Snapshot, { number, tenant, own }: Wanted, problem: Problems): Ipbx | undefined {
    return candidates(snapshot, number, tenant ?? any)
        .filter(({ ipbx }) => !own.includes(ipbx))
        .find(matcher(number, problem))?.ipbx;
}

/** The IPBX that a call is for, of several tenants that may be meant. */
export function targetOfTenants(
    snapshot: Snapshot,
    { host, number }: Pick<Wanted, "host" | "number">,
    tenants: ReadonlySet<string>,
    problem: Problems,
): Ipbx | undefined {
    const named = snapshot.domains.byName
        .get(domainKey(any, host))
        .filter((domain) => tenants.has(domain.tenant_uuid))
        .flatMap(({ id }) => snapshot.ipbxs.byDomain.get(id)[0] ?? [])
        .sort((a, b) => a.id - b.id)[0];
    if (named !== undefined) return named;
    return candidates(snapshot, number, any)
        .filter(({ ipbx }) => tenants.has(ipbx.tenant_uuid))
        .find(matcher(number, problem))?.ipbx;
}

interface Candidate {
    readonly did: Did;
    readonly ipbx: Ipbx;
}

/** What a number may be for, in the order of IPBXs. */
function candidates(snapshot: Snapshot, number: string, tenant: string): readonly Candidate[] {
    const found: Candidate[] = [];
    for (const prefix of prefixesOf(number)) {
        for (const did of snapshot.dids.byPrefix.get(prefixKey(tenant, prefix))) {
            const ipbx = snapshot.ipbxs.get(did.ipbx_id);
            if (ipbx !== undefined) found.push({ did, ipbx });
        }
    }
    return found.sort((a, b) => a.ipbx.id - b.ipbx.id || a.did.id - b.did.id);
}

/** A DID without a pattern has no number. */
function matcher(number: string, problem: Problems): (candidate: Candidate) => boolean {
    const budget = new Budget(problem);
    return ({ did: { id, tenant_uuid, did_regex } }) =>
        did_regex !== null &&
        budget.allows(tenant_uuid, did_regex, `DID ${id}`) &&
        patternOf(did_regex, (text) => problem(`DID ${id}: ${text}`)).matchesStart(number);
}
