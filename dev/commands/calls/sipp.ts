import type { Host } from "../target";

/** What the caller's SIPp said of a run. */
export interface SippResult {
    /** Call-IDs in the order in which they were answered. */
    readonly answered: readonly string[];
    /** Call-IDs whose BYE was answered with 200. */
    readonly ended: readonly string[];
    /** Why a call failed, by Call-ID. */
    readonly failures: ReadonlyMap<string, string>;
    /** Milliseconds from INVITE to 180. */
    readonly ringingMs: readonly number[];
    readonly retransmissions: number;
}

export interface CallerOptions {
    readonly sbc: string;
    readonly calls: number;
    readonly callsPerSecond: number;
    readonly seconds: number;
    readonly media: boolean;
    readonly number: string;
    readonly fromUser: string;
    readonly fromHost: string;
    readonly user: string;
    readonly password: string;
    /** Port of this caller; each SBC has a caller of its own. */
    readonly port: number;
}

/** Starts a SIPp that answers, and returns at once. */
export async function startAnswerer(host: Host, scenario: "answerer" | "busy", port: number): Promise<void> {
    const media = scenario === "answerer" ? ["-rtp_echo", "-mp", "6000"] : [];
    const { status, output } = await host.run([
        ...["sipp", "-sf", `/scenarios/${scenario}.xml`, "-i", host.address, "-p", String(port), "-mi", host.address],
        // -bg: SIPp itself goes to the background once it listens. Nothing of an answerer is counted.
        ...media,
        ...["-aa", "-nostdin", "-bg", "-default_behaviors", "all,-bye"],
    ]);
    // 99 is how SIPp says that it runs in the background.
    if (status !== 99 && status !== 0) throw new Error(`SIPp cannot answer on port ${port}:\n${output}`);
}

/** Places calls through one SBC and says how each went. */
export async function placeCalls(host: Host, options: CallerOptions): Promise<SippResult> {
    const files = `/tmp/caller-${options.port}`;
    const bound = Math.ceil(options.calls / options.callsPerSecond) + options.seconds + 45;
    const { status, output } = await host.run([
        ...[
            "timeout",
            String(bound + 10),
            "sipp",
            `${options.sbc}:5060`,
            "-sf",
            "/scenarios/caller.xml",
            "-s",
            options.number,
        ],
        ...["-i", host.address, "-p", String(options.port), "-mi", host.address],
        ...["-m", String(options.calls), "-r", String(options.callsPerSecond), "-l", String(options.calls)],
        ...["-d", String(options.seconds * 1000), "-recv_timeout", "20000", "-timeout", `${bound}s`, "-nostdin"],
        ...["-key", "from_user", options.fromUser, "-key", "from_host", options.fromHost],
        ...["-au", options.user, "-ap", options.password, "-cid_str", `%u-${Date.now().toString(36)}-%p@%s`],
        ...(options.media ? [] : ["-set", "silent", "true"]),
        ...["-trace_logs", "-log_file", `${files}.log`, "-trace_err", "-error_file", `${files}.err`],
        ...["-trace_stat", "-stf", `${files}.csv`, "-trace_rtt", "-rtt_freq", "1"],
    ]);
    const read = async (file: string) => (await host.run(["sh", "-c", `cat ${file} 2>/dev/null`])).output;
    const log = await read(`${files}.log`);
    const stat = await read(`${files}.csv`);
    if (stat === "") throw new Error(`SIPp placed no call (status ${status}):\n${output}`);
    return {
        answered: callIds(log, "answered"),
        ended: callIds(log, "ended"),
        failures: failuresOf(await read(`${files}.err`)),
        ringingMs: responseTimes(await read("/tmp/caller_*_rtt.csv")),
        retransmissions: statistic(stat, "Retransmissions(C)"),
    };
}

function callIds(log: string, word: string): string[] {
    return [...log.matchAll(new RegExp(`^.*\\b${word} (\\S+)\\s*$`, "gm"))].map((match) => match[1] ?? "");
}

/** Reasons from SIPp's error log: it names the call, what it waited for and what came. */
export function failuresOf(log: string): Map<string, string> {
    const failures = new Map<string, string>();
    for (const match of log.matchAll(/Call-Id:? '?([^\s',]+)'?[,:]? ?(.*)/gi)) {
        const [, call = "", rest = ""] = match;
        const code = /SIP\/2\.0 (\d{3} [^\r\n]*)/.exec(log.slice(match.index, match.index + 2000));
        if (!failures.has(call)) failures.set(call, code?.[1] ?? rest.trim());
    }
    return failures;
}

/** The last row of SIPp's statistics, one column. */
export function statistic(csv: string, column: string): number {
    const rows = csv.trim().split("\n");
    const index = (rows[0] ?? "").split(";").indexOf(column);
    const value = Number((rows.at(-1) ?? "").split(";")[index]);
    if (index < 0 || Number.isNaN(value)) throw new Error(`SIPp's statistics have no number in the column ${column}.`);
    return value;
}

/** Response times of SIPp's rtt file: `time;milliseconds;counter`. */
export function responseTimes(csv: string): number[] {
    return csv
        .split("\n")
        .map((row) => row.split(";"))
        .filter(([, milliseconds]) => milliseconds !== undefined && /^[\d.]+$/.test(milliseconds))
        .map(([, milliseconds]) => Number(milliseconds));
}
