import * as z from "zod";
import { certificateLines, certificatesOf } from "./certificates";
import { askConsul } from "./consul";
import { dnsLine, resolved } from "./dns";
import type { StackOutputs } from "./pulumi";
import { table } from "./table";
import type { RunningInstance, RunningTarget } from "./target";
import { runningTarget } from "./targets";

const health = z.array(
    z.object({
        Service: z.object({ ID: z.string(), Address: z.string(), Meta: z.record(z.string(), z.string()) }),
        Checks: z.array(z.object({ CheckID: z.string(), Status: z.string() })),
    }),
);

/** Prints what runs where and how it is, what SBCs and routers have in their lists, what it all takes, and which certificates end. */
export async function status(outputs: StackOutputs, say: (line: string) => void): Promise<void> {
    const target = runningTarget(outputs);
    const instances = await target.instances();
    const states = await consulStates(outputs, instances);
    const rows = await Promise.all(instances.map((instance) => row(target, instance, states)));
    for (const line of table(
        ["role", "instance", "address", "Consul", "lists, last backup", "calls", "MiB now", "MiB peak"],
        rows,
    )) {
        say(line);
    }
    const total = (column: number) => rows.reduce((sum, cells) => sum + Number(cells[column]), 0).toFixed(0);
    say(`memory: ${total(6)} MiB now, ${total(7)} MiB at most`);
    say(`SIP:         ${outputs.sipUris.join(", ")}`);
    say(`routing API: ${outputs.routingApiUrl}, its token: pulumi stack output --show-secrets administratorToken`);
    say(`Consul UI:   ${outputs.consulUiUrl}`);
    const agent = instances.find((instance) => instance.role === "consul" && !saves(instance));
    if (agent !== undefined) {
        const services = [...new Set(instances.map(({ role }) => role))].filter((role) => role !== "consul");
        say(`DNS:         ${dnsLine(await resolved(target, agent, services))}`);
    }
    for (const line of certificateLines(await certificatesOf(target, instances))) say(line);
}

async function row(
    target: RunningTarget,
    instance: RunningInstance,
    states: ReadonlyMap<string, string>,
): Promise<string[]> {
    const { now, peak } = await target.memory(instance);
    const registered = instance.role !== "consul" && !saves(instance);
    return [
        instance.role,
        instance.name,
        instance.address,
        registered ? (states.get(`${instance.role} ${instance.address}`) ?? "not registered") : "-",
        saves(instance) ? await lastBackup(target, instance) : await lists(target, instance),
        await calls(target, instance),
        now.toFixed(0),
        peak.toFixed(0),
    ];
}

/** Whether it is there to save another one's data. */
function saves({ name }: RunningInstance): boolean {
    return /-backup(-|$)/.test(name);
}

/** The last good one, or why there was none the last time: as the instance itself says it. */
async function lastBackup(target: RunningTarget, instance: RunningInstance): Promise<string> {
    const [state, ...words] = (await target.exec(instance, ["cat", "/run/c4/state"])).trim().split(" ");
    return state === "good" ? words.join(" ") : `${state}: ${words.join(" ")}`;
}

/** Records of calls that are not delivered yet, and those that the routing API could not read: somebody has to look at them. */
async function records(target: RunningTarget, instance: RunningInstance): Promise<string> {
    const counted = await target.exec(instance, ["/usr/local/lib/c4/c4-records", "count"]);
    const [waiting = "?", dead = "?"] = counted.trim().split(" ");
    return `${waiting} records wait${dead === "0" ? "" : `, ${dead} UNREADABLE`}`;
}

/** What Kamailio itself says that it has loaded. */
async function lists(target: RunningTarget, instance: RunningInstance): Promise<string> {
    const count = async (pattern: RegExp, ...command: string[]) =>
        [...(await target.exec(instance, ["kamcmd", ...command])).matchAll(pattern)].length;
    if (instance.role === "sbc") {
        const routers = await count(/\bURI:/g, "dispatcher.list");
        const relays = await count(/\burl:/g, "rtpengine.show", "all");
        return `${routers} routers, ${relays} RTPengines, ${await records(target, instance)}`;
    }
    if (instance.role !== "router") return "";
    const sbcs = await count(/\bURI:/g, "dispatcher.list");
    // One row is the count itself.
    const apis = Math.max(0, (await count(/\bname:/g, "htable.dump", "api")) - 1);
    return `${sbcs} SBCs, ${apis} routing APIs`;
}

async function calls(target: RunningTarget, instance: RunningInstance): Promise<string> {
    if (instance.role !== "sbc") return "";
    return /all:\s*(\d+)/.exec(await target.exec(instance, ["kamcmd", "dlg.stats_active"]))?.[1] ?? "";
}

/** How Consul sees the platform's instances, by role and address. */
async function consulStates(
    outputs: StackOutputs,
    instances: readonly RunningInstance[],
): Promise<Map<string, string>> {
    const states = new Map<string, string>();
    for (const role of new Set(instances.map((instance) => instance.role))) {
        const answer = await askConsul(outputs, `/v1/health/service/${role}`).catch(() => undefined);
        if (answer?.status !== 200) continue;
        for (const { Service, Checks } of health.parse(JSON.parse(answer.text))) {
            if (Service.Meta.c4 === outputs.platformName) states.set(`${role} ${Service.Address}`, worst(Checks));
        }
    }
    return states;
}

function worst(checks: readonly { CheckID: string; Status: string }[]): string {
    if (checks.some((check) => check.CheckID.startsWith("_service_maintenance:"))) return "maintenance";
    return ["critical", "warning"].find((state) => checks.some((check) => check.Status === state)) ?? "passing";
}
