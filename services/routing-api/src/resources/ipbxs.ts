import { flag, integer, port, text } from "../crud/field.js";
import { type Change, keptOf, type Resource } from "../crud/resource.js";
import { integerOf, textOf, type Values } from "../crud/values.js";
import type { Encryption } from "../secrets/encryption.js";
import { ha1 } from "../secrets/ha1.js";
import { hashPassword } from "../secrets/password.js";
import { exampleTenant, tenantUuid } from "./tenant-field.js";

export function ipbxs(encryption: Encryption): Resource {
    return {
        path: "ipbxs",
        table: "ipbxs",
        label: "IPBX",
        resource: "ipbx",
        key: "id",
        order: ["id"],
        ofTenant: true,
        owner: "tenant_uuid",
        fields: {
            tenant_uuid: tenantUuid(),
            domain_id: integer("The domain of its users, of the same tenant"),
            normalization_profile_id: integer("How its numbers are written, of the same tenant", { nullable: true }),
            customer: integer("Anything the owner wants to note", { nullable: true }),
            ip_fqdn: text(
                256,
                "Where its calls are sent: a host; an address is also the source of calls that it places",
                {
                    form: "sip-host",
                },
            ),
            port: port("SIP port", { default: 5060 }),
            registered: flag("Noted, without effect on routing", { default: false }),
            ip_address: text(
                256,
                "The addresses and networks that it must call from; null allows any, with digest authentication",
                {
                    nullable: true,
                    form: "ip-networks",
                },
            ),
            username: text(50, "Its user, unique within the domain", { nullable: true }),
            password: text(192, "Its password; never answered", { nullable: true, out: false, stored: false }),
            realm: text(50, "The realm of calls to it, when it asks for authentication", { nullable: true }),
        },
        example: {
            tenant_uuid: exampleTenant,
            domain_id: 1,
            ip_fqdn: "203.0.113.10",
            ip_address: "203.0.113.10",
            username: "pbx1",
            password: "s3cret",
        },
        uniques: { ipbxs_username_key: "username" },
        references: { ipbxs_domain_fkey: "domain_id", ipbxs_profile_fkey: "normalization_profile_id" },
        slow: { field: "password", atMost: 200, reason: "hashing one takes a tenth of a second" },
        prepare: async (body) => {
            const given = textOf(body, "password");
            return { password_hash: given === null ? null : await hashPassword(given) };
        },
        // A domain that is renamed meanwhile renews the secrets of the users that it can see: it has to wait for this one.
        lock: async (db, body) => {
            const id = integerOf(body, "domain_id");
            await db.selectFrom("domains").select("id").where("id", "=", id).forShare().execute();
        },
        derive: (change) => secretsOf(change, encryption),
    };
}

/**
 * The hash checks passwords that are presented to us. The encrypted copy is for what a hash cannot do: answering the IPBX when it
 * asks us for authentication, and a new digest secret when the user or the domain changes without the password.
 */
async function secretsOf(change: Change, encryption: Encryption): Promise<Values> {
    const { body, prepared, next } = change;
    const kept = keptOf(change, "password");
    const given = textOf(body, "password");
    const encrypted = given === null ? textOf(kept, "password_encrypted") : encryption.encrypt(given);
    const password = given ?? (encrypted === null ? null : encryption.decrypt(encrypted));
    return {
        password_hash: textOf(prepared, "password_hash") ?? textOf(kept, "password_hash"),
        password_encrypted: encrypted,
        password_ha1: ha1(textOf(next, "username"), await domainName(change), password),
    };
}

async function domainName({ db, next }: Change): Promise<string | null> {
    const found = await db
        .selectFrom("domains")
        .select("domain")
        .where("id", "=", integerOf(next, "domain_id"))
        .executeTakeFirst();
    return found?.domain ?? null;
}
