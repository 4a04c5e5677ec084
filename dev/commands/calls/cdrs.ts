import type { Cdr, RoutingApi } from "./provision";

/** The clock of an SBC may be behind this machine's. */
const clockSkewMs = 5 * 60_000;
/** An SBC tries again after 5 s while the routing API, or its database, is away. */
const patienceMs = 30_000;
const pauseMs = 500;

/**
 * The CDRs of a run by Call-ID, once those of all calls that ended are there. SBCs deliver them in turn, after the call: they are
 * waited for as long as more of them come.
 */
export async function cdrsOf(
    api: Pick<RoutingApi, "cdrs">,
    began: Date,
    ended: ReadonlySet<string>,
    patience = patienceMs,
    pause = pauseMs,
): Promise<Map<string, Cdr>> {
    const since = new Date(began.getTime() - clockSkewMs);
    let most = -1;
    let progress = Date.now();
    for (;;) {
        const found = await read(api, since);
        if (found instanceof Map) {
            const stored = [...ended].filter((callId) => found.has(callId)).length;
            if (stored > most) progress = Date.now();
            most = Math.max(most, stored);
            if (stored === ended.size) return found;
        }
        if (Date.now() - progress > patience) {
            if (found instanceof Map) return found;
            throw found;
        }
        await new Promise((resolve) => setTimeout(resolve, pause));
    }
}

/** An API that does not answer now may do so later. */
async function read(api: Pick<RoutingApi, "cdrs">, since: Date): Promise<Map<string, Cdr> | Error> {
    try {
        return new Map((await api.cdrs(since)).map((cdr) => [cdr.call_id, cdr]));
    } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
    }
}
