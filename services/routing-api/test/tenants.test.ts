import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missing, otherTenant, type Service, startService, tenant } from "./support/service.js";

describe("tenants", () => {
    let service: Service;
    beforeAll(async () => {
        service = await startService();
    });
    afterAll(() => service.stop());

    it("live: create, read, list by name, update, delete", async () => {
        const uuid = tenant;
        expect(await service.post("/1.0/tenants", { uuid, name: "zulu" })).toMatchObject({
            status: 200,
            body: { uuid, name: "zulu" },
        });
        await service.post("/1.0/tenants", { uuid: otherTenant, name: "alpha" });
        const names = (await service.get("/1.0/tenants")).list("items").map((each) => each.name);
        expect(names).toEqual(["alpha", "zulu"]);
        expect(await service.put(`/1.0/tenants/${uuid}`, { name: "mike" })).toMatchObject({
            status: 200,
            body: { uuid, name: "mike" },
        });
        expect((await service.delete(`/1.0/tenants/${uuid}`)).body).toEqual({ uuid, name: "mike" });
        expect(await service.get(`/1.0/tenants/${uuid}`)).toMatchObject({
            status: 404,
            body: { detail: "Tenant not found" },
        });
        await service.delete(`/1.0/tenants/${otherTenant}`);
    });

    it("answers 409 to a known UUID and to a known name, on POST and PUT", async () => {
        await service.post("/1.0/tenants", { uuid: tenant, name: "one" });
        await service.post("/1.0/tenants", { uuid: otherTenant, name: "two" });
        const uuid = await service.post("/1.0/tenants", { uuid: tenant, name: "three" });
        expect(uuid).toMatchObject({
            status: 409,
            body: { detail: { message: "Duplicated uuid", resource: "tenant" } },
        });
        const third = "11111111-2222-4333-8444-555555555555";
        const name = await service.post("/1.0/tenants", { uuid: third, name: "one" });
        expect(name).toMatchObject({ status: 409, body: { detail: { message: "Duplicated name" } } });
        expect((await service.put(`/1.0/tenants/${otherTenant}`, { name: "one" })).status).toBe(409);
    });

    it("are created silently, with their UUID for a name", async () => {
        const uuid = "22222222-2222-4333-8444-555555555555";
        await service.create("carriers", { tenant_uuid: uuid, name: "c" });
        expect((await service.get(`/1.0/tenants/${uuid}`)).body).toEqual({ uuid, name: uuid });
    });

    it("are not created for a body that is refused", async () => {
        const uuid = "33333333-2222-4333-8444-555555555555";
        const answer = await service.post("/1.0/ipbxs", { tenant_uuid: uuid, domain_id: missing, ip_fqdn: "x" });
        expect(answer.status).toBe(422);
        expect((await service.get(`/1.0/tenants/${uuid}`)).status).toBe(404);
    });
});
