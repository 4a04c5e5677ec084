import { integer } from "../crud/field.js";
import type { Change, Resource } from "../crud/resource.js";
import { textOf } from "../crud/values.js";
import { invalidField } from "../http/errors.js";
import { exampleTenant, tenantUuid } from "./tenant-field.js";

export const routingGroups: Resource = {
    path: "routing-groups",
    table: "routing_groups",
    label: "RoutingGroup",
    resource: "routing_group",
    key: "id",
    order: ["id"],
    ofTenant: true,
    owner: "tenant_uuid",
    fields: {
        tenant_uuid: tenantUuid(),
        routing_rule_id: integer(
            "The rule that it puts in order: among equal rules, that of the oldest group comes first",
            {
                nullable: true,
            },
        ),
    },
    example: { tenant_uuid: exampleTenant, routing_rule_id: 1 },
    uniques: {},
    references: { routing_groups_routing_rule_fkey: "routing_rule_id" },
    derive: async (change) => {
        await refuseForeignRule(change);
        return {};
    },
};

/** A rule belongs to its IPBX's tenant. Of another tenant's, no more is said than of one that is not there. */
async function refuseForeignRule({ db, next }: Change): Promise<void> {
    const id = next.routing_rule_id;
    if (typeof id !== "number") return;
    const owner = await db
        .selectFrom("routing_rules")
        .innerJoin("ipbxs", "ipbxs.id", "routing_rules.ipbx_id")
        .select("ipbxs.tenant_uuid")
        .where("routing_rules.id", "=", id)
        .executeTakeFirst();
    if (owner?.tenant_uuid === textOf(next, "tenant_uuid")) return;
    throw invalidField(
        "routing_rule_id",
        "routing_rule_id refers to nothing that exists in this tenant",
        "value_error.reference",
    );
}
