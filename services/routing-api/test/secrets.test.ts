import { createHash, pbkdf2Sync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Encryption } from "../src/secrets/encryption.js";
import { ha1 } from "../src/secrets/ha1.js";
import { refuseWrongKey } from "../src/secrets/key-check.js";
import { hashPassword, verifyPassword } from "../src/secrets/password.js";
import { encryptionKey, type Service, startService, tenant } from "./support/service.js";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

describe("the pieces", () => {
    it("make the digest secret of the reference vector, and none when a part is missing", () => {
        expect(ha1("pbx1", "pbx.example.net", "s3cret")).toBe("d7205b31d16e55c52417812b76e8d011");
        expect(ha1(null, "d", "p")).toBeNull();
        expect(ha1("u", null, "p")).toBeNull();
        expect(ha1("u", "d", null)).toBeNull();
    });

    it("hash passwords in the original's form", async () => {
        const stored = await hashPassword("s3cret");
        expect(stored).toMatch(/^[0-9a-f]{192}$/);
        const expected = pbkdf2Sync("s3cret", stored.slice(0, 64), 100_000, 64, "sha512").toString("hex");
        expect(stored.slice(64)).toBe(expected);
        expect(await verifyPassword("s3cret", stored)).toBe(true);
        expect(await verifyPassword("S3cret", stored)).toBe(false);
        expect(await verifyPassword("s3cret", "short")).toBe(false);
        expect(await hashPassword("s3cret")).not.toBe(stored);
    });

    it("encrypt so that only the key decrypts, and a change is noticed", () => {
        const encryption = new Encryption(encryptionKey);
        const secret = encryption.encrypt("pässword");
        expect(secret).not.toContain("ssword");
        expect(encryption.encrypt("pässword")).not.toBe(secret);
        expect(encryption.decrypt(secret)).toBe("pässword");
        expect(() => new Encryption(Buffer.alloc(32, 8)).decrypt(secret)).toThrow();
        const changed = `${secret.slice(0, -4)}${secret.endsWith("AAA=") ? "BBB=" : "AAA="}`;
        expect(() => encryption.decrypt(changed)).toThrow();
        expect(() => encryption.decrypt("plain")).toThrow("cannot read");
    });
});

describe("the secrets of IPBXs and trunks", () => {
    let service: Service;
    let domain: number;
    const stored = async (id: number) =>
        service.db.selectFrom("ipbxs").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    const make = (body: Record<string, unknown>) =>
        service.create("ipbxs", { domain_id: domain, ip_fqdn: "x", ip_address: "10.1.1.1", ...body });

    beforeAll(async () => {
        service = await startService();
        domain = await service.create("domains", { domain: "one.example" });
    });
    afterAll(() => service.stop());

    it("are nowhere in clear, and in no answer", async () => {
        const body = {
            tenant_uuid: tenant,
            domain_id: domain,
            ip_fqdn: "x",
            username: "clear",
            password: "clear-text",
        };
        const answer = await service.post("/1.0/ipbxs", body);
        const row = await stored(answer.number("id"));
        expect(JSON.stringify(row)).not.toContain("clear-text");
        for (const secret of [row.password_hash, row.password_encrypted, row.password_ha1, "clear-text"]) {
            expect(secret).toEqual(expect.any(String));
            expect(answer.text).not.toContain(secret);
            expect((await service.get("/1.0/ipbxs")).text).not.toContain(secret);
        }
        expect(answer.keys().filter((name) => name.startsWith("password"))).toEqual([]);
        expect(JSON.stringify(service.lines)).not.toContain("clear-text");
    });

    it("ignore a password_ha1 that a client sends", async () => {
        const id = await make({ username: "ignored", password_ha1: "0123456789abcdef0123456789abcdef" });
        expect((await stored(id)).password_ha1).toBeNull();
    });

    it("follow the user, the password and the domain, whichever changes", async () => {
        const id = await make({ username: "u1", password: "p1" });
        const body = { domain_id: domain, ip_fqdn: "x" };
        const secret = async () => (await stored(id)).password_ha1;
        expect(await secret()).toBe(md5("u1:one.example:p1"));
        await service.put(`/1.0/ipbxs/${id}`, { ...body, password: "p2" });
        expect(await secret()).toBe(md5("u1:one.example:p2"));
        await service.put(`/1.0/ipbxs/${id}`, { ...body, username: "u2" });
        expect(await secret()).toBe(md5("u2:one.example:p2"));
        const other = await service.create("domains", { domain: "two.example" });
        await service.put(`/1.0/ipbxs/${id}`, { ...body, domain_id: other });
        expect(await secret()).toBe(md5("u2:two.example:p2"));
        await service.put(`/1.0/domains/${other}`, { domain: "three.example" });
        expect(await secret()).toBe(md5("u2:three.example:p2"));
        const row = await stored(id);
        await service.put(`/1.0/ipbxs/${id}`, { domain_id: other, ip_fqdn: "y", password: null });
        expect(await stored(id)).toMatchObject({ password_hash: row.password_hash, password_ha1: row.password_ha1 });
    });

    it("survive renaming a domain while its users change", async () => {
        const home = await service.create("domains", { domain: "busy.example" });
        const users = await Promise.all(
            Array.from({ length: 6 }, (_, i) => make({ domain_id: home, username: `b${i}`, password: `p${i}` })),
        );
        const answers = await Promise.all([
            service.put(`/1.0/domains/${home}`, { domain: "calm.example" }),
            ...users.map((id) => service.put(`/1.0/ipbxs/${id}`, { domain_id: home, ip_fqdn: "z" })),
        ]);
        expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
        for (const [i, id] of users.entries()) {
            expect((await stored(id)).password_ha1).toBe(md5(`b${i}:calm.example:p${i}`));
        }
    });

    it("of a trunk can be read again by routing only", async () => {
        const carrier = await service.create("carriers", { name: "c" });
        const body = { carrier_id: carrier, name: "t", sip_proxy: "x", auth_password: "tr0nk" };
        const answer = await service.post("/1.0/carrier_trunks", { tenant_uuid: tenant, ...body });
        expect(answer.text).not.toContain("password");
        const row = () =>
            service.db
                .selectFrom("carrier_trunks")
                .select("auth_password_encrypted as secret")
                .executeTakeFirstOrThrow();
        const first = await row();
        expect(new Encryption(encryptionKey).decrypt(first.secret ?? "")).toBe("tr0nk");
        await service.put(`/1.0/carrier_trunks/${answer.at("id")}`, { name: "t", sip_proxy: "y" });
        expect(await row()).toEqual(first);
        await service.put(`/1.0/carrier_trunks/${answer.at("id")}`, {
            name: "t",
            sip_proxy: "y",
            auth_password: "new",
        });
        expect(new Encryption(encryptionKey).decrypt((await row()).secret ?? "")).toBe("new");
    });

    it("refuse another key at start", async () => {
        await refuseWrongKey(service.db, new Encryption(encryptionKey));
        await expect(refuseWrongKey(service.db, new Encryption(Buffer.alloc(32, 8)))).rejects.toThrow("ENCRYPTION_KEY");
    });
});
