import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { otherTenant, type Service, startService, tenant } from "./support/service.js";

let service: Service;
beforeAll(async () => {
    service = await startService();
});
afterAll(() => service.stop());

const failure = {
    success: false,
    tenant_uuid: null,
    carrier_trunk_id: null,
    ipbx_id: null,
    domain: null,
    username: null,
    password_ha1: null,
};

describe("POST /1.0/kamailio/auth", () => {
    let domain: number;
    let carrier: number;
    const ask = async (body: Record<string, unknown>) => {
        const answer = await service.post("/1.0/kamailio/auth", body);
        expect(answer.status, answer.text).toBe(200);
        expect(answer.keys()).toEqual(Object.keys(failure));
        return answer.body;
    };
    const ipbx = (body: Record<string, unknown>) =>
        service.create("ipbxs", { domain_id: domain, ip_fqdn: "pbx.example", ...body });
    const trunk = (name: string, ip_address: string | null) =>
        service.create("carrier_trunks", { carrier_id: carrier, name, sip_proxy: "x", ip_address });

    beforeEach(async () => {
        for (const uuid of [tenant, otherTenant]) await service.delete(`/1.0/tenants/${uuid}`);
        domain = await service.create("domains", { domain: "a.example" });
        carrier = await service.create("carriers", { name: "c" });
    });

    it("fails without an address and a user", async () => {
        await ipbx({ ip_address: "10.0.0.1" });
        expect(await ask({})).toEqual(failure);
        expect(await ask({ source_ip: "", username: "", domain: "a.example" })).toEqual(failure);
        expect(await ask({ source_ip: null, username: null, password: null })).toEqual(failure);
    });

    it("finds an IPBX by its address, and by its domain in any case", async () => {
        const id = await ipbx({ ip_address: "10.0.0.1" });
        const found = { ...failure, success: true, tenant_uuid: tenant, ipbx_id: id, domain: "a.example" };
        expect(await ask({ source_ip: "10.0.0.1", source_port: "5060" })).toEqual(found);
        expect(await ask({ source_ip: "10.0.0.1", domain: "a.example" })).toEqual(found);
        expect(await ask({ source_ip: "10.0.0.1", domain: "A.example" })).toEqual(found);
        expect(await ask({ source_ip: "10.0.0.2" })).toEqual(failure);
        expect(await ask({ source_ip: "pbx.example" })).toEqual(failure);
    });

    it("finds an IPBX by its user, from any address when it has none of its own", async () => {
        const id = await ipbx({ username: "u", password: "p" });
        expect(await ask({ source_ip: "192.0.2.1", username: "u" })).toMatchObject({
            success: true,
            ipbx_id: id,
            username: "u",
            password_ha1: expect.stringMatching(/^[0-9a-f]{32}$/),
        });
        expect(await ask({ username: "u", domain: "a.example" })).toMatchObject({ success: true, ipbx_id: id });
        expect(await ask({ username: "v", domain: "a.example" })).toEqual(failure);
    });

    it("prefers the lowest id", async () => {
        const first = await ipbx({ ip_address: "10.0.0.1" });
        await ipbx({ ip_address: "10.0.0.1" });
        expect(await ask({ source_ip: "10.0.0.1" })).toMatchObject({ ipbx_id: first });
    });

    it.each([
        ["without address, user and secret", {}],
        ["without address and secret", { username: "u" }],
        ["with an empty address", { ip_address: "" }],
    ])("authenticates nobody by an IPBX %s", async (_what, body) => {
        await ipbx(body);
        expect(await ask({ source_ip: "192.0.2.1", domain: "a.example" })).toEqual(failure);
        expect(await ask({ source_ip: "192.0.2.1", domain: "a.example", username: "u" })).toEqual(failure);
    });

    it("checks a password, and lets a wrong one pass as nothing else", async () => {
        const first = await ipbx({ ip_address: "10.0.0.1" });
        const id = await ipbx({ ip_address: "10.0.0.1", username: "u", password: "right" });
        await trunk("t", "10.0.0.1");
        expect(await ask({ source_ip: "10.0.0.1", password: "right" })).toMatchObject({ success: true, ipbx_id: id });
        expect(await ask({ source_ip: "10.0.0.1", username: "u", password: "right" })).toMatchObject({ ipbx_id: id });
        expect(await ask({ source_ip: "10.0.0.1", username: "u", password: "wrong" })).toEqual(failure);
        expect(await ask({ source_ip: "10.0.0.1", password: "wrong" })).toEqual(failure);
        expect(await ask({ source_ip: "10.0.0.1", password: "" })).toMatchObject({ success: true, ipbx_id: first });
    });

    it("finds a trunk by its address, and none that has no address", async () => {
        await trunk("any", null);
        await trunk("empty", "");
        expect(await ask({ source_ip: "192.0.2.1" })).toEqual(failure);
        const id = await trunk("t", "198.51.100.1");
        await trunk("later", "198.51.100.1");
        expect(await ask({ source_ip: "198.51.100.1", domain: "x", username: "y" })).toEqual({
            ...failure,
            success: true,
            tenant_uuid: tenant,
            carrier_trunk_id: id,
        });
    });
});

