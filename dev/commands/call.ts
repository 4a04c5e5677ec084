import { join } from "node:path";
import { cdrsOf } from "./calls/cdrs";
import { digest, ports, provision, RoutingApi } from "./calls/provision";
import { type Report, reportOf, show } from "./calls/report";
import { type CallOptions, type Scenario, scenarios } from "./calls/scenarios";
import { placeCalls, type SippResult, startAnswerer } from "./calls/sipp";
import type { StackOutputs } from "./pulumi";
import type { GeneratorHost, RunningInstance, RunningTarget } from "./target";
import { runningTarget } from "./targets";
import { type Undo, undoing } from "./undoing";

/** Like every path of the commands, from the repository's root, where `make` runs them. */
const generator = join("dev", "commands", "calls");

/** Places calls through a running platform, prints how each went, and raises when one failed. */
export async function call(outputs: StackOutputs, options: CallOptions, say: (line: string) => void): Promise<Report> {
    const report = await placeAll(outputs, options);
    show(report, say);
    if (report.failed.length > 0) throw new Error(`${report.failed.length} of ${options.calls} calls failed.`);
    return report;
}

/** The hosts beside the platform while calls are placed. */
export interface Sides {
    readonly caller: GeneratorHost;
    readonly answerer: GeneratorHost;
}

/** Does something around the placing of calls, when all that it takes is there. */
export type Around = <T>(sides: Sides, place: () => Promise<T>) => Promise<T>;

/** Places calls and gives the report, whether or not all of them went well. */
export async function placeAll(
    outputs: StackOutputs,
    options: CallOptions,
    around: Around = (_, place) => place(),
): Promise<Report> {
    const target = runningTarget(outputs);
    const instances = await target.instances();
    const sbcs = instances.filter(({ role }) => role === "sbc");
    if (sbcs.length === 0) throw new Error("No SBC runs. See: make status");
    const api = new RoutingApi(outputs.routingApiUrl, outputs.administratorToken);
    return undoing(async (undo) => {
        const [carrier, ipbx] = await hostsBeside(target, undo);
        await provision(api, { carrier: carrier.address, ipbx: ipbx.address });
        const scenario: Scenario = scenarios[options.scenario];
        const [caller, answerer] = scenario.caller === "carrier" ? [carrier, ipbx] : [ipbx, carrier];
        await startAnswerer(answerer, "answerer", ports.answerer);
        if (scenario.congestedFirst) await startAnswerer(answerer, "congested", ports.congested);
        const began = new Date();
        const results = await around({ caller, answerer }, () =>
            Promise.all(sbcs.map((sbc, index) => throughOne(caller, sbc, index, sbcs.length, options))),
        );
        const ended = new Set(results.flatMap((result) => result?.ended ?? []));
        const cdrs = await cdrsOf(api, began, ended);
        const now = await target.instances();
        const logs = await Promise.all(
            sbcs.map((sbc, index) => {
                // The log is for calls without a CDR. An SBC that went away meanwhile has taken its own with it.
                const unknown = [...(results[index]?.failures.keys() ?? [])].some((callId) => !cdrs.has(callId));
                return unknown && now.some(({ id }) => id === sbc.id) ? target.logs(sbc, began) : "";
            }),
        );
        // Instances may have come while calls were placed, and others gone: both may have decided one.
        return reportOf({ options, results, sbcs, instances: [...instances, ...now], cdrs, logs });
    });
}

/** Calls through one of the SBCs: its share of the calls and of the rate. */
async function throughOne(
    caller: GeneratorHost,
    sbc: RunningInstance,
    index: number,
    count: number,
    options: CallOptions,
): Promise<SippResult | undefined> {
    const calls = Math.floor(options.calls / count) + (index < options.calls % count ? 1 : 0);
    if (calls === 0) return undefined;
    return placeCalls(caller, {
        ...callerOptions(caller, options),
        to: `${sbc.address}:5060`,
        calls,
        every: { calls: options.callsPerSecond, seconds: count },
        port: 5080 + index,
    });
}

/** What a caller says of himself and of whom he calls, wherever he calls. */
export function callerOptions(caller: GeneratorHost, options: CallOptions) {
    const scenario: Scenario = scenarios[options.scenario];
    return {
        seconds: options.seconds,
        media: options.media,
        number: scenario.number,
        fromUser: scenario.fromUser,
        fromHost: scenario.fromHost ?? caller.address,
        user: digest.user,
        password: digest.password,
    };
}

/** The hosts of a carrier and of an IPBX beside the platform, gone again when all is over; one that only just comes is waited for. */
async function hostsBeside(target: RunningTarget, undo: Undo): Promise<[GeneratorHost, GeneratorHost]> {
    const coming: [Promise<GeneratorHost>, Promise<GeneratorHost>] = [
        target.host("carrier", generator),
        target.host("ipbx", generator),
    ];
    undo(async () => {
        const ended = await Promise.allSettled(coming);
        await Promise.all(ended.map((each) => (each.status === "fulfilled" ? each.value.remove() : undefined)));
    });
    return Promise.all(coming);
}
