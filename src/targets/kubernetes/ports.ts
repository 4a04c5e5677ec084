import type { Port, Protocol, Workload } from "../../topology/model";
import type { KubernetesArgs } from "./args";

/** Where a cluster takes node ports from, unless it was told otherwise. */
export const nodePorts = { first: 30000, last: 32767 };

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
    return workload.edge.length > 0 && args.hostNetwork !== undefined;
}
