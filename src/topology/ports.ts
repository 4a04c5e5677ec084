import { ArgumentError } from "../arguments/errors";
import type { Port, Protocol, Workload } from "./model";

/** The port of a workload with a given name. */
export function portOf(workload: Workload, name: string): Port {
    const port = workload.ports.find((candidate) => candidate.name === name);
    if (!port) throw new Error(`The workload ${workload.name} has no port named ${name}.`);
    return port;
}

/** Whether the world may reach a port. All others are for the platform itself, and whom its target is told to admit. */
export function isOpen({ hostPort, outside }: Port): boolean {
    return hostPort !== undefined || outside === true;
}

/** Raises when two ports of one instance are the same. */
export function checkPorts(workloads: readonly Workload[]): void {
    for (const workload of workloads) {
        const taken: Claim[] = [];
        for (const port of workload.ports) {
            claim(taken, {
                field: `${workload.argument}.ports.${port.name}`,
                ...rangeOf(port),
            });
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

/** Ports that one argument asks for. */
export interface Claim extends Range {
    readonly field: string;
}

/** Adds to the ports that are taken; raises when one of them is already. */
export function claim(taken: Claim[], wanted: Claim): void {
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
