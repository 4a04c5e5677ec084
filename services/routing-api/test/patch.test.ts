import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectionsWith, furnish, type Referred } from "./support/collections.js";
import { missing, otherTenant, type Service, startService, tenant } from "./support/service.js";

let service: Service;
let ids: Referred;
beforeAll(async () => {
    service = await startService();
    ids = await furnish(service);
});
afterAll(() => service.stop());

describe.each(collectionsWith(() => ids))("PATCH of $path", ({ path, label, post, out }) => {
    it("changes nothing that is not named, and finds what is there alone", async () => {
        const id = await service.create(path, post());
        expect(await service.patch(`/1.0/${path}/${id}`, {})).toMatchObject({ status: 200, body: { id, ...out() } });
        expect(await service.patch(`/1.0/${path}/${missing}`, {})).toMatchObject({
            status: 404,
            body: { detail: `${label} not found` },
        });
        await service.delete(`/1.0/${path}/${id}`);
    });
});

describe("PATCH", () => {
    const trunk = async (body: Record<string, unknown>) => {
        const answer = await service.patch(`/1.0/carrier_trunks/${ids.trunk}`, body);
        expect(answer.status, answer.text).toBe(200);
        return answer.body;
    };

    it("clears by null, keeps what is not named, and resets no default", async () => {
        expect(
            await trunk({ sip_proxy_port: "5080", realm: "r", normalization_profile_id: ids.profile }),
        ).toMatchObject({
            sip_proxy_port: 5080,
            realm: "r",
            normalization_profile_id: ids.profile,
        });
        expect(await trunk({ realm: null, normalization_profile_id: null, unknown: 1 })).toMatchObject({
            name: "base",
            sip_proxy_port: 5080,
            realm: null,
            normalization_profile_id: null,
        });
    });

    it.each([
        ["null where there must be something", "name", null],
        ["what cannot work", "sip_proxy_port", 70_000],
        ["a default that is null", "registered", null],
        ["what is of another kind", "name", { a: 1 }],
        ["its id", "id", 1],
        ["what is fixed", "carrier_id", 1],
        ["a name that is nearly one of ours", "sip_proxi", "x"],
    ])("refuses %s", async (_name, field, value) => {
        const answer = await service.patch(`/1.0/carrier_trunks/${ids.trunk}`, { realm: "changed", [field]: value });
        expect(answer.status).toBe(422);
        expect(answer.list("detail").map(({ loc }) => loc)).toEqual([["body", field]]);
        expect((await service.get(`/1.0/carrier_trunks/${ids.trunk}`)).at("realm")).not.toBe("changed");
    });

    it("moves nothing to another tenant, and takes none away", async () => {
        const path = `/1.0/carriers/${ids.carrier}`;
        expect((await service.patch(path, { tenant_uuid: tenant })).status).toBe(200);
        expect((await service.patch(path, { tenant_uuid: otherTenant })).status).toBe(403);
        expect((await service.patch(path, { tenant_uuid: null })).status).toBe(422);
    });

    it("says 409 to a duplicate, and 422 to a reference to nothing and to a pattern that cannot work", async () => {
        await service.create("dids", { ipbx_id: ids.ipbx, carrier_trunk_id: ids.trunk, did_regex: "^1" });
        const id = await service.create("dids", { ipbx_id: ids.ipbx, carrier_trunk_id: ids.trunk, did_regex: "^2" });
        for (const [body, status] of [
            [{ did_regex: "^1" }, 409],
            [{ ipbx_id: missing }, 422],
            [{ did_regex: "^(" }, 422],
        ] as const) {
            expect((await service.patch(`/1.0/dids/${id}`, body)).status).toBe(status);
        }
        expect((await service.get(`/1.0/dids/${id}`)).body).toMatchObject({ did_regex: "^2", ipbx_id: ids.ipbx });
    });

    it("of a user, its domain or its password keeps the digest secret right; of the password by null removes all of it", async () => {
        const md5 = (text: string) => createHash("md5").update(text).digest("hex");
        const id = await service.create("ipbxs", { domain_id: ids.domain, ip_fqdn: "x", username: "u", password: "p" });
        const other = await service.create("domains", { domain: "two.example" });
        const patched = async (body: Record<string, unknown>) => {
            expect((await service.patch(`/1.0/ipbxs/${id}`, body)).status).toBe(200);
            return service.db.selectFrom("ipbxs").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
        };
        expect((await patched({ username: "v" })).password_ha1).toBe(md5("v:a.example:p"));
        expect((await patched({ domain_id: other })).password_ha1).toBe(md5("v:two.example:p"));
        expect((await patched({ password: "q" })).password_ha1).toBe(md5("v:two.example:q"));
        expect(await patched({ password: null })).toMatchObject({
            username: "v",
            password_hash: null,
            password_encrypted: null,
            password_ha1: null,
        });
        await service.patch(`/1.0/carrier_trunks/${ids.trunk}`, { auth_password: "secret" });
        await service.patch(`/1.0/carrier_trunks/${ids.trunk}`, { auth_username: "me" });
        const stored = () =>
            service.db.selectFrom("carrier_trunks").selectAll().where("id", "=", ids.trunk).executeTakeFirstOrThrow();
        expect((await stored()).auth_password_encrypted).toEqual(expect.any(String));
        await service.patch(`/1.0/carrier_trunks/${ids.trunk}`, { auth_password: null });
        expect((await stored()).auth_password_encrypted).toBeNull();
    });
});
