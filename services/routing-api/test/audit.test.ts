import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ask, type Guarded, startGuarded } from "./support/access.js";
import { otherTenant, tenant } from "./support/service.js";

let guarded: Guarded;
const admin: Ask = (...all) => guarded.admin(...all);
const owner: Ask = (...all) => guarded.owner(...all);
const other: Ask = (...all) => guarded.other(...all);

beforeAll(async () => {
    guarded = await startGuarded();
});
afterAll(() => guarded.service.stop());

const trail = async (query: string, ask: Ask = admin) => {
    const answer = await ask("GET", `/1.0/audit?${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.list("items");
};

describe("the audit trail", () => {
    it("says who did what, when, and what it was before and after", async () => {
        const from = new Date().toISOString();
        const id = (await owner("POST", "/1.0/carriers", { name: "one" })).number("id");
        await admin("PUT", `/1.0/carriers/${id}`, { name: "two" });
        await owner("PATCH", `/1.0/carriers/${id}`, { name: "three" }, { "x-request-id": "mine" });
        await owner("DELETE", `/1.0/carriers/${id}`);
        const changes = await trail(`collection=carriers&object=${id}`);
        const named = (name: string) => ({ id, tenant_uuid: tenant, name });
        expect(changes).toMatchObject([
            { who: "owner", scope: "tenant", action: "create", before: null, after: named("one") },
            { who: "administrator", token_id: null, action: "update", before: named("one"), after: named("two") },
            { who: "owner", request_id: "mine", action: "update", before: named("two"), after: named("three") },
            { who: "owner", action: "delete", before: named("three"), after: null },
        ]);
        for (const { tenant_uuid, token_id, who, created_at } of changes) {
            expect(tenant_uuid).toBe(tenant);
            expect(token_id === null).toBe(who === "administrator");
            expect(new Date(`${created_at}Z`).getTime()).toBeGreaterThanOrEqual(Date.parse(from));
        }
        const two = await admin("GET", `/1.0/audit?object=${id}&collection=carriers&cursor=&limit=2`);
        const rest = await trail(`object=${id}&collection=carriers&cursor=${two.string("next")}`);
        expect([...two.list("items"), ...rest]).toEqual(changes);
        expect(await trail("action=delete&collection=carriers&who=owner&request_id=mine")).toEqual([]);
        expect(await trail(`until=${from}&object=${id}&collection=carriers`)).toEqual([]);
        const { text } = await admin("GET", "/1.0/audit/export?request_id=mine");
        expect(JSON.parse(text)).toEqual(changes[2]);
    });

    it("notes each row of a bulk, those of an order that has a tenant by its parent, and tenants that come by the way", async () => {
        const fresh = "44444444-4444-4444-8444-444444444444";
        const items = [
            { name: "a", tenant_uuid: fresh },
            { name: "b", tenant_uuid: fresh },
            { name: "a", tenant_uuid: fresh },
        ];
        await admin("POST", "/1.0/carriers/bulk?mode=each", { items });
        expect(await trail(`tenant_uuid=${fresh}`)).toMatchObject([
            { collection: "tenants", object: fresh, action: "create" },
            { collection: "carriers", after: { name: "a" } },
            { collection: "carriers", after: { name: "b" } },
        ]);
        for (const collection of ["routing-rules", "normalization-rules"]) {
            expect(await trail(`collection=${collection}`), collection).toMatchObject([{ tenant_uuid: tenant }]);
        }
    });

    it("holds what was done, and nothing else", async () => {
        const count = async () => (await admin("GET", "/1.0/audit?total=true&limit=0")).number("total");
        const before = await count();
        expect((await owner("POST", "/1.0/carriers", { name: "c" })).status).toBe(409);
        expect((await other("PATCH", `/1.0/carriers/${guarded.ours.carriers}`, { name: "x" })).status).toBe(404);
        const all = { items: [{ name: "fine" }, { name: "c" }] };
        expect((await owner("POST", "/1.0/carriers/bulk", all)).status).toBe(409);
        expect(await count()).toBe(before);
        const once = () => owner("POST", "/1.0/carriers", { name: "once" }, { "idempotency-key": "k" });
        await once();
        await once();
        expect(await count()).toBe(before + 1);
    });

    it("says that a secret was given, and never which", async () => {
        const trunk = guarded.ours.carrier_trunks;
        await owner("PATCH", `/1.0/carrier_trunks/${trunk}`, { auth_password: "tr0nk-secret" });
        await owner("PATCH", `/1.0/carrier_trunks/${trunk}`, { auth_password: null });
        const token = await admin("POST", "/1.0/tokens", { name: "noted", scope: "metrics" });
        await owner("POST", "/1.0/ipbxs/bulk", {
            items: [{ domain_id: guarded.ours.domains, ip_fqdn: "x.example", username: "u", password: "pbx-secret" }],
        });
        expect(
            (await trail(`collection=carrier_trunks&object=${trunk}&action=update`)).map(({ after }) => after),
        ).toMatchObject([
            { name: "t", auth_password: "(redacted)" },
            { name: "t", auth_password: null },
        ]);
        expect(await trail("collection=ipbxs&sort=-id&limit=1")).toMatchObject([{ after: { password: "(redacted)" } }]);
        expect(await trail("collection=tokens&sort=-id&limit=1")).toMatchObject([{ after: { name: "noted" } }]);
        const { rows } = await sql<object>`select * from audit`.execute(guarded.service.db);
        for (const secret of ["tr0nk-secret", "pbx-secret", token.string("token"), "$scrypt", "v1:"]) {
            expect(JSON.stringify(rows)).not.toContain(secret);
        }
    });

    it("shows a tenant what was done to its own, whoever did it", async () => {
        const seen = await trail("limit=1000", owner);
        expect(new Set(seen.map(({ tenant_uuid }) => tenant_uuid))).toEqual(new Set([tenant]));
        expect(new Set(seen.map(({ who }) => who))).toEqual(new Set(["owner", "administrator"]));
        expect(await trail(`tenant_uuid=${tenant}`, other)).toEqual([]);
        expect((await trail("", other)).map(({ tenant_uuid }) => tenant_uuid)).toContain(otherTenant);
        for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
            expect((await admin(method, "/1.0/audit", {})).status).toBe(405);
            expect((await admin(method, "/1.0/audit/1", {})).status).toBe(404);
        }
    });

    it("forgets what is older than it is said to remember", async () => {
        await sql`update audit set created_at = now() - interval '3 days' where collection = 'domains'`.execute(
            guarded.service.db,
        );
        await owner("PATCH", `/1.0/carriers/${guarded.ours.carriers}`, { name: "again" });
        expect(await trail("collection=domains")).toEqual([]);
        expect(await trail("collection=carriers&sort=-id&limit=1")).toMatchObject([{ after: { name: "again" } }]);
    });
});
