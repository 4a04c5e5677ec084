import { sql } from "kysely";
import { text } from "../crud/field.js";
import type { Change, Resource } from "../crud/resource.js";
import { integerOf, textOf } from "../crud/values.js";
import type { Encryption } from "../secrets/encryption.js";
import { ha1 } from "../secrets/ha1.js";

import { exampleTenant, tenantUuid } from "./tenant-field.js";

export function domains(encryption: Encryption): Resource {
    return {
        path: "domains",
        table: "domains",
        label: "Domain",
        resource: "domain",
        key: "id",
        order: ["id"],
        ofTenant: true,
        owner: "tenant_uuid",
        fields: {
            tenant_uuid: tenantUuid(),
            domain: text(64, "The SIP domain, unique within its tenant", { form: "sip-host" }),
        },
        // Clients know a domain's duplicate as one of its name.
        example: { tenant_uuid: exampleTenant, domain: "pbx.example.net" },
        uniques: { domains_domain_key: "name" },
        references: {},
        afterUpdate: (change) => renewDigestSecrets(change, encryption),
    };
}

/** The domain's name is part of its users' digest secrets: with a new name, the old secrets would lock them out. */
async function renewDigestSecrets({ db, current, next }: Change, encryption: Encryption): Promise<void> {
    const domain = textOf(next, "domain");
    if (current === undefined || textOf(current, "domain") === domain) return;
    const users = await db
        .selectFrom("ipbxs")
        .select(["id", "username", "password_encrypted"])
        .where("domain_id", "=", integerOf(next, "id"))
        .where("password_encrypted", "is not", null)
        .orderBy("id")
        .forUpdate()
        .execute();
    for (const user of users) {
        const password = user.password_encrypted === null ? null : encryption.decrypt(user.password_encrypted);
        await sql`update ipbxs set password_ha1 = ${ha1(user.username, domain, password)} where id = ${user.id}`.execute(
            db,
        );
    }
}
