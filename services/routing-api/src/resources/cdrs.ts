import { datetime, decimal, integer, json, longText, text, uuid } from "../crud/field.js";
import type { Filter, Resource } from "../crud/resource.js";
import { exampleTenant, tenantUuid } from "./tenant-field.js";

const since = "in milliseconds since 1970, UTC";

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
    [`${side}_codec`]: longText("What they were encoded with", kept),
});

/** By a column of the side that called, or of the one that was called. */
const either = (column: string, kind: Filter["kind"], description: string): Filter => ({
    column: [column, `egress_${column}`],
    comparison: "=",
    kind,
    description,
});

export const cdrs: Resource = {
    path: "cdrs",
    table: "cdrs",
    label: "CDR",
    resource: "cdr",
    key: "id",
    order: ["id"],
    ofTenant: true,
    owner: "tenant_uuid",
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
        attempt: longText("Key of the attempt at a call, where an SBC recorded it", kept),
        request_uri: longText("The Request-URI of the INVITE: what was dialled", kept),
        sent_uri: longText("The Request-URI that was sent out last", kept),
        sent_to: longText("Where it was sent", kept),
        tenant_name: longText("Name of the tenant, when the record was written", kept),
        ipbx_name: longText("Host of the IPBX, when the record was written", kept),
        carrier_trunk_name: longText("Name of the trunk, when the record was written", kept),
        egress_tenant_uuid: uuid("The tenant that the call was sent to", kept),
        egress_tenant_name: longText("Its name, when the record was written", kept),
        egress_ipbx_id: integer("The IPBX that the call was sent to", kept),
        egress_ipbx_name: longText("Its host, when the record was written", kept),
        egress_carrier_trunk_id: integer("The trunk that the call was sent to", kept),
        egress_carrier_trunk_name: longText("Its name, when the record was written", kept),
        tries: json("Every route that was tried, in order: where to, and what came of it", kept),
        sip_code: integer("What the caller was answered last", kept),
        sip_reason: longText("Its reason phrase", kept),
        cause: integer("Cause of the end by Q.850, where the far end said it", kept),
        released_by: longText("Who ended it: caller, callee, platform, or lost (with the SBC that held it)", kept),
        set_up_ms: integer(`When the INVITE came, ${since}`, kept),
        ringing_ms: integer(`When the callee was first heard to ring, ${since}`, kept),
        answer_ms: integer(`When it was answered, ${since}`, kept),
        end_ms: integer(`When it ended, ${since}`, kept),
        post_dial_delay_ms: integer("From the INVITE to the first ringing or the answer, in milliseconds", kept),
        sbc: longText("The SBC that recorded it", kept),
        media_relay: longText("The media relay that had it", kept),
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
        attempted_since: {
            column: "set_up_ms",
            comparison: "ms >=",
            kind: "datetime",
            description: "Attempts of this moment or later, answered or not; ISO 8601 or Unix seconds",
        },
        attempted_until: {
            column: "set_up_ms",
            comparison: "ms <",
            kind: "datetime",
            description: "Attempts before this moment",
        },
        tenant_uuid: either("tenant_uuid", "uuid", "Calls that came from this tenant, or went to it"),
        ipbx_id: either("ipbx_id", "integer", "Calls that came from this IPBX, or went to it"),
        carrier_trunk_id: either("carrier_trunk_id", "integer", "Calls that came by this trunk, or left by it"),
        number: {
            column: ["from_uri", "to_uri", "request_uri", "sent_uri"],
            comparison: "user",
            kind: "string",
            description: "Calls from or to this number, as it was written on either side, with or without its plus",
        },
        sip_code: { column: "sip_code", comparison: "=", kind: "integer", description: "Calls that ended like this" },
        after: {
            column: "id",
            comparison: ">",
            kind: "integer",
            description:
                "What comes after the record of this id: the last one of the answer before. Lists are in their order",
        },
    },
    example: {
        tenant_uuid: exampleTenant,
        source_ip: "203.0.113.10",
        source_port: 5060,
        from_uri: "sip:1001@pbx.example.net",
        to_uri: "sip:442031234567@sbc.example.net",
        call_id: "a84b4c76e66710@203.0.113.10",
        call_start: "2026-09-01T08:30:00Z",
        duration: 73,
    },
    uniques: {},
    references: {},
    keeps: (value) => !value,
};
