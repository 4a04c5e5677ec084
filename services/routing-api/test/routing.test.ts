import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { decision, type Furnished, fromCarrier, fromIpbx, furnish, targetsOf, to } from "./support/routing.js";
import { otherTenant, type Service, startService, tenant } from "./support/service.js";

let service: Service;
let a: Furnished;
beforeAll(async () => {
    service = await startService();
});
afterAll(() => service.stop());
beforeEach(async () => {
    for (const uuid of [tenant, otherTenant]) await service.delete(`/1.0/tenants/${uuid}`);
    a = await furnish(service, tenant);
});

const ask = (call: Record<string, unknown>) => decision(service, call);
const targets = (call: Record<string, unknown>) => targetsOf(service, call);
const did = (ipbx_id: number, did_regex: string | null, own = {}) =>
    service.create("dids", { ipbx_id, carrier_trunk_id: a.t1, did_regex, ...own });

describe("the request", () => {
    it.each(["from_name", "from_uri", "to_uri"])("needs %s", async (field) => {
        const body = { from_name: "", from_uri: "sip:1@a", to_uri: "sip:2@b", [field]: undefined };
        const answer = await service.post("/1.0/kamailio/routing", body);
        expect(answer.status).toBe(422);
        expect(answer.at("detail")).toEqual([
            { loc: ["body", field], msg: "field required", type: "value_error.missing" },
        ]);
    });

    it("answers auth null when it is not asked for", async () => {
        for (const auth of [undefined, null, false, 0, "0"]) {
            expect((await ask({ ...fromCarrier, ...to("1"), auth })).auth).toBeNull();
        }
    });

    it.each([
        ["an empty To", { to_uri: "" }],
        ["a To that is no URI", { to_uri: "sip:a@b@c d\r\nX: y" }],
        ["a number of a thousand digits", to("1".repeat(1000))],
        ["a To of fifty thousand characters", to("1".repeat(50_000))],
        ["dollars and quotes", { ...to("$var(x)'\";--"), from_name: '$(avp(s:x)) "' }],
        ["a lone surrogate", { from_name: "\ud800", ...to("\ud800") }],
        ["escapes that are none", to("%zz%")],
        ["a NUL", { call_id: "\u0000", from_name: "\u0000", ...to("1\u0000") }],
        ["IPv6", { from_uri: "sip:1@[2001:db8::1]:5060;transport=tcp", to_uri: "sip:2@[2001:db8::2]" }],
    ])("is answered whatever it holds: %s", async (_what, more) => {
        const { rtjson } = await ask({ ...fromIpbx, ...to("1"), ...more });
        const text = JSON.stringify(rtjson.routes ?? []);
        expect(text).not.toMatch(/\\r\\n[^"]/);
        expect(text).not.toContain("\\u0000");
    });

    it("logs one line a decision, with the Call-ID and the outcome", async () => {
        await ask({ ...fromIpbx, ...to("0039"), call_id: "log-me" });
        await ask({ ...fromCarrier, ...to("0039"), call_id: "log-me" });
        await ask({ ...fromCarrier, source_ip: "192.0.2.1", ...to("0039"), call_id: "log-me" });
        expect(service.lines.filter(({ call_id }) => call_id === "log-me")).toEqual([
            expect.objectContaining({ level: 30, outcome: "routed", peer: { ipbx: a.p1 }, routes: expect.any(Array) }),
            expect.objectContaining({ level: 30, outcome: "no-route", peer: { trunk: a.t1 } }),
            expect.objectContaining({ level: 30, outcome: "unknown-caller" }),
        ]);
    });
});

describe("numbers", () => {
    it.each([
        ["^100$", "100", true],
        ["^442031234567$", "+44 20 3123-4567".replaceAll(" ", ""), true],
        ["^442031234567$", "4420312345678", false],
        ["44203", "442031234567", true],
        ["^39?1", "31", true],
        ["^39|40", "40123", true],
        ["^(\\+?1)?800", "800123", true],
    ])("%s takes %s: %j", async (pattern, number, expected) => {
        await did(a.p1, pattern);
        expect(await targets({ ...fromCarrier, ...to(number) })).toEqual(expected ? ["sip:10.0.0.1:5060"] : []);
    });

    it("go to the lowest IPBX, not to the most specific pattern", async () => {
        await did(a.p2, "^39011");
        await did(a.p1, "^39");
        expect(await targets({ ...fromCarrier, ...to("39011") })).toEqual(["sip:10.0.0.1:5060"]);
    });

    it("go nowhere by a DID without a pattern", async () => {
        await did(a.p1, null);
        expect(await targets({ ...fromCarrier, ...to("1") })).toEqual([]);
        expect(await targets({ ...fromCarrier, to_uri: "sip:sbc.example" })).toEqual([]);
    });

    it("pass by a stored pattern that cannot be used, and the log says which", async () => {
        const bad = await did(a.p1, "^1");
        await did(a.p2, "^39");
        await service.db.updateTable("dids").set({ did_regex: "(", did_prefix: "" }).where("id", "=", bad).execute();
        await service.data.settled();
        expect(await targets({ ...fromCarrier, ...to("39") })).toEqual(["sip:10.0.0.2:5060"]);
        expect(JSON.stringify(service.lines)).toContain(`DID ${bad}: `);
    });

    it.each(["(", "(?!39)", "(39)\\1"])("are refused with pattern %s, by name and reason", async (did_regex) => {
        const body = { tenant_uuid: tenant, ipbx_id: a.p1, carrier_trunk_id: a.t1, did_regex };
        const answer = await service.post("/1.0/dids", body);
        expect(answer.status).toBe(422);
        expect(answer.at("detail")).toEqual([
            { loc: ["body", "did_regex"], msg: expect.stringContaining(did_regex), type: "value_error.regex" },
        ]);
        const id = await did(a.p1, "^1");
        expect((await service.put(`/1.0/dids/${id}`, body)).status).toBe(422);
    });

    it("cannot be made to hold the service up", async () => {
        await did(a.p1, "(a+)+$");
        const begin = Date.now();
        await targets({ ...fromCarrier, ...to(`${"a".repeat(900)}%21`) });
        expect(Date.now() - begin).toBeLessThan(60_000);
    });

    it("come from the Request-URI when there is one", async () => {
        await did(a.p1, "^39");
        await did(a.p2, "^40");
        const ruri = "sip:40@sbc.example";
        const { rtjson } = await ask({ ...fromCarrier, ...to("39"), ruri });
        expect(rtjson.routes).toMatchObject([
            { uri: "sip:40@10.0.0.2:5060", headers: { to: { uri: "sip:39@sbc.example" } } },
        ]);
        for (const none of [undefined, null, ""]) {
            expect(await targets({ ...fromCarrier, ...to("39"), ruri: none })).toEqual(["sip:10.0.0.1:5060"]);
        }
    });
});

describe("domains", () => {
    it("win over numbers, and give exactly one IPBX", async () => {
        await did(a.p1, "^39");
        expect(await targets({ ...fromCarrier, to_uri: "sip:39@two0.example" })).toEqual(["sip:10.0.0.2:5060"]);
    });

    it("are compared without regard to case, and to the root's dot", async () => {
        for (const host of ["TWO0.example", "two0.Example."]) {
            expect(await targets({ ...fromCarrier, to_uri: `sip:39@${host}` })).toEqual(["sip:10.0.0.2:5060"]);
        }
    });

    it("take names and feature codes through unchanged", async () => {
        for (const user of ["john.doe", "*98"]) {
            const { rtjson } = await ask({ ...fromCarrier, to_uri: `sip:${user}@two0.example` });
            expect(rtjson.routes?.[0]?.uri).toBe(`sip:${user}@10.0.0.2:5060`);
        }
        const { rtjson } = await ask({ ...fromCarrier, to_uri: "sip:two0.example" });
        expect(rtjson.routes?.[0]?.uri).toBe("sip:10.0.0.2:5060");
    });

    it("of the caller's own IPBX are no target of its call", async () => {
        const out = ["sip:10.0.1.1:5060", "sip:10.0.1.2:5060"];
        expect(await targets({ ...fromIpbx, to_uri: "sip:200@one0.example" })).toEqual(out);
        expect(await targets({ ...fromIpbx, to_uri: "sip:200@two0.example" })).toEqual(["sip:10.0.0.2:5060", ...out]);
        await did(a.p1, "^39");
        expect(await targets({ ...fromIpbx, ...to("39") })).toEqual(out);
        expect(await targets({ ...fromIpbx, auth: false, to_uri: "sip:200@one0.example" })).toEqual(out);
    });

    it("of an IPBX that shares its address with the calling trunk are a target", async () => {
        const body = { domain_id: a.d2, ip_fqdn: "10.0.1.1", port: 5070 };
        await service.put(`/1.0/ipbxs/${a.p2}`, body);
        expect((await targets({ ...fromCarrier, to_uri: "sip:1@two0.example" }))[0]).toBe("sip:10.0.1.1:5070");
    });
});

describe("tenants", () => {
    it("cannot reach each other when they are authenticated", async () => {
        const b = await furnish(service, otherTenant, 9);
        await did(b.p1, "^77", { tenant_uuid: otherTenant });
        expect(await targets({ ...fromCarrier, ...to("77") })).toEqual([]);
        expect(await targets({ ...fromCarrier, to_uri: "sip:1@two9.example" })).toEqual([]);
        expect(await targets({ ...fromCarrier, auth: false, ...to("77") })).toEqual(["sip:10.9.0.1:5060"]);
    });

    it("with equal DIDs go to the lowest IPBX when nobody is authenticated", async () => {
        const b = await furnish(service, otherTenant, 9);
        await did(b.p1, "^77", { tenant_uuid: otherTenant });
        await did(a.p1, "^77");
        expect(await targets({ ...fromCarrier, auth: false, ...to("77") })).toEqual(["sip:10.0.0.1:5060"]);
    });

    it("at one address leave by their own trunks", async () => {
        const b = await furnish(service, otherTenant, 9);
        await service.put(`/1.0/ipbxs/${b.p1}`, { domain_id: b.d1, ip_fqdn: "10.0.0.1", ip_address: "10.0.0.1" });
        const call = { ...fromIpbx, auth: false, ...to("0039") };
        expect(await targets(call)).toEqual(["sip:10.0.1.1:5060", "sip:10.0.1.2:5060"]);
        expect(await targets({ ...call, from_uri: "sip:1@one9.example" })).toEqual([
            "sip:10.9.1.1:5060",
            "sip:10.9.1.2:5060",
        ]);
    });
});

describe("trunks", () => {
    it("carry calls of an IPBX known by its name or its address", async () => {
        const out = ["sip:10.0.1.1:5060", "sip:10.0.1.2:5060"];
        const put = (body: Record<string, unknown>) =>
            service.put(`/1.0/ipbxs/${a.p1}`, { domain_id: a.d1, ip_fqdn: "10.0.0.1", ...body });
        await put({ ip_address: "10.77.0.1" });
        expect(await targets({ ...fromIpbx, auth: false, ...to("0039") })).toEqual(out);
        expect(await targets({ ...fromIpbx, auth: false, source_ip: "10.77.0.1", ...to("0039") })).toEqual(out);
        expect(await targets({ ...fromIpbx, auth: false, source_ip: "10.78.0.1", ...to("0039") })).toEqual([]);
    });

    it("carry their own credentials, and the first's stand at the top for old routers", async () => {
        const secret = { auth_username: "u2", auth_password: "p2", realm: "r2" };
        await service.put(`/1.0/carrier_trunks/${a.t2}`, { name: "t2", sip_proxy: "10.0.1.2", ...secret });
        const { rtjson } = await ask({ ...fromIpbx, ...to("0039") });
        expect(rtjson.routes?.[0]).not.toHaveProperty("auth_password");
        expect(rtjson.routes?.[1]).toMatchObject(secret);
        expect(rtjson).toMatchObject(secret);
    });

    it("do not lend their password to an IPBX", async () => {
        await service.put(`/1.0/carrier_trunks/${a.t1}`, {
            name: "t1",
            sip_proxy: "10.0.1.1",
            auth_username: "u",
            auth_password: "p",
            realm: "r",
        });
        const { rtjson } = await ask({ ...fromIpbx, to_uri: "sip:1@two0.example" });
        expect(rtjson.routes?.[0]?.dst_uri).toBe("sip:10.0.0.2:5060");
        expect(rtjson.routes?.[0]).not.toHaveProperty("auth_password");
        expect(rtjson.routes?.[1]).toHaveProperty("auth_password", "p");
    });

    it("give way to an IPBX's own credentials when only it has any", async () => {
        const secret = { username: "pbx", password: "p1", realm: "r1" };
        await service.put(`/1.0/ipbxs/${a.p2}`, { domain_id: a.d2, ip_fqdn: "10.0.0.2", ...secret });
        const { rtjson } = await ask({ ...fromCarrier, to_uri: "sip:1@two0.example" });
        const expected = { auth_username: "pbx", auth_password: "p1", realm: "r1" };
        expect(rtjson).toMatchObject({ ...expected, routes: [expected] });
    });

    it("keep the port of From and To, IPBXs drop it, and hosts stay", async () => {
        const call = { ...fromIpbx, from_uri: "sip:100@one0.example:5066", to_uri: "sip:39@two0.example:5061" };
        const { rtjson } = await ask(call);
        const uris = rtjson.routes?.map(({ headers }) => [headers.from.uri, headers.to.uri]);
        expect(uris?.[0]).toEqual(["sip:100@one0.example", "sip:39@two0.example"]);
        expect(uris?.[1]).toEqual(["sip:100@one0.example:5066", "sip:39@two0.example:5061"]);
    });

    it("with a host or port that no call can be sent to are passed by", async () => {
        // As an older version has stored them.
        const store = async (id: number, sip_proxy: string, sip_proxy_port: number) => {
            await service.db
                .updateTable("carrier_trunks")
                .set({ sip_proxy, sip_proxy_port })
                .where("id", "=", id)
                .execute();
            await service.data.settled();
        };
        await store(a.t1, "a b;c", 5060);
        expect(await targets({ ...fromIpbx, ...to("0039") })).toEqual(["sip:10.0.1.2:5060"]);
        await store(a.t2, "x", 70_000);
        expect(await ask({ ...fromIpbx, ...to("0039") })).toMatchObject({ rtjson: { success: false } });
    });

    it("are no more than fit into one message", async () => {
        for (let i = 0; i < 40; i += 1) {
            await service.create("carrier_trunks", { carrier_id: a.c, name: `x${i}`, sip_proxy: `x${i}.example` });
        }
        const answer = await service.post("/1.0/kamailio/routing", { from_name: "", ...fromIpbx, ...to("0039") });
        expect(answer.at("rtjson", "routes")).toHaveLength(32);
        expect(answer.text.length).toBeLessThan(32_768);
    });
});

describe("headers", () => {
    it("hold the caller's name, escaped, and nothing of its making besides", async () => {
        const { rtjson } = await ask({ ...fromIpbx, from_name: '"A \\"B\\""', to_name: "C", ...to("0039") });
        expect(rtjson.routes?.[0]?.headers).toEqual({
            from: { display: '"A \\"B\\""', uri: "sip:100@one0.example" },
            to: { display: "C", uri: "sip:0039@sbc.example:5060" },
            extra: 'P-Asserted-Identity: "A \\"B\\"" <sip:100@one0.example>\r\n',
        });
        const evil = await ask({ ...fromIpbx, from_name: "x\r\nX-Evil: 1", ...to("0039") });
        expect(evil.rtjson.routes?.[0]?.headers.extra.match(/\r\n/g)).toHaveLength(1);
        expect(evil.rtjson.routes?.[0]?.headers.from.display).toBe("xX-Evil: 1");
    });

    it("have a null display when the router names none", async () => {
        const { rtjson } = await ask({ ...fromIpbx, ...to("0039"), to_name: null });
        expect(rtjson.routes?.[0]?.headers.to.display).toBeNull();
    });

    it("name a caller that cannot be read as nobody", async () => {
        const { rtjson } = await ask({ ...fromIpbx, from_uri: "sip:a@b@c\r\nX: y", ...to("0039") });
        expect(rtjson.routes?.[0]?.headers.from.uri).toBe("sip:anonymous@anonymous.invalid");
    });
});
