import { sql } from "kysely";
import type { Database } from "../db/pool.js";
import { withoutControls } from "../routing/identity.js";
import { mediaOf } from "./media.js";
import type { RecordRequest } from "./record-schema.js";

/** Columns that are of the record alone, with their types. */
const columns = {
    attempt: "text",
    call_id: "text",
    source_ip: "text",
    source_port: "integer",
    from_uri: "text",
    to_uri: "text",
    request_uri: "text",
    sent_uri: "text",
    sent_to: "text",
    call_start: "timestamptz",
    duration: "integer",
    tries: "jsonb",
    router: "text",
    sbc: "text",
    media_relay: "text",
    set_up_ms: "bigint",
    ringing_ms: "bigint",
    answer_ms: "bigint",
    end_ms: "bigint",
    post_dial_delay_ms: "bigint",
    sip_code: "integer",
    sip_reason: "text",
    cause: "integer",
    released_by: "text",
    caller_packets: "bigint",
    caller_octets: "bigint",
    caller_lost: "integer",
    caller_jitter: "integer",
    caller_mos: "real",
    caller_codec: "text",
    callee_packets: "bigint",
    callee_octets: "bigint",
    callee_lost: "integer",
    callee_jitter: "integer",
    callee_mos: "real",
    callee_codec: "text",
} as const;

/** Those that name something: they are kept where they name what there is, and of the record's own tenant. */
const references = {
    tenant_uuid: "uuid",
    ipbx_id: "integer",
    carrier_trunk_id: "integer",
    egress_tenant_uuid: "uuid",
    egress_ipbx_id: "integer",
    egress_carrier_trunk_id: "integer",
} as const;

/** Of this statement alone. */
const lock = 0x63647273;

const list = (names: readonly string[]) => names.join(", ");
const typed = Object.entries({ ...columns, ...references }).map(([name, type]) => `${name} ${type}`);

/**
 * One statement for a whole batch: as many look-ups and one commit, whatever its size. Batches are stored one after another, so that ids
 * are in the order of commits: who reads what came after an id misses none that was on its way.
 */
const insertion = (batch: string) => sql`
with turn as materialized (select pg_advisory_xact_lock(${lock}))
insert into cdrs (${sql.raw(list(Object.keys(columns)))},
    tenant_uuid, tenant_name, ipbx_id, ipbx_name, carrier_trunk_id, carrier_trunk_name,
    egress_tenant_uuid, egress_tenant_name, egress_ipbx_id, egress_ipbx_name,
    egress_carrier_trunk_id, egress_carrier_trunk_name)
select ${sql.raw(list(Object.keys(columns).map((name) => `r.${name}`)))},
    t.uuid, t.name, i.id, i.ip_fqdn, c.id, c.name,
    et.uuid, et.name, ei.id, ei.ip_fqdn, ec.id, ec.name
from turn, jsonb_to_recordset(${batch}::jsonb) as r(place integer, ${sql.raw(list(typed))})
    left join ipbxs found_i on found_i.id = r.ipbx_id
    left join carrier_trunks found_c on found_c.id = r.carrier_trunk_id
    left join tenants t on t.uuid = coalesce(r.tenant_uuid, found_i.tenant_uuid, found_c.tenant_uuid)
    left join ipbxs i on i.id = r.ipbx_id and i.tenant_uuid = t.uuid
    left join carrier_trunks c on c.id = r.carrier_trunk_id and c.tenant_uuid = t.uuid
    left join ipbxs ei on ei.id = r.egress_ipbx_id
    left join carrier_trunks ec on ec.id = r.egress_carrier_trunk_id
    left join tenants et on et.uuid = coalesce(r.egress_tenant_uuid, ei.tenant_uuid, ec.tenant_uuid)
order by r.place
on conflict (attempt) do nothing`;

/** Stores the records of attempts that are not there yet, all of them or none. Gives back how many were not. */
export async function insertRecords(db: Database, records: readonly RecordRequest[]): Promise<number> {
    if (records.length === 0) return 0;
    const { numAffectedRows = 0n } = await insertion(
        JSON.stringify(records.map((record, place) => ({ place, ...rowOf(record) }))),
    ).execute(db);
    return Number(numAffectedRows);
}

function rowOf(record: RecordRequest): Record<keyof typeof columns | keyof typeof references, unknown> {
    const { caller, callee } = mediaOf(accountOf(record.relay), record.caller_tag ?? "", record.callee_tag ?? "");
    const { set_up, ringing, answered, ended } = record;
    return {
        attempt: record.attempt,
        call_id: clean(record.call_id),
        source_ip: clean(record.source_ip),
        source_port: record.source_port ?? 0,
        from_uri: clean(record.from_uri) ?? "",
        to_uri: clean(record.to_uri) ?? "",
        request_uri: clean(record.request_uri),
        sent_uri: clean(record.sent_uri),
        sent_to: clean(record.sent_to),
        // In whole seconds, as they have been since the original.
        call_start: answered == null ? null : new Date(seconds(answered) * 1000),
        duration: answered == null || ended == null ? null : seconds(ended) - seconds(answered),
        tries: record.tries ?? null,
        router: clean(record.router),
        sbc: clean(record.sbc),
        media_relay: clean(record.media_relay),
        set_up_ms: set_up ?? null,
        ringing_ms: ringing ?? null,
        answer_ms: answered ?? null,
        end_ms: ended ?? null,
        post_dial_delay_ms: delay(set_up, ringing ?? answered),
        sip_code: record.sip_code ?? null,
        sip_reason: clean(record.sip_reason),
        cause: record.cause ?? null,
        released_by: clean(record.released_by),
        caller_packets: caller.packets,
        caller_octets: caller.octets,
        caller_lost: caller.lost,
        caller_jitter: caller.jitter,
        caller_mos: caller.mos,
        caller_codec: clean(caller.codec),
        callee_packets: callee.packets,
        callee_octets: callee.octets,
        callee_lost: callee.lost,
        callee_jitter: callee.jitter,
        callee_mos: callee.mos,
        callee_codec: clean(callee.codec),
        tenant_uuid: record.tenant_uuid ?? null,
        ipbx_id: record.ipbx_id ?? null,
        carrier_trunk_id: record.carrier_trunk_id ?? null,
        egress_tenant_uuid: record.egress_tenant_uuid ?? null,
        egress_ipbx_id: record.egress_ipbx_id ?? null,
        egress_carrier_trunk_id: record.egress_carrier_trunk_id ?? null,
    };
}

function seconds(moment: number): number {
    return Math.floor(moment / 1000);
}

function delay(from: number | null | undefined, to: number | null | undefined): number | null {
    return from == null || to == null ? null : Math.max(0, to - from);
}

/** SBCs hand it over as the text that it was. One that is no JSON is none: a record must not be refused for the sake of its figures. */
function accountOf(relay: unknown): unknown {
    if (typeof relay !== "string") return relay;
    try {
        return JSON.parse(relay);
    } catch {
        return undefined;
    }
}

/** What PostgreSQL takes as a text: a NUL or half a surrogate pair in one record would fail them all. */
function clean(value: string | null | undefined): string | null {
    return value == null ? null : withoutControls(value).replace(/\p{Surrogate}/gu, "\ufffd");
}
