import { ArgumentError } from "./errors";
import type { Port, Protocol, Workload } from "./model";

/** The port of a workload with a given name. */
export function portOf(workload: Workload, name: string): Port {
    const port = workload.ports.find((candidate) => candidate.name === name);
    if (!port) throw new Error(`The workload ${workload.name} has no port named ${name}.`);
    return port;
}

/** Raises when two ports of one instance, or two host ports of a platform, are the same. */
export function checkPorts(workloads: readonly Workload[]): void {
    for (const workload of workloads) {
        const taken: Claim[] = [];
        for (const port of workload.ports) {
            claim(taken, {
                field: `${fieldOf(workload)}.ports.${port.name}`,
                ...rangeOf(port),
            });
        }
    }
    const taken: Claim[] = [];
    for (const workload of workloads) {
        const instances = workload.cardinality.kind === "count" ? workload.cardinality.count : 1;
        for (const port of workload.ports) {
            if (port.hostPort === undefined || instances === 0) continue;
            const last = port.hostPort + instances - 1;
            const field = `${fieldOf(workload)}.hostPort`;
            if (last > 65535) {
                throw new ArgumentError(
                    field,
                    port.hostPort,
                    `at most ${65536 - instances} for ${instances} instances`,
                );
            }
            claim(taken, { field, first: port.hostPort, last, protocols: port.protocols });
        }
    }
}

/** A port of one workload that another one has, too, where both are on one network. */
export function sharedPort(one: Workload, other: Workload): Port | undefined {
    return one.ports.find((port) => other.ports.some((theirs) => overlap(rangeOf(port), rangeOf(theirs))));
}

interface Range {
    readonly first: number;
    readonly last: number;
    readonly protocols: readonly Protocol[];
}

function rangeOf({ number, last = number, protocols }: Port): Range {
    return { first: number, last, protocols };
}

function overlap(one: Range, other: Range): boolean {
    return (
        one.first <= other.last &&
        other.first <= one.last &&
        one.protocols.some((protocol) => other.protocols.includes(protocol))
    );
}

interface Claim extends Range {
    readonly field: string;
}

function claim(taken: Claim[], wanted: Claim): void {
    const clash = taken.find((other) => overlap(other, wanted));
    if (clash) {
        const range = clash.first === clash.last ? `${clash.first}` : `${clash.first} to ${clash.last}`;
        throw new ArgumentError(
            wanted.field,
            wanted.first,
            `a port that ${clash.field} does not use (it uses ${range})`,
        );
    }
    taken.push(wanted);
}

/** How the user calls a workload: the argument it comes from. */
export function fieldOf(workload: Workload): string {
    return workload.role.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
