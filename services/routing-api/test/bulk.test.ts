import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { otherTenant, type Service, startService, tenant } from "./support/service.js";

let service: Service;
let ipbx: number;
let trunk: number;
beforeAll(async () => {
    service = await startService();
    const domain = await service.create("domains", { domain: "a.example" });
    const carrier = await service.create("carriers", { name: "base" });
    ipbx = await service.create("ipbxs", { domain_id: domain, ip_fqdn: "198.51.100.1" });
    trunk = await service.create("carrier_trunks", { carrier_id: carrier, name: "base", sip_proxy: "proxy.example" });
});
afterAll(() => service.stop());

const did = (did_regex: string) => ({ tenant_uuid: tenant, ipbx_id: ipbx, carrier_trunk_id: trunk, did_regex });
const patterns = async () => (await service.get("/1.0/dids?limit=10000")).list("items").map((each) => each.did_regex);

describe("a bulk, all or nothing", () => {
    it("creates what it is sent, in its order, as single requests would", async () => {
        const answer = await service.post("/1.0/dids/bulk", {
            items: [did("^2"), { ...did("^1"), ipbx_id: `${ipbx}` }],
        });
        expect(answer.status, answer.text).toBe(200);
        const items = answer.list("items");
        expect(items).toMatchObject([{ did_regex: "^2" }, { did_regex: "^1" }]);
        for (const item of items) expect((await service.get(`/1.0/dids/${item.id}`)).body).toEqual(item);
    });

    it("makes tenants that are unknown", async () => {
        const items = [1, 2].map((n) => ({ tenant_uuid: otherTenant, domain: `d${n}.example` }));
        expect((await service.post("/1.0/domains/bulk", { items })).list("items")).toHaveLength(2);
        expect((await service.get(`/1.0/tenants/${otherTenant}`)).status).toBe(200);
    });

    it("says all that cannot be read, and where, and stores nothing", async () => {
        const before = await patterns();
        const answer = await service.post("/1.0/dids/bulk", {
            items: [
                did("^31"),
                { ...did("^32"), ipbx_id: "x" },
                7,
                { ...did("^33"), tenant_uuid: null },
                { did_regx: "^" },
            ],
        });
        expect(answer.status).toBe(422);
        expect(answer.list("detail").map(({ loc }) => loc)).toEqual([
            ["body", "items", "1", "ipbx_id"],
            ["body", "items", "2"],
            ["body", "items", "3", "tenant_uuid"],
            ["body", "items", "4", "did_regx"],
        ]);
        expect(await patterns()).toEqual(before);
    });

    it.each([
        ["a pattern that cannot work", 422, () => did("^(")],
        ["a reference to nothing", 422, () => ({ ...did("^49"), ipbx_id: 999_999 })],
        ["what is there already", 409, () => did("^1")],
        ["what the request itself holds before", 409, () => did("^400")],
    ])("is refused for %s, says for which, and stores nothing", async (_name, status, bad) => {
        const before = await patterns();
        const items = Array.from({ length: 450 }, (_, n) => did(`^4${String(n).padStart(2, "0")}`));
        items[433] = bad();
        const answer = await service.post("/1.0/dids/bulk", { items });
        expect(answer.status, answer.text).toBe(status);
        if (status === 422) expect(answer.at("detail", 0, "loc", 2)).toBe("433");
        else expect(answer.at("detail", "details", "item")).toBe(433);
        expect(await patterns()).toEqual(before);
    });
});

describe("a bulk, each by itself", () => {
    it("creates what can be, and says of each other why it cannot", async () => {
        const answer = await service.post("/1.0/dids/bulk?mode=each", {
            items: [did("^71"), did("^("), did("^71"), { ...did("^72"), carrier_trunk_id: 999_999 }, did("^73"), {}],
        });
        expect(answer.status, answer.text).toBe(200);
        expect(answer.list("results").map(({ status }) => status)).toEqual([200, 422, 409, 422, 200, 422]);
        expect(answer.at("results", 0, "item", "did_regex")).toBe("^71");
        expect(answer.at("results", 2, "detail", "message")).toBe("Duplicated did_regex");
        expect(answer.at("results", 3, "detail", 0, "loc")).toEqual(["body", "carrier_trunk_id"]);
        expect((await patterns()).filter((each) => String(each).startsWith("^7"))).toEqual(["^71", "^73"]);
    });
});

it("takes passwords, up to a number that does not keep the processors from calls", async () => {
    const domain_id = (await service.get(`/1.0/ipbxs/${ipbx}`)).number("domain_id");
    const user = (n: number) => ({
        tenant_uuid: tenant,
        domain_id,
        ip_fqdn: "p.example",
        username: `u${n}`,
        password: "p",
    });
    const items = Array.from({ length: 201 }, (_, n) => user(n));
    const excess = await service.post("/1.0/ipbxs/bulk", { items });
    expect(excess).toMatchObject({ status: 422 });
    expect(excess.at("detail", 0, "loc")).toEqual(["body", "items", "200", "password"]);
    const created = await service.post("/1.0/ipbxs/bulk", { items: items.slice(0, 2) });
    expect(created.list("items")).toMatchObject([{ username: "u0" }, { username: "u1" }]);
    const auth = { domain: "a.example", username: "u1", password: "p" };
    expect((await service.post("/1.0/kamailio/auth", auth)).at("success")).toBe(true);
});

it.each([
    ["items of another kind", { items: 7 }],
    ["no items", {}],
    ["a list alone", []],
])("refuses %s", async (_name, body) => {
    expect((await service.post("/1.0/carriers/bulk", body)).status).toBe(422);
});

it("refuses a mode that it does not have", async () => {
    expect((await service.post("/1.0/carriers/bulk?mode=some", { items: [] })).status).toBe(422);
});

it("takes 10,000, and no more; decisions are made meanwhile, and go by them afterwards", async () => {
    const items = Array.from({ length: 10_000 }, (_, n) => did(`^55${String(n).padStart(5, "0")}$`));
    const excess = await service.post("/1.0/dids/bulk", { items: [...items, did("^6")] });
    expect(excess).toMatchObject({ status: 422 });
    let done = false;
    const created = service.post("/1.0/dids/bulk", { items }).finally(() => {
        done = true;
    });
    let decisions = 0;
    while (!done) {
        await service.post("/1.0/kamailio/routing", {
            from_name: "",
            from_uri: "sip:1@b",
            to_uri: "sip:5512345@c",
        });
        decisions += 1;
    }
    expect((await created).list("items")).toHaveLength(10_000);
    expect(decisions).toBeGreaterThan(20);
    const call = { from_name: "", from_uri: "sip:1@b", to_uri: "sip:5509999@c" };
    const routed = await service.post("/1.0/kamailio/routing", call);
    expect(routed.at("rtjson", "routes", 0, "ipbx_id")).toBe(ipbx);
});
