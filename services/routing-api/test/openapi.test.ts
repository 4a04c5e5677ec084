import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generatedFiles } from "../scripts/openapi.js";
import { type Service, startService } from "./support/service.js";

describe("the OpenAPI document", () => {
    let service: Service;
    beforeAll(async () => {
        service = await startService();
    });
    afterAll(() => service.stop());

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
