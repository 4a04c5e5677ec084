import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Furnished, fromIpbx, furnish, targetsOf, to } from "./support/routing.js";
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

const targets = (call: Record<string, unknown>) => targetsOf(service, call);

describe("routing rules", () => {
    const rule = (carrier_trunk_id: number, values: { prefix?: string; did_regex?: string }) =>
        service.create("routing-rules", { ipbx_id: a.p1, carrier_trunk_id, route_type: "pstn", ...values });
    const group = (routing_rule_id: number) => service.create("routing-groups", { routing_rule_id });
    const [first, second] = ["sip:10.0.1.1:5060", "sip:10.0.1.2:5060"];

    it("choose trunks, longest prefix first, each the failover of the one before", async () => {
        await rule(a.t1, { prefix: "39" });
        await rule(a.t2, { prefix: "39011" });
        expect(await targets({ ...fromIpbx, ...to("+39011") })).toEqual([second, first]);
        expect(await targets({ ...fromIpbx, ...to("39022") })).toEqual([first]);
        expect(await targets({ ...fromIpbx, ...to("44") })).toEqual([]);
    });

    it("choose by pattern, and without a condition for all calls", async () => {
        await rule(a.t1, { did_regex: "^3[89]" });
        await rule(a.t2, {});
        expect(await targets({ ...fromIpbx, ...to("39") })).toEqual([first, second]);
        expect(await targets({ ...fromIpbx, ...to("44") })).toEqual([second]);
    });

    it("of one specificity are ordered by their groups", async () => {
        const r1 = await rule(a.t1, { prefix: "39" });
        const r2 = await rule(a.t2, { prefix: "39" });
        expect(await targets({ ...fromIpbx, ...to("39") })).toEqual([first, second]);
        await group(r2);
        expect(await targets({ ...fromIpbx, ...to("39") })).toEqual([second, first]);
        await group(r1);
        expect(await targets({ ...fromIpbx, ...to("39") })).toEqual([second, first]);
    });

    it("leave other IPBXs alone, and never fail a call", async () => {
        await rule(a.t2, { did_regex: "^7" });
        await service.db.updateTable("routing_rules").set({ did_regex: "(" }).execute();
        await service.data.settled();
        expect(await targets({ ...fromIpbx, ...to("39") })).toEqual([]);
        const other = { auth: true, source_ip: "10.0.0.2", domain: "two0.example", from_uri: "sip:1@two0.example" };
        expect(await targets({ ...other, ...to("39") })).toEqual([first, second]);
    });
});
