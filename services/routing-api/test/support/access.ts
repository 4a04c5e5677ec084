import { expect } from "vitest";
import { RateLimit } from "../../src/access/rate-limit.js";
import { type Answer, otherTenant, type Service, startService, tenant } from "./service.js";

/** The tokens that the deployment gives. */
export const given = { administrator: "a".repeat(32), kamailio: "k".repeat(32), formerKamailio: "f".repeat(32) };

export type Ask = (
    method: Parameters<Service["call"]>[0],
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

/** A service that demands tokens, and who has one. */
export interface Guarded {
    readonly service: Service;
    readonly asking: (token: string) => Ask;
    readonly admin: Ask;
    readonly kamailio: Ask;
    /** Whose `ours` is. */
    readonly owner: Ask;
    /** Another tenant, who has nothing. */
    readonly other: Ask;
    readonly scraper: Ask;
    /** One of each collection, by its path. */
    readonly ours: Readonly<Record<string, string | number>>;
}

/** @param perSecond Requests that each token may send; any number, where it is left out. */
export async function startGuarded({ perSecond }: { readonly perSecond?: number } = {}): Promise<Guarded> {
    const limit = perSecond === undefined ? {} : { limit: new RateLimit(perSecond) };
    const service = await startService(undefined, { tokens: given, ...limit });
    const asking =
        (token: string): Ask =>
        (method, path, body, headers = {}) =>
            service.call(method, path, body, { ...headers, "x-auth-token": token });
    const admin = asking(given.administrator);
    const token = async (body: object) => asking((await admin("POST", "/1.0/tokens", body)).string("token"));
    const owner = await token({ name: "owner", tenant_uuid: tenant });
    const guarded = {
        service,
        asking,
        admin,
        kamailio: asking(given.kamailio),
        owner,
        other: await token({ name: "other", tenant_uuid: otherTenant }),
        scraper: await token({ name: "scraper", scope: "metrics" }),
    };
    return { ...guarded, ours: await oneOfEach(owner) };
}

async function oneOfEach(owner: Ask): Promise<Guarded["ours"]> {
    const made = async (path: string, body: object) => {
        const answer = await owner("POST", `/1.0/${path}`, body);
        expect(answer.status, answer.text).toBe(200);
        return answer.number("id");
    };
    const domain = await made("domains", { domain: "a.example" });
    const profile = await made("normalization-profiles", { name: "p" });
    const rewriting = await made("normalization-rules", { profile_id: profile, match_regex: "^0", replace_regex: "" });
    const ipbx = await made("ipbxs", { domain_id: domain, ip_fqdn: "a.example", normalization_profile_id: profile });
    const carrier = await made("carriers", { name: "c" });
    const trunk = await made("carrier_trunks", { carrier_id: carrier, name: "t", sip_proxy: "p.example" });
    const did = await made("dids", { ipbx_id: ipbx, carrier_trunk_id: trunk, did_regex: "^44" });
    const rule = await made("routing-rules", { ipbx_id: ipbx, carrier_trunk_id: trunk, route_type: "pstn" });
    const group = await made("routing-groups", { routing_rule_id: rule });
    const cdr = await made("cdrs", {
        source_ip: "10.0.0.1",
        source_port: 5060,
        from_uri: "sip:1@a",
        to_uri: "sip:2@b",
        call_id: "c",
    });
    return {
        tenants: tenant,
        domains: domain,
        "normalization-profiles": profile,
        "normalization-rules": rewriting,
        ipbxs: ipbx,
        carriers: carrier,
        carrier_trunks: trunk,
        dids: did,
        "routing-rules": rule,
        "routing-groups": group,
        cdrs: cdr,
    };
}
