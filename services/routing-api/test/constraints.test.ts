import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { otherTenant, type Service, startService, tenant } from "./support/service.js";

let service: Service;
let ids: { domain: number; carrier: number; ipbx: number; trunk: number };

beforeEach(async () => {
    service ??= await startService();
    for (const uuid of [tenant, otherTenant]) await service.delete(`/1.0/tenants/${uuid}`);
    const domain = await service.create("domains", { domain: "a.example" });
    const carrier = await service.create("carriers", { name: "carrier" });
    const ipbx = await service.create("ipbxs", { domain_id: domain, ip_fqdn: "pbx.example", username: "u" });
    const trunk = await service.create("carrier_trunks", {
        carrier_id: carrier,
        name: "trunk",
        sip_proxy: "p.example",
    });
    ids = { domain, carrier, ipbx, trunk };
});
afterAll(() => service.stop());

describe("duplicates", () => {
    it("are answered with the body that clients know", async () => {
        const before = Date.now() / 1000;
        const answer = await service.post("/1.0/carriers", { tenant_uuid: tenant, name: "carrier" });
        expect(answer.status).toBe(409);
        expect(answer.body).toEqual({
            detail: {
                error_id: "invalid-data",
                message: "Duplicated name",
                resource: "carrier",
                timestamp: expect.any(Number),
                details: {
                    config: {
                        name: { constraing_id: "name", constraint: { unique: true }, message: "Duplicated name" },
                    },
                },
            },
        });
        expect(answer.at("detail", "timestamp")).toBeGreaterThanOrEqual(before);
    });

    it.each([
        ["domains", "domain", "name", () => ({ domain: "a.example" })],
        ["carrier_trunks", "carrier_trunk", "name", () => ({ carrier_id: ids.carrier, name: "trunk", sip_proxy: "x" })],
        ["ipbxs", "ipbx", "username", () => ({ domain_id: ids.domain, ip_fqdn: "x", username: "u" })],
    ])("of %s are named", async (path, resource, label, body) => {
        const answer = await service.post(`/1.0/${path}`, { tenant_uuid: tenant, ...body() });
        expect(answer).toMatchObject({ status: 409, body: { detail: { resource, message: `Duplicated ${label}` } } });
    });

    it.each(["^39", null])("of a DID with pattern %j are one too many", async (did_regex) => {
        const body = { ipbx_id: ids.ipbx, carrier_trunk_id: ids.trunk, did_regex };
        await service.create("dids", body);
        const answer = await service.post("/1.0/dids", { tenant_uuid: tenant, ...body });
        expect(answer).toMatchObject({
            status: 409,
            body: { detail: { resource: "did", message: "Duplicated did_regex" } },
        });
    });

    it("are found by PUT as well", async () => {
        const other = await service.create("carriers", { name: "other" });
        expect((await service.put(`/1.0/carriers/${other}`, { name: "carrier" })).status).toBe(409);
        const user = await service.create("ipbxs", { domain_id: ids.domain, ip_fqdn: "x", username: "v" });
        const body = { domain_id: ids.domain, ip_fqdn: "x", username: "u" };
        expect((await service.put(`/1.0/ipbxs/${user}`, body)).status).toBe(409);
    });

    it("are no concern between tenants", async () => {
        const foreign = { tenant_uuid: otherTenant };
        const carrier = await service.create("carriers", { ...foreign, name: "carrier" });
        const domain = await service.create("domains", { ...foreign, domain: "a.example" });
        const ipbx = await service.create("ipbxs", { ...foreign, domain_id: domain, ip_fqdn: "x", username: "u" });
        const trunk = await service.create("carrier_trunks", {
            ...foreign,
            carrier_id: carrier,
            name: "trunk",
            sip_proxy: "x",
        });
        await service.create("dids", { ipbx_id: ids.ipbx, carrier_trunk_id: ids.trunk, did_regex: "^1" });
        await service.create("dids", { ...foreign, ipbx_id: ipbx, carrier_trunk_id: trunk, did_regex: "^1" });
    });

    it("are one success and the rest 409 when they come at the same time", async () => {
        const answers = await Promise.all(
            Array.from({ length: 8 }, () => service.post("/1.0/carriers", { tenant_uuid: otherTenant, name: "race" })),
        );
        expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    });
});

