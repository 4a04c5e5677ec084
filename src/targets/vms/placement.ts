import { ArgumentError } from "../../topology/errors";
import type { Role, Workload } from "../../topology/model";
import { fieldOf, sharedPort } from "../../topology/ports";

/** What the placement needs to know of a host. */
export interface HostShape {
    readonly name: string;
    readonly roles?: readonly Role[];
}

/** Hosts of each workload's instances, by the workload's name. */
export type Placed = ReadonlyMap<string, readonly string[]>;

/**
 * Which instance runs where: one of a workload on a host, on those that may run its role. Where a workload begins in the
 * list of hosts depends on its own place among the workloads alone, and the first instance of each is placed before the
 * second of any: more of one moves no other, unless they want the same ports.
 *
 * @throws ArgumentError when there are too few hosts, or the instances on one would want the same ports.
 */
export function placed(workloads: readonly Workload[], hosts: readonly HostShape[]): Placed {
    checkNames(workloads);
    const counted = workloads.filter(({ cardinality }) => cardinality.kind === "count");
    const result = new Map<string, string[]>(workloads.map(({ name }) => [name, []]));
    const onHost = new Map<string, Workload[]>(hosts.map(({ name }) => [name, []]));
    const put = (workload: Workload, host: string) => {
        result.get(workload.name)?.push(host);
        onHost.get(host)?.push(workload);
    };
    const most = Math.max(0, ...counted.map(countOf));
    for (let round = 0; round < most; round++) {
        for (const [offset, workload] of counted.entries()) {
            if (round >= countOf(workload)) continue;
            const left = turned(hostsFor(workload, hosts), offset).filter(
                (name) => !result.get(workload.name)?.includes(name),
            );
            put(workload, firstFree(workload, left, onHost));
        }
    }
    for (const workload of workloads.filter(({ cardinality }) => cardinality.kind === "perHost")) {
        for (const { name } of hosts) {
            const covered = onHost.get(name)?.some(({ standsInFor }) => standsInFor === workload.name);
            if (!covered) put(workload, firstFree(workload, [name], onHost));
        }
    }
    return result;
}

/** What a host has of a workload is known by its name. */
function checkNames(workloads: readonly Workload[]): void {
    const twice = workloads.find((one, index) => workloads.findIndex(({ name }) => name === one.name) !== index);
    if (twice === undefined) return;
    const allowed = "one such layer of a platform on its hosts; give that one more replicas";
    throw new ArgumentError(fieldOf(twice), twice.name, allowed);
}

function countOf({ cardinality }: Workload): number {
    return cardinality.kind === "count" ? cardinality.count : 0;
}

/** Names of the hosts that may run a workload: enough of them. */
function hostsFor(workload: Workload, hosts: readonly HostShape[]): string[] {
    const may = hosts.filter(({ roles }) => roles === undefined || roles.includes(workload.role));
    if (may.length >= countOf(workload)) return may.map(({ name }) => name);
    const names = may.length === 0 ? "of which there is none" : `which are ${may.map(({ name }) => name).join(", ")}`;
    const allowed = `at most ${may.length}, one on each of vms.hosts that may run the role ${workload.role}, ${names}`;
    throw new ArgumentError(countField(workload), countOf(workload), allowed);
}

function turned(names: readonly string[], by: number): string[] {
    const start = names.length === 0 ? 0 : by % names.length;
    return [...names.slice(start), ...names.slice(0, start)];
}

/** The first of some hosts where nobody has a port of the workload's. */
function firstFree(
    workload: Workload,
    names: readonly string[],
    onHost: ReadonlyMap<string, readonly Workload[]>,
): string {
    const clashes: string[] = [];
    for (const name of names) {
        const clash = (onHost.get(name) ?? []).flatMap((other) => {
            const port = sharedPort(workload, other);
            return port === undefined ? [] : [`${other.name} has port ${port.number} on ${name}`];
        });
        if (clash.length === 0) return name;
        clashes.push(...clash);
    }
    const allowed = `as many as there are hosts with free ports (${clashes.join(", ")}): add to vms.hosts, give roles to them, or choose other ports`;
    throw new ArgumentError(countField(workload), countOf(workload), allowed);
}

function countField(workload: Workload): string {
    const { cardinality } = workload;
    return `${fieldOf(workload)}.${(cardinality.kind === "count" && cardinality.argument) || "replicas"}`;
}
