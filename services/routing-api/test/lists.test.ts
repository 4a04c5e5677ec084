import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { furnish } from "./support/collections.js";
import { otherTenant, type Service, startService, tenant } from "./support/service.js";

let service: Service;
beforeAll(async () => {
    service = await startService();
    const { carrier } = await furnish(service);
    const realms = ["b", null, "a", "b", null, "Ä", "b"];
    const items = realms.map((realm, n) => ({
        tenant_uuid: tenant,
        carrier_id: carrier,
        name: `t${n}`,
        sip_proxy: "x",
        realm,
        registered: n % 2 === 0,
    }));
    await service.post("/1.0/carrier_trunks/bulk", { items });
    const domains = Array.from({ length: 450 }, (_, n) => ({ tenant_uuid: otherTenant, domain: `d${n % 45}.x${n}` }));
    await service.post("/1.0/domains/bulk", { items: domains });
});
afterAll(() => service.stop());

const items = async (path: string, query: string) => {
    const answer = await service.get(`/1.0/${path}?${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.list("items");
};

/** Everything, page by page; `between` is what happens meanwhile. */
async function walk(path: string, query: string, between: () => Promise<unknown> = async () => undefined) {
    const found: Record<string, unknown>[] = [];
    for (let cursor: unknown = ""; cursor !== null; ) {
        const answer = await service.get(`/1.0/${path}?${query}&cursor=${cursor}`);
        expect(answer.status, answer.text).toBe(200);
        found.push(...answer.list("items"));
        cursor = answer.at("next");
        await between();
    }
    return found;
}

describe("a list that is sorted", () => {
    it("is in order, with what is null last, and the oldest of what is equal first", async () => {
        const byRealm = await items("carrier_trunks", "sort=realm");
        expect(byRealm.map(({ realm }) => realm).slice(-3)).toEqual([null, null, null]);
        expect(byRealm.filter(({ realm }) => realm === "b").map(({ name }) => name)).toEqual(["t0", "t3", "t6"]);
        const down = await items("carrier_trunks", "sort=-realm");
        expect(down.map(({ realm }) => realm).slice(-3)).toEqual([null, null, null]);
        expect(down.filter(({ realm }) => realm === "b").map(({ name }) => name)).toEqual(["t6", "t3", "t0"]);
        expect((await items("carrier_trunks", "sort=-id")).map(({ name }) => name)[0]).toBe("t6");
    });

    it("of more than is read at once is in order as well", async () => {
        const names = (await items("domains", "sort=-domain&limit=1000")).map(({ domain }) => String(domain));
        expect(names).toHaveLength(451);
        expect(new Set(names).size).toBe(451);
        expect((await items("domains", "sort=domain&limit=1000")).map(({ domain }) => domain)).toEqual(names.reverse());
    });

    it.each([
        ["sort=password", "sort"],
        ["sort=nothing", "sort"],
        ["sort=id&sort=name", "sort"],
        ["sort=", "sort"],
        ["total=perhaps", "total"],
        ["cursor=x", "cursor"],
        ["cursor=W10", "cursor"],
        [`cursor=${Buffer.from('["name",1]').toString("base64url")}`, "cursor"],
        [`cursor=${Buffer.from('[null,"x"]').toString("base64url")}`, "cursor"],
        [`cursor=${Buffer.from("[null,99999999999]").toString("base64url")}`, "cursor"],
        [`cursor=${Buffer.from("[null,{}]").toString("base64url")}`, "cursor"],
        ["cursor=&offset=1", "offset"],
    ])("refuses %s", async (query, name) => {
        const answer = await service.get(`/1.0/ipbxs?${query}`);
        expect(answer.status).toBe(422);
        expect(answer.at("detail", 0, "loc")).toEqual(["query", name]);
    });
});

describe("a walk by cursor", () => {
    const sorts = ["", "sort=realm", "sort=-realm", "sort=registered", "sort=-name", "sort=id", "sort=-changed_at"];
    it.each(sorts.flatMap((sort) => [1, 3, 8, 9].map((limit) => [sort, limit] as const)))(
        "in the order of '%s', %i at a time, sees each once, and ends with the last",
        async (sort, limit) => {
            const whole = await items("carrier_trunks", sort);
            expect(whole).toHaveLength(8);
            expect(await walk("carrier_trunks", `${sort}&limit=${limit}`)).toEqual(whole);
        },
    );

    it("misses none though what was seen is deleted meanwhile, and goes over more than is read at once", async () => {
        const before = await items("domains", "sort=domain&limit=1000");
        const victims = before.slice(0, 2).map(({ id }) => id);
        const seen = await walk("domains", "sort=domain&limit=300", async () => {
            const id = victims.shift();
            if (id !== undefined) await service.delete(`/1.0/domains/${id}`);
        });
        expect(seen).toEqual(before);
    });

    it("of tenants goes by their names", async () => {
        expect((await walk("tenants", "limit=1")).map(({ uuid }) => uuid)).toEqual([otherTenant, tenant]);
        expect((await walk("tenants", "limit=1&sort=-name")).map(({ uuid }) => uuid)).toEqual([tenant, otherTenant]);
    });

    it("that asks for no rows stays where it is", async () => {
        expect((await service.get("/1.0/domains?cursor=&limit=0")).body).toEqual({ items: [], next: "" });
    });
});

it("is counted for who asks, with its filters and without its limit", async () => {
    expect(await service.get("/1.0/carrier_trunks?realm=b&limit=1&total=true")).toMatchObject({ body: { total: 3 } });
    const none = await service.get("/1.0/carrier_trunks?realm=z&total=true&cursor=");
    expect(none.body).toEqual({ items: [], total: 0, next: null });
    const long = await service.get("/1.0/domains?limit=300&total=true");
    expect(long.at("total")).toBe((await items("domains", "limit=1000")).length);
    expect(long.list("items")).toHaveLength(300);
    expect((await service.get("/1.0/carrier_trunks")).keys()).toEqual(["items"]);
});
