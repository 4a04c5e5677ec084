import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { decision, type Furnished, fromCarrier, furnish, targetsOf, to } from "./support/routing.js";
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

describe("normalization", () => {
    let made = 0;
    const profile = async (
        plus: boolean,
        ...rules: [type: number, match: string, replace: string, priority?: number][]
    ) => {
        made += 1;
        const id = await service.create("normalization-profiles", { name: `n${made}`, always_intl_prefix_plus: plus });
        for (const [rule_type, match_regex, replace_regex, priority = 0] of rules) {
            const rule = { profile_id: id, rule_type, priority, match_regex, replace_regex };
            await service.create("normalization-rules", rule);
        }
        return id;
    };
    const trunkWith = (normalization_profile_id: number) =>
        service.put(`/1.0/carrier_trunks/${a.t1}`, { name: "t1", sip_proxy: "10.0.1.1", normalization_profile_id });
    const ipbxWith = (normalization_profile_id: number) =>
        service.put(`/1.0/ipbxs/${a.p1}`, { domain_id: a.d1, ip_fqdn: "10.0.0.1", normalization_profile_id });

    it("brings the source's numbers to E.164", async () => {
        await trunkWith(await profile(false, [1, "^39(.+)", "36\\1"]));
        await did(a.p1, "^36011625234$");
        const { rtjson } = await ask({ ...fromCarrier, ...to("+39-011-625234") });
        expect(rtjson.routes?.[0]?.uri).toBe("sip:36011625234@10.0.0.1:5060");
    });

    it("brings E.164 to what the target wants, with the plus", async () => {
        await ipbxWith(await profile(true, [2, "^39(.+)", "36\\1"]));
        await did(a.p1, "^39");
        const { rtjson } = await ask({ ...fromCarrier, ...to("39011625234") });
        expect(rtjson.routes?.[0]).toMatchObject({
            uri: "sip:+36011625234@10.0.0.1:5060",
            headers: { from: { uri: "sip:+0441@10.0.1.1" }, to: { uri: "sip:+36011625234@sbc.example" } },
        });
    });

    it("applies all rules for the number as it came, by priority, then id, each on the result of the one before", async () => {
        await trunkWith(await profile(false, [1, "1(.)", "x\\1", 2], [1, "^1", "11", 1], [1, "^2", "no", 0]));
        await did(a.p1, "^x12$");
        expect(await targets({ ...fromCarrier, ...to("12") })).toEqual(["sip:10.0.0.1:5060"]);
    });

    it("passes by a stored rule that cannot be used, and one that would never end", async () => {
        const id = await profile(false, [1, "^(3.*)", "\\1\\1"], [1, "^39", "never"], [1, "^3(9)", "never"]);
        await service.db
            .updateTable("normalization_rules")
            .set({ match_regex: "(" })
            .where("priority", "=", 0)
            .where("match_regex", "=", "^39")
            .execute();
        await service.db
            .updateTable("normalization_rules")
            .set({ replace_regex: "\\7" })
            .where("match_regex", "=", "^3(9)")
            .execute();
        await service.data.settled();
        await trunkWith(id);
        const long = `39${"1".repeat(200)}`;
        await did(a.p1, `^${long}$`);
        expect(await targets({ ...fromCarrier, ...to(long) })).toEqual(["sip:10.0.0.1:5060"]);
        const problems = service.lines.flatMap(({ problem }) => (typeof problem === "string" ? [problem] : []));
        expect(problems).toContainEqual(expect.stringContaining("missing closing"));
        expect(problems).toContainEqual(expect.stringContaining('the replacement has "\\7"'));
        expect(problems).toContainEqual(expect.stringContaining("longer than 256"));
    });

    it("of a profile that is deleted while in use ends, and nothing else does", async () => {
        const id = await profile(true);
        await ipbxWith(id);
        await did(a.p1, "^39");
        expect((await service.delete(`/1.0/normalization-profiles/${id}`)).status).toBe(200);
        const { rtjson } = await ask({ ...fromCarrier, ...to("39") });
        expect(rtjson.routes?.[0]?.uri).toBe("sip:39@10.0.0.1:5060");
        expect((await service.get(`/1.0/ipbxs/${a.p1}`)).at("normalization_profile_id")).toBeNull();
    });
});
