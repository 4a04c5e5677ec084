import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generatedFiles } from "../scripts/openapi.js";
import { type Service, startService } from "./support/service.js";

let service: Service;
beforeAll(async () => {
    service = await startService();
});
afterAll(() => service.stop());

describe("the OpenAPI document", () => {
    it("is current in the repository, and so are the types made from it", async () => {
        for (const [path, text] of await generatedFiles()) {
            expect(readFileSync(path, "utf8") === text, `${path} is not current: run "npm run openapi"`).toBe(true);
        }
    });

    it("is served, and knows every path", async () => {
        const answer = await service.get("/api/v1/openapi.json");
        expect(answer.status).toBe(200);
        const collections = [
            ["tenants", "uuid"],
            ...[
                "domains",
                "ipbxs",
                "carriers",
                "carrier_trunks",
                "dids",
                "normalization-profiles",
                "normalization-rules",
                "routing-rules",
                "routing-groups",
                "cdrs",
            ].map((path) => [path, "id"]),
        ];
        expect(answer.keys("paths").sort()).toEqual(
            [
                "/metrics",
                "/status",
                "/1.0/kamailio/auth",
                "/1.0/cdrs/export",
                "/1.0/kamailio/cdr",
                "/1.0/kamailio/cdrs",
                "/1.0/kamailio/dbtext/uacreg",
                "/1.0/kamailio/routing",
                "/1.0/routing/dry-run",
                "/1.0/audit",
                "/1.0/audit/export",
                "/1.0/tokens",
                "/1.0/tokens/{id}",
                ...collections.flatMap(([path, key]) => [`/1.0/${path}`, `/1.0/${path}/bulk`, `/1.0/${path}/{${key}}`]),
            ].sort(),
        );
    });

    it("names no secret in an answer", async () => {
        const description = await service.get("/api/v1/openapi.json");
        for (const name of ["IPBX", "CarrierTrunk"]) {
            const fields = description.keys("components", "schemas", name, "properties");
            expect(fields.filter((field) => field.includes("password"))).toEqual([]);
        }
    });
});

/** What the document says of an operation, as far as it is looked at here. */
interface Operation {
    readonly name: string;
    readonly method: string;
    readonly path: string;
    readonly of: Record<string, unknown>;
    readonly example: unknown;
}

describe("what the OpenAPI document says of each operation", () => {
    let operations: readonly Operation[];
    beforeAll(async () => {
        const document = await service.get("/api/v1/openapi.json");
        operations = document.keys("paths").flatMap((path) =>
            document.keys("paths", path).map((method) => ({
                name: `${method} ${path}`,
                method,
                path,
                of: Object.fromEntries(
                    document.keys("paths", path, method).map((key) => [key, document.at("paths", path, method, key)]),
                ),
                example: document.at("paths", path, method, "requestBody", "content", "application/json", "example"),
            })),
        );
    });

    it("is a name of its own, a summary, a tag, and a meaning of each answer", () => {
        const names = operations.map(({ of }) => of.operationId);
        for (const { name, of } of operations) {
            expect(of.operationId, name).toMatch(/^[a-z][A-Za-z]+$/);
            expect(of.summary, name).toMatch(/^[A-Z].{5,}[^.]$/);
            expect(of.tags, name).toHaveLength(1);
            expect(JSON.stringify(of.responses), name).not.toContain("Default Response");
        }
        expect(new Set(names).size).toBe(names.length);
    });

    it("is an example for each body", () => {
        const bodies = operations.filter(
            ({ of, path }) => of.requestBody !== undefined && path !== "/1.0/kamailio/cdrs",
        );
        expect(bodies.length).toBeGreaterThan(40);
        for (const { name, example } of bodies) expect(example, name).toEqual(expect.anything());
    });

    it("is true of the examples: sent in their order, all of them work", async () => {
        const posts = operations.filter(({ method, path }) => method === "post" && /^\/1\.0\/[^/]+$/.test(path));
        expect(posts).toHaveLength(12);
        for (const each of posts) {
            const created = await service.post(each.path, each.example);
            expect(created.status, `${each.name}: ${created.text}`).toBe(200);
            // A token is made and ended, never changed.
            if (each.path === "/1.0/tokens") continue;
            const key = created.at("id") ?? created.at("uuid");
            for (const method of ["PUT", "PATCH"] as const) {
                const change = operations.find(
                    ({ path, method: of }) => of === method.toLowerCase() && path.startsWith(`${each.path}/{`),
                );
                const answer = await service.call(method, `${each.path}/${key}`, change?.example);
                expect(answer.status, `${method} ${each.path}: ${answer.text}`).toBe(200);
            }
        }
        for (const path of [
            "/1.0/kamailio/routing",
            "/1.0/kamailio/auth",
            "/1.0/kamailio/cdr",
            "/1.0/routing/dry-run",
        ]) {
            const operation = operations.find((each) => each.path === path);
            const answer = await service.post(path, operation?.example);
            expect(answer.status, `${path}: ${answer.text}`).toBe(200);
        }
    });
});

describe("/docs", () => {
    it("shows people each operation, with its example, and runs nothing", async () => {
        const page = await service.get("/docs");
        expect(page.status).toBe(200);
        expect(page.headers).toMatchObject({
            "content-type": "text/html; charset=utf-8",
            "content-security-policy": expect.stringContaining("default-src 'none'"),
        });
        const document = await service.get("/api/v1/openapi.json");
        for (const path of document.keys("paths")) {
            for (const method of document.keys("paths", path)) {
                expect(page.text).toContain(`<code>${method.toUpperCase()} ${path}</code>`);
            }
        }
        expect(page.text).toContain("&quot;sip_proxy&quot;: &quot;sip.carrier.example&quot;");
        expect(page.text).not.toContain("<script");
    });

    it("is where the original's other page leads, too", async () => {
        expect(await service.get("/redoc")).toMatchObject({ status: 302, headers: { location: "/docs" } });
    });
});
