import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ask, type Guarded, startGuarded } from "./support/access.js";
import { fromCarrier, fromIpbx, furnish, to } from "./support/routing.js";
import { missing, otherTenant, tenant } from "./support/service.js";

let guarded: Guarded;
const admin: Ask = (...all) => guarded.admin(...all);
const owner: Ask = (...all) => guarded.owner(...all);
const other: Ask = (...all) => guarded.other(...all);

beforeAll(async () => {
    guarded = await startGuarded();
});
afterAll(() => guarded.service.stop());

describe("a tenant", () => {
    it("sees all that is its own, and its alone", async () => {
        for (const [path, id] of Object.entries(guarded.ours)) {
            for (const [ask, status, count] of [
                [owner, 200, 1],
                [other, 404, path === "tenants" ? 1 : 0],
            ] as const) {
                expect((await ask("GET", `/1.0/${path}/${id}`)).status, path).toBe(status);
                const list = await ask("GET", `/1.0/${path}?total=true`);
                expect([list.list("items").length, list.at("total")], path).toEqual([count, count]);
            }
        }
        expect((await other("GET", `/1.0/cdrs?tenant_uuid=${tenant}`)).list("items")).toEqual([]);
        expect((await other("GET", "/1.0/cdrs/export")).text).toBe("");
        expect((await owner("GET", "/1.0/cdrs/export")).text.split("\n")).toHaveLength(2);
    });

    it("changes nothing of another one's, which is not there for it", async () => {
        const before = await admin("GET", "/1.0/ipbxs");
        for (const [path, id] of Object.entries(guarded.ours)) {
            const present = (await admin("GET", `/1.0/${path}/${id}`)).body;
            for (const ask of [
                () => other("PUT", `/1.0/${path}/${id}`, present),
                () => other("PATCH", `/1.0/${path}/${id}`, {}),
                () => other("DELETE", `/1.0/${path}/${id}`),
                () => other("DELETE", `/1.0/${path}/${id}`, undefined, { "if-match": "*" }),
            ]) {
                const { status, text } = await ask();
                expect(status, `${path}: ${text}`).toBe(404);
            }
        }
        expect((await admin("GET", "/1.0/ipbxs")).body).toEqual(before.body);
    });

    it("creates for itself, named or not, and for nobody else", async () => {
        const own = await other("POST", "/1.0/carriers", { name: "mine" });
        expect(own.at("tenant_uuid")).toBe(otherTenant);
        const forbidden = { detail: `Token not valid for tenant_uuid ${tenant}` };
        const foreign = { name: "theirs", tenant_uuid: tenant };
        expect(await other("POST", "/1.0/carriers", foreign)).toMatchObject({ status: 403, body: forbidden });
        const all = await other("POST", "/1.0/carriers/bulk", { items: [{ name: "many" }, foreign] });
        expect(all).toMatchObject({ status: 403, body: forbidden });
        const each = await other("POST", "/1.0/carriers/bulk?mode=each", { items: [{ name: "many" }, foreign] });
        expect(each.list("results").map(({ status }) => status)).toEqual([200, 403]);
        expect((await other("POST", "/1.0/tenants", { uuid: tenant, name: "x" })).status).toBe(403);
        expect((await admin("GET", `/1.0/carriers?tenant_uuid=${tenant}`)).list("items")).toHaveLength(1);
        const moved = await other("PUT", `/1.0/carriers/${own.number("id")}`, { tenant_uuid: tenant });
        expect(moved.status).toBe(403);
    });

    it("refers to nothing of another one's, and is told what it is told of what is not there", async () => {
        const id = async (path: string, body: object) => (await other("POST", `/1.0/${path}`, body)).number("id");
        const domain = await id("domains", { domain: "o.example" });
        const ipbx = await id("ipbxs", { domain_id: domain, ip_fqdn: "o.example" });
        const carrier = await id("carriers", { name: "o" });
        const trunk = await id("carrier_trunks", { carrier_id: carrier, name: "o", sip_proxy: "o.example" });
        const profile = await id("normalization-profiles", { name: "o" });
        const rule = await id("routing-rules", { ipbx_id: ipbx, carrier_trunk_id: trunk, route_type: "x" });
        const rewriting = await id("normalization-rules", { profile_id: profile, match_regex: "1", replace_regex: "" });
        const pattern = { match_regex: "2", replace_regex: "" };
        const references: [string, string, Record<string, unknown>, number | undefined][] = [
            ["ipbxs", "domain_id", { ip_fqdn: "x" }, ipbx],
            ["ipbxs", "normalization_profile_id", { ip_fqdn: "x", domain_id: domain }, ipbx],
            ["carrier_trunks", "carrier_id", { name: "x", sip_proxy: "x.example" }, undefined],
            ["dids", "ipbx_id", { carrier_trunk_id: trunk }, undefined],
            ["dids", "carrier_trunk_id", { ipbx_id: ipbx }, undefined],
            ["routing-rules", "ipbx_id", { carrier_trunk_id: trunk, route_type: "x" }, rule],
            ["routing-rules", "carrier_trunk_id", { ipbx_id: ipbx, route_type: "x" }, rule],
            ["routing-groups", "routing_rule_id", {}, undefined],
            ["normalization-rules", "profile_id", pattern, rewriting],
        ];
        const theirs: Record<string, string | number | undefined> = {
            domain_id: guarded.ours.domains,
            normalization_profile_id: guarded.ours["normalization-profiles"],
            profile_id: guarded.ours["normalization-profiles"],
            carrier_id: guarded.ours.carriers,
            carrier_trunk_id: guarded.ours.carrier_trunks,
            ipbx_id: guarded.ours.ipbxs,
            routing_rule_id: guarded.ours["routing-rules"],
        };
        for (const [path, field, rest, present] of references) {
            const told = async (value: unknown) => {
                const body = { ...rest, [field]: value };
                const bulk = await other("POST", `/1.0/${path}/bulk?mode=each`, { items: [body] });
                expect(bulk.at("results", 0, "status"), `${path} ${bulk.text}`).toBe(422);
                const answers = [await other("POST", `/1.0/${path}`, body)];
                if (present !== undefined)
                    answers.push(await other("PATCH", `/1.0/${path}/${present}`, { [field]: value }));
                return answers.map(({ status, text }) => `${status} ${text}`);
            };
            const foreign = await told(theirs[field]);
            expect(foreign[0], `${path}.${field}`).toMatch(/^422 .*refers to nothing that exists/);
            expect(foreign).toEqual(await told(missing));
        }
    });

    it("has idempotency keys of its own", async () => {
        const post = (ask: Ask) =>
            ask("POST", "/1.0/carriers", { name: "once" }, { "idempotency-key": "the-same-for-both" });
        const mine = await post(owner);
        const theirs = await post(other);
        expect(theirs.at("tenant_uuid")).toBe(otherTenant);
        expect((await post(owner)).at("id")).toBe(mine.at("id"));
        expect((await post(admin)).status).toBe(400);
    });
});

