import { datetime, decimal, integer, longText, text } from "../crud/field.js";
import type { Resource } from "../crud/resource.js";
import { tenantUuid } from "./tenant-field.js";

const kept = { post: "ignored", put: "ignored", nullable: true } as const;

/** The media that one side sent: counted by the relay, and what the other side reported of it by RTCP. */
const media = (side: "caller" | "callee", other: "caller" | "callee") => ({
    [`${side}_packets`]: integer(`RTP packets that the media relay received from the ${side}`, kept),
    [`${side}_octets`]: integer("Their octets, RTP headers included", kept),
    [`${side}_lost`]: integer(`How many of them the ${other} missed, as it reported by RTCP`, kept),
    [`${side}_jitter`]: integer(`Their mean jitter in milliseconds, as the ${other} reported it`, kept),
    [`${side}_mos`]: decimal(
        `Their mean opinion score, 1.0 to 5.0, from the ${other}'s reports and the round trip`,
        kept,
    ),
});

export const cdrs: Resource = {
    path: "cdrs",
    table: "cdrs",
    label: "CDR",
    resource: "cdr",
    key: "id",
    order: ["id"],
    ofTenant: true,
    fields: {
        // Null when it was deleted after the call.
        tenant_uuid: tenantUuid({ nullable: true }),
        source_ip: text(64, "Where the call came from"),
        source_port: integer("Its port"),
        from_uri: text(256, "The caller"),
        to_uri: text(256, "The called"),
        call_id: text(256, "The SIP Call-ID"),
        call_start: datetime("When it was answered; ISO 8601 or Unix seconds", { nullable: true }),
        duration: integer("How long it lasted, in seconds", { nullable: true }),
        ipbx_id: integer("The IPBX that placed or got it, as Kamailio noted it", kept),
        carrier_trunk_id: integer("The trunk that it came or left by, as Kamailio noted it", kept),
        router: longText("Address and port of the router that decided", kept),
        ...media("caller", "callee"),
        ...media("callee", "caller"),
    },
    filters: {
        call_id: { column: "call_id", comparison: "=", kind: "string", description: "Calls of this SIP Call-ID" },
        since: {
            column: "call_start",
            comparison: ">=",
            kind: "datetime",
            description: "Calls that were answered at this moment or later; ISO 8601 or Unix seconds",
        },
        until: {
            column: "call_start",
            comparison: "<",
            kind: "datetime",
            description: "Calls that were answered before this moment",
        },
    },
    uniques: {},
    references: {},
    keeps: (value) => !value,
};
