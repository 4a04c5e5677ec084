import { ArgumentError } from "../../arguments/errors";
import { instanceCount } from "../../topology/instances";
import type { Role, Workload } from "../../topology/model";
import { sharedPort } from "../../topology/ports";

/** What the placement needs to know of a host. */
export interface HostShape {
    readonly name: string;
    readonly roles?: readonly Role[];
}

/** Hosts of each workload's instances, by the workload's name. */
export type HostsOf = ReadonlyMap<string, readonly string[]>;

/**
 * Which instance runs where: one of a workload on a host, on those that may run its role. Where a workload begins in the
 * list of hosts depends on its own place among the workloads alone, and the first instance of each is placed before the
 * second of any: more of one moves no other, unless they want the same ports. A further layer takes what those before it
 * leave, and moves nothing of theirs.
 *
 * @throws ArgumentError when there are too few hosts, or the instances on one would want the same ports.
 */
export function assignHosts(layers: readonly (readonly Workload[])[], hosts: readonly HostShape[]): HostsOf {
    const assigned = new Assigned(hosts);
    for (const layer of layers) assignLayer(layer, hosts, assigned);
    return assigned.hostsOf;
}

function assignLayer(workloads: readonly Workload[], hosts: readonly HostShape[], assigned: Assigned): void {
    const first = assigned.counted;
    const counted = workloads.filter((workload) => isCounted(workload) && workload.ports.length > 0);
    for (const { name } of workloads) assigned.hostsOf.set(name, []);
    assigned.counted += counted.length;
    const most = Math.max(0, ...counted.map(instanceCount));
    for (let round = 0; round < most; round++) {
        for (const [offset, workload] of counted.entries()) {
            if (round >= instanceCount(workload)) continue;
            const left = turned(hostsFor(workload, hosts), first + offset).filter(
                (name) => !assigned.hostsOf.get(workload.name)?.includes(name),
            );
            assigned.put(workload, left);
        }
    }
    for (const workload of workloads.filter(({ cardinality }) => cardinality.kind === "perHost")) {
        for (const { name } of hosts) {
            const covered = assigned.on(name).some(({ standsInFor }) => standsInFor === workload.name);
            if (!covered) assigned.put(workload, [name]);
        }
    }
    // What has no port fits on every host, and moves nobody: rather where its role has no data.
    for (const workload of workloads.filter((each) => isCounted(each) && each.ports.length === 0)) {
        const may = hostsFor(workload, hosts);
        const holds = (name: string) =>
            assigned.on(name).some((other) => isCounted(other) && other.role === workload.role);
        assigned.put(workload, [...may.filter((name) => !holds(name)), ...may]);
    }
}

function isCounted({ cardinality }: Workload): boolean {
    return cardinality.kind === "count";
}

/** What runs where so far. */
class Assigned {
    readonly hostsOf = new Map<string, string[]>();
    /** How many workloads with a number of instances there are. */
    counted = 0;
    private readonly onHost: ReadonlyMap<string, Workload[]>;

    constructor(hosts: readonly HostShape[]) {
        this.onHost = new Map(hosts.map(({ name }) => [name, []]));
    }

    on(host: string): readonly Workload[] {
        return this.onHost.get(host) ?? [];
    }

    /** Puts an instance on the first of some hosts where nobody has a port of the workload's. */
    put(workload: Workload, hosts: readonly string[]): void {
        const host = firstFree(workload, hosts, (name) => this.on(name));
        this.hostsOf.get(workload.name)?.push(host);
        this.onHost.get(host)?.push(workload);
    }
}

/** Names of the hosts that may run a workload: enough of them. */
function hostsFor(workload: Workload, hosts: readonly HostShape[]): string[] {
    const may = hosts.filter(({ roles }) => roles === undefined || roles.includes(workload.role));
    if (may.length >= instanceCount(workload)) return may.map(({ name }) => name);
    const names = may.length === 0 ? "of which there is none" : `which are ${may.map(({ name }) => name).join(", ")}`;
    const allowed = `at most ${may.length}, one on each of vms.hosts that may run the role ${workload.role}, ${names}`;
    throw new ArgumentError(countField(workload), instanceCount(workload), allowed);
}

function turned(names: readonly string[], by: number): string[] {
    const start = names.length === 0 ? 0 : by % names.length;
    return [...names.slice(start), ...names.slice(0, start)];
}

/** The first of some hosts where nobody has a port of the workload's. */
function firstFree(workload: Workload, names: readonly string[], on: (host: string) => readonly Workload[]): string {
    const clashes: string[] = [];
    for (const name of names) {
        const clash = on(name).flatMap((other) => {
            const port = sharedPort(workload, other);
            return port === undefined ? [] : [`${other.name} has port ${port.number} on ${name}`];
        });
        if (clash.length === 0) return name;
        clashes.push(...clash);
    }
    const allowed = `as many as there are hosts with free ports (${clashes.join(", ")}): add to vms.hosts, give roles to them, or choose other ports`;
    throw new ArgumentError(countField(workload), instanceCount(workload), allowed);
}

function countField(workload: Workload): string {
    const { cardinality } = workload;
    return `${workload.argument}.${(cardinality.kind === "count" && cardinality.argument) || "replicas"}`;
}
