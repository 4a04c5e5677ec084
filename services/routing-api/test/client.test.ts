import createClient from "openapi-fetch";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { paths } from "../openapi.js";
import { type Guarded, given, startGuarded } from "./support/access.js";

let guarded: Guarded;
let baseUrl: string;

beforeAll(async () => {
    guarded = await startGuarded();
    baseUrl = await guarded.service.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => guarded.service.stop());

const clientOf = (token: string) => createClient<paths>({ baseUrl, headers: { "X-Auth-Token": token } });

/** What was answered with success; the test fails where it was not. */
function got<T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): T {
    if (data !== undefined) return data;
    throw new Error(`${response.url}: ${response.status} ${JSON.stringify(error)}`);
}

describe("a client that is made from the OpenAPI document", () => {
    it("leads the whole life of a tenant", async () => {
        const admin = clientOf(given.administrator);
        const uuid = "55555555-5555-4555-8555-555555555555";
        got(await admin.POST("/1.0/tenants", { body: { uuid, name: "Acme" } }));
        const { token } = got(
            await admin.POST("/1.0/tokens", { body: { name: "portal of Acme", scope: "tenant", tenant_uuid: uuid } }),
        );
        const acme = clientOf(token);

        const domain = got(await acme.POST("/1.0/domains", { body: { domain: "acme.example" } }));
        const profile = got(
            await acme.POST("/1.0/normalization-profiles", { body: { name: "UK", country_code: "44" } }),
        );
        got(
            await acme.POST("/1.0/normalization-rules", {
                body: { profile_id: profile.id, rule_type: 1, match_regex: "^0", replace_regex: "44" },
            }),
        );
        const ipbx = got(
            await acme.POST("/1.0/ipbxs", {
                body: {
                    domain_id: domain.id,
                    ip_fqdn: "203.0.113.10",
                    ip_address: "203.0.113.10",
                    username: "acme",
                    password: "s3cret",
                    normalization_profile_id: profile.id,
                },
                params: { header: { "idempotency-key": "acme-1" } },
            }),
        );
        const carrier = got(await acme.POST("/1.0/carriers", { body: { name: "main" } }));
        const trunk = got(
            await acme.POST("/1.0/carrier_trunks", {
                body: { carrier_id: carrier.id, name: "main", sip_proxy: "sip.carrier.example" },
            }),
        );
        const rule = got(
            await acme.POST("/1.0/routing-rules", {
                body: { ipbx_id: ipbx.id, carrier_trunk_id: trunk.id, prefix: "44", route_type: "pstn" },
            }),
        );
        got(await acme.POST("/1.0/routing-groups", { body: { routing_rule_id: rule.id } }));
        const numbers = ["^44201", "^44202"].map((did_regex) => ({
            ipbx_id: ipbx.id,
            carrier_trunk_id: trunk.id,
            did_regex,
        }));
        const dids = got(await acme.POST("/1.0/dids/bulk", { body: { items: numbers } }));
        expect(dids.items?.map(({ did_regex }) => did_regex)).toEqual(["^44201", "^44202"]);

        const id = trunk.id;
        const changed = got(
            await acme.PATCH("/1.0/carrier_trunks/{id}", { params: { path: { id } }, body: { sip_proxy_port: 5080 } }),
        );
        expect(changed.sip_proxy_port).toBe(5080);
        const listed = got(await acme.GET("/1.0/carrier_trunks", { params: { query: { name: "main", total: true } } }));
        expect(listed).toMatchObject({ total: 1, items: [{ id, sip_proxy_port: 5080 }] });
        const { decision, steps } = got(
            await acme.POST("/1.0/routing/dry-run", {
                body: {
                    source_ip: "203.0.113.10",
                    domain: "acme.example",
                    username: "acme",
                    from_uri: "sip:1001@acme.example",
                    to_uri: "sip:0441@sbc.example",
                },
            }),
        );
        expect(decision).toMatchObject({ rtjson: { success: true, routes: [{ carrier_trunk_id: id }] } });
        expect(steps.length).toBeGreaterThan(3);

        const [first, last] = [
            got(await acme.GET("/1.0/audit", { params: { query: { limit: 1 } } })),
            got(await acme.GET("/1.0/audit", { params: { query: { limit: 1, sort: "-id" } } })),
        ];
        expect([first.items[0]?.who, first.items[0]?.collection]).toEqual(["administrator", "tenants"]);
        expect(last.items[0]).toMatchObject({ who: "portal of Acme", collection: "carrier_trunks", action: "update" });
        expect(got(await acme.GET("/1.0/cdrs", { params: { query: { tenant_uuid: uuid } } })).items).toEqual([]);

        got(await acme.DELETE("/1.0/ipbxs/{id}", { params: { path: { id: ipbx.id } } }));
        const gone = await acme.GET("/1.0/ipbxs/{id}", { params: { path: { id: ipbx.id } } });
        expect([gone.response.status, gone.error]).toEqual([404, { detail: "IPBX not found" }]);
        got(await admin.DELETE("/1.0/tenants/{uuid}", { params: { path: { uuid } } }));
        expect((await acme.GET("/1.0/domains")).response.status).toBe(401);
    });
});
