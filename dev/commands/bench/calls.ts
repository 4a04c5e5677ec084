import { callerOptions, placeAll, type Sides } from "../call";
import { ports } from "../calls/provision";
import { percentile, reasonsOf } from "../calls/report";
import type { CallOptions } from "../calls/scenarios";
import { placeCalls, type SippResult } from "../calls/sipp";
import type { StackOutputs } from "../pulumi";
import { table } from "../table";
import type { GeneratorHost, RunningInstance, RunningTarget } from "../target";
import { runningTarget } from "../targets";
import { processorCommand, processorSecondsOf } from "../targets/usage";

/** How one rate went. */
export interface Step {
    readonly callsPerSecond: number;
    readonly calls: number;
    readonly failed: number;
    /** Why they failed, and which. */
    readonly reasons: readonly string[];
    readonly retransmissions: number;
    /** Datagrams that SBCs' receive buffers had no room for. */
    readonly dropped: number;
    /** From INVITE to 180. */
    readonly ringingMs: Latency;
    /** Milliseconds of one core for a call, by role. */
    readonly coreMs: Readonly<Record<string, number>>;
    /** The same of both generators, which share the machine. */
    readonly generatorCoreMs: number;
    /** MiB by role, at the end. */
    readonly memoryMiB: Readonly<Record<string, number>>;
    /** The same calls from generator to generator, without a platform between. */
    readonly floor: { readonly failed: number; readonly ringingMs: Latency; readonly generatorCoreMs: number };
}

type Measured = Pick<Step, "floor" | "dropped" | "coreMs" | "generatorCoreMs" | "memoryMiB">;

export interface Latency {
    readonly p50: number;
    readonly p99: number;
    readonly max: number;
}

export interface CallsBench {
    /** The one rate to measure, or undefined: the highest clean one is looked for. */
    readonly callsPerSecond: number | undefined;
    /** How long a call talks, in seconds. */
    readonly hold: number;
    /** How long calls are placed once they have reached their full number, in seconds. */
    readonly plateau: number;
}

/** A rate that no platform may fail at: less than half of what the original does. */
export const modestRate = 50;
const highestRate = 1000;
/** A tenth: the next rate is as good as this one. */
const precision = 1.1;

/** Measures a rate, or looks for the highest one at which no call fails and nothing is sent twice. */
export async function benchCalls(
    outputs: StackOutputs,
    bench: CallsBench,
    say: (line: string) => void,
): Promise<{ steps: Step[]; highestClean: number | undefined }> {
    const steps: Step[] = [];
    const measured = async (callsPerSecond: number): Promise<Step> => {
        const step = await measure(outputs, { ...bench, callsPerSecond });
        say(`  ${step.callsPerSecond} calls/s: ${step.failed} failed, ${step.retransmissions} sent twice`);
        for (const reason of step.reasons) say(`    ${reason}`);
        steps.push(step);
        return step;
    };
    if (bench.callsPerSecond === undefined) await highestClean(async (rate) => isClean(await measured(rate)));
    else await measured(bench.callsPerSecond);
    const clean = steps.filter(isClean).map(({ callsPerSecond }) => callsPerSecond);
    return { steps, highestClean: clean.length === 0 ? undefined : Math.max(...clean) };
}

/** Doubles the rate as long as it is clean, then halves the distance to the first one that is not. */
export async function highestClean(clean: (rate: number) => Promise<boolean>): Promise<number> {
    let [good, bad] = [0, modestRate];
    while (bad <= highestRate && (await clean(bad))) [good, bad] = [bad, bad * 2];
    while (good > 0 && bad <= highestRate && bad / good > precision) {
        const middle = Math.round((good + bad) / 2);
        if (await clean(middle)) good = middle;
        else bad = middle;
    }
    return good;
}

function isClean({ failed, retransmissions }: Step): boolean {
    return failed === 0 && retransmissions === 0;
}

/** What is counted before and after. */
interface Counters {
    readonly seconds: ReadonlyMap<string, number>;
    readonly generators: number;
    readonly dropped: number;
}

async function measure(outputs: StackOutputs, bench: CallsBench & { callsPerSecond: number }): Promise<Step> {
    const target = runningTarget(outputs);
    const instances = await target.instances();
    const calls = bench.callsPerSecond * (bench.hold + bench.plateau);
    const options: CallOptions = {
        ...{ calls, callsPerSecond: bench.callsPerSecond, seconds: bench.hold },
        ...{ media: false, scenario: "carrier" },
    };
    const measured: Measured[] = [];
    const report = await placeAll(outputs, options, async (sides, place) => {
        const direct = await floor(sides, options);
        const before = await counters(target, instances, sides);
        const placed = await place();
        const after = await counters(target, instances, sides);
        const used = (id: string) => (after.seconds.get(id) ?? 0) - (before.seconds.get(id) ?? 0);
        measured.push({
            floor: direct,
            dropped: after.dropped - before.dropped,
            coreMs: byRole(instances, (id) => perCall(used(id), calls)),
            generatorCoreMs: perCall(after.generators - before.generators, calls),
            memoryMiB: await memoryByRole(target, instances),
        });
        return placed;
    });
    const [counted] = measured;
    if (!counted) throw new Error("Calls were placed, and nothing was counted.");
    return {
        ...counted,
        callsPerSecond: options.callsPerSecond,
        calls,
        failed: report.failed.length,
        reasons: reasonsOf(report.failed),
        retransmissions: report.retransmissions,
        ringingMs: latencyOf(report.ringingMs),
    };
}

