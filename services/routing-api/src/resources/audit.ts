import { datetime, integer, json, longText, uuid } from "../crud/field.js";
import type { Resource } from "../crud/resource.js";
import { exampleTenant } from "./tenant-field.js";

/** The audit trail, which the service alone writes. */
export const audit: Resource = {
    path: "audit",
    table: "audit",
    label: "Change",
    resource: "change",
    key: "id",
    order: ["id"],
    ofTenant: false,
    owner: "tenant_uuid",
    fields: {
        created_at: datetime("When it was done"),
        who: longText("The token that was shown, by its name"),
        scope: longText("What that token is for"),
        token_id: integer("Its id; null for those of the deployment", { nullable: true }),
        request_id: longText("The X-Request-Id of the request, as the log has it"),
        tenant_uuid: uuid("Whose the object is", { nullable: true }),
        collection: longText("The collection of the object, such as carrier_trunks"),
        object: longText("The object's id, or the tenant's UUID"),
        action: longText("create, update or delete"),
        before: json("What it was, without secrets"),
        after: json("What it is since then; a secret that was given is there as (redacted)"),
    },
    filters: {
        since: {
            column: "created_at",
            comparison: ">=",
            kind: "datetime",
            description: "Changes of this moment or later",
        },
        until: { column: "created_at", comparison: "<", kind: "datetime", description: "Changes before this moment" },
        who: { column: "who", comparison: "=", kind: "string", description: "Changes by the token of this name" },
        tenant_uuid: {
            column: "tenant_uuid",
            comparison: "=",
            kind: "uuid",
            description: "Changes of what this tenant has",
        },
        collection: {
            column: "collection",
            comparison: "=",
            kind: "string",
            description: "Changes in this collection",
        },
        object: {
            column: "object",
            comparison: "=",
            kind: "string",
            description: "Changes of the object with this id",
        },
        action: { column: "action", comparison: "=", kind: "string", description: "create, update or delete" },
        request_id: {
            column: "request_id",
            comparison: "=",
            kind: "string",
            description: "Changes by the request with this X-Request-Id",
        },
    },
    example: {
        created_at: "2026-11-27T08:30:00",
        who: "portal of Acme",
        scope: "tenant",
        token_id: 1,
        request_id: "a3f1",
        tenant_uuid: exampleTenant,
        collection: "carriers",
        object: "1",
        action: "delete",
    },
    uniques: {},
    references: {},
};
