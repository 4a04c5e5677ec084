import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instance, type Service, startService, tenant } from "./support/service.js";

let service: Service;
beforeAll(async () => {
    service = await startService();
});
afterAll(() => service.stop());

describe("the HTTP frame", () => {
    it("answers /status with 204 and nothing", async () => {
        expect(await service.get("/status")).toMatchObject({ status: 204, text: "" });
    });

    it.each([
        [`instance=${instance}`, 204],
        ["other=1", 204],
        ["instance=routing-api-2", 404],
        ["instance=", 404],
        [`instance=${instance}&instance=${instance}`, 422],
    ])("answers /status?%s with %i: only what asks for it by its name finds it", async (query, status) => {
        expect(await service.get(`/status?${query}`)).toMatchObject({ status });
    });

    it("says 404 and 405 as clients know them", async () => {
        for (const path of ["/1.0/nothing", "/1.0/carriers/%zz", `/1.0/carriers/${"1".repeat(200)}`, "//"]) {
            expect(await service.get(path)).toMatchObject({ status: 404, body: { detail: "Not Found" } });
        }
        for (const path of ["/1.0/carriers", "/status", "/1.0/kamailio/routing"]) {
            expect(await service.delete(path)).toMatchObject({ status: 405, body: { detail: "Method Not Allowed" } });
        }
        expect((await service.post("/1.0/carriers/1", {})).status).toBe(405);
    });

    it("takes a body of any content type, and none", async () => {
        for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-8"]) {
            const answer = await service.app.inject({
                method: "POST",
                url: "/1.0/carriers",
                headers: { "content-type": type },
                payload: JSON.stringify({ tenant_uuid: tenant, name: type }),
            });
            expect(answer.statusCode, answer.body).toBe(200);
        }
        const empty = await service.post("/1.0/carriers");
        expect(empty).toMatchObject({ status: 422 });
        expect(empty.at("detail")).toEqual([{ loc: ["body"], msg: "field required", type: "value_error.missing" }]);
    });

    it.each([
        ["cut off", '{"name":'],
        ["no JSON", "name=x"],
        ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ])("answers a body that is %s with 400", async (_name, payload) => {
        const answer = await service.app.inject({ method: "POST", url: "/1.0/carriers", payload });
        expect(answer.statusCode).toBe(400);
        expect(answer.json()).toEqual({ detail: "There was an error parsing the body" });
    });

    it("refuses a body that is far too long", async () => {
        const answer = await service.post("/1.0/carriers", { tenant_uuid: tenant, name: "x".repeat(100_000) });
        expect(answer.status).toBe(413);
        expect(answer.at("detail")).toEqual(expect.any(String));
    });

    it("lets browsers in from anywhere", async () => {
        const preflight = await service.app.inject({
            method: "OPTIONS",
            url: "/1.0/carriers",
            headers: {
                origin: "https://portal.example",
                "access-control-request-method": "DELETE",
                "access-control-request-headers": "x-auth-token",
            },
        });
        expect(preflight.statusCode).toBe(204);
        expect(preflight.headers).toMatchObject({
            "access-control-allow-origin": "https://portal.example",
            "access-control-allow-credentials": "true",
            "access-control-allow-headers": "x-auth-token",
        });
        expect(preflight.headers["access-control-allow-methods"]).toContain("DELETE");
    });
});

