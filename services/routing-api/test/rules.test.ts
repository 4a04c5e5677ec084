import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missing, otherTenant, type Service, startService, tenant } from "./support/service.js";

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
        const id = created.number("id");
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
        expect(answer.at("detail")).toMatchObject([{ loc: ["body", field] }]);
    });

    it("for trunks live: create, read, update, delete", async () => {
        const sent = { ipbx_id: ids.ipbx, carrier_trunk_id: ids.trunk, route_type: "pstn" };
        const created = await service.post("/1.0/routing-rules", { ...sent, prefix: "39" });
        const id = created.number("id");
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
        expect(answer.at("detail")).toMatchObject([{ loc: ["body", field] }]);
    });

    it("in groups are of the group's tenant", async () => {
        for (const routing_rule_id of [ids.foreignRule, missing]) {
            const answer = await service.post("/1.0/routing-groups", { tenant_uuid: tenant, routing_rule_id });
            expect(answer.status).toBe(422);
            expect(answer.at("detail")).toMatchObject([{ loc: ["body", "routing_rule_id"] }]);
        }
    });
});
