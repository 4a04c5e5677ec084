import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectionsWith, furnish, type Referred } from "./support/collections.js";
import { otherTenant, type Service, startService } from "./support/service.js";

let service: Service;
let ids: Referred;
beforeAll(async () => {
    service = await startService();
    ids = await furnish(service);
});
afterAll(() => service.stop());

const etag = async (path: string) => {
    const { headers } = await service.get(path);
    expect(headers.etag).toMatch(/^"[^"]+"$/);
    return String(headers.etag);
};
const on =
    (path: string) => (method: "GET" | "PUT" | "PATCH" | "DELETE", headers: Record<string, string>, body?: unknown) =>
        service.call(method, path, body, headers);

describe.each(collectionsWith(() => ids))("an object of $path", ({ path, post, put }) => {
    it("is changed and deleted by who has seen it as it is, and by nobody else who says what he has seen", async () => {
        const member = `/1.0/${path}/${await service.create(path, post())}`;
        const ask = on(member);
        const seen = await etag(member);
        const body = { ...post(), ...put() };
        const changed = await ask("PUT", { "if-match": seen }, body);
        expect(changed.status, changed.text).toBe(200);
        expect(changed.headers.etag).not.toBe(seen);
        expect(changed.headers.etag).toBe(await etag(member));
        for (const method of ["PUT", "PATCH", "DELETE"] as const) {
            for (const condition of [seen, `W/${await etag(member)}`, "nonsense", '"1-0", "2-0"']) {
                const refused = await ask(method, { "if-match": condition }, method === "PUT" ? body : {});
                expect(refused.status, `${method} ${condition}`).toBe(412);
                expect(refused.string("detail")).toContain(condition);
            }
        }
        expect((await ask("GET", {})).headers.etag).toBe(changed.headers.etag);
        expect((await ask("PUT", { "if-match": `"x", ${await etag(member)}` }, body)).status).toBe(200);
        expect((await ask("DELETE", { "if-match": await etag(member) })).status).toBe(200);
        expect((await ask("DELETE", { "if-match": "*" })).status).toBe(404);
    });
});

describe("an ETag", () => {
    it("is another one after each change, whoever makes it and however short after", async () => {
        const member = `/1.0/carriers/${ids.carrier}`;
        const seen = new Set([await etag(member)]);
        for (let change = 0; change < 5; change += 1) {
            const answer = await service.patch(member, { name: `n${change}` });
            seen.add(String(answer.headers.etag));
        }
        await sql`update carriers set name = 'outside' where id = ${ids.carrier}`.execute(service.db);
        seen.add(await etag(member));
        expect(seen.size).toBe(7);
    });

    it("is another one after a password alone has changed", async () => {
        const member = `/1.0/ipbxs/${ids.ipbx}`;
        const seen = await etag(member);
        await service.patch(member, { password: "p" });
        expect(await etag(member)).not.toBe(seen);
    });

    it("of a tenant that was deleted is not that of the next one of its UUID", async () => {
        const member = `/1.0/tenants/${otherTenant}`;
        const make = () => service.post("/1.0/tenants", { uuid: otherTenant, name: "again" });
        const first = (await make()).headers.etag;
        await service.delete(member);
        // Moments are milliseconds: the next one.
        await sql`select pg_sleep(0.002)`.execute(service.db);
        expect((await make()).headers.etag).not.toBe(first);
    });

    it("lets one of two that change the same state through", async () => {
        const member = `/1.0/carriers/${ids.carrier}`;
        const condition = { "if-match": await etag(member) };
        const answers = await Promise.all(["a", "b", "c"].map((name) => on(member)("PATCH", condition, { name })));
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    });

    it("spares a client what it has seen", async () => {
        const member = `/1.0/carriers/${ids.carrier}`;
        const tag = await etag(member);
        for (const seen of [tag, `W/${tag}`, "*", `"x", ${tag}`]) {
            expect(await on(member)("GET", { "if-none-match": seen })).toMatchObject({ status: 304, text: "" });
        }
        expect((await on(member)("GET", { "if-none-match": '"x"' })).status).toBe(200);
    });
});

describe("the times of an object", () => {
    it("are shown to who asks, and say when it was created and changed", async () => {
        const began = Date.now();
        const created = await service.post("/1.0/domains?times=true", {
            tenant_uuid: otherTenant,
            domain: "t.example",
        });
        const [made, changed] = [created.string("created_at"), created.string("changed_at")];
        expect(changed).toBe(made);
        expect(Math.abs(Date.parse(`${made}Z`) - began)).toBeLessThan(600_000);
        const member = `/1.0/domains/${created.number("id")}`;
        // Moments are milliseconds: the next one.
        await sql`select pg_sleep(0.002)`.execute(service.db);
        const patched = await service.patch(`${member}?times=true`, { domain: "u.example" });
        expect(patched.at("created_at")).toBe(made);
        expect(patched.string("changed_at") > changed).toBe(true);
        expect(patched.headers["last-modified"]).toEqual(expect.stringMatching(/ GMT$/));
        expect((await service.get(`${member}?times=true`)).body).toEqual(patched.body);
        expect((await service.get("/1.0/domains?times=true")).list("items")).toContainEqual(patched.body);
        expect((await service.get(member)).keys()).toEqual(["id", "tenant_uuid", "domain"]);
    });
});
