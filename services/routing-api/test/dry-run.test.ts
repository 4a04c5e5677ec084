import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Furnished, fromCarrier, fromIpbx, furnish, to } from "./support/routing.js";
import { type Service, startService, tenant } from "./support/service.js";

let service: Service;
let ids: Furnished;
beforeAll(async () => {
    service = await startService();
    ids = await furnish(service, tenant);
    const credentials = { auth_username: "acme", auth_password: "tr0nk", realm: "carrier.example" };
    await service.patch(`/1.0/carrier_trunks/${ids.t1}`, credentials);
    await service.patch(`/1.0/ipbxs/${ids.p1}`, { username: "pbx1", password: "s3cret" });
});
afterAll(() => service.stop());

const run = async (call: Record<string, unknown>) => {
    const answer = await service.post("/1.0/routing/dry-run", call);
    expect(answer.status, answer.text).toBe(200);
    return answer;
};
const outcomes = async (call: Record<string, unknown>, step?: string) =>
    (await run(call))
        .list("steps")
        .filter((each) => step === undefined || each.step === step)
        .map(({ outcome }) => outcome);

describe("a dry run", () => {
    it.each([
        ["an IPBX's call out", () => ({ ...fromIpbx, ...to("0441") })],
        ["a carrier's call", () => ({ ...fromCarrier, ...to("100"), ruri: "sip:100@two0.example" })],
        ["a stranger's call", () => ({ ...fromIpbx, source_ip: "10.9.9.9", domain: "x.example", ...to("1") })],
        ["what is no URI", () => ({ ...fromIpbx, to_uri: "nonsense" })],
    ])("of %s decides as for a router, and shows no secret", async (_name, call) => {
        const asked = await service.post("/1.0/kamailio/routing", { from_name: "", ...call() });
        const dry = await run(call());
        expect(asked.at("rtjson", "success")).toBe(dry.at("decision", "rtjson", "success"));
        expect(dry.at("decision", "auth", "success")).toBe(asked.at("auth", "success"));
        const uris = (answer: typeof asked, ...path: string[]) =>
            answer.at(...path) === undefined ? [] : answer.list(...path).map(({ uri }) => uri);
        expect(uris(dry, "decision", "rtjson", "routes")).toEqual(uris(asked, "rtjson", "routes"));
        const secrets = [asked.at("auth", "password_ha1"), "tr0nk", "s3cret"].filter((each) => each !== null);
        for (const secret of secrets) expect(dry.text).not.toContain(secret);
        expect(dry.text).not.toContain("password");
    });

    it("says who calls, and why a stranger is none", async () => {
        expect(await outcomes({ ...fromIpbx, ...to("1") }, "caller")).toEqual([
            `IPBX ${ids.p1} of tenant ${tenant}, whose digest the router asks for`,
        ]);
        expect(await outcomes({ ...fromCarrier, ...to("1") }, "caller")).toEqual([
            `carrier trunk ${ids.t1} of tenant ${tenant}, known by its address`,
        ]);
        const stranger = { ...fromIpbx, source_ip: "10.9.9.9", domain: "x.example", ...to("1") };
        expect(await outcomes(stranger, "caller")).toEqual([expect.stringMatching(/^unknown: no IPBX/)]);
        expect(await outcomes({ ...stranger, auth: false }, "caller")).toEqual([expect.stringMatching(/^nobody asks/)]);
    });

    it("says which DIDs were looked at, and which one it was", async () => {
        const did = (did_regex: string, ipbx_id: number) =>
            service.create("dids", { ipbx_id, carrier_trunk_id: ids.t1, did_regex });
        const short = await did("^4420$", ids.p1);
        const right = await did("^4420[0-9]+$", ids.p2);
        const targets = (await run({ ...fromCarrier, ...to("+44207") }))
            .list("steps")
            .filter(({ step }) => step === "target");
        expect(targets).toMatchObject([
            { outcome: expect.stringMatching(/"sbc.example" is no domain/) },
            {
                outcome: `IPBX ${ids.p2}, of the first DID that 44207 matches`,
                details: { dids_that_begin_alike: [{ did_id: short }, { did_id: right, ipbx_id: ids.p2 }] },
            },
        ]);
        expect(await outcomes({ ...fromCarrier, ...to("4421") }, "target")).toContain("no DID is 4421");
        await service.delete(`/1.0/dids/${short}`);
    });

    it("says which trunks there are, and which rules match", async () => {
        expect(await outcomes({ ...fromIpbx, ...to("0441") }, "trunks")).toEqual([
            `IPBX ${ids.p1} has no routing rules: all trunks of its tenant, by their ids`,
        ]);
        const rule = (prefix: string, carrier_trunk_id: number) =>
            service.create("routing-rules", { ipbx_id: ids.p2, carrier_trunk_id, prefix, route_type: "pstn" });
        const [wide, narrow] = [await rule("+44", ids.t1), await rule("442", ids.t2)];
        const source = { source_ip: "10.0.0.2", domain: "two0.example", from_uri: "sip:1@two0.example" };
        const answer = await run({ ...source, ...to("44255") });
        expect(answer.list("steps").filter(({ step }) => step === "trunks")).toMatchObject([
            {
                outcome: expect.stringMatching(/2 match 44255/),
                details: {
                    rules: [
                        { routing_rule_id: narrow, digits: 3, carrier_trunk_id: ids.t2, matches: true },
                        { routing_rule_id: wide, digits: 2, carrier_trunk_id: ids.t1, matches: true },
                    ],
                },
            },
        ]);
        expect(await outcomes({ ...source, ...to("33") }, "decision")).toEqual(["no route"]);
    });

    it("says by which rules numbers were rewritten, and what stored data is of no use", async () => {
        const profile = await service.create("normalization-profiles", { name: "n" });
        const rule_id = await service.create("normalization-rules", {
            profile_id: profile,
            match_regex: "^0",
            replace_regex: "44",
        });
        await service.patch(`/1.0/ipbxs/${ids.p1}`, { normalization_profile_id: profile });
        const steps = (await run({ ...fromIpbx, ...to("0441") })).list("steps");
        expect(steps).toContainEqual({
            step: "normalization",
            outcome: `0441 is 44441 as E.164: 1 rules of profile ${profile}`,
            details: { number: "0441", result: "44441", profile_id: profile, rules: [{ rule_id, result: "44441" }] },
        });
        await service.db.updateTable("carrier_trunks").set({ sip_proxy: "a b" }).where("id", "=", ids.t2).execute();
        await service.data.settled();
        expect((await run({ ...fromIpbx, ...to("0441") })).at("problems")).toEqual([
            `carrier trunk ${ids.t2} has a host or port that no call can be sent to`,
        ]);
    });

    it("refuses what it does not understand", async () => {
        expect((await service.post("/1.0/routing/dry-run", { to_uri: "sip:1@b" })).status).toBe(422);
        const typo = await service.post("/1.0/routing/dry-run", {
            from_uri: "sip:1@b",
            to_uri: "sip:1@b",
            sourceip: "x",
        });
        expect(typo.at("detail", 0, "msg")).toContain("source_ip");
    });
});
