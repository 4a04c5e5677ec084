import type * as kubernetes from "@pulumi/kubernetes";
import type { Workload } from "../../topology/model";
import type { KubernetesArgs } from "./args";
import { selectorOf } from "./labels";
import { eachPort, nodePortOf, onHostNetwork } from "./ports";

type ServiceSpec = kubernetes.types.input.core.v1.ServiceSpec;

/** Where other instances of the platform find a workload: an address that stays while pods come and go. */
export function innerService(platform: string, workload: Workload, instance?: string): ServiceSpec {
    return {
        type: "ClusterIP",
        selector: {
            ...selectorOf(platform, workload),
            ...(instance === undefined ? {} : { "statefulset.kubernetes.io/pod-name": instance }),
        },
        ports: ports(workload),
        // An agent is its own node's: what registers there is checked from there, and goes with it.
        ...(workload.cardinality.kind === "perHost" ? { internalTrafficPolicy: "Local" } : {}),
        // Members of a cluster look for each other before they are ready: they become it together.
        ...(instance === undefined ? {} : { publishNotReadyAddresses: true }),
    };
}

/** Gives each pod of a StatefulSet its name in the cluster's DNS. */
export function headlessService(platform: string, workload: Workload): ServiceSpec {
    return {
        clusterIP: "None",
        selector: selectorOf(platform, workload),
        ports: ports(workload),
        publishNotReadyAddresses: true,
    };
}

/** What leads in from outside; undefined when nothing does. A workload on its node's network is reached there. */
export function outerService(platform: string, workload: Workload, args: KubernetesArgs): ServiceSpec | undefined {
    const exposed = workload.ports.filter(({ hostPort }) => hostPort !== undefined);
    if (exposed.length === 0 || onHostNetwork(workload, args)) return undefined;
    return {
        type: args.expose.type,
        selector: selectorOf(platform, workload),
        ports: eachPort(exposed).map(({ name, port, protocol }) => {
            const nodePort = args.expose.type === "NodePort" ? nodePortOf(port) : undefined;
            return {
                name,
                port: port.number,
                targetPort: port.number,
                protocol,
                ...(nodePort === undefined ? {} : { nodePort }),
            };
        }),
        // A carrier is known by its address: a detour over another node would hide it.
        ...(workload.edge ? { externalTrafficPolicy: "Local" } : {}),
    };
}

function ports(workload: Workload): kubernetes.types.input.core.v1.ServicePort[] {
    return eachPort(workload.ports.filter(({ last }) => last === undefined)).map(({ name, port, protocol }) => ({
        name,
        port: port.number,
        targetPort: port.number,
        protocol,
    }));
}
