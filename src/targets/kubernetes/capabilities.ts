import { ArgumentError } from "../../arguments/errors";
import type { Workload } from "../../topology/model";
import { type Claim, checkPorts, claim } from "../../topology/ports";
import { checkBuildable, checkConsulPublished, checkNames } from "../capabilities";
import type { KubernetesArgs } from "./args";
import { nodePortOf, nodePorts, onHostNetwork } from "./ports";

/** Raises for what a cluster cannot do, before anything is made there. */
export function checkCapabilities(
    workloads: readonly Workload[],
    beside: readonly Workload[],
    args: KubernetesArgs,
): void {
    checkNames(workloads, beside);
    checkConsulPublished(workloads, "kubernetes");
    for (const workload of workloads) {
        checkImage(workload, args);
        checkAutoscale(workload);
        checkKept(workload, args);
    }
    const all = [...beside, ...workloads];
    checkHostPorts(all, args);
    checkNodePorts(all, args);
    checkBuildable(workloads, args.binaries);
}

/** Nodes run what they can pull. */
function checkImage({ image }: Workload, { registry }: KubernetesArgs): void {
    if (image.prebuilt !== undefined || registry !== undefined) return;
    const allowed = `a registry that the nodes pull from, to which ${image.name} is pushed, or an image of your own for each role`;
    throw new ArgumentError("kubernetes.registry", undefined, allowed);
}

/** The autoscaler compares the CPU that a pod uses with what it asks for, which is next to nothing when nobody says. */
function checkAutoscale(workload: Workload): void {
    if (workload.autoscale === undefined || workload.resources.cpus !== undefined) return;
    const allowed = "the CPU cores of an instance, which its autoscaler takes its percentage of";
    throw new ArgumentError(`${workload.argument}.cpus`, undefined, allowed);
}

/** Claims go with their namespace, whatever they say themselves. */
function checkKept(workload: Workload, args: KubernetesArgs): void {
    const namespace = onHostNetwork(workload, args) ? args.hostNetwork?.namespace : args.namespace;
    if (namespace !== undefined || !workload.storage.some(({ keep }) => keep === true)) return;
    const allowed =
        "false in a namespace of the platform's own, which is taken down with all that it holds; give kubernetes.namespace, one that is there already, to keep data";
    throw new ArgumentError(`${workload.argument}.keepData`, true, allowed);
}

/** On the nodes' own network all ports are like those of one instance, and the cluster's node ports are taken. */
function checkHostPorts(workloads: readonly Workload[], args: KubernetesArgs): void {
    const onHost = workloads.filter((workload) => onHostNetwork(workload, args));
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
            `${workload.argument}.ports.${clash.name}`,
            clash.last === undefined ? clash.number : `${clash.number} to ${clash.last}`,
            `ports outside of the cluster's node ports, ${nodePorts.first} to ${nodePorts.last}, on the nodes' own network`,
        );
    }
}

/** A node port is one workload's in the whole cluster. */
function checkNodePorts(workloads: readonly Workload[], args: KubernetesArgs): void {
    if (args.expose.type !== "NodePort") return;
    const taken: Claim[] = [];
    for (const workload of workloads.filter((each) => !onHostNetwork(each, args))) {
        for (const port of workload.ports) {
            const number = nodePortOf(port);
            if (number === undefined) continue;
            const field = `${workload.argument}.hostPort`;
            claim(taken, { field, first: number, last: number, protocols: port.protocols });
        }
    }
}