describe("what is loosely typed", () => {
    it("is understood: numbers for texts, texts for numbers and booleans", async () => {
        const domain = await service.create("domains", { domain: 12345 });
        expect((await service.get(`/1.0/domains/${domain}`)).at("domain")).toBe("12345");
        for (const [given, expected] of [
            [1, true],
            ["1", true],
            ["TRUE", true],
            ["on", true],
            ["Yes", true],
            [0, false],
            ["0", false],
            ["false", false],
            ["Off", false],
            ["no", false],
        ]) {
            const answer = await service.post("/1.0/ipbxs", {
                tenant_uuid: tenant,
                domain_id: String(domain),
                ip_fqdn: 10,
                port: "5070",
                registered: given,
            });
            expect(answer.body).toMatchObject({ domain_id: domain, ip_fqdn: "10", port: 5070, registered: expected });
        }
    });

    it.each([
        ["port", "5060x", "type_error.integer"],
        ["port", 5060.5, "type_error.integer"],
        ["port", true, "type_error.integer"],
        ["port", "", "type_error.integer"],
        ["port", [5060], "type_error.integer"],
        ["port", 3_000_000_000, "value_error.number.not_le"],
        ["registered", "maybe", "type_error.bool"],
        ["registered", 2, "type_error.bool"],
        ["ip_fqdn", true, "type_error.str"],
        ["ip_fqdn", { a: 1 }, "type_error.str"],
        ["ip_fqdn", "x".repeat(257), "value_error.any_str.max_length"],
        ["ip_fqdn", "a\r\nb", "value_error.str.control"],
        ["ip_fqdn", "a\u0000b", "value_error.str.control"],
    ])("is refused when it cannot be: %s = %j", async (field, value, type) => {
        const answer = await service.post("/1.0/ipbxs", {
            tenant_uuid: tenant,
            domain_id: 1,
            ip_fqdn: "x",
            [field]: value,
        });
        expect(answer.status).toBe(422);
        expect(answer.at("detail")).toEqual([{ loc: ["body", field], msg: expect.any(String), type }]);
    });

    it.each([
        ["carriers", "name", 256],
        ["domains", "domain", 64],
        ["carrier_trunks", "auth_username", 35],
        ["carrier_trunks", "from_domain", 64],
        ["ipbxs", "realm", 50],
        ["ipbxs", "password", 192],
        ["dids", "did_regex", 256],
        ["tenants", "name", 256],
    ])("has the length that %s.%s allows, in characters, on POST and PUT", async (path, field, max) => {
        const tooLong = { [field]: "é".repeat(max + 1) };
        for (const answer of [
            await service.post(`/1.0/${path}`, tooLong),
            await service.put(`/1.0/${path}/${path === "tenants" ? tenant : 1}`, tooLong),
        ]) {
            expect(answer.status).toBe(422);
            expect(answer.at("detail")).toContainEqual({
                loc: ["body", field],
                msg: `ensure this value has at most ${max} characters`,
                type: "value_error.any_str.max_length",
            });
        }
    });

    it.each([
        ["2019-09-01T00:00:00", "2019-09-01T00:00:00"],
        ["2019-09-01 02:00:00+02:00", "2019-09-01T00:00:00"],
        ["2019-09-01T00:00:00.250Z", "2019-09-01T00:00:00.250"],
        [1_570_752_000, "2019-10-11T00:00:00"],
        ["1570752000", "2019-10-11T00:00:00"],
        [null, null],
    ])("is understood as a moment: %j", async (call_start, expected) => {
        const answer = await service.post("/1.0/cdrs", { ...cdr, call_start });
        expect(answer.status, answer.text).toBe(200);
        expect(answer.at("call_start")).toBe(expected);
    });

    it.each(["yesterday", "2019-13-01T00:00:00", "", 1e15])("is refused as a moment: %j", async (call_start) => {
        const answer = await service.post("/1.0/cdrs", { ...cdr, call_start });
        expect(answer.status).toBe(422);
        expect(answer.at("detail", 0)).toMatchObject({ loc: ["body", "call_start"], type: "value_error.datetime" });
    });

    const cdr = {
        tenant_uuid: tenant,
        source_ip: "10.0.0.1",
        source_port: 5060,
        from_uri: "sip:1@a",
        to_uri: "sip:2@b",
        call_id: "c",
    };
});

describe("malicious texts", () => {
    it.each([
        "'; drop table carriers; --",
        '"quoted" \\ $1 $(x) `x` %s %27',
        "$".concat("{jndi:ldap://x}"),
        "__proto__",
        "𝕦𝕟𝕚𝕔𝕠𝕕𝕖 \u202e",
    ])("are stored as texts: %j", async (name) => {
        const created = await service.post("/1.0/carriers", { tenant_uuid: tenant, name });
        expect(created.status, created.text).toBe(200);
        expect((await service.get(`/1.0/carriers/${created.number("id")}`)).at("name")).toBe(name);
    });

    it("cannot reach a prototype", async () => {
        const answer = await service.post(
            "/1.0/carriers",
            `{"tenant_uuid":"${tenant}","__proto__":{"name":"x"},"constructor":1}`,
        );
        expect(answer.status).toBe(422);
        expect(answer.at("detail", 0, "loc")).toEqual(["body", "name"]);
    });

    it("that the database refuses for reasons of its own are a 500 in plain text, with the cause in the log", async () => {
        await service.db.schema.alterTable("carriers").renameTo("hidden").execute();
        const answer = await service.get("/1.0/carriers");
        await service.db.schema.alterTable("hidden").renameTo("carriers").execute();
        expect(answer).toMatchObject({ status: 500, text: "Internal Server Error" });
        expect(service.lines).toContainEqual(expect.objectContaining({ level: 50, msg: "request failed" }));
    });
});
