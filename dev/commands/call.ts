import { join } from "node:path";
import { MediaCounter } from "./calls/media";
import { digest, ports, provision, RoutingApi } from "./calls/provision";
import { type Report, reportOf, show } from "./calls/report";
import { type CallOptions, type Scenario, scenarios } from "./calls/scenarios";
import { placeCalls, type SippResult, startAnswerer } from "./calls/sipp";
import type { StackOutputs } from "./pulumi";
import type { Host, Instance, RunningTarget } from "./target";
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

/** Places calls and gives the report, whether or not all of them went well. */
export async function placeAll(outputs: StackOutputs, options: CallOptions): Promise<Report> {
    const target = runningTarget(outputs);
    const instances = await target.instances();
    const sbcs = instances.filter(({ role }) => role === "sbc");
    if (sbcs.length === 0) throw new Error("No SBC runs. See: make status");
    const api = new RoutingApi(outputs.routingApiUrl);
    return undoing(async (undo) => {
        const [carrier, ipbx] = [await host(target, "carrier", undo), await host(target, "ipbx", undo)];
        await provision(api, { carrier: carrier.address, ipbx: ipbx.address });
        const scenario: Scenario = scenarios[options.scenario];
        const [caller, answerer] = scenario.caller === "carrier" ? [carrier, ipbx] : [ipbx, carrier];
        await startAnswerer(answerer, "answerer", ports.answerer);
        if (scenario.busyFirst) await startAnswerer(answerer, "busy", ports.busy);
        const since = new Date();
        const media = new MediaCounter(
            target,
            options.media ? instances.filter(({ role }) => role === "rtpengine") : [],
        );
        await verbose(target, sbcs, undo);
        media.start();
        const results = await Promise.all(
            sbcs.map((sbc, index) => throughOne(caller, sbc, index, sbcs.length, options)),
        );
        const packets = await media.stop();
        const now = await target.instances();
        // An SBC that went away meanwhile has taken its log with it.
        const logs = await Promise.all(
            sbcs.map((sbc) => (now.some(({ id }) => id === sbc.id) ? target.logs(sbc, since) : "")),
        );
        const cdrs = await cdrsOf(api, results);
        // Instances may have come while calls were placed, and others gone: both may have decided one.
        return reportOf({ options, results, sbcs, instances: [...instances, ...now], packets, logs, cdrs });
    });
}

/** Calls through one of the SBCs: its share of the calls and of the rate. */
async function throughOne(
    caller: Host,
    sbc: Instance,
    index: number,
    count: number,
    options: CallOptions,
): Promise<SippResult | undefined> {
    const calls = Math.floor(options.calls / count) + (index < options.calls % count ? 1 : 0);
    if (calls === 0) return undefined;
    const scenario: Scenario = scenarios[options.scenario];
    return placeCalls(caller, {
        sbc: sbc.address,
        calls,
        every: { calls: options.callsPerSecond, seconds: count },
        seconds: options.seconds,
        media: options.media,
        number: scenario.number,
        fromUser: scenario.fromUser,
        fromHost: scenario.fromHost ?? caller.address,
        user: digest.user,
        password: digest.password,
        port: 5080 + index,
    });
}

/** The CDRs, once those of the calls that ended are there; SBCs deliver them a moment after the BYE. */
async function cdrsOf(api: RoutingApi, results: readonly (SippResult | undefined)[]) {
    const ended = results.flatMap((result) => result?.ended ?? []);
    const deadline = Date.now() + 5000;
    for (;;) {
        const cdrs = await api.cdrs();
        const stored = new Set(cdrs.map((cdr) => cdr.call_id));
        if (ended.every((callId) => stored.has(callId)) || Date.now() > deadline) return cdrs;
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
}

/** A host beside the platform, gone again when all is over; one that only just comes is waited for. */
async function host(target: RunningTarget, name: string, undo: Undo): Promise<Host> {
    const coming = target.host(name, generator);
    undo(() =>
        coming.then(
            (come) => come.remove(),
            () => undefined,
        ),
    );
    return coming;
}

/** Has the SBCs log each decision while calls are placed: which router decided is told nowhere else. */
async function verbose(target: RunningTarget, sbcs: readonly Instance[], undo: Undo): Promise<void> {
    const setting = ["core", "debug"];
    await Promise.all(
        sbcs.map(async (sbc) => {
            const before = await kamcmd(target, sbc, "cfg.get", ...setting);
            // One that went away meanwhile has taken its setting with it.
            undo(async () => {
                const still = (await target.instances()).some(({ id }) => id === sbc.id);
                if (still) await kamcmd(target, sbc, "cfg.set_now_int", ...setting, before);
            });
            await kamcmd(target, sbc, "cfg.set_now_int", ...setting, "2");
        }),
    );
}

/** kamcmd says success by its exit status even when Kamailio refuses. */
async function kamcmd(target: RunningTarget, instance: Instance, ...command: string[]): Promise<string> {
    const answer = await target.exec(instance, ["kamcmd", ...command]);
    if (answer.startsWith("error:")) throw new Error(`${instance.name} refuses ${command.join(" ")}: ${answer}`);
    return answer.trim();
}
