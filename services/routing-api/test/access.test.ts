import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ask, type Guarded, given, startGuarded } from "./support/access.js";
import { missing, tenant } from "./support/service.js";

let guarded: Guarded;
const admin: Ask = (...all) => guarded.admin(...all);
const owner: Ask = (...all) => guarded.owner(...all);
const scraper: Ask = (...all) => guarded.scraper(...all);
const kamailio: Ask = (...all) => guarded.kamailio(...all);

beforeAll(async () => {
    guarded = await startGuarded();
});
afterAll(() => guarded.service.stop());

describe("who shows no token, or none that is one,", () => {
    it.each(["/1.0/carriers", "/1.0/kamailio/routing", "/metrics", "/docs", "/api/v1/openapi.json", "/1.0/nothing"])(
        "gets 401 from %s, and learns what is demanded",
        async (path) => {
            for (const method of ["GET", "POST"] as const) {
                const none = await guarded.service.call(method, path);
                expect(none).toMatchObject({ status: 401, body: { detail: "Missing X-Auth-Token header" } });
                expect(none.headers["www-authenticate"]).toBe('Bearer realm="routing-api"');
            }
            for (const wrong of ["nonsense", `${given.administrator}x`, "x".repeat(43), "é"]) {
                const answer = await guarded.asking(wrong)("GET", path);
                expect(answer).toMatchObject({ status: 401, body: { detail: "The provided token is not valid" } });
                expect(answer.headers["www-authenticate"]).toBeDefined();
            }
        },
    );

    it("is told by /status how the service is, and by a preflight what a browser asks", async () => {
        expect((await guarded.service.get("/status")).status).toBe(204);
        const preflight = await guarded.service.app.inject({
            method: "OPTIONS",
            url: "/1.0/carriers",
            headers: { origin: "https://portal.example", "access-control-request-method": "GET" },
        });
        expect(preflight.statusCode).toBe(204);
    });

    it("may show it as Authorization: Bearer as well", async () => {
        const show = (authorization: string) =>
            guarded.service.call("GET", "/1.0/carriers", undefined, { authorization });
        expect((await show(`Bearer ${given.administrator}`)).status).toBe(200);
        expect((await show(`bearer ${given.administrator}`)).status).toBe(200);
        expect((await show(`Basic ${given.administrator}`)).status).toBe(401);
    });
});

describe("a token", () => {
    it.each([
        ["GET", "/1.0/carriers", ["admin", "owner"]],
        ["POST", "/1.0/carriers/bulk", ["admin", "owner"]],
        ["GET", "/1.0/cdrs/export", ["admin", "owner"]],
        ["POST", "/1.0/routing/dry-run", ["admin", "owner"]],
        ["GET", "/docs", ["admin", "owner"]],
        ["GET", "/1.0/tokens", ["admin"]],
        ["POST", "/1.0/tokens", ["admin"]],
        ["DELETE", `/1.0/tokens/${missing}`, ["admin"]],
        ["GET", "/metrics", ["admin", "scraper"]],
        ["POST", "/1.0/kamailio/routing", ["kamailio"]],
        ["POST", "/1.0/%6bamailio/routing/", ["kamailio"]],
        ["POST", "/1.0/kamailio/auth", ["kamailio"]],
        ["POST", "/1.0/kamailio/cdr", ["kamailio"]],
        ["POST", "/1.0/kamailio/cdrs", ["kamailio"]],
        ["GET", "/1.0/kamailio/dbtext/uacreg", ["kamailio"]],
    ] as const)("is for its own paths: %s %s is for %j", async (method, path, whose) => {
        for (const [name, ask] of Object.entries({ admin, owner, scraper, kamailio })) {
            const { status, text } = await ask(method, path, method === "POST" ? {} : undefined);
            const refused = status === 403 || status === 401;
            expect(refused, `${name}: ${status} ${text}`).toBe(!whose.some((each) => each === name));
        }
    });

    it("is Kamailio's former one as well while it is made anew", async () => {
        const former = guarded.asking(given.formerKamailio);
        expect((await former("GET", "/1.0/kamailio/dbtext/uacreg")).status).toBe(200);
        expect((await former("GET", "/1.0/tokens")).status).toBe(403);
    });

    it("is listed without what it is made of, and is kept hashed", async () => {
        const made = await admin("POST", "/1.0/tokens", { name: "short-lived", tenant_uuid: tenant });
        expect(made.body).toEqual({
            id: expect.any(Number),
            name: "short-lived",
            scope: "tenant",
            tenant_uuid: tenant,
            token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
        });
        const token = made.string("token");
        const list = await admin("GET", `/1.0/tokens?tenant_uuid=${tenant}&sort=-id`);
        expect(list.at("items", 0)).toEqual({
            id: made.number("id"),
            name: "short-lived",
            scope: "tenant",
            tenant_uuid: tenant,
        });
        const stored = await guarded.service.db.selectFrom("tokens").selectAll().execute();
        for (const { hash, ...shown } of stored) {
            expect(hash).toHaveLength(32);
            expect(JSON.stringify(shown) + hash.toString("latin1")).not.toContain(token);
        }
        expect((await guarded.asking(token)("GET", "/1.0/carriers")).status).toBe(200);
        expect((await admin("DELETE", `/1.0/tokens/${made.number("id")}`)).status).toBe(200);
        expect((await guarded.asking(token)("GET", "/1.0/carriers")).status).toBe(401);
    });

    it.each([
        [{ name: "x" }, 422],
        [{ name: "", scope: "metrics" }, 422],
        [{ name: "x", scope: "kamailio" }, 422],
        [{ name: "x", scope: "metrics", tenant_uuid: tenant }, 422],
        [{ name: "x", tenant: tenant, tenant_uid: tenant }, 422],
        [{ name: "owner", tenant_uuid: tenant }, 409],
    ])("is not made of %j", async (body, status) => {
        expect((await admin("POST", "/1.0/tokens", body)).status).toBe(status);
    });

    it("ends with its tenant", async () => {
        const uuid = "11111111-1111-4111-8111-111111111111";
        const made = await admin("POST", "/1.0/tokens", { name: "ending", tenant_uuid: uuid });
        const ending = guarded.asking(made.string("token"));
        expect((await ending("GET", `/1.0/tenants/${uuid}`)).status).toBe(200);
        expect((await admin("DELETE", `/1.0/tenants/${uuid}`)).status).toBe(200);
        expect((await ending("GET", "/1.0/carriers")).status).toBe(401);
    });
});
