import { expect } from "vitest";
import type { Service } from "./service.js";

interface Route {
    readonly uri: string;
    readonly dst_uri: string;
    readonly headers: { readonly from: Party; readonly to: Party; readonly extra: string };
}

interface Party {
    readonly uri: string;
    readonly display: string | null;
}

/** What Kamailio is told. */
interface Decision {
    readonly auth: unknown;
    readonly rtjson: { readonly success: boolean; readonly routes?: readonly Route[] };
}

const isDecision = (body: unknown): body is Decision =>
    typeof body === "object" && body !== null && "auth" in body && "rtjson" in body;

/** What the API decides of a call. */
export async function decision(service: Service, call: Record<string, unknown>): Promise<Decision> {
    const answer = await service.post("/1.0/kamailio/routing", { from_name: "", to_name: "", ...call });
    expect(answer.status, answer.text).toBe(200);
    if (!isDecision(answer.body)) throw new Error(`This is no decision: ${answer.text}`);
    return answer.body;
}

/** Where the call goes, in the order of trying. */
export async function targetsOf(service: Service, call: Record<string, unknown>): Promise<readonly string[]> {
    const { rtjson } = await decision(service, call);
    return rtjson.success ? (rtjson.routes ?? []).map((route) => route.dst_uri) : [];
}

/** Ids of what a tenant has. */
export type Furnished = Record<"d1" | "d2" | "p1" | "p2" | "c" | "t1" | "t2", number>;

/** One tenant with an IPBX at 10.0.0.1 and another at 10.0.0.2, both with a domain of their own, and two trunks. */
export async function furnish(service: Service, owner: string, net = 0): Promise<Furnished> {
    const own = { tenant_uuid: owner };
    const d1 = await service.create("domains", { ...own, domain: `one${net}.example` });
    const d2 = await service.create("domains", { ...own, domain: `two${net}.example` });
    const pbx = (domain_id: number, host: string) => ({ ...own, domain_id, ip_fqdn: host, ip_address: host });
    const p1 = await service.create("ipbxs", pbx(d1, `10.${net}.0.1`));
    const p2 = await service.create("ipbxs", pbx(d2, `10.${net}.0.2`));
    const c = await service.create("carriers", { ...own, name: "c" });
    const trunk = (name: string, host: string) => ({ ...own, carrier_id: c, name, sip_proxy: host, ip_address: host });
    const t1 = await service.create("carrier_trunks", trunk("t1", `10.${net}.1.1`));
    const t2 = await service.create("carrier_trunks", trunk("t2", `10.${net}.1.2`));
    return { d1, d2, p1, p2, c, t1, t2 };
}

export const fromCarrier = {
    auth: true,
    source_ip: "10.0.1.1",
    domain: "10.0.1.1",
    from_uri: "sip:0441@10.0.1.1:5060",
};
export const fromIpbx = { auth: true, source_ip: "10.0.0.1", domain: "one0.example", from_uri: "sip:100@one0.example" };
export const to = (user: string) => ({ to_uri: `sip:${user}@sbc.example:5060` });
