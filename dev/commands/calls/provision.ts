import { isDeepStrictEqual } from "node:util";
import * as z from "zod";

const listed = z.object({ items: z.array(z.looseObject({ id: z.number() })) });
const created = z.looseObject({ id: z.number() });

const cdrList = z.object({
    items: z.array(
        z.object({
            call_id: z.string(),
            router: z.string().nullable(),
            caller_packets: z.number().nullable(),
            callee_packets: z.number().nullable(),
        }),
    ),
});

/** What is read of a call's record. */
export type Cdr = z.infer<typeof cdrList>["items"][number];

/** CDRs that are asked for at once. */
const page = 2000;

type Fields = Readonly<Record<string, string | number | boolean>>;

/** The routing API of a platform, as a portal would use it. */
export class RoutingApi {
    constructor(
        private readonly url: string,
        private readonly token: string,
    ) {}

    /** Makes a row that is found by some of its fields, or brings the one that is there to the given values. */
    async ensure(collection: string, key: readonly string[], fields: Fields): Promise<number> {
        const { items } = listed.parse(await this.request("GET", `${collection}?limit=10000`));
        const same = items.find((item) => key.every((name) => item[name] === fields[name]));
        if (!same) return created.parse(await this.request("POST", collection, fields)).id;
        const visible = Object.entries(fields).filter(([name]) => name in same);
        const hidden = Object.keys(fields).length > visible.length;
        if (hidden || !visible.every(([name, value]) => isDeepStrictEqual(same[name], value))) {
            await this.request("PUT", `${collection}/${same.id}`, fields);
        }
        return same.id;
    }

    /** CDRs of calls that were answered since a time, as they were written. */
    async cdrs(since: Date): Promise<Cdr[]> {
        const found: Cdr[] = [];
        for (;;) {
            const query = `since=${since.toISOString()}&offset=${found.length}&limit=${page}`;
            const { items } = cdrList.parse(await this.request("GET", `cdrs?${query}`));
            found.push(...items);
            if (items.length < page) return found;
        }
    }

    private async request(method: string, path: string, body?: Fields): Promise<unknown> {
        const response = await fetch(`${this.url}/1.0/${path}`, {
            method,
            headers: { "x-auth-token": this.token, "content-type": "application/json" },
            ...(body ? { body: JSON.stringify(body) } : {}),
        });
        const text = await response.text();
        if (!response.ok)
            throw new Error(`The routing API answers ${response.status} to ${method} /1.0/${path}: ${text}`);
        return JSON.parse(text);
    }
}

/** The two hosts between which test calls go. */
export interface Parties {
    /** Address of the carrier. */
    readonly carrier: string;
    /** Address of the IPBX. */
    readonly ipbx: string;
}

// None is a router's: where one has just gone, its address may become that of a host of ours, which would answer in its place.
export const ports = { answerer: 5066, congested: 5070 };
export const digest = { domain: "digest.calls.invalid", user: "1001", password: "only-for-test-calls" };
const tenant = "0c4ca115-0000-4000-8000-000000000001";
const failoverTenant = "0c4ca115-0000-4000-8000-000000000002";

/** Tells the routing API of the two hosts, as a customer and its carriers. Can be run again with other addresses. */
export async function provision(api: RoutingApi, { carrier, ipbx }: Parties): Promise<void> {
    const trunk = await provisionTrunk(api, tenant, "test calls", carrier, ports.answerer);
    const domain = await api.ensure("domains", ["domain"], { tenant_uuid: tenant, domain: "calls.invalid" });
    const answering = { tenant_uuid: tenant, ip_fqdn: ipbx, port: ports.answerer, ip_address: ipbx };
    const office = await api.ensure("ipbxs", ["domain_id"], { ...answering, domain_id: domain });
    await api.ensure("dids", ["did_regex"], {
        tenant_uuid: tenant,
        did_regex: "^4420[0-9]+$",
        ipbx_id: office,
        carrier_trunk_id: trunk,
    });
    const digestDomain = await api.ensure("domains", ["domain"], { tenant_uuid: tenant, domain: digest.domain });
    await api.ensure("ipbxs", ["domain_id"], {
        ...answering,
        domain_id: digestDomain,
        username: digest.user,
        password: digest.password,
    });
    await provisionFailover(api, { carrier, ipbx });
}

/** A tenant whose first trunk is always congested. */
async function provisionFailover(api: RoutingApi, { carrier, ipbx }: Parties): Promise<void> {
    await provisionTrunk(api, failoverTenant, "always congested", carrier, ports.congested);
    await provisionTrunk(api, failoverTenant, "second", carrier, ports.answerer);
    const domain = await api.ensure("domains", ["domain"], {
        tenant_uuid: failoverTenant,
        domain: "failover.calls.invalid",
    });
    await api.ensure("ipbxs", ["domain_id"], {
        tenant_uuid: failoverTenant,
        domain_id: domain,
        ip_fqdn: ipbx,
        port: ports.answerer,
        ip_address: ipbx,
    });
}

async function provisionTrunk(api: RoutingApi, tenantUuid: string, name: string, address: string, port: number) {
    const carrier = await api.ensure("carriers", ["name"], { tenant_uuid: tenantUuid, name });
    return api.ensure("carrier_trunks", ["name"], {
        tenant_uuid: tenantUuid,
        carrier_id: carrier,
        name,
        sip_proxy: address,
        sip_proxy_port: port,
        ip_address: address,
    });
}
