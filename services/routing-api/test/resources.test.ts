import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { otherTenant, type Service, startService, tenant } from "./support/service.js";

const missing = 2_000_000_000;

describe("collections", () => {
    let service: Service;
    const ids: Record<string, number> = {};

    beforeAll(async () => {
        service = await startService();
        ids.domain = await service.create("domains", { domain: "a.example" });
        ids.carrier = await service.create("carriers", { name: "base" });
        ids.ipbx = await service.create("ipbxs", { domain_id: ids.domain, ip_fqdn: "base.example" });
        ids.trunk = await service.create("carrier_trunks", {
            carrier_id: ids.carrier,
            name: "base",
            sip_proxy: "proxy.example",
        });
        ids.profile = await service.create("normalization-profiles", { name: "base" });
        ids.rule = await service.create("routing-rules", {
            ipbx_id: ids.ipbx,
            carrier_trunk_id: ids.trunk,
            route_type: "pstn",
        });
    });
    afterAll(() => service.stop());

    /** For each collection: what is sent, what comes back besides the id, a PUT and what it leaves. */
    const collections = [
        {
            path: "carriers",
            label: "Carrier",
            post: () => ({ name: "c1" }),
            out: () => ({ tenant_uuid: tenant, name: "c1" }),
            put: () => ({ name: "c2" }),
            after: () => ({ tenant_uuid: tenant, name: "c2" }),
            required: ["name"],
        },
        {
            path: "domains",
            label: "Domain",
            post: () => ({ domain: "b.example" }),
            out: () => ({ tenant_uuid: tenant, domain: "b.example" }),
            put: () => ({ domain: "c.example" }),
            after: () => ({ tenant_uuid: tenant, domain: "c.example" }),
            required: ["domain"],
        },
        {
            path: "ipbxs",
            label: "IPBX",
            post: () => ({
                domain_id: ids.domain,
                ip_fqdn: "pbx.example",
                username: "u",
                password: "p",
                password_ha1: "x",
            }),
            out: () => ({
                tenant_uuid: tenant,
                domain_id: ids.domain,
                normalization_profile_id: null,
                customer: null,
                ip_fqdn: "pbx.example",
                port: 5060,
                registered: false,
                ip_address: null,
                username: "u",
                realm: null,
            }),
            put: () => ({ domain_id: ids.domain, ip_fqdn: "other.example", customer: 7, realm: "r" }),
            after: () => ({
                tenant_uuid: tenant,
                domain_id: ids.domain,
                normalization_profile_id: null,
                customer: 7,
                ip_fqdn: "other.example",
                port: 5060,
                registered: false,
                ip_address: null,
                username: "u",
                realm: "r",
            }),
            required: ["domain_id", "ip_fqdn"],
        },
        {
            path: "carrier_trunks",
            label: "Carrier Trunk",
            post: () => ({ carrier_id: ids.carrier, name: "t1", sip_proxy: "p.example", auth_password: "secret" }),
            out: () => ({
                tenant_uuid: tenant,
                carrier_id: ids.carrier,
                normalization_profile_id: null,
                name: "t1",
                sip_proxy: "p.example",
                sip_proxy_port: 5060,
                ip_address: null,
                registered: false,
                auth_username: null,
                realm: null,
                registrar_proxy: null,
                from_domain: null,
                expire_seconds: 3600,
                retry_seconds: 30,
            }),
            put: () => ({ name: "t2", sip_proxy: "q.example", sip_proxy_port: 5080, carrier_id: missing, realm: "r" }),
            after: () => ({
                tenant_uuid: tenant,
                carrier_id: ids.carrier,
                normalization_profile_id: null,
                name: "t2",
                sip_proxy: "q.example",
                sip_proxy_port: 5080,
                ip_address: null,
                registered: false,
                auth_username: null,
                realm: "r",
                registrar_proxy: null,
                from_domain: null,
                expire_seconds: 3600,
                retry_seconds: 30,
            }),
            required: ["carrier_id", "name", "sip_proxy"],
        },
        {
            path: "dids",
            label: "DID",
            post: () => ({ ipbx_id: ids.ipbx, carrier_trunk_id: ids.trunk, did_regex: "^39" }),
            out: () => ({ tenant_uuid: tenant, ipbx_id: ids.ipbx, carrier_trunk_id: ids.trunk, did_regex: "^39" }),
            put: () => ({ ipbx_id: ids.ipbx, carrier_trunk_id: ids.trunk }),
            after: () => ({ tenant_uuid: tenant, ipbx_id: ids.ipbx, carrier_trunk_id: ids.trunk, did_regex: "^39" }),
            required: ["ipbx_id", "carrier_trunk_id"],
        },
        {
            path: "normalization-profiles",
            label: "Normalization profile",
            post: () => ({ name: "n1", country_code: "39", always_ld: true }),
            out: () => ({
                tenant_uuid: tenant,
                name: "n1",
                country_code: "39",
                area_code: null,
                intl_prefix: null,
                ld_prefix: null,
                always_ld: true,
                always_intl_prefix_plus: false,
            }),
            put: () => ({ name: "n2", always_intl_prefix_plus: "yes" }),
            after: () => ({
                tenant_uuid: tenant,
                name: "n2",
                country_code: "39",
                area_code: null,
                intl_prefix: null,
                ld_prefix: null,
                always_ld: false,
                always_intl_prefix_plus: true,
            }),
            required: ["name"],
        },
        {
            path: "routing-groups",
            label: "RoutingGroup",
            post: () => ({ routing_rule_id: null }),
            out: () => ({ tenant_uuid: tenant, routing_rule_id: null }),
            put: () => ({ routing_rule_id: ids.rule }),
            after: () => ({ tenant_uuid: tenant, routing_rule_id: ids.rule }),
            required: [],
        },
        {
            path: "cdrs",
            label: "CDR",
            post: () => ({
                source_ip: "10.0.0.1",
                source_port: 5060,
                from_uri: "sip:1@a",
                to_uri: "sip:2@b",
                call_id: "c",
                call_start: "2019-09-01T00:00:00",
                duration: 5,
            }),
            out: () => ({
                tenant_uuid: tenant,
                source_ip: "10.0.0.1",
                source_port: 5060,
                from_uri: "sip:1@a",
                to_uri: "sip:2@b",
                call_id: "c",
                call_start: "2019-09-01T00:00:00",
                duration: 5,
                ipbx_id: null,
                carrier_trunk_id: null,
            }),
            put: () => ({ source_ip: "", source_port: 0, from_uri: "sip:3@a", to_uri: "", call_id: "", duration: 0 }),
            after: () => ({
                tenant_uuid: tenant,
                source_ip: "10.0.0.1",
                source_port: 5060,
                from_uri: "sip:3@a",
                to_uri: "sip:2@b",
                call_id: "c",
                call_start: "2019-09-01T00:00:00",
                duration: 5,
                ipbx_id: null,
                carrier_trunk_id: null,
            }),
            required: ["source_ip", "source_port", "from_uri", "to_uri", "call_id"],
        },
    ];

    describe.each(collections)("$path", ({ path, label, post, out, put, after }) => {
        it("lives: create, read, list, update, delete", async () => {
            const created = await service.post(`/1.0/${path}`, { tenant_uuid: tenant, unknown: "ignored", ...post() });
            expect(created.status, created.text).toBe(200);
            const { id } = created.body;
            expect(created.body).toEqual({ id: expect.any(Number), ...out() });
            expect((await service.get(`/1.0/${path}/${id}`)).body).toEqual(created.body);
            const listed = await service.get(`/1.0/${path}`);
            expect(listed.status).toBe(200);
            expect(Object.keys(listed.body)).toEqual(["items"]);
            expect(listed.body.items).toContainEqual(created.body);

            const updated = await service.put(`/1.0/${path}/${id}`, put());
            expect(updated.status, updated.text).toBe(200);
            expect(updated.body).toEqual({ id, ...after() });

            const deleted = await service.delete(`/1.0/${path}/${id}`);
            expect(deleted.status).toBe(200);
            expect(deleted.body).toEqual(updated.body);
            expect((await service.get(`/1.0/${path}/${id}`)).status).toBe(404);
        });

        it("says what is not found", async () => {
            const expected = { status: 404, body: { detail: `${label} not found` } };
            expect(await service.get(`/1.0/${path}/${missing}`)).toMatchObject(expected);
            expect(await service.delete(`/1.0/${path}/${missing}`)).toMatchObject(expected);
            expect(await service.put(`/1.0/${path}/${missing}`, { ...post(), ...put() })).toMatchObject(expected);
        });

        it("asks for the tenant with a 400 whose detail is a string", async () => {
            for (const body of [post(), { ...post(), tenant_uuid: null }]) {
                const answer = await service.post(`/1.0/${path}`, body);
                expect(answer.status).toBe(400);
                expect(JSON.parse(answer.body.detail)).toEqual({
                    detail: [{ loc: ["body", "tenant_uuid"], msg: "field required", type: "value_error.missing" }],
                });
            }
        });

        it("refuses a UUID of another version, an id that is no integer, and a body that is no object", async () => {
            const bad = await service.post(`/1.0/${path}`, {
                ...post(),
                tenant_uuid: "7d0c2f0e-6a4b-1c1d-9b7e-1f2a3b4c5d6e",
            });
            expect(bad.status).toBe(422);
            expect(bad.body.detail).toContainEqual({
                loc: ["body", "tenant_uuid"],
                msg: expect.any(String),
                type: "type_error.uuid",
            });
            const path422 = await service.get(`/1.0/${path}/x`);
            expect(path422.status).toBe(422);
            expect(path422.body.detail).toEqual([
                { loc: ["path", "id"], msg: "value is not a valid integer", type: "type_error.integer" },
            ]);
            expect((await service.get(`/1.0/${path}/99999999999`)).status).toBe(422);
            const array = await service.post(`/1.0/${path}`, []);
            expect(array.body).toEqual({
                detail: [{ loc: ["body"], msg: "value is not a valid dict", type: "type_error.dict" }],
            });
        });
    });

    it.each(collections.filter(({ required }) => required.length > 0))(
        "$path name every required field that is missing",
        async ({ path, required }) => {
            const answer = await service.post(`/1.0/${path}`, { tenant_uuid: tenant });
            expect(answer.status).toBe(422);
            expect(answer.body.detail).toEqual(
                required.map((field) => ({ loc: ["body", field], msg: "field required", type: "value_error.missing" })),
            );
        },
    );

    it("keeps a tenant in its place on PUT, and says 403 to a move", async () => {
        for (const { path, post, put } of collections.filter(({ path }) => path !== "carrier_trunks")) {
            const id = await service.create(path, post());
            const same = await service.put(`/1.0/${path}/${id}`, {
                ...post(),
                ...put(),
                tenant_uuid: tenant.toUpperCase(),
            });
            expect(same.status, same.text).toBe(200);
            const moved = await service.put(`/1.0/${path}/${id}`, { ...post(), ...put(), tenant_uuid: otherTenant });
            expect(moved.status).toBe(403);
            expect(moved.body).toEqual({ detail: expect.stringContaining("another tenant") });
            await service.delete(`/1.0/${path}/${id}`);
        }
    });

    it("ignores a trunk's tenant and carrier on PUT", async () => {
        const answer = await service.put(`/1.0/carrier_trunks/${ids.trunk}`, {
            name: "base",
            sip_proxy: "proxy.example",
            tenant_uuid: otherTenant,
            carrier_id: missing,
        });
        expect(answer).toMatchObject({ status: 200, body: { tenant_uuid: tenant, carrier_id: ids.carrier } });
    });
});