describe("a tenant's dry run", () => {
    it("is told of its own, and of nothing else", async () => {
        const [first, second] = ["22222222-2222-4222-8222-222222222222", "33333333-3333-4333-8333-333333333333"];
        const token = async (uuid: string) =>
            guarded.asking((await admin("POST", "/1.0/tokens", { name: uuid, tenant_uuid: uuid })).string("token"));
        const [mine, theirs] = [await token(first), await token(second)];
        const byAdministrator = Object.assign(Object.create(guarded.service), {
            post: (path: string, body: unknown) => admin("POST", path, body),
        });
        await furnish(byAdministrator, first);
        await furnish(byAdministrator, second, 1);
        for (const call of [
            { ...fromIpbx, ...to("0441") },
            { ...fromCarrier, ...to("100"), ruri: "sip:1@two0.example" },
        ]) {
            const own = await mine("POST", "/1.0/routing/dry-run", call);
            expect(own.at("decision", "auth", "success"), own.text).toBe(true);
            expect(own.body).toEqual((await admin("POST", "/1.0/routing/dry-run", call)).body);
            const foreign = await theirs("POST", "/1.0/routing/dry-run", call);
            expect(foreign.at("decision", "auth", "success")).toBe(false);
            expect(foreign.text).not.toContain(first);
        }
        const unasked = await theirs("POST", "/1.0/routing/dry-run", { ...fromIpbx, ...to("0441"), auth: false });
        expect(unasked.at("decision", "rtjson", "success")).toBe(false);
    });
});