/** From generator to generator, for a quarter of the calls: their number is no measure of what a call costs. */
async function floor({ caller, answerer }: Sides, options: CallOptions): Promise<Step["floor"]> {
    const calls = Math.ceil(options.calls / 4);
    const before = await generatorSeconds(caller, answerer);
    const result: SippResult = await placeCalls(caller, {
        ...callerOptions(caller, options),
        to: `${answerer.address}:${ports.answerer}`,
        calls,
        every: { calls: options.callsPerSecond, seconds: 1 },
        port: 5079,
    });
    const used = (await generatorSeconds(caller, answerer)) - before;
    return {
        failed: calls - result.ended.length,
        ringingMs: latencyOf(result.ringingMs),
        generatorCoreMs: perCall(used, calls),
    };
}

async function counters(target: RunningTarget, instances: readonly RunningInstance[], sides: Sides): Promise<Counters> {
    const seconds = await Promise.all(
        instances.map(async (instance) => [instance.id, await target.processorSeconds(instance)] as const),
    );
    const sbcs = instances.filter(({ role }) => role === "sbc");
    const dropped = await Promise.all(
        sbcs.map(async (sbc) => droppedOf(await target.exec(sbc, ["cat", "/proc/net/snmp"]))),
    );
    return {
        seconds: new Map(seconds),
        generators: await generatorSeconds(sides.caller, sides.answerer),
        dropped: dropped.reduce((sum, each) => sum + each, 0),
    };
}

/** Datagrams that found no room, as the kernel's table of counters says. */
export function droppedOf(snmp: string): number {
    const [names = [], values = []] = snmp
        .split("\n")
        .filter((line) => line.startsWith("Udp:"))
        .map((line) => line.split(/\s+/));
    const value = Number(values[names.indexOf("RcvbufErrors")]);
    if (Number.isNaN(value)) throw new Error("The kernel's counters have no RcvbufErrors.");
    return value;
}

async function generatorSeconds(...hosts: readonly GeneratorHost[]): Promise<number> {
    const outputs = await Promise.all(hosts.map((host) => host.run(processorCommand)));
    return outputs.reduce((sum, { output }) => sum + processorSecondsOf(output), 0);
}

async function memoryByRole(target: RunningTarget, instances: readonly RunningInstance[]) {
    const found = await Promise.all(
        instances.map(async (instance) => [instance.id, (await target.memory(instance)).now] as const),
    );
    const memory = new Map(found);
    return byRole(instances, (id) => Math.round(memory.get(id) ?? 0));
}

/** Sums over the instances of each role. */
function byRole(instances: readonly RunningInstance[], of: (id: string) => number): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const { role, id } of instances) sums[role] = rounded((sums[role] ?? 0) + of(id));
    return sums;
}

function perCall(seconds: number, calls: number): number {
    return rounded((seconds * 1000) / calls);
}

function rounded(value: number): number {
    return Math.round(value * 100) / 100;
}

function latencyOf(milliseconds: readonly number[]): Latency {
    const sorted = [...milliseconds].sort((a, b) => a - b);
    return { p50: percentile(sorted, 50), p99: percentile(sorted, 99), max: sorted.at(-1) ?? 0 };
}

/** A row for each rate. */
export function callsTable(steps: readonly Step[]): string[] {
    const roles = [...new Set(steps.flatMap(({ coreMs }) => Object.keys(coreMs)))].sort();
    const latency = ({ p50, p99, max }: Latency) => `${p50} / ${p99} / ${max}`;
    const head = ["calls/s", "calls", "failed", "sent twice", "dropped", "180 after ms (p50 / p99 / max)", "floor"];
    return table(
        [...head, "core-ms a call", ...roles, "generator"],
        [...steps]
            .sort((one, other) => one.callsPerSecond - other.callsPerSecond)
            .map((step) => [
                ...[step.callsPerSecond, step.calls, step.failed, step.retransmissions, step.dropped].map(String),
                latency(step.ringingMs),
                latency(step.floor.ringingMs),
                rounded(Object.values(step.coreMs).reduce((sum, each) => sum + each, 0)).toFixed(2),
                ...roles.map((role) => (step.coreMs[role] ?? 0).toFixed(2)),
                step.generatorCoreMs.toFixed(2),
            ]),
    );
}