describe("POST /1.0/kamailio/cdr", () => {
    let ids: { ipbx: number; trunk: number };
    const base = {
        event: "cdr",
        source_ip: "10.0.0.1",
        source_port: "5060",
        call_id: "call",
        from_uri: "sip:1@a.example",
        to_uri: "sip:2@b.example",
        call_start: 1_570_752_000,
        duration: "17",
    };
    const record = {
        tenant_uuid: tenant,
        source_ip: "10.0.0.1",
        source_port: 5060,
        from_uri: "sip:1@a.example",
        to_uri: "sip:2@b.example",
        call_id: "call",
        call_start: "2019-10-11T00:00:00+00:00",
        duration: 17,
    };
    const unknownMedia = Object.fromEntries(
        ["caller", "callee"].flatMap((side) =>
            ["packets", "octets", "lost", "jitter", "mos"].map((figure) => [`${side}_${figure}`, null]),
        ),
    );
    const send = (body: Record<string, unknown>) => service.post("/1.0/kamailio/cdr", { ...base, ...body });
    const stored = async () => (await service.get("/1.0/cdrs")).at("items");

    beforeEach(async () => {
        for (const uuid of [tenant, otherTenant]) await service.delete(`/1.0/tenants/${uuid}`);
        await service.db.deleteFrom("cdrs").execute();
        const domain = await service.create("domains", { domain: "a.example" });
        const ipbx = await service.create("ipbxs", { domain_id: domain, ip_fqdn: "x" });
        const carrier = await service.create("carriers", { name: "c" });
        const trunk = await service.create("carrier_trunks", { carrier_id: carrier, name: "t", sip_proxy: "x" });
        ids = { ipbx, trunk };
    });

    it("stores a call of a tenant that is named", async () => {
        const answer = await send({ tenant_uuid: tenant });
        expect(answer).toMatchObject({ status: 200, body: { success: true } });
        expect(answer.at("cdr")).toEqual(record);
        expect(await stored()).toMatchObject([
            {
                ...record,
                id: expect.any(Number),
                call_start: "2019-10-11T00:00:00",
                ipbx_id: null,
                carrier_trunk_id: null,
                router: null,
                ...unknownMedia,
            },
        ]);
    });

    it.each([
        ["IPBX", true, false],
        ["trunk", false, true],
        ["IPBX and trunk", true, true],
    ])("takes the tenant from the %s", async (_what, byIpbx, byTrunk) => {
        const ipbx_id = byIpbx ? ids.ipbx : 0;
        const carrier_trunk_id = byTrunk ? String(ids.trunk) : "0";
        const answer = await send({ ipbx_id, carrier_trunk_id, tenant_id: 1 });
        expect(answer.body).toEqual({ success: true, cdr: record });
        const expected = { ipbx_id: byIpbx ? ids.ipbx : null, carrier_trunk_id: byTrunk ? ids.trunk : null };
        expect(await stored()).toEqual([expect.objectContaining(expected)]);
    });

    it("stores nothing, and makes no tenant, for a tenant that is not known", async () => {
        for (const refs of [
            {},
            { tenant_uuid: otherTenant },
            { ipbx_id: 999_999 },
            { tenant_uuid: null, ipbx_id: 0 },
        ]) {
            const answer = await send(refs);
            expect(answer).toMatchObject({ status: 200, body: { success: false, cdr: null } });
        }
        expect(await stored()).toEqual([]);
        expect((await service.get(`/1.0/tenants/${otherTenant}`)).status).toBe(404);
    });

    it.each(["source_ip", "source_port", "call_id"])("asks for %s", async (field) => {
        const answer = await send({ tenant_uuid: tenant, [field]: null });
        expect(answer.status).toBe(422);
        expect(answer.at("detail")).toEqual([
            { loc: ["body", field], msg: "field required", type: "value_error.missing" },
        ]);
    });

    it("keeps a call whose texts are longer than any limit, or hold what cannot be stored", async () => {
        const from_uri = `sip:${"1".repeat(1000)}\u0000@a.example`;
        const answer = await send({ tenant_uuid: tenant, from_uri });
        expect(answer.at("cdr", "from_uri")).toBe(from_uri.replace("\u0000", ""));
    });

    it("stores a call once when it is sent again, and every other one", async () => {
        const answers = await Promise.all([1, 2, 3].map(() => send({ ipbx_id: ids.ipbx })));
        for (const answer of answers) expect(answer.body).toEqual({ success: true, cdr: record });
        await send({ ipbx_id: ids.ipbx, duration: 18 });
        await send({ ipbx_id: ids.ipbx, call_id: "another" });
        expect(await stored()).toHaveLength(3);
    });

    it("does not put a call down to another tenant's IPBX", async () => {
        await service.create("carriers", { tenant_uuid: otherTenant, name: "c" });
        const answer = await send({ tenant_uuid: otherTenant, ipbx_id: ids.ipbx });
        expect(answer.at("success")).toBe(true);
        expect(await stored()).toEqual([expect.objectContaining({ tenant_uuid: otherTenant, ipbx_id: null })]);
    });
});

