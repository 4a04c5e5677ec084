import type { Ipbx } from "../snapshot/rows.js";
import type { Snapshot } from "../snapshot/snapshot.js";
import { any, domainKey, sourceKey } from "../snapshot/tables.js";
import { addressBits } from "./address.js";
import type { AuthAnswer, Caller } from "./authenticate.js";

/** No call is tried by more routes than this, and none of them needs more sources. */
const maxSources = 32;

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
    const bits = caller.source_ip ? addressBits(caller.source_ip) : undefined;
    if (bits === undefined) return [];
    const tenant = auth?.tenant_uuid ?? any;
    const here = (domain: number | "*") =>
        snapshot.ipbxs.networks
            .around(bits)
            .flatMap((network) => snapshot.ipbxs.bySource.get(sourceKey(tenant, network, domain)).slice(0, maxSources));
    const named = snapshot.domains.byName.get(domainKey(tenant, fromHost)).flatMap(({ id }) => here(id));
    return [...new Set(named.length > 0 ? named : here(any))].sort((a, b) => a.id - b.id).slice(0, maxSources);
}
