import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { decision, type Furnished, fromCarrier, fromIpbx, furnish, targetsOf, to } from "./support/routing.js";
import { otherTenant, type Service, startService, tenant } from "./support/service.js";

let service: Service;
let a: Furnished;
beforeAll(async () => {
    service = await startService();
});
afterAll(() => service.stop());

const anew = async () => {
    for (const uuid of [tenant, otherTenant]) await service.delete(`/1.0/tenants/${uuid}`);
    a = await furnish(service, tenant);
};

describe("what cannot work is refused, by field and reason", () => {
    beforeAll(anew);

    const trunk = () => ({ tenant_uuid: tenant, carrier_id: a.c, name: "n", sip_proxy: "sip.example" });
    const ipbx = () => ({ tenant_uuid: tenant, domain_id: a.d1, ip_fqdn: "pbx.example" });
    const bodies = {
        carrier_trunks: trunk,
        ipbxs: ipbx,
        domains: () => ({ tenant_uuid: tenant, domain: "new.example" }),
        carriers: () => ({ tenant_uuid: tenant, name: "new" }),
        "normalization-rules": () => ({ profile_id: 1, match_regex: "^1", replace_regex: "2" }),
    };
    type Path = keyof typeof bodies;

    const noHosts = [
        "198.51.100.7:5080",
        "sip:sip.example",
        "sip.example;transport=tcp",
        "a b",
        "",
        "198.51.100.256",
        "[::1]:5060",
        "a..b",
        "-a",
        "ü.example",
        "fe80::1%eth0",
        "a@b",
        "<a>",
    ];
    const noNetworks = [
        "pbx.example",
        "198.51.100.7:5080",
        "198.51.100.0/33",
        "0.0.0.0/0",
        "::/0",
        "198.51.100",
        "198.51.100.1-9",
        "198.51.100.7, x",
    ];
    it.each<[Path, string, unknown]>([
        ...noHosts.flatMap((host): [Path, string, unknown][] => [
            ["carrier_trunks", "sip_proxy", host],
            ["ipbxs", "ip_fqdn", host],
            ["domains", "domain", host],
        ]),
        ["carrier_trunks", "from_domain", "sip:a"],
        ["carrier_trunks", "registrar_proxy", "a:0"],
        ["carrier_trunks", "registrar_proxy", "a:70000"],
        ["carrier_trunks", "registrar_proxy", "sip:a"],
        ...noNetworks.flatMap((text): [Path, string, unknown][] => [
            ["carrier_trunks", "ip_address", text],
            ["ipbxs", "ip_address", text],
        ]),
        ...[0, 70_000, -1, "0", 65_536].flatMap((port): [Path, string, unknown][] => [
            ["carrier_trunks", "sip_proxy_port", port],
            ["ipbxs", "port", port],
        ]),
        ["carrier_trunks", "expire_seconds", 0],
        ["carrier_trunks", "retry_seconds", -5],
        ...[7, 0, 3, -1].map((type): [Path, string, unknown] => ["normalization-rules", "rule_type", type]),
        ["carriers", "name", "a\ud800b"],
        ["carriers", "name", "a\udc00"],
        ["ipbxs", "username", "\ud800"],
    ])("%s: %s %j", async (path, field, value) => {
        const post = await service.post(`/1.0/${path}`, { ...bodies[path](), [field]: value });
        expect(post.status, post.text).toBe(422);
        expect(post.list("detail")).toEqual([
            { loc: ["body", field], msg: expect.any(String), type: expect.any(String) },
        ]);
    });

    it("on PUT as well", async () => {
        for (const [path, body] of [
            [`carrier_trunks/${a.t1}`, { name: "t1", sip_proxy: "198.51.100.7:5080" }],
            [`carrier_trunks/${a.t1}`, { name: "t1", sip_proxy: "x", ip_address: "x" }],
            [`ipbxs/${a.p1}`, { domain_id: a.d1, ip_fqdn: "x", port: 0 }],
        ] as const) {
            expect((await service.put(`/1.0/${path}`, body)).status).toBe(422);
        }
    });

    it.each<[Path, string, string]>([
        ["carrier_trunks", "sip_proxy_prt", "sip_proxy_port"],
        ["carrier_trunks", "ip_adress", "ip_address"],
        ["carrier_trunks", "ipAddress", "ip_address"],
        ["carrier_trunks", "auth_usrename", "auth_username"],
        ["ipbxs", "prot", "port"],
        ["ipbxs", "Password", "password"],
        ["normalization-rules", "rule_typ", "rule_type"],
    ])("a typo in %s: %s is no %s", async (path, name, meant) => {
        const answer = await service.post(`/1.0/${path}`, { ...bodies[path](), [name]: "1" });
        expect(answer.status).toBe(422);
        expect(answer.at("detail")).toEqual([
            { loc: ["body", name], msg: `unknown: did you mean ${meant}?`, type: "value_error.extra" },
        ]);
    });

    it("but fields that are the client's own pass", async () => {
        const own = {
            id: 7,
            password_ha1: "x",
            comment: "x",
            "x-note": 1,
            created_at: "x",
            nested: { a: 1 },
            transport: "udp",
        };
        for (const path of ["carrier_trunks", "ipbxs", "domains", "carriers"] as const) {
            expect((await service.post(`/1.0/${path}`, { ...bodies[path](), ...own })).status).toBe(200);
        }
    });

    it.each(["dids?foo=1", "ipbxs?tenant=x", "carriers?Name=c", "tenants?limit=10001", "dids?limit=1000000000"])(
        "a list's %s",
        async (query) => {
            const answer = await service.get(`/1.0/${query}`);
            expect(answer.status).toBe(422);
            expect(answer.at("detail", 0, "loc", 0)).toBe("query");
        },
    );

    it("lists are narrowed by what they show", async () => {
        await anew();
        await furnish(service, otherTenant, 9);
        const ids = async (query: string) => (await service.get(`/1.0/${query}`)).list("items").map(({ id }) => id);
        expect(await ids(`ipbxs?tenant_uuid=${tenant}`)).toEqual([a.p1, a.p2]);
        expect(await ids(`ipbxs?tenant_uuid=${tenant}&ip_fqdn=10.0.0.2`)).toEqual([a.p2]);
        expect(await ids("carrier_trunks?name=t1&sip_proxy=10.0.1.1&registered=no")).toEqual([a.t1]);
        expect(await ids("carriers?name=nobody")).toEqual([]);
    });
});

