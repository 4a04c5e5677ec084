import { type Static, type TSchema, Type } from "typebox";
import { maxInteger, uuid4Pattern } from "../crud/schemas.js";

const nullable = (type: string, more: Record<string, unknown> = {}) => ({ type: [type, "null"], ...more });
const text = () => Type.Optional(Type.Unsafe<string | null>(nullable("string")));
const integer = () =>
    Type.Optional(Type.Unsafe<number | null>(nullable("integer", { minimum: -maxInteger - 1, maximum: maxInteger })));
const answered = <T>(type: string) => Type.Unsafe<T | null>(nullable(type));

export const authRequest = Type.Object(
    {
        source_ip: text(),
        source_port: integer(),
        domain: text(),
        username: text(),
        password: text(),
    },
    { examples: [{ source_ip: "203.0.113.10", domain: "pbx.example.net", username: "pbx1" }] },
);
export type AuthRequest = Static<typeof authRequest>;

export const authAnswer = Type.Object(
    {
        success: Type.Boolean(),
        tenant_uuid: answered<string>("string"),
        carrier_trunk_id: answered<number>("integer"),
        ipbx_id: answered<number>("integer"),
        domain: answered<string>("string"),
        username: answered<string>("string"),
        password_ha1: answered<string>("string"),
    },
    { description: "Who it is; all keys are always there" },
);

export const routingRequest = Type.Object(
    {
        event: text(),
        source_ip: text(),
        source_port: integer(),
        auth: Type.Optional(Type.Unsafe<boolean | null>(nullable("boolean", { default: false }))),
        domain: text(),
        username: text(),
        call_id: text(),
        from_name: Type.String(),
        from_uri: Type.String(),
        from_tag: text(),
        to_name: text(),
        to_uri: Type.String(),
        to_tag: text(),
        ruri: Type.Optional(
            Type.Unsafe<string | null>(
                nullable("string", { description: "The Request-URI; without it, To says who is called" }),
            ),
        ),
    },
    {
        examples: [
            {
                event: "sip-routing",
                source_ip: "198.51.100.20",
                source_port: 5060,
                auth: true,
                domain: "198.51.100.20",
                username: "",
                call_id: "c1",
                from_name: "",
                from_uri: "sip:441132000000@198.51.100.20:5060",
                from_tag: "a1",
                to_name: "",
                to_uri: "sip:+442031234567@sbc.example.net:5060",
                to_tag: "",
            },
        ],
    },
);
export type RoutingRequest = Static<typeof routingRequest>;

const credentials = {
    auth_username: Type.Optional(Type.String()),
    auth_password: Type.Optional(Type.String()),
    realm: Type.Optional(Type.String()),
};

const party = (display: TSchema) => Type.Object({ display, uri: Type.String() });

const route = Type.Object({
    uri: Type.String({ description: "The new Request-URI" }),
    dst_uri: Type.String({ description: "Where the request is sent" }),
    path: Type.String(),
    socket: Type.String(),
    headers: Type.Object({
        from: party(Type.String()),
        to: party(answered<string>("string")),
        extra: Type.String({ description: "A P-Asserted-Identity line" }),
    }),
    tenant_uuid: Type.String({ description: "Whose IPBX or trunk it is, for the record" }),
    ipbx_id: Type.Optional(Type.Integer()),
    carrier_trunk_id: Type.Optional(Type.Integer()),
    branch_flags: Type.Integer(),
    fr_timer: Type.Integer({ description: "Milliseconds" }),
    fr_inv_timer: Type.Integer({ description: "Milliseconds" }),
    ...credentials,
});

export const routingAnswer = Type.Object(
    {
        auth: Type.Union([Type.Null(), authAnswer]),
        rtjson: Type.Object({
            success: Type.Boolean(),
            version: Type.Optional(Type.String()),
            routing: Type.Optional(Type.String()),
            routes: Type.Optional(Type.Array(route)),
            ...credentials,
        }),
    },
    { description: "The routes, each the failover of the one before, in the form of Kamailio's rtjson" },
);

export const cdrRequest = Type.Object(
    {
        event: text(),
        tenant_uuid: Type.Optional(
            Type.Unsafe<string | null>(nullable("string", { format: "uuid", pattern: uuid4Pattern })),
        ),
        ipbx_id: integer(),
        carrier_trunk_id: integer(),
        source_ip: text(),
        source_port: integer(),
        from_uri: Type.String(),
        to_uri: Type.String(),
        call_id: text(),
        call_start: Type.Optional(Type.Unsafe<string | null>(nullable("string", { format: "date-time" }))),
        duration: integer(),
        router: text(),
        caller_tag: text(),
        callee_tag: text(),
        relay: Type.Optional(
            Type.Unsafe<unknown>({
                description: "What the media relay answered to `query` when the call ended, as it is",
            }),
        ),
    },
    {
        examples: [
            {
                ipbx_id: 1,
                source_ip: "203.0.113.10",
                source_port: 5060,
                from_uri: "sip:1001@pbx.example.net",
                to_uri: "sip:442031234567@sbc.example.net",
                call_id: "a84b4c76e66710@203.0.113.10",
                call_start: "2026-09-01T08:30:00Z",
                duration: 73,
            },
        ],
    },
);
export type CdrRequest = Static<typeof cdrRequest>;

export const cdrAnswer = Type.Object(
    {
        success: Type.Boolean(),
        cdr: Type.Union([
            Type.Null(),
            Type.Object({
                tenant_uuid: Type.String(),
                source_ip: Type.String(),
                source_port: Type.Integer(),
                from_uri: Type.String(),
                to_uri: Type.String(),
                call_id: Type.String(),
                call_start: answered<string>("string"),
                duration: answered<number>("integer"),
            }),
        ]),
    },
    { description: "What was stored; null where the record names nobody that is known" },
);

export const uacregAnswer = Type.Object(
    {
        content: Type.String({ description: "A db_text table: one line of columns, then one a trunk that registers" }),
    },
    { description: "A file for Kamailio" },
);
