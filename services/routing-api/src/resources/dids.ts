import { integer, text } from "../crud/field.js";
import type { Resource } from "../crud/resource.js";
import { textOf } from "../crud/values.js";
import { literalPrefix } from "../routing/pattern.js";
import { refuseBadPattern } from "./number-pattern.js";
import { exampleTenant, tenantUuid } from "./tenant-field.js";

export const dids: Resource = {
    path: "dids",
    table: "dids",
    label: "DID",
    resource: "did",
    key: "id",
    order: ["id"],
    ofTenant: true,
    owner: "tenant_uuid",
    crossing: [{ field: "carrier_trunk_id", table: "carrier_trunks" }],
    fields: {
        tenant_uuid: tenantUuid(),
        ipbx_id: integer("The IPBX that gets the calls, of the same tenant"),
        carrier_trunk_id: integer("The trunk that the number comes from; informative"),
        did_regex: text(256, "Which numbers, matched from their start; without one the DID gets no calls", {
            nullable: true,
        }),
    },
    example: { tenant_uuid: exampleTenant, ipbx_id: 1, carrier_trunk_id: 1, did_regex: "^44203[0-9]+$" },
    uniques: { dids_did_regex_key: "did_regex", dids_no_did_regex_key: "did_regex" },
    references: { dids_ipbx_fkey: "ipbx_id", dids_carrier_trunk_fkey: "carrier_trunk_id" },
    derive: ({ next }) => {
        const pattern = textOf(next, "did_regex");
        refuseBadPattern("did_regex", pattern);
        return { did_prefix: literalPrefix(pattern ?? "") };
    },
};
