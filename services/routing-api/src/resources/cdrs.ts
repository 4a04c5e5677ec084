import { datetime, integer, text } from "../crud/field.js";
import type { Resource } from "../crud/resource.js";
import { tenantUuid } from "./tenant-field.js";

const kept = { post: "ignored", put: "ignored", nullable: true } as const;

export const cdrs: Resource = {
    path: "cdrs",
    table: "cdrs",
    label: "CDR",
    resource: "cdr",
    key: "id",
    order: ["id"],
    ofTenant: true,
    fields: {
        tenant_uuid: tenantUuid(),
        source_ip: text(64, "Where the call came from"),
        source_port: integer("Its port"),
        from_uri: text(256, "The caller"),
        to_uri: text(256, "The called"),
        call_id: text(256, "The SIP Call-ID"),
        call_start: datetime("When it was answered; ISO 8601 or Unix seconds", { nullable: true }),
        duration: integer("How long it lasted, in seconds", { nullable: true }),
        ipbx_id: integer("The IPBX that placed or got it, as Kamailio noted it", kept),
        carrier_trunk_id: integer("The trunk that it came or left by, as Kamailio noted it", kept),
    },
    uniques: {},
    references: {},
    keeps: (value) => !value,
};