describe("GET /1.0/kamailio/dbtext/uacreg", () => {
    const header =
        "id(int) l_uuid(string) l_username(string) l_domain(string) r_username(string) r_domain(string) realm(string) " +
        "auth_username(string) auth_password(string) auth_ha1(string) auth_proxy(string) expires(int) flags(int) " +
        "reg_delay(int) contact_addr(string) socket(string)\n";
    const full = {
        sip_proxy: "sip.example",
        registered: true,
        auth_username: "acme",
        auth_password: "tr0nk",
        realm: "carrier.example",
        registrar_proxy: "reg.example",
        from_domain: "acme.example",
        expire_seconds: 1800,
    };
    let carrier: number;
    const trunk = (name: string, more: Record<string, unknown>) =>
        service.create("carrier_trunks", { ...full, carrier_id: carrier, name, ...more });
    const content = async () => {
        const answer = await service.get("/1.0/kamailio/dbtext/uacreg");
        expect(answer.status, answer.text).toBe(200);
        expect(answer.keys()).toEqual(["content"]);
        return answer.string("content");
    };

    beforeEach(async () => {
        await service.delete(`/1.0/tenants/${tenant}`);
        carrier = await service.create("carriers", { name: "c" });
    });

    it("is the columns alone when no trunk registers", async () => {
        await trunk("t", { registered: false });
        expect(await content()).toBe(header);
    });

    it("has a line for each trunk that registers, in id order", async () => {
        const first = await trunk("a", {});
        const second = await trunk("b", { registrar_proxy: null });
        const ha1 = createHash("md5").update("acme:carrier.example:tr0nk").digest("hex");
        const line = (id: number, proxy: string) =>
            `${carrier}:${id}:acme:acme.example:acme:acme.example:carrier.example:acme::${ha1}:sip\\:${proxy}:1800:16:0::\n`;
        expect(await content()).not.toContain("tr0nk");
        expect(await content()).toBe(`${header}${line(first, "reg.example")}${line(second, "sip.example")}`);
    });

    it("escapes what would end a field or a line", async () => {
        await trunk("a", { auth_username: "u:a\\b" });
        expect(await content()).toContain(":u\\:a\\\\b:");
    });

    it("leaves out a trunk whose password cannot be read", async () => {
        const id = await trunk("a", {});
        await trunk("b", {});
        await service.db
            .updateTable("carrier_trunks")
            .set({ auth_password_encrypted: "v1:AAAA" })
            .where("id", "=", id)
            .execute();
        expect((await content()).split("\n")).toHaveLength(3);
        expect(service.lines).toContainEqual(expect.objectContaining({ level: 50, table: "carrier_trunks", id }));
    });

    it.each(["auth_username", "auth_password", "realm", "from_domain"])(
        "leaves out a trunk without %s, keeps the others, and logs what is missing",
        async (field) => {
            const id = await trunk("a", { [field]: null });
            await trunk("b", {});
            expect((await content()).split("\n")).toHaveLength(3);
            expect(service.lines).toContainEqual(expect.objectContaining({ level: 40, trunk: id, missing: [field] }));
        },
    );
});
