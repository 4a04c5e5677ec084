import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Service, startService, tenant } from "./support/service.js";

let service: Service;
beforeAll(async () => {
    service = await startService();
});
afterAll(() => service.stop());

const post = (path: string, key: string, body: unknown) =>
    service.call("POST", `/1.0/${path}`, body, { "idempotency-key": key });
const carrier = (name: string) => ({ tenant_uuid: tenant, name });
const named = async (name: string) => (await service.get(`/1.0/carriers?name=${name}`)).list("items");

describe("a POST with an Idempotency-Key", () => {
    it("that is sent again is answered as it was, and done once", async () => {
        const first = await post("carriers", "a-1", carrier("a"));
        expect(first.status, first.text).toBe(200);
        expect(first.headers["idempotency-replayed"]).toBeUndefined();
        await service.patch(`/1.0/carriers/${first.number("id")}`, { name: "changed" });
        const again = await post("carriers", "a-1", carrier("a"));
        expect(again).toMatchObject({ status: 200, text: first.text });
        expect(again.headers).toMatchObject({ "idempotency-replayed": "true", etag: first.headers.etag });
        expect(await named("a")).toEqual([]);
    });

    it("that is sent many times at once is done once", async () => {
        const answers = await Promise.all(Array.from({ length: 8 }, () => post("carriers", "b-1", carrier("b"))));
        expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
        expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
        expect(await named("b")).toHaveLength(1);
    });

    it("of another body is refused, and of another path is another one", async () => {
        await post("carriers", "c-1", carrier("c"));
        const other = await post("carriers", "c-1", carrier("d"));
        expect(other.status).toBe(422);
        expect(other.at("detail", 0, "loc")).toEqual(["header", "idempotency-key"]);
        const domain = await post("domains", "c-1", { tenant_uuid: tenant, domain: "c.example" });
        expect(domain.at("domain")).toBe("c.example");
    });

    it("that was refused may be sent again, and then be right", async () => {
        expect((await post("carriers", "e-1", carrier("c"))).status).toBe(409);
        expect((await post("carriers", "e-1", { tenant_uuid: tenant })).status).toBe(422);
        expect((await post("carriers", "e-1", carrier("e"))).status).toBe(200);
        expect((await post("carriers", "e-1", carrier("e"))).headers["idempotency-replayed"]).toBe("true");
    });

    it("of many at once is done once as well, in either mode", async () => {
        for (const mode of ["all", "each"]) {
            const body = { items: [carrier(`${mode}1`), carrier(`${mode}2`)] };
            const [first, again] = [
                await post(`carriers/bulk?mode=${mode}`, `f-${mode}`, body),
                await post(`carriers/bulk?mode=${mode}`, `f-${mode}`, body),
            ];
            expect(again).toMatchObject({ status: 200, text: first.text });
            expect(await named(`${mode}1`)).toHaveLength(1);
            const less = { items: body.items.slice(1) };
            expect((await post(`carriers/bulk?mode=${mode}`, `f-${mode}`, less)).status).toBe(422);
        }
    });

    it("is forgotten after a day, and room is made", async () => {
        await post("carriers", "g-1", carrier("g"));
        await sql`update idempotency_keys set created_at = now() - interval '25 hours'`.execute(service.db);
        expect((await post("carriers", "g-1", carrier("g"))).status).toBe(409);
        expect((await post("carriers", "g-1", carrier("h"))).status).toBe(200);
        const { rows } = await sql`select key from idempotency_keys`.execute(service.db);
        expect(rows).toEqual([{ key: "g-1" }]);
    });

    it("keeps no password where it could be guessed", async () => {
        const domain_id = await service.create("domains", { domain: "i.example" });
        const body = { tenant_uuid: tenant, domain_id, ip_fqdn: "x", username: "u", password: "p4ss w0rd" };
        await post("ipbxs", "i-1", body);
        const again = await post("ipbxs", "i-1", body);
        expect(again.headers["idempotency-replayed"]).toBe("true");
        const { rows } = await sql`select * from idempotency_keys where key = 'i-1'`.execute(service.db);
        expect(rows).toHaveLength(1);
        expect(JSON.stringify(rows)).not.toContain("p4ss w0rd");
    });

    it.each(["", "a b", "é", "x".repeat(256)])("of the form '%s' is refused", async (key) => {
        const answer = await post("carriers", key, carrier("never"));
        expect(answer.status).toBe(422);
        expect(answer.at("detail", 0, "loc")).toEqual(["header", "idempotency-key"]);
    });
});
