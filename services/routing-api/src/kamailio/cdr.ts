import type { Database } from "../db/pool.js";
import { fieldRequired, invalid } from "../http/errors.js";
import type { Logger } from "../log.js";
import { withoutControls } from "../routing/identity.js";
import type { CdrRequest } from "./schemas.js";

/** Stores the record of a call. Its tenant is the one that is named, else that of its IPBX, else that of its trunk. */
export async function storeCdr(db: Database, request: CdrRequest, log: Logger): Promise<unknown> {
    const ipbx = await ownerOf(db, "ipbxs", request.ipbx_id);
    const trunk = await ownerOf(db, "carrier_trunks", request.carrier_trunk_id);
    const tenant = request.tenant_uuid ?? ipbx?.tenant_uuid ?? trunk?.tenant_uuid;
    if (tenant === undefined || !(await tenantExists(db, tenant))) {
        log.warn(
            { call_id: request.call_id, tenant },
            "a call's record names no known tenant, IPBX or trunk: not stored",
        );
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
    // A reference to another tenant's IPBX or trunk is left out: the record itself must not be lost for it.
    const own = (owner: Owner | undefined) => (owner?.tenant_uuid === tenant ? owner.id : null);
    await db
        .insertInto("cdrs")
        .values({
            ...cdr,
            call_start: cdr.call_start === null ? null : new Date(cdr.call_start),
            ipbx_id: own(ipbx),
            carrier_trunk_id: own(trunk),
        })
        .execute();
    return { success: true, cdr: { ...cdr, call_start: withOffset(cdr.call_start) } };
}

interface Owner {
    readonly id: number;
    readonly tenant_uuid: string;
}

/** Kamailio sends 0 when it does not know. */
async function ownerOf(
    db: Database,
    table: "ipbxs" | "carrier_trunks",
    id: number | null | undefined,
): Promise<Owner | undefined> {
    if (!id) return undefined;
    return db.selectFrom(table).select(["id", "tenant_uuid"]).where("id", "=", id).executeTakeFirst();
}

async function tenantExists(db: Database, uuid: string): Promise<boolean> {
    const found = await db.selectFrom("tenants").select("uuid").where("uuid", "=", uuid).executeTakeFirst();
    return found !== undefined;
}

function withOffset(moment: string | null): string | null {
    return moment === null ? null : moment.replace(/(\.000)?Z$/, "+00:00");
}
