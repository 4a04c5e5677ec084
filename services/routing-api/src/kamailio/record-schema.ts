import { type Static, Type } from "typebox";
import { maxInteger, uuid4Pattern } from "../crud/schemas.js";

const longest = 1_024;
const described = (description: string) => ({ description });

const text = (description = "") =>
    Type.Optional(
        Type.Unsafe<string | null>({ type: ["string", "null"], maxLength: longest, ...described(description) }),
    );
const integer = (description = "") =>
    Type.Optional(
        Type.Unsafe<number | null>({
            type: ["integer", "null"],
            minimum: -maxInteger - 1,
            maximum: maxInteger,
            ...described(description),
        }),
    );
/** Up to the year 9999. */
const moment = (description: string) =>
    Type.Optional(
        Type.Unsafe<number | null>({
            type: ["integer", "null"],
            minimum: 0,
            maximum: 253_402_300_799_999,
            description: `${description}, in milliseconds since 1970, UTC`,
        }),
    );
const uuid = () =>
    Type.Optional(Type.Unsafe<string | null>({ type: ["string", "null"], format: "uuid", pattern: uuid4Pattern }));

/** The record of one attempt at a call, as an SBC writes it. */
export const recordRequest = Type.Object({
    attempt: Type.String({
        minLength: 1,
        maxLength: 64,
        pattern: "^[0-9A-Za-z-]+$",
        ...described("Its key, of no other attempt"),
    }),
    call_id: Type.String({ maxLength: longest }),
    source_ip: Type.String({ maxLength: longest }),
    source_port: integer(),
    from_uri: text(),
    to_uri: text(),
    request_uri: text("The number that was dialled"),
    sent_uri: text("The Request-URI that was sent out last"),
    sent_to: text("Where it was sent"),
    tenant_uuid: uuid(),
    ipbx_id: integer(),
    carrier_trunk_id: integer(),
    egress_tenant_uuid: uuid(),
    egress_ipbx_id: integer(),
    egress_carrier_trunk_id: integer(),
    tries: Type.Optional(Type.Unsafe<unknown>({ description: "Every route that was tried, in order, with its code" })),
    router: text(),
    sbc: text(),
    media_relay: text(),
    set_up: moment("When the INVITE came"),
    ringing: moment("When the callee was first heard to ring"),
    answered: moment("When it was answered"),
    ended: moment("When it ended"),
    sip_code: integer("What the caller was answered last"),
    sip_reason: text(),
    cause: integer("Q.850, as the far end said"),
    released_by: text("caller, callee, platform, or lost: with the SBC that held it"),
    caller_tag: text(),
    callee_tag: text(),
    relay: Type.Optional(
        Type.Unsafe<unknown>({ description: "What the media relay answered to `query` when the call ended, as it is" }),
    ),
});
export type RecordRequest = Static<typeof recordRequest>;
