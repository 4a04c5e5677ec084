import { integer, text } from "../crud/field.js";
import type { Change, Resource } from "../crud/resource.js";
import { integerOf, textOf } from "../crud/values.js";
import { invalidField } from "../http/errors.js";
import { refuseBadPattern } from "./number-pattern.js";

export const routingRules: Resource = {
    path: "routing-rules",
    table: "routing_rules",
    label: "RoutingRule",
    resource: "routing_rule",
    key: "id",
    order: ["id"],
    ofTenant: false,
    owner: { field: "ipbx_id", table: "ipbxs" },
    fields: {
        carrier_trunk_id: integer("The trunk that carries the calls, of the IPBX's tenant"),
        ipbx_id: integer("The IPBX whose calls it is about; with a rule, it uses no trunk that no rule names"),
        prefix: text(128, "Numbers that begin so, as E.164; the longest one wins", { nullable: true }),
        did_regex: text(256, "Or numbers that match this from their start; without both, all numbers", {
            nullable: true,
        }),
        route_type: text(10, "Free text, such as pstn"),
    },
    example: { ipbx_id: 1, carrier_trunk_id: 1, prefix: "442", route_type: "pstn" },
    uniques: {},
    references: { routing_rules_carrier_trunk_fkey: "carrier_trunk_id", routing_rules_ipbx_fkey: "ipbx_id" },
    derive: async (change) => {
        refuseBadPattern("did_regex", textOf(change.next, "did_regex"));
        await refuseForeignTrunk(change);
        return {};
    },
};

/** Of what another tenant has, no more is said than of what is not there. */
async function refuseForeignTrunk({ db, next }: Change): Promise<void> {
    const tenantOf = async (table: "ipbxs" | "carrier_trunks", id: number) =>
        (await db.selectFrom(table).select("tenant_uuid").where("id", "=", id).executeTakeFirst())?.tenant_uuid;
    const ipbx = await tenantOf("ipbxs", integerOf(next, "ipbx_id"));
    const trunk = await tenantOf("carrier_trunks", integerOf(next, "carrier_trunk_id"));
    if (ipbx === undefined || ipbx === trunk) return;
    throw invalidField(
        "carrier_trunk_id",
        "carrier_trunk_id refers to nothing that exists in the IPBX's tenant",
        "value_error.reference",
    );
}