describe("rules, which belong to the tenant of what they are about", () => {
    let service: Service;
    let ids: { ipbx: number; trunk: number; profile: number; foreignTrunk: number; foreignRule: number };

    beforeAll(async () => {
        service = await startService();
        const furnish = async (own: { tenant_uuid: string }) => {
            const domain_id = await service.create("domains", { ...own, domain: "d" });
            const ipbx = await service.create("ipbxs", { ...own, domain_id, ip_fqdn: "x" });
            const carrier_id = await service.create("carriers", { ...own, name: "c" });
            const trunk = await service.create("carrier_trunks", { ...own, carrier_id, name: "t", sip_proxy: "x" });
            return { ipbx, trunk };
        };
        const own = await furnish({ tenant_uuid: tenant });
        const foreign = await furnish({ tenant_uuid: otherTenant });
        const profile = await service.create("normalization-profiles", { name: "p" });
        const foreignRule = await service.create("routing-rules", {
            ipbx_id: foreign.ipbx,
            carrier_trunk_id: foreign.trunk,
            route_type: "pstn",
        });
        ids = { ...own, profile, foreignTrunk: foreign.trunk, foreignRule };
    });
    afterAll(() => service.stop());

    it("for numbers live: create, read, update, delete", async () => {
        const sent = { profile_id: ids.profile, match_regex: "^39(.+)", replace_regex: "36\\1" };
        const created = await service.post("/1.0/normalization-rules", sent);
        const { id } = created.body;
        expect(created.body).toEqual({ id, ...sent, rule_type: 1, priority: 0 });
        const path = `/1.0/normalization-rules/${id}`;
        expect(await service.put(path, { ...sent, rule_type: 2, priority: "3" })).toMatchObject({
            status: 200,
            body: { rule_type: 2, priority: 3 },
        });
        expect((await service.put(path, sent)).body).toMatchObject({ rule_type: 1, priority: 0 });
        const again = await service.post("/1.0/normalization-rules", sent);
        expect(again).toMatchObject({
            status: 409,
            body: { detail: { message: "Duplicated match_regex", resource: "normalization_rule" } },
        });
        expect((await service.delete(path)).body).toEqual(created.body);
        expect((await service.get(path)).body).toEqual({ detail: "Normalization rule not found" });
    });

    it.each([
        ["profile_id", { profile_id: missing }],
        ["match_regex", { match_regex: "(" }],
        ["replace_regex", { replace_regex: "\\2" }],
    ])("for numbers are refused with a bad %s", async (field, more) => {
        const sent = { profile_id: ids.profile, match_regex: "^1", replace_regex: "2", ...more };
        const answer = await service.post("/1.0/normalization-rules", sent);
        expect(answer.status).toBe(422);
        expect(answer.body.detail).toMatchObject([{ loc: ["body", field] }]);
    });

    it("for trunks live: create, read, update, delete", async () => {
        const sent = { ipbx_id: ids.ipbx, carrier_trunk_id: ids.trunk, route_type: "pstn" };
        const created = await service.post("/1.0/routing-rules", { ...sent, prefix: "39" });
        const { id } = created.body;
        expect(created.body).toEqual({ id, ...sent, prefix: "39", did_regex: null });
        const path = `/1.0/routing-rules/${id}`;
        const updated = await service.put(path, { ...sent, did_regex: "^4" });
        expect(updated.body).toEqual({ id, ...sent, prefix: "39", did_regex: "^4" });
        expect((await service.delete(path)).body).toEqual(updated.body);
        expect((await service.get(path)).body).toEqual({ detail: "RoutingRule not found" });
    });

    it.each([
        ["carrier_trunk_id", () => ({ carrier_trunk_id: missing })],
        ["carrier_trunk_id", () => ({ carrier_trunk_id: ids.foreignTrunk })],
        ["ipbx_id", () => ({ ipbx_id: missing })],
        ["did_regex", () => ({ did_regex: "(?=1)" })],
        ["route_type", () => ({ route_type: "x".repeat(11) })],
    ])("for trunks are refused with a bad %s", async (field, more) => {
        const sent = { ipbx_id: ids.ipbx, carrier_trunk_id: ids.trunk, route_type: "pstn", ...more() };
        const answer = await service.post("/1.0/routing-rules", sent);
        expect(answer.status).toBe(422);
        expect(answer.body.detail).toMatchObject([{ loc: ["body", field] }]);
    });

    it("in groups are of the group's tenant", async () => {
        for (const routing_rule_id of [ids.foreignRule, missing]) {
            const answer = await service.post("/1.0/routing-groups", { tenant_uuid: tenant, routing_rule_id });
            expect(answer.status).toBe(422);
            expect(answer.body.detail).toMatchObject([{ loc: ["body", "routing_rule_id"] }]);
        }
    });
});

