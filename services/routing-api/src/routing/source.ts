import type { Ipbx, Snapshot } from "../snapshot/snapshot.js";
import type { AuthAnswer, Caller } from "./authenticate.js";

/**
 * The IPBXs that a call comes from: the authenticated one, else those at its source address. Where several share an address, those of
 * the From domain; without that, one tenant's call could leave by another's trunk.
 */
export function sourceIpbxs(
    snapshot: Snapshot,
    caller: Caller,
    auth: AuthAnswer | null,
    fromHost: string,
): readonly Ipbx[] {
    const authenticated = auth?.ipbx_id == null ? undefined : snapshot.ipbxs.get(auth.ipbx_id);
    if (authenticated !== undefined) return [authenticated];
    const address = caller.source_ip;
    if (!address) return [];
    const tenant = auth?.tenant_uuid ?? undefined;
    const here = snapshot.ipbxsBySource
        .get(address)
        .filter((ipbx) => tenant === undefined || ipbx.tenant_uuid === tenant);
    const named = here.filter((ipbx) => snapshot.domains.get(ipbx.domain_id)?.domain === fromHost);
    return named.length > 0 ? named : here;
}
