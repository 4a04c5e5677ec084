import * as z from "zod";
import type { StackOutputs } from "./pulumi";
import type { Instance, RunningTarget } from "./target";
import { runningTarget } from "./targets";

const health = z.array(
    z.object({
        Service: z.object({ ID: z.string(), Address: z.string(), Meta: z.record(z.string(), z.string()) }),
        Checks: z.array(z.object({ CheckID: z.string(), Status: z.string() })),
    }),
);

/** Prints what runs where and how it is, what SBCs and routers have in their lists, and what it all takes. */
export async function status(outputs: StackOutputs, say: (line: string) => void): Promise<void> {
    const target = runningTarget(outputs);
    const instances = await target.instances();
    const states = await consulStates(outputs, instances);
    const rows = await Promise.all(instances.map((instance) => row(target, instance, states)));
    for (const line of table(
        ["role", "instance", "address", "Consul", "lists", "calls", "MiB now", "MiB peak"],
        rows,
    )) {
        say(line);
    }
    const total = (column: number) => rows.reduce((sum, cells) => sum + Number(cells[column]), 0).toFixed(0);
    say(`memory: ${total(6)} MiB now, ${total(7)} MiB at most`);
    say(`SIP:         ${outputs.sipUris.join(", ")}`);
    say(`routing API: ${outputs.routingApiUrl}`);
    say(`Consul UI:   ${outputs.consulUiUrl}`);
}

async function row(target: RunningTarget, instance: Instance, states: ReadonlyMap<string, string>): Promise<string[]> {
    const { now, peak } = await target.memory(instance);
    return [
        instance.role,
        instance.name,
        instance.address,
        states.get(`${instance.role} ${instance.address}`) ?? (instance.role === "consul" ? "-" : "not registered"),
        await lists(target, instance),
        await calls(target, instance),
        now.toFixed(0),
        peak.toFixed(0),
    ];
}

/** What Kamailio itself says that it has loaded. */
async function lists(target: RunningTarget, instance: Instance): Promise<string> {
    const count = async (pattern: RegExp, ...command: string[]) =>
        [...(await target.exec(instance, ["kamcmd", ...command])).matchAll(pattern)].length;
    if (instance.role === "sbc") {
        const routers = await count(/\bURI:/g, "dispatcher.list");
        const relays = await count(/\burl:/g, "rtpengine.show", "all");
        return `${routers} routers, ${relays} RTPengines`;
    }
    if (instance.role !== "router") return "";
    const sbcs = await count(/\bURI:/g, "dispatcher.list");
    // One row is the count itself.
    const apis = Math.max(0, (await count(/\bname:/g, "htable.dump", "api")) - 1);
    return `${sbcs} SBCs, ${apis} routing APIs`;
}

async function calls(target: RunningTarget, instance: Instance): Promise<string> {
    if (instance.role !== "sbc") return "";
    return /all:\s*(\d+)/.exec(await target.exec(instance, ["kamcmd", "dlg.stats_active"]))?.[1] ?? "";
}

/** How Consul sees the platform's instances, by role and address. */
async function consulStates(outputs: StackOutputs, instances: readonly Instance[]): Promise<Map<string, string>> {
    const states = new Map<string, string>();
    for (const role of new Set(instances.map((instance) => instance.role))) {
        const response = await fetch(`${outputs.consulHttpAddress}/v1/health/service/${role}`).catch(() => undefined);
        if (!response?.ok) continue;
        for (const { Service, Checks } of health.parse(await response.json())) {
            if (Service.Meta.c4 === outputs.platformName) states.set(`${role} ${Service.Address}`, worst(Checks));
        }
    }
    return states;
}

function worst(checks: readonly { CheckID: string; Status: string }[]): string {
    if (checks.some((check) => check.CheckID.startsWith("_service_maintenance:"))) return "maintenance";
    return ["critical", "warning"].find((state) => checks.some((check) => check.Status === state)) ?? "passing";
}

/** Columns as wide as their widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
    const all = [head, ...rows];
    const widths = head.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? "").length)));
    return all.map((cells) =>
        cells
            .map((cell, column) => cell.padEnd(widths[column] ?? 0))
            .join("  ")
            .trimEnd(),
    );
}