describe("tenants", () => {
    let service: Service;
    beforeAll(async () => {
        service = await startService();
    });
    afterAll(() => service.stop());

    it("live: create, read, list by name, update, delete", async () => {
        const uuid = tenant;
        expect(await service.post("/1.0/tenants", { uuid, name: "zulu" })).toMatchObject({
            status: 200,
            body: { uuid, name: "zulu" },
        });
        await service.post("/1.0/tenants", { uuid: otherTenant, name: "alpha" });
        const names = (await service.get("/1.0/tenants")).body.items.map((each: { name: string }) => each.name);
        expect(names).toEqual(["alpha", "zulu"]);
        expect(await service.put(`/1.0/tenants/${uuid}`, { name: "mike" })).toMatchObject({
            status: 200,
            body: { uuid, name: "mike" },
        });
        expect((await service.delete(`/1.0/tenants/${uuid}`)).body).toEqual({ uuid, name: "mike" });
        expect(await service.get(`/1.0/tenants/${uuid}`)).toMatchObject({
            status: 404,
            body: { detail: "Tenant not found" },
        });
        await service.delete(`/1.0/tenants/${otherTenant}`);
    });

    it("answers 409 to a known UUID and to a known name, on POST and PUT", async () => {
        await service.post("/1.0/tenants", { uuid: tenant, name: "one" });
        await service.post("/1.0/tenants", { uuid: otherTenant, name: "two" });
        const uuid = await service.post("/1.0/tenants", { uuid: tenant, name: "three" });
        expect(uuid).toMatchObject({
            status: 409,
            body: { detail: { message: "Duplicated uuid", resource: "tenant" } },
        });
        const third = "11111111-2222-4333-8444-555555555555";
        const name = await service.post("/1.0/tenants", { uuid: third, name: "one" });
        expect(name).toMatchObject({ status: 409, body: { detail: { message: "Duplicated name" } } });
        expect((await service.put(`/1.0/tenants/${otherTenant}`, { name: "one" })).status).toBe(409);
    });

    it("are created silently, with their UUID for a name", async () => {
        const uuid = "22222222-2222-4333-8444-555555555555";
        await service.create("carriers", { tenant_uuid: uuid, name: "c" });
        expect((await service.get(`/1.0/tenants/${uuid}`)).body).toEqual({ uuid, name: uuid });
    });

    it("are not created for a body that is refused", async () => {
        const uuid = "33333333-2222-4333-8444-555555555555";
        const answer = await service.post("/1.0/ipbxs", { tenant_uuid: uuid, domain_id: missing, ip_fqdn: "x" });
        expect(answer.status).toBe(422);
        expect((await service.get(`/1.0/tenants/${uuid}`)).status).toBe(404);
    });
});