describe("what carriers write works", () => {
    beforeEach(anew);

    const from = (source_ip: string) =>
        targetsOf(service, { ...fromCarrier, source_ip, domain: source_ip, ...to("+44203") });

    it("networks and several addresses, in any spelling", async () => {
        await service.create("dids", { ipbx_id: a.p1, carrier_trunk_id: a.t1, did_regex: "^\\+44" });
        const ip_address = "198.51.100.16/30, 192.0.2.7 2001:DB8:0:0::/64";
        const put = await service.put(`/1.0/carrier_trunks/${a.t1}`, { name: "t1", sip_proxy: "x", ip_address });
        expect(put.body).toMatchObject({ ip_address });
        for (const address of ["198.51.100.17", "192.0.2.7", "2001:db8::99", "[2001:db8::1]", "::ffff:192.0.2.7"]) {
            expect(await from(address), address).toEqual(["sip:10.0.0.1:5060"]);
        }
        for (const address of ["198.51.100.20", "192.0.2.8", "2001:db8:0:1::1"])
            expect(await from(address)).toEqual([]);
        await service.put(`/1.0/ipbxs/${a.p2}`, { domain_id: a.d2, ip_fqdn: "x", ip_address: "203.0.113.0/24" });
        expect(
            (await decision(service, { ...fromIpbx, domain: "TWO0.example", source_ip: "203.0.113.77", ...to("1") }))
                .auth,
        ).toMatchObject({
            ipbx_id: a.p2,
        });
    });

    it.each([
        "2001:db8::1",
        "2001:DB8:0::1",
        "[2001:db8::1]",
        "sip.example.",
        "SIP.example",
        "a_b.example",
        "198.51.100.7",
    ])("host %s", async (host) => {
        await service.put(`/1.0/ipbxs/${a.p1}`, { domain_id: a.d1, ip_fqdn: host });
        await service.create("dids", { ipbx_id: a.p1, carrier_trunk_id: a.t1, did_regex: "^44" });
        const shown = host.startsWith("[") || !host.includes(":") ? host : `[${host}]`;
        expect(await targetsOf(service, { ...fromCarrier, ...to("44203") })).toEqual([`sip:${shown}:5060`]);
    });

    it.each([
        ["^\\+44", "442031234567", true],
        ["^\\+44", "+44(0)2031234567", true],
        ["^\\+44203", "+44(0)203 1234567".replaceAll(" ", "%20"), true],
        ["^(\\+|00)44", "44203", true],
        ["^020", "(020)7946", true],
        ["^98$", "*98", false],
        ["^31", "*31#0391", false],
        ["^\\*98$", "*98", true],
        ["", "*98", true],
    ])("a DID %s, called as %s: %j", async (did_regex, number, expected) => {
        await service.create("dids", { ipbx_id: a.p1, carrier_trunk_id: a.t1, did_regex });
        expect(await targetsOf(service, { ...fromCarrier, ...to(number) })).toEqual(
            expected ? ["sip:10.0.0.1:5060"] : [],
        );
    });

    it("prefixes of rules are as long as their digits", async () => {
        const rule = (carrier_trunk_id: number, prefix: string) =>
            service.create("routing-rules", { ipbx_id: a.p1, carrier_trunk_id, prefix, route_type: "pstn" });
        await rule(a.t1, "+44");
        await rule(a.t2, "442");
        const out = (number: string) => targetsOf(service, { ...fromIpbx, ...to(number) });
        expect(await out("+442031")).toEqual(["sip:10.0.1.2:5060", "sip:10.0.1.1:5060"]);
        expect(await out("447700")).toEqual(["sip:10.0.1.1:5060"]);
        expect(await out("*442031")).toEqual([]);
    });

    it("names leave as they came, numbers with the profile's plus", async () => {
        const profile = await service.create("normalization-profiles", { name: "plus", always_intl_prefix_plus: true });
        const body = { name: "t1", sip_proxy: "10.0.1.1", normalization_profile_id: profile };
        await service.put(`/1.0/carrier_trunks/${a.t1}`, body);
        const sent = async (user: string) => {
            const call = { ...fromIpbx, from_uri: `sip:${user}@one0.example`, ...to("442031") };
            return (await decision(service, call)).rtjson.routes?.[0]?.headers.from.uri;
        };
        for (const user of ["john.doe", "anonymous", "*98", ""]) {
            expect(await sent(user)).toBe(user === "" ? "sip:one0.example" : `sip:${user}@one0.example`);
        }
        expect(await sent("(020)7946")).toBe("sip:+0207946@one0.example");
        expect(await sent("+44(0)20.7946")).toBe("sip:+44207946@one0.example");
    });

    it("two tenants behind one carrier get the calls for their own numbers", async () => {
        const b = await furnish(service, otherTenant, 9);
        await service.put(`/1.0/carrier_trunks/${b.t1}`, { name: "t1", sip_proxy: "x", ip_address: "10.0.1.1" });
        await service.create("dids", { ipbx_id: a.p1, carrier_trunk_id: a.t1, did_regex: "^44" });
        const own = { tenant_uuid: otherTenant };
        await service.create("dids", { ...own, ipbx_id: b.p1, carrier_trunk_id: b.t1, did_regex: "^49" });
        expect(await decision(service, { ...fromCarrier, ...to("49") })).toMatchObject({
            auth: { tenant_uuid: otherTenant, carrier_trunk_id: b.t1 },
            rtjson: { routes: [{ dst_uri: "sip:10.9.0.1:5060" }] },
        });
        expect(await decision(service, { ...fromCarrier, ...to("44") })).toMatchObject({
            auth: { tenant_uuid: tenant, carrier_trunk_id: a.t1 },
            rtjson: { routes: [{ dst_uri: "sip:10.0.0.1:5060" }] },
        });
    });
});
