import type { RunningInstance } from "../target";
import type { Cdr } from "./provision";
import type { CallOptions } from "./scenarios";
import type { SippResult } from "./sipp";

/** RTP packets that the media relay received of a call, by who sent them. */
export interface Packets {
    readonly fromCaller: number;
    readonly fromAnswerer: number;
}

/** How one call went. */
export interface CallReport {
    readonly callId: string;
    /** Final code and reason: `200 OK`, or why it failed. */
    readonly outcome: string;
    readonly sbc: string;
    /** Router that decided, as the CDR says, or the SBC's log where a call has none. */
    readonly router?: string;
    /** As the CDR says. */
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
    readonly sbcs: readonly RunningInstance[];
    readonly instances: readonly RunningInstance[];
    /** Of this run's calls and perhaps others, by Call-ID. */
    readonly cdrs: ReadonlyMap<string, Cdr>;
    /** Log of each SBC; empty where it is not needed. */
    readonly logs: readonly string[];
}

/** Puts together what SIPp, the CDRs and the SBCs' logs say of each call. */
export function reportOf(findings: Findings): Report {
    const { options, results, sbcs, cdrs } = findings;
    const names = routerNames(findings.instances);
    const logged = findings.logs.map(decisions);
    const calls = results.flatMap((result, index) => {
        if (!result) return [];
        const ended = new Set(result.ended);
        const ids = new Set([...result.answered, ...result.failures.keys()]);
        return [...ids].map((callId): CallReport => {
            const cdr = cdrs.get(callId);
            const decided = cdr?.router ?? logged[index]?.get(callId);
            const packets = packetsOf(cdr);
            return {
                callId,
                outcome: ended.has(callId)
                    ? "200 OK"
                    : (result.failures.get(callId) ?? "answered, and its BYE was not"),
                sbc: sbcs[index]?.name ?? "",
                ...(decided === undefined ? {} : { router: names.get(addressOf(decided)) ?? addressOf(decided) }),
                ...(packets === undefined ? {} : { packets }),
                cdr: cdr !== undefined,
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
    if (!few) for (const reason of reasonsOf(report.failed)) say(`  ${reason}`);
    const ringing = [...report.ringingMs].sort((a, b) => a - b);
    say(
        `  ${report.wanted} calls, ${report.wanted - report.failed.length} good, ${report.failed.length} failed, ` +
            `${report.retransmissions} retransmissions, ringing after p50 ${percentile(ringing, 50)} ms, p99 ${percentile(ringing, 99)} ms, ` +
            `${report.calls.filter((call) => call.cdr).length} CDRs`,
    );
}

/** Why calls failed: each reason with the number of its calls, and which these are, by their number in the run. */
export function reasonsOf(failed: readonly CallReport[]): string[] {
    const reasons = new Set(failed.map(reasonOf));
    return [...reasons].map((reason) => {
        const calls = failed.filter((call) => reasonOf(call) === reason);
        const numbers = calls
            .map(({ callId }) => Number.parseInt(callId, 10))
            .filter((number) => !Number.isNaN(number));
        const which = numbers.length === 0 ? "" : ` (calls ${Math.min(...numbers)} to ${Math.max(...numbers)})`;
        return `${calls.length} x ${reason}${which}`;
    });
}

function reasonOf(call: CallReport): string {
    if (call.outcome !== "200 OK") return call.outcome;
    return call.cdr ? "200 OK without media both ways" : "200 OK without CDR";
}

/** The value below which a share of the sorted numbers lies. */
export function percentile(sorted: readonly number[], percent: number): number {
    return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}

/** Calls that were not answered, by Call-ID, with the router that had decided: an SBC logs it with the failure of each route. */
export function decisions(log: string): Map<string, string> {
    const lines = log.matchAll(/\[([^\]\s]+)\][^\n]* of router (\S+) (?:failed|cannot)/g);
    return new Map([...lines].map(([, callId = "", router = ""]) => [callId, router]));
}

/** A host may have instances of other roles at the address of a router. */
function routerNames(instances: readonly RunningInstance[]): Map<string, string> {
    return new Map(instances.filter(({ role }) => role === "router").map(({ address, name }) => [address, name]));
}

/** Without the port. */
function addressOf(router: string): string {
    return router.replace(/:\d+$/, "");
}

function packetsOf(cdr: Cdr | undefined): Packets | undefined {
    if (cdr === undefined || cdr.caller_packets === null || cdr.callee_packets === null) return undefined;
    return { fromCaller: cdr.caller_packets, fromAnswerer: cdr.callee_packets };
}

function bothWays(packets: Packets | undefined): boolean {
    return packets !== undefined && packets.fromCaller > 0 && packets.fromAnswerer > 0;
}

function lostCall(index: number): CallReport {
    return { callId: `(unknown ${index + 1})`, outcome: "neither answered nor refused", sbc: "", cdr: false };
}

function line(call: CallReport, media: boolean): string {
    const path = [call.sbc, call.router ?? "(no router known)"].join(" -> ");
    const packets = media
        ? `, RTP ${call.packets?.fromCaller ?? 0} to and ${call.packets?.fromAnswerer ?? 0} from the callee`
        : "";
    return `${call.callId}  ${call.outcome}  ${path}${packets}${call.cdr ? ", CDR written" : ", no CDR"}`;
}
