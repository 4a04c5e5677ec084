import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectionsWith, furnish, type Referred } from "./support/collections.js";
import { missing, otherTenant, type Service, startService, tenant } from "./support/service.js";

describe("collections", () => {
    let service: Service;
    let ids: Referred;
    const collections = collectionsWith(() => ids);

    beforeAll(async () => {
        service = await startService();
        ids = await furnish(service);
    });
    afterAll(() => service.stop());

    describe.each(collections)("$path", ({ path, label, post, out, put, after }) => {
        it("lives: create, read, list, update, delete", async () => {
            const created = await service.post(`/1.0/${path}`, { tenant_uuid: tenant, unknown: "ignored", ...post() });
            expect(created.status, created.text).toBe(200);
            const id = created.number("id");
            expect(created.body).toEqual({ id: expect.any(Number), ...out() });
            expect((await service.get(`/1.0/${path}/${id}`)).body).toEqual(created.body);
            const listed = await service.get(`/1.0/${path}`);
            expect(listed.status).toBe(200);
            expect(listed.keys()).toEqual(["items"]);
            expect(listed.at("items")).toContainEqual(created.body);

            const updated = await service.put(`/1.0/${path}/${id}`, put());
            expect(updated.status, updated.text).toBe(200);
            expect(updated.body).toEqual({ id, ...after() });

            const deleted = await service.delete(`/1.0/${path}/${id}`);
            expect(deleted.status).toBe(200);
            expect(deleted.body).toEqual(updated.body);
            expect((await service.get(`/1.0/${path}/${id}`)).status).toBe(404);
        });

        it("says what is not found", async () => {
            const expected = { status: 404, body: { detail: `${label} not found` } };
            expect(await service.get(`/1.0/${path}/${missing}`)).toMatchObject(expected);
            expect(await service.delete(`/1.0/${path}/${missing}`)).toMatchObject(expected);
            expect(await service.put(`/1.0/${path}/${missing}`, { ...post(), ...put() })).toMatchObject(expected);
        });

        it("asks for the tenant with a 400 whose detail is a string", async () => {
            for (const body of [post(), { ...post(), tenant_uuid: null }]) {
                const answer = await service.post(`/1.0/${path}`, body);
                expect(answer.status).toBe(400);
                expect(JSON.parse(answer.string("detail"))).toEqual({
                    detail: [{ loc: ["body", "tenant_uuid"], msg: "field required", type: "value_error.missing" }],
                });
            }
        });

        it("refuses a UUID of another version, an id that is no integer, and a body that is no object", async () => {
            const bad = await service.post(`/1.0/${path}`, {
                ...post(),
                tenant_uuid: "7d0c2f0e-6a4b-1c1d-9b7e-1f2a3b4c5d6e",
            });
            expect(bad.status).toBe(422);
            expect(bad.at("detail")).toContainEqual({
                loc: ["body", "tenant_uuid"],
                msg: expect.any(String),
                type: "type_error.uuid",
            });
            const path422 = await service.get(`/1.0/${path}/x`);
            expect(path422.status).toBe(422);
            expect(path422.at("detail")).toEqual([
                { loc: ["path", "id"], msg: "value is not a valid integer", type: "type_error.integer" },
            ]);
            expect((await service.get(`/1.0/${path}/99999999999`)).status).toBe(422);
            const array = await service.post(`/1.0/${path}`, []);
            expect(array.body).toEqual({
                detail: [{ loc: ["body"], msg: "value is not a valid dict", type: "type_error.dict" }],
            });
        });
    });

    it.each(collections.filter(({ required }) => required.length > 0))(
        "$path name every required field that is missing",
        async ({ path, required }) => {
            const answer = await service.post(`/1.0/${path}`, { tenant_uuid: tenant });
            expect(answer.status).toBe(422);
            expect(answer.at("detail")).toEqual(
                required.map((field) => ({ loc: ["body", field], msg: "field required", type: "value_error.missing" })),
            );
        },
    );

    it("keeps a tenant in its place on PUT, and says 403 to a move", async () => {
        for (const { path, post, put } of collections.filter(({ path }) => path !== "carrier_trunks")) {
            const id = await service.create(path, post());
            const same = await service.put(`/1.0/${path}/${id}`, {
                ...post(),
                ...put(),
                tenant_uuid: tenant.toUpperCase(),
            });
            expect(same.status, same.text).toBe(200);
            const moved = await service.put(`/1.0/${path}/${id}`, { ...post(), ...put(), tenant_uuid: otherTenant });
            expect(moved.status).toBe(403);
            expect(moved.body).toEqual({ detail: expect.stringContaining("another tenant") });
            await service.delete(`/1.0/${path}/${id}`);
        }
    });

    it("ignores a trunk's tenant and carrier on PUT", async () => {
        const answer = await service.put(`/1.0/carrier_trunks/${ids.trunk}`, {
            name: "base",
            sip_proxy: "proxy.example",
            tenant_uuid: otherTenant,
            carrier_id: missing,
        });
        expect(answer).toMatchObject({ status: 200, body: { tenant_uuid: tenant, carrier_id: ids.carrier } });
    });
});
