import { verifyPassword } from "../secrets/password.js";
import type { Ipbx, Snapshot, Trunk } from "../snapshot/snapshot.js";

/** Who a request says that it comes from. An empty text counts as an absent one. */
export interface Caller {
    readonly source_ip?: string | null;
    readonly domain?: string | null;
    readonly username?: string | null;
}

/** Who it comes from; all keys are always there. */
export interface AuthAnswer {
    readonly success: boolean;
    readonly tenant_uuid: string | null;
    readonly carrier_trunk_id: number | null;
    readonly ipbx_id: number | null;
    readonly domain: string | null;
    readonly username: string | null;
    readonly password_ha1: string | null;
}

export const failure: AuthAnswer = {
    success: false,
    tenant_uuid: null,
    carrier_trunk_id: null,
    ipbx_id: null,
    domain: null,
    username: null,
    password_ha1: null,
};

/** By address, user and domain: whether the digest is right is for the router to check, with the secret that it gets. */
export function identify(snapshot: Snapshot, caller: Caller): AuthAnswer {
    for (const ipbx of candidates(snapshot, caller)) {
        // Whoever names its domain or user would be this IPBX: its address or a digest secret must tell it from a stranger.
        const proven = ipbx.password_ha1 !== null || (ipbx.ip_address !== null && ipbx.ip_address === caller.source_ip);
        if (proven) return ipbxAnswer(snapshot, ipbx);
    }
    const trunk = trunkAt(snapshot, caller);
    return trunk === undefined ? failure : trunkAnswer(trunk);
}

/** With a password in clear. It must be right: a wrong one never passes as a trunk at the same address. */
export async function identifyByPassword(snapshot: Snapshot, caller: Caller, password: string): Promise<AuthAnswer> {
    for (const ipbx of candidates(snapshot, caller)) {
        if (ipbx.password_hash !== null && (await verifyPassword(password, ipbx.password_hash))) {
            return ipbxAnswer(snapshot, ipbx);
        }
    }
    return failure;
}

/** The IPBXs that a caller may be, lowest id first. */
function* candidates(snapshot: Snapshot, caller: Caller): Generator<Ipbx> {
    const { source_ip: address, domain, username } = caller;
    if (!address && !username) return;
    for (const ipbx of searched(snapshot, domain)) {
        if (address && ipbx.ip_address !== null && ipbx.ip_address !== address) continue;
        if (username && !hasUser(ipbx, username)) continue;
        yield ipbx;
    }
}

function searched(snapshot: Snapshot, domain: string | null | undefined): readonly Ipbx[] {
    const found = domain
        ? snapshot.domainsByName.get(domain).flatMap((row) => snapshot.ipbxsByDomain.get(row.id))
        : [...snapshot.ipbxs.all()];
    return found.sort((a, b) => a.id - b.id);
}

function hasUser(ipbx: Ipbx, username: string): boolean {
    return ipbx.username === username || (ipbx.username === null && ipbx.password_ha1 === null);
}

/** A trunk without an address authenticates nobody. */
function trunkAt(snapshot: Snapshot, { source_ip: address }: Caller): Trunk | undefined {
    return address ? snapshot.trunksByAddress.get(address)[0] : undefined;
}

function ipbxAnswer(snapshot: Snapshot, ipbx: Ipbx): AuthAnswer {
    return {
        success: true,
        tenant_uuid: ipbx.tenant_uuid,
        carrier_trunk_id: null,
        ipbx_id: ipbx.id,
        domain: snapshot.domains.get(ipbx.domain_id)?.domain ?? null,
        username: ipbx.username,
        password_ha1: ipbx.password_ha1,
    };
}

function trunkAnswer(trunk: Trunk): AuthAnswer {
    return { ...failure, success: true, tenant_uuid: trunk.tenant_uuid, carrier_trunk_id: trunk.id };
}
