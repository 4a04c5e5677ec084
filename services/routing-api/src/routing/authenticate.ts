import { verifyPassword } from "../secrets/password.js";
import type { Lookup } from "../snapshot/lookup.js";
import type { Ipbx, Trunk } from "../snapshot/rows.js";
import type { Snapshot } from "../snapshot/snapshot.js";
import { any, anyUser, callerKey, domainKey, nowhere, userKey } from "../snapshot/tables.js";
import { addressBits } from "./address.js";

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
    const ipbx = callingIpbx(snapshot, caller);
    if (ipbx !== undefined) return ipbxAnswer(snapshot, ipbx);
    const trunk = callingTrunks(snapshot, caller)[0]?.[0];
    return trunk === undefined ? failure : trunkAnswer(trunk);
}

/**
 * The IPBX that calls, the one with the lowest id of those that it may be. Whoever names its domain or user would be this IPBX: its address
 * or a digest secret must tell it from a stranger.
 */
export function callingIpbx(snapshot: Snapshot, caller: Caller): Ipbx | undefined {
    return lists(snapshot, caller, snapshot.ipbxs.provable)
        .flatMap((list) => list[0] ?? [])
        .sort(byId)[0];
}

/**
 * The trunks that a call may come from, of each tenant that has any at its address the one with the lowest id: those of the narrowest
 * network, then those of the wider ones. A trunk without an address authenticates nobody.
 */
export function callingTrunks(snapshot: Snapshot, { source_ip: address }: Caller): readonly (readonly Trunk[])[] {
    const bits = address ? addressBits(address) : undefined;
    if (bits === undefined) return [];
    const trunks = snapshot.carrier_trunks;
    return trunks.networks
        .around(bits)
        .map((network) => [...trunks.byNetwork.get(network)].sort(byId))
        .filter((found) => found.length > 0);
}

/** A password in clear is costly to compare: no more IPBXs than these are asked whether it is theirs. */
const maxCompared = 16;

/** With a password in clear. It must be right: a wrong one never passes as a trunk at the same address. */
export async function identifyByPassword(snapshot: Snapshot, caller: Caller, password: string): Promise<AuthAnswer> {
    const candidates = lists(snapshot, caller, snapshot.ipbxs.withPassword)
        .flatMap((list) => list.slice(0, maxCompared))
        .sort(byId);
    for (const ipbx of [...new Set(candidates)].slice(0, maxCompared)) {
        if (ipbx.password_hash !== null && (await verifyPassword(password, ipbx.password_hash))) {
            return ipbxAnswer(snapshot, ipbx);
        }
    }
    return failure;
}

/** What an index has of the IPBXs that a caller may be, each list in id order. */
function lists(snapshot: Snapshot, caller: Caller, index: Lookup<Ipbx, string>): readonly (readonly Ipbx[])[] {
    const { source_ip: address, domain, username } = caller;
    if (!address && !username) return [];
    const domains = domain ? snapshot.domains.byName.get(domainKey(any, domain)).map(({ id }) => id) : [any];
    const users = username ? [userKey(username), anyUser] : [any];
    return places(snapshot, address).flatMap((place) =>
        domains.flatMap((id) => users.map((user) => index.get(callerKey(place, id, user)))),
    );
}

function places(snapshot: Snapshot, address: string | null | undefined): readonly string[] {
    if (!address) return [nowhere];
    const bits = addressBits(address);
    return bits === undefined ? [any] : [...snapshot.ipbxs.networks.around(bits), any];
}

function byId(a: { readonly id: number }, b: { readonly id: number }): number {
    return a.id - b.id;
}

export function ipbxAnswer(snapshot: Snapshot, ipbx: Ipbx): AuthAnswer {
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

export function trunkAnswer(trunk: Trunk): AuthAnswer {
    return { ...failure, success: true, tenant_uuid: trunk.tenant_uuid, carrier_trunk_id: trunk.id };
}