describe("references", () => {
    it.each([
        ["ipbxs", "domain_id", () => ({ domain_id: 999, ip_fqdn: "x" })],
        [
            "ipbxs",
            "normalization_profile_id",
            () => ({ domain_id: ids.domain, ip_fqdn: "x", normalization_profile_id: 999 }),
        ],
        ["carrier_trunks", "carrier_id", () => ({ carrier_id: 999, name: "n", sip_proxy: "x" })],
        ["dids", "ipbx_id", () => ({ ipbx_id: 999, carrier_trunk_id: ids.trunk })],
        ["dids", "carrier_trunk_id", () => ({ ipbx_id: ids.ipbx, carrier_trunk_id: 999 })],
    ])("of %s: an unknown %s is a 422 that names it", async (path, field, body) => {
        const answer = await service.post(`/1.0/${path}`, { tenant_uuid: tenant, ...body() });
        expect(answer.status).toBe(422);
        expect(answer.at("detail")).toEqual([
            { loc: ["body", field], msg: expect.stringContaining(field), type: "value_error.reference" },
        ]);
    });

    it("to another tenant's rows are refused, on POST and PUT", async () => {
        const foreign = await service.create("domains", { tenant_uuid: otherTenant, domain: "foreign.example" });
        const post = await service.post("/1.0/ipbxs", { tenant_uuid: tenant, domain_id: foreign, ip_fqdn: "x" });
        expect(post.status).toBe(422);
        const put = await service.put(`/1.0/ipbxs/${ids.ipbx}`, { domain_id: foreign, ip_fqdn: "x" });
        expect(put.status).toBe(422);
        expect(put.at("detail", 0, "loc")).toEqual(["body", "domain_id"]);
    });

    it("of a DID to a trunk may cross tenants", async () => {
        const foreign = { tenant_uuid: otherTenant };
        const domain = await service.create("domains", { ...foreign, domain: "f.example" });
        const ipbx = await service.create("ipbxs", { ...foreign, domain_id: domain, ip_fqdn: "x" });
        await service.create("dids", { ...foreign, ipbx_id: ipbx, carrier_trunk_id: ids.trunk });
    });
});

describe("deleting", () => {
    const exists = async (path: string, id: number) => (await service.get(`/1.0/${path}/${id}`)).status === 200;
    const did = () => service.create("dids", { ipbx_id: ids.ipbx, carrier_trunk_id: ids.trunk, did_regex: "^1" });
    let calls = 0;
    const cdr = async () => {
        calls += 1;
        await service.post("/1.0/kamailio/cdr", {
            tenant_uuid: tenant,
            ipbx_id: ids.ipbx,
            carrier_trunk_id: ids.trunk,
            source_ip: "10.0.0.1",
            source_port: 5060,
            call_id: `c${calls}`,
            from_uri: "sip:1@a",
            to_uri: "sip:2@a",
        });
        return (await service.get(`/1.0/cdrs?call_id=c${calls}`)).number("items", 0, "id");
    };

    const record = async (id: number) => (await service.get(`/1.0/cdrs/${id}`)).body;

    it("a carrier takes its trunks and their DIDs, not their CDRs", async () => {
        const [d, c] = [await did(), await cdr()];
        await service.delete(`/1.0/carriers/${ids.carrier}`);
        expect(await exists("carrier_trunks", ids.trunk)).toBe(false);
        expect(await exists("dids", d)).toBe(false);
        expect(await record(c)).toMatchObject({ tenant_uuid: tenant, ipbx_id: ids.ipbx, carrier_trunk_id: null });
        expect(await exists("ipbxs", ids.ipbx)).toBe(true);
    });

    it("a domain takes its IPBXs and their DIDs, not their CDRs", async () => {
        const [d, c] = [await did(), await cdr()];
        await service.delete(`/1.0/domains/${ids.domain}`);
        expect(await exists("ipbxs", ids.ipbx)).toBe(false);
        expect(await exists("dids", d)).toBe(false);
        expect(await record(c)).toMatchObject({ tenant_uuid: tenant, ipbx_id: null, carrier_trunk_id: ids.trunk });
        expect(await exists("carrier_trunks", ids.trunk)).toBe(true);
    });

    it("a tenant takes everything but its CDRs", async () => {
        await did();
        const c = await cdr();
        await service.delete(`/1.0/tenants/${tenant}`);
        expect(await record(c)).toMatchObject({
            tenant_uuid: null,
            ipbx_id: null,
            carrier_trunk_id: null,
            source_ip: "10.0.0.1",
            call_id: `c${calls}`,
        });
        for (const path of ["domains", "ipbxs", "carriers", "carrier_trunks", "dids"]) {
            expect((await service.get(`/1.0/${path}`)).at("items")).toEqual([]);
        }
    });
});

