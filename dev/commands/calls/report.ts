import type { Instance } from "../target";
import type { Packets } from "./media";
import type { CallOptions } from "./scenarios";
import type { SippResult } from "./sipp";

/** How one call went. */
export interface CallReport {
    readonly callId: string;
    /** Final code and reason: `200 OK`, or why it failed. */
    readonly outcome: string;
    readonly sbc: string;
    /** Router that decided; absent when the SBC logged none. */
    readonly router?: string;
    readonly packets?: Packets;
    readonly cdr: boolean;
}

/** How all calls of a run went. */
export interface Report {
    readonly calls: readonly CallReport[];
    readonly failed: readonly CallReport[];
    readonly retransmissions: number;
    readonly ringingMs: readonly number[];
    readonly media: boolean;
    /** Calls that were to be placed. */
    readonly wanted: number;
}

export interface Findings {
    readonly options: CallOptions;
    /** One for each SBC; undefined where it got no call. */
    readonly results: readonly (SippResult | undefined)[];
    readonly sbcs: readonly Instance[];
    readonly instances: readonly Instance[];
    readonly packets: ReadonlyMap<string, Packets>;
    /** Log of each SBC. */
    readonly logs: readonly string[];
    readonly cdrs: readonly { readonly call_id: string }[];
}

/** Puts together what SIPp, the media relays, the SBCs and the routing API know of each call. */
export function reportOf(findings: Findings): Report {
    const { options, results, sbcs, packets } = findings;
    const routers = findings.logs.map((log) => decisions(log, findings.instances));
    const stored = new Set(findings.cdrs.map((cdr) => cdr.call_id));
    const calls = results.flatMap((result, index) => {
        if (!result) return [];
        const ended = new Set(result.ended);
        const ids = new Set([...result.answered, ...result.failures.keys()]);
        return [...ids].map((callId): CallReport => {
            const router = routers[index]?.get(callId);
            const media = packets.get(callId);
            return {
                callId,
                outcome: ended.has(callId)
                    ? "200 OK"
                    : (result.failures.get(callId) ?? "answered, and its BYE was not"),
                sbc: sbcs[index]?.name ?? "",
                ...(router === undefined ? {} : { router }),
                ...(media === undefined ? {} : { packets: media }),
                cdr: stored.has(callId),
            };
        });
    });
    const failed = calls.filter(
        (call) => call.outcome !== "200 OK" || !call.cdr || (options.media && !bothWays(call.packets)),
    );
    const silent = options.calls - calls.length;
    const lost = Array.from({ length: Math.max(0, silent) }, (_, i) => lostCall(i));
    return {
        calls,
        failed: [...failed, ...lost],
        retransmissions: results.reduce((sum, result) => sum + (result?.retransmissions ?? 0), 0),
        ringingMs: results.flatMap((result) => result?.ringingMs ?? []),
        media: options.media,
        wanted: options.calls,
    };
}

/** Each call when they are few, those that failed when they are many, and a summary. */
export function show(report: Report, say: (line: string) => void): void {
    const few = report.calls.length <= 20;
    const shown = few
        ? [...report.calls, ...report.failed.filter((call) => !report.calls.includes(call))]
        : report.failed;
    for (const call of shown.slice(0, 50)) say(`  ${line(call, report.media)}`);
    if (shown.length > 50) say(`  ... and ${shown.length - 50} more that failed`);
    const ringing = [...report.ringingMs].sort((a, b) => a - b);
    say(
        `  ${report.wanted} calls, ${report.wanted - report.failed.length} good, ${report.failed.length} failed, ` +
            `${report.retransmissions} retransmissions, ringing after p50 ${percentile(ringing, 50)} ms, p99 ${percentile(ringing, 99)} ms, ` +
            `${report.calls.filter((call) => call.cdr).length} CDRs`,
    );
}

/** The value below which a share of the sorted numbers lies. */
export function percentile(sorted: readonly number[], percent: number): number {
    return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}

/** Which router decided a call, from the lines that an SBC logs for each. */
export function decisions(log: string, instances: readonly Instance[]): Map<string, string> {
    const found = new Map<string, string>();
    for (const match of log.matchAll(/\[([^\]\s]+)\].*router sip:([\d.]+):\d+.* decided/g)) {
        const [, callId = "", address = ""] = match;
        // A host may have instances of other roles at the same address.
        const router = instances.find((instance) => instance.role === "router" && instance.address === address);
        found.set(callId, router?.name ?? address);
    }
    return found;
}

function bothWays(packets: Packets | undefined): boolean {
    return packets !== undefined && packets.fromCaller > 0 && packets.fromAnswerer > 0;
}

function lostCall(index: number): CallReport {
    return { callId: `(unknown ${index + 1})`, outcome: "neither answered nor refused", sbc: "", cdr: false };
}

function line(call: CallReport, media: boolean): string {
    const path = [call.sbc, call.router ?? "(router not logged)"].join(" -> ");
    const packets = media
        ? `, RTP ${call.packets?.fromCaller ?? 0} to and ${call.packets?.fromAnswerer ?? 0} from the callee`
        : "";
    return `${call.callId}  ${call.outcome}  ${path}${packets}${call.cdr ? ", CDR written" : ", no CDR"}`;
}
