import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Service, startService, tenant } from "./support/service.js";

describe("the worked examples of the contract", () => {
    let service: Service;
    let trunk: number;
    let ipbx: number;

    beforeAll(async () => {
        service = await startService();
        const domain = await service.create("domains", { domain: "pbx.example.net" });
        ipbx = await service.create("ipbxs", {
            domain_id: domain,
            ip_fqdn: "203.0.113.10",
            ip_address: "203.0.113.10",
            username: "pbx1",
            password: "s3cret",
        });
        const carrier = await service.create("carriers", { name: "carrier" });
        trunk = await service.create("carrier_trunks", {
            carrier_id: carrier,
            name: "trunk",
            sip_proxy: "sip.carrier.example",
            ip_address: "198.51.100.20",
            auth_username: "acme",
            auth_password: "tr0nk",
            realm: "carrier.example",
        });
        await service.create("dids", { ipbx_id: ipbx, carrier_trunk_id: trunk, did_regex: "^44203[0-9]+$" });
    });
    afterAll(() => service.stop());

    it("A: inbound, carrier authenticated by address, DID match", async () => {
        const answer = await service.post("/1.0/kamailio/routing", {
            event: "sip-routing",
            source_ip: "198.51.100.20",
            source_port: 5060,
            auth: "1",
            domain: "198.51.100.20",
            username: "",
            call_id: "c1",
            from_name: "",
            from_uri: "sip:441132000000@198.51.100.20:5060",
            from_tag: "a1",
            to_name: "",
            to_uri: "sip:+442031234567@sbc.example.net:5060",
            to_tag: "",
        });
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({
            auth: {
                success: true,
                tenant_uuid: tenant,
                carrier_trunk_id: trunk,
                ipbx_id: null,
                domain: null,
                username: null,
                password_ha1: null,
            },
            rtjson: {
                success: true,
                version: "1.0",
                routing: "serial",
                routes: [
                    {
                        uri: "sip:442031234567@203.0.113.10:5060",
                        dst_uri: "sip:203.0.113.10:5060",
                        path: "",
                        socket: "",
                        headers: {
                            from: { display: "", uri: "sip:441132000000@198.51.100.20" },
                            to: { display: "", uri: "sip:442031234567@sbc.example.net" },
                            extra: "P-Asserted-Identity: <sip:441132000000@198.51.100.20>\r\n",
                        },
                        tenant_uuid: tenant,
                        ipbx_id: expect.any(Number),
                        branch_flags: 8,
                        fr_timer: 5000,
                        fr_inv_timer: 120_000,
                    },
                ],
            },
        });
    });

    it.each(["", "pbx1"])("B: outbound from an IPBX, username %j", async (username) => {
        const answer = await service.post("/1.0/kamailio/routing", {
            source_ip: "203.0.113.10",
            source_port: "5060",
            auth: "1",
            domain: "pbx.example.net",
            username,
            call_id: "c2",
            from_name: "",
            from_uri: "sip:1001@pbx.example.net",
            to_name: "",
            to_uri: "sip:0033123456789@sbc.example.net:5060",
        });
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({
            auth: {
                success: true,
                tenant_uuid: tenant,
                carrier_trunk_id: null,
                ipbx_id: ipbx,
                domain: "pbx.example.net",
                username: "pbx1",
                password_ha1: "d7205b31d16e55c52417812b76e8d011",
            },
            rtjson: {
                success: true,
                version: "1.0",
                routing: "serial",
                routes: [
                    {
                        uri: "sip:0033123456789@sip.carrier.example:5060",
                        dst_uri: "sip:sip.carrier.example:5060",
                        path: "",
                        socket: "",
                        headers: {
                            from: { display: "", uri: "sip:1001@pbx.example.net" },
                            to: { display: "", uri: "sip:0033123456789@sbc.example.net:5060" },
                            extra: "P-Asserted-Identity: <sip:1001@pbx.example.net>\r\n",
                        },
                        tenant_uuid: tenant,
                        carrier_trunk_id: expect.any(Number),
                        branch_flags: 8,
                        fr_timer: 5000,
                        fr_inv_timer: 120_000,
                        auth_username: "acme",
                        auth_password: "tr0nk",
                        realm: "carrier.example",
                    },
                ],
                auth_username: "acme",
                auth_password: "tr0nk",
                realm: "carrier.example",
            },
        });
    });

    it("C: a stranger", async () => {
        const answer = await service.post("/1.0/kamailio/routing", {
            source_ip: "192.0.2.9",
            auth: "1",
            domain: "nowhere.example",
            username: "",
            from_name: "",
            from_uri: "sip:1@nowhere.example",
            to_name: "",
            to_uri: "sip:442031234567@sbc.example.net",
        });
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({
            auth: {
                success: false,
                tenant_uuid: null,
                carrier_trunk_id: null,
                ipbx_id: null,
                domain: null,
                username: null,
                password_ha1: null,
            },
            rtjson: { success: false },
        });
    });
});
