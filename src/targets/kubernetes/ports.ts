import { ArgumentError } from "../../topology/errors";
import type { Port, Protocol, Workload } from "../../topology/model";
import { checkPorts, fieldOf } from "../../topology/ports";
import type { KubernetesArgs } from "./args";

/** Where a cluster takes node ports from, unless it was told otherwise. */
const nodePorts = { first: 30000, last: 32767 };

/** A protocol as Kubernetes writes it. */
export function protocolOf(protocol: Protocol): "UDP" | "TCP" {
    return protocol === "udp" ? "UDP" : "TCP";
}

/** Each port with each of its protocols, under a name that is unique in a pod. */
export function eachPort(ports: readonly Port[]): { name: string; port: Port; protocol: "UDP" | "TCP" }[] {
    return ports.flatMap((port) =>
        port.protocols.map((protocol) => ({ name: `${port.name}-${protocol}`, port, protocol: protocolOf(protocol) })),
    );
}

/** The port of every node for an exposed port: the one that was asked for where it can be had, else the cluster's choice. */
export function nodePortOf(port: Port): number | undefined {
    const { hostPort } = port;
    return hostPort !== undefined && hostPort >= nodePorts.first && hostPort <= nodePorts.last ? hostPort : undefined;
}

/** Whether the workload's pods are on the network of their node. */
export function onHostNetwork(workload: Workload, args: KubernetesArgs): boolean {
    return workload.edge && args.hostNetwork !== undefined;
}

/** Raises when ports on a node's own network would clash with each other, or with the cluster's node ports. */
export function checkHostPorts(workloads: readonly Workload[], args: KubernetesArgs): void {
    const onHost = workloads.filter((workload) => onHostNetwork(workload, args));
    // On one network they are like ports of one instance.
    const [first] = onHost;
    if (first === undefined) return;
    checkPorts([{ ...first, ports: onHost.flatMap(({ ports }) => ports) }]);
    if (args.expose.type !== "NodePort") return;
    for (const workload of onHost) {
        const clash = workload.ports.find(
            ({ number, last = number }) => number <= nodePorts.last && last >= nodePorts.first,
        );
        if (!clash) continue;
        throw new ArgumentError(
            `${fieldOf(workload)}.ports.${clash.name}`,
            clash.last === undefined ? clash.number : `${clash.number} to ${clash.last}`,
            `ports outside of the cluster's node ports, ${nodePorts.first} to ${nodePorts.last}, on the nodes' own network`,
        );
    }
}