describe("lists", () => {
    it("are in id order, with offset and limit", async () => {
        for (let i = 0; i < 5; i += 1) await service.create("carriers", { name: `l${i}` });
        const names = async (query: string) =>
            (await service.get(`/1.0/carriers${query}`)).list("items").map((each) => each.name);
        expect(await names("")).toEqual(["carrier", "l0", "l1", "l2", "l3", "l4"]);
        expect(await names("?offset=1&limit=2")).toEqual(["l0", "l1"]);
        expect(await names("?limit=0")).toEqual([]);
        expect(await names("?offset=100")).toEqual([]);
    });

    it("stop at 100 by default", async () => {
        const values = Array.from({ length: 120 }, (_, i) => ({ tenant_uuid: tenant, domain: `d${i}.example` }));
        await service.db.insertInto("domains").values(values).execute();
        expect((await service.get("/1.0/domains")).at("items")).toHaveLength(100);
        expect((await service.get("/1.0/domains?limit=1000")).at("items")).toHaveLength(121);
    });

    it("that are long are the same, slice by slice", async () => {
        const uuid = (i: number) => `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
        const values = Array.from({ length: 1_001 }, (_, i) => ({ uuid: uuid(i), name: `many ${i % 7} ${i}` }));
        await service.db.insertInto("tenants").values(values).execute();
        await service.db
            .insertInto("domains")
            .values(values.map(({ uuid }, i) => ({ tenant_uuid: uuid, domain: `"m"${i}.example` })))
            .execute();
        for (const path of ["tenants", "domains"]) {
            const parts = [0, 150, 300, 450, 600, 750, 900].map((offset) =>
                service.get(`/1.0/${path}?offset=${offset}&limit=150`),
            );
            const pieces = (await Promise.all(parts)).flatMap((answer) => answer.list("items"));
            for (const [query, from, to] of [
                ["limit=10000", 0, undefined],
                ["offset=3&limit=400", 3, 403],
                ["limit=401", 0, 401],
            ] as const) {
                const whole = (await service.get(`/1.0/${path}?${query}`)).list("items");
                expect(whole.slice(0, 1_000)).toEqual(pieces.slice(from, to).slice(0, 1_000));
                if (to === undefined) expect(whole.length).toBeGreaterThanOrEqual(1_001);
                else expect(whole).toHaveLength(to - from);
            }
        }
        expect((await service.get(`/1.0/domains?limit=300&tenant_uuid=${uuid(5)}`)).list("items")).toHaveLength(1);
        await service.db.deleteFrom("tenants").where("name", "like", "many %").execute();
    });

    it.each(["offset=-1", "limit=-1", "limit=ten", "offset=1.5", "limit=1&limit=2", "limit="])(
        "refuse %s",
        async (query) => {
            const answer = await service.get(`/1.0/carriers?${query}`);
            expect(answer.status).toBe(422);
            expect(answer.at("detail", 0, "loc")).toEqual(["query", query.split("=")[0]]);
        },
    );
});

describe("PUT", () => {
    it("keeps what is null or absent, resets what has a default, refuses null there", async () => {
        const id = await service.create("ipbxs", {
            domain_id: ids.domain,
            ip_fqdn: "x",
            port: 5080,
            registered: true,
            ip_address: "10.0.0.1",
            customer: 5,
        });
        const path = `/1.0/ipbxs/${id}`;
        const body = { domain_id: ids.domain, ip_fqdn: "y" };
        expect((await service.put(path, { ...body, ip_address: null })).body).toMatchObject({
            ip_fqdn: "y",
            ip_address: "10.0.0.1",
            customer: 5,
            port: 5060,
            registered: false,
        });
        const refused = await service.put(path, { ...body, port: null });
        expect(refused.status).toBe(422);
        expect(refused.at("detail")).toEqual([
            { loc: ["body", "port"], msg: "none is not an allowed value", type: "type_error.none.not_allowed" },
        ]);
        expect((await service.put(path, { ip_fqdn: "y" })).at("detail")).toEqual([
            { loc: ["body", "domain_id"], msg: "field required", type: "value_error.missing" },
        ]);
        expect((await service.put(path, { domain_id: null, ip_fqdn: "y" })).status).toBe(422);
        expect((await service.get(path)).at("ip_fqdn")).toBe("y");
    });

    it("of a carrier without a name keeps the name", async () => {
        const path = `/1.0/carriers/${ids.carrier}`;
        expect((await service.put(path, {})).at("name")).toBe("carrier");
        expect((await service.put(path, { name: null })).at("name")).toBe("carrier");
    });

    it("takes empty texts as they are", async () => {
        expect((await service.put(`/1.0/carriers/${ids.carrier}`, { name: "" })).at("name")).toBe("");
    });
});
