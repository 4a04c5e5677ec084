import { createHash } from "node:crypto";
import type { Database } from "../db/pool.js";
import { fieldRequired, invalid } from "../http/errors.js";
import type { Logger } from "../log.js";
import { withoutControls } from "../routing/identity.js";
import { mediaOf } from "./media.js";
import type { CdrRequest } from "./schemas.js";

/** Stores the record of a call. Its tenant is the one that is named, else that of its IPBX, else that of its trunk. */
export async function storeCdr(db: Database, request: CdrRequest, log: Logger): Promise<unknown> {
    const owners = await ownersOf(db, request);
    const tenant = request.tenant_uuid == null ? (owners.ipbx ?? owners.trunk) : owners.named;
    if (tenant === null) {
        log.warn({ call_id: request.call_id }, "a call's record names no known tenant, IPBX or trunk: not stored");
        return { success: false, cdr: null };
    }
    const { source_ip, source_port, call_id } = request;
    if (source_ip == null || source_port == null || call_id == null) {
        throw invalid(
            ...Object.entries({ source_ip, source_port, call_id })
                .filter(([, value]) => value == null)
                .map(([name]) => fieldRequired(name)),
        );
    }
    const cdr = {
        tenant_uuid: tenant,
        source_ip: withoutControls(source_ip),
        source_port,
        from_uri: withoutControls(request.from_uri),
        to_uri: withoutControls(request.to_uri),
        call_id: withoutControls(call_id),
        call_start: request.call_start ?? null,
        duration: request.duration ?? null,
    };
    const { caller, callee } = mediaOf(request.relay, request.caller_tag ?? "", request.callee_tag ?? "");
    await db
        .insertInto("cdrs")
        .values({
            ...cdr,
            call_start: cdr.call_start === null ? null : new Date(cdr.call_start),
            // Another tenant's IPBX or trunk is left out: the record itself must not be lost for it.
            ipbx_id: owners.ipbx === tenant ? (request.ipbx_id ?? null) : null,
            carrier_trunk_id: owners.trunk === tenant ? (request.carrier_trunk_id ?? null) : null,
            router: request.router == null ? null : withoutControls(request.router),
            caller_packets: caller.packets,
            caller_octets: caller.octets,
            caller_lost: caller.lost,
            caller_jitter: caller.jitter,
            caller_mos: caller.mos,
            callee_packets: callee.packets,
            callee_octets: callee.octets,
            callee_lost: callee.lost,
            callee_jitter: callee.jitter,
            callee_mos: callee.mos,
            delivery: fingerprint(cdr),
        })
        // Kamailio sends a record again when it has not seen the answer: a call must not be charged twice for that.
        .onConflict((conflict) => conflict.column("delivery").doNothing())
        .execute();
    return { success: true, cdr: { ...cdr, call_start: withOffset(cdr.call_start) } };
}

interface Owners {
    readonly named: string | null;
    readonly ipbx: string | null;
    readonly trunk: string | null;
}

/** The tenants that a record speaks of, null for what is not known. Kamailio sends the id 0 when it does not know. */
async function ownersOf(db: Database, { tenant_uuid, ipbx_id, carrier_trunk_id }: CdrRequest): Promise<Owners> {
    return db
        .selectNoFrom((eb) => [
            eb
                .selectFrom("tenants")
                .select("uuid")
                .where("uuid", "=", tenant_uuid ?? null)
                .as("named"),
            eb
                .selectFrom("ipbxs")
                .select("tenant_uuid")
                .where("id", "=", ipbx_id ?? null)
                .as("ipbx"),
            eb
                .selectFrom("carrier_trunks")
                .select("tenant_uuid")
                .where("id", "=", carrier_trunk_id ?? null)
                .as("trunk"),
        ])
        .executeTakeFirstOrThrow();
}

function fingerprint(cdr: object): string {
    return createHash("sha256").update(JSON.stringify(cdr)).digest("base64");
}

function withOffset(moment: string | null): string | null {
    return moment === null ? null : moment.replace(/(\.000)?Z$/, "+00:00");
}
