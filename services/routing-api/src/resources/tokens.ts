import { text, uuid } from "../crud/field.js";
import type { Resource } from "../crud/resource.js";
import { exampleTenant } from "./tenant-field.js";

/** Tokens as they are listed: what one is made of is shown to who makes it, once, and to nobody ever after. */
export const tokens: Resource = {
    path: "tokens",
    table: "tokens",
    label: "Token",
    resource: "token",
    key: "id",
    order: ["id"],
    ofTenant: false,
    owner: "tenant_uuid",
    fields: {
        name: text(256, "What it is called, unique: by it the audit trail names who did something"),
        scope: text(16, "What it is for: tenant, administrator or metrics"),
        tenant_uuid: uuid("The tenant that it sees, of scope tenant", { nullable: true }),
    },
    example: { name: "portal of Acme", scope: "tenant", tenant_uuid: exampleTenant },
    uniques: { tokens_name_key: "name" },
    references: {},
};
