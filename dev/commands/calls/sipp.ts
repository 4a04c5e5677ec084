import type { GeneratorHost } from "../target";

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
    /** Whom to call: address and port. */
    readonly to: string;
    readonly calls: number;
    /** How many calls begin in how many seconds. */
    readonly every: { readonly calls: number; readonly seconds: number };
    /** How long a call talks. */
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
export async function startAnswerer(
    host: GeneratorHost,
    scenario: "answerer" | "congested",
    port: number,
): Promise<void> {
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

/** Places calls to one address and says how each went. */
export async function placeCalls(host: GeneratorHost, options: CallerOptions): Promise<SippResult> {
    // SIPp names some of its files itself: each caller has a folder of its own.
    const folder = `/tmp/caller-${options.port}`;
    const { every } = options;
    const ours = Date.now().toString(36);
    const bound = Math.ceil((options.calls * every.seconds) / every.calls) + options.seconds + 45;
    await host.run(["mkdir", folder]);
    const { status, output } = await host.run([
        ...["env", `--chdir=${folder}`, "timeout", String(bound + 10)],
        ...["sipp", options.to, "-sf", "/scenarios/caller.xml", "-s", options.number],
        ...["-i", host.address, "-p", String(options.port), "-mi", host.address],
        ...["-m", String(options.calls), "-l", String(options.calls)],
        ...["-r", String(every.calls), "-rp", String(every.seconds * 1000)],
        ...["-d", String(options.seconds * 1000), "-recv_timeout", "20000", "-timeout", `${bound}s`, "-nostdin"],
        ...["-key", "from_user", options.fromUser, "-key", "from_host", options.fromHost],
        ...["-au", options.user, "-ap", options.password, "-cid_str", `%u-${ours}-%p@%s`],
        ...(options.media ? [] : ["-set", "silent", "true"]),
        ...["-trace_logs", "-log_file", "log", "-trace_err", "-error_file", "errors"],
        ...["-trace_stat", "-stf", "statistics.csv", "-trace_rtt", "-rtt_freq", "1"],
    ]);
    const read = async (file: string) => (await host.run(["sh", "-c", `cat ${folder}/${file} 2>/dev/null`])).output;
    const log = await read("log");
    const stat = await read("statistics.csv");
    if (stat === "") throw new Error(`SIPp placed no call (status ${status}):\n${output}`);
    return {
        answered: callIds(log, "answered"),
        ended: callIds(log, "ended"),
        failures: failuresOf(await read("errors"), `-${ours}-`),
        ringingMs: responseTimes(await read("caller_*_rtt.csv")),
        retransmissions: statistic(stat, "Retransmissions(C)"),
    };
}

function callIds(log: string, word: string): string[] {
    return [...log.matchAll(new RegExp(`^.*\\b${word} (\\S+)\\s*$`, "gm"))].map((match) => match[1] ?? "");
}

/**
 * Reasons from SIPp's error log, an entry each: it names the call, what it waited for and what came. What came for a call that SIPp
 * had given up is no reason. Calls of a run before this one, which was interrupted, may still end at the same address: they are not
 * among those that have a mark in their Call-ID.
 */
export function failuresOf(log: string, mark: string): Map<string, string> {
    const failures = new Map<string, string>();
    for (const entry of log.split(/^(?=\d{4}-\d\d-\d\d[\tT ])/m)) {
        const [, call = "", rest = ""] = /Call-Id:? '?([^\s',]+)'?[,:]? ?(.*)/i.exec(entry) ?? [];
        const code = /SIP\/2\.0 (\d{3} [^\r\n]*)/.exec(entry);
        if (call.includes(mark) && !failures.has(call)) failures.set(call, code?.[1] ?? rest.trim());
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
