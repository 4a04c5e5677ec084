import { flag, text } from "../crud/field.js";
import type { Resource } from "../crud/resource.js";
import { exampleTenant, tenantUuid } from "./tenant-field.js";

export const normalizationProfiles: Resource = {
    path: "normalization-profiles",
    table: "normalization_profiles",
    label: "Normalization profile",
    resource: "normalization_profile",
    key: "id",
    order: ["id"],
    ofTenant: true,
    owner: "tenant_uuid",
    fields: {
        tenant_uuid: tenantUuid(),
        name: text(256, "Unique within its tenant"),
        country_code: text(64, "Noted, without effect on routing", { nullable: true }),
        area_code: text(64, "Noted, without effect on routing", { nullable: true }),
        intl_prefix: text(64, "Noted, without effect on routing", { nullable: true }),
        ld_prefix: text(64, "Noted, without effect on routing", { nullable: true }),
        always_ld: flag("Noted, without effect on routing", { default: false }),
        always_intl_prefix_plus: flag("Whether numbers to it begin with a plus", { default: false }),
    },
    example: { tenant_uuid: exampleTenant, name: "British", country_code: "44", always_intl_prefix_plus: true },
    uniques: { normalization_profiles_name_key: "name" },
    references: {},
};
