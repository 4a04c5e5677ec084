import { text, uuid } from "../crud/field.js";
import type { Resource } from "../crud/resource.js";
import { exampleTenant } from "./tenant-field.js";

export const tenants: Resource = {
    path: "tenants",
    table: "tenants",
    label: "Tenant",
    resource: "tenant",
    key: "uuid",
    order: ["name", "uuid"],
    ofTenant: false,
    owner: "uuid",
    fields: {
        uuid: uuid("The tenant's UUID, of version 4", { put: "ignored" }),
        name: text(256, "Unique among all tenants"),
    },
    example: { uuid: exampleTenant, name: "Acme" },
    uniques: { tenants_pkey: "uuid", tenants_name_key: "name" },
    references: {},
};
