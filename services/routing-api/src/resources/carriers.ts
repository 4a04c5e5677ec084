import { text } from "../crud/field.js";
import type { Resource } from "../crud/resource.js";
import { exampleTenant, tenantUuid } from "./tenant-field.js";

export const carriers: Resource = {
    path: "carriers",
    table: "carriers",
    label: "Carrier",
    resource: "carrier",
    key: "id",
    order: ["id"],
    ofTenant: true,
    owner: "tenant_uuid",
    fields: {
        tenant_uuid: tenantUuid(),
        name: text(256, "Unique within its tenant", { put: "optional" }),
    },
    example: { tenant_uuid: exampleTenant, name: "Carrier of example" },
    uniques: { carriers_name_key: "name" },
    references: {},
};
