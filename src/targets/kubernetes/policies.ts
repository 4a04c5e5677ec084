import * as kubernetes from "@pulumi/kubernetes";
import { instanceCount } from "../../topology/instances";
import type { Autoscale, Port, Workload } from "../../topology/model";
import { isOpen } from "../../topology/ports";
import type { KubernetesArgs } from "./args";
import { selectorOf } from "./labels";
import type { WorkloadObjects } from "./objects";
import { protocolOf } from "./ports";

type NetworkPolicySpec = kubernetes.types.input.networking.v1.NetworkPolicySpec;
type PolicyPort = kubernetes.types.input.networking.v1.NetworkPolicyPort;

/** Who may speak to a workload's pods, how many of them may go at one time, and how many there are. */
export function createPolicies(objects: WorkloadObjects): void {
    const { args, name, platform, workload } = objects;
    const { transform } = args;
    const metadata = objects.metadata(name);
    objects.create(kubernetes.networking.v1.NetworkPolicy, {
        suffix: "traffic",
        args: { metadata, spec: networkPolicy(platform, workload, args) },
        transform: transform?.networkPolicy,
    });
    const budget = disruptionBudget(platform, workload);
    if (budget !== undefined) {
        objects.create(kubernetes.policy.v1.PodDisruptionBudget, {
            suffix: "disruption",
            args: { metadata, spec: budget },
            transform: transform?.podDisruptionBudget,
        });
    }
    if (workload.autoscale !== undefined) {
        objects.create(kubernetes.autoscaling.v2.HorizontalPodAutoscaler, {
            suffix: "autoscaler",
            args: { metadata, spec: autoscaler(name, workload.autoscale) },
            transform: transform?.horizontalPodAutoscaler,
        });
    }
}

/** Who may speak to a workload: the platform, and the world only where the declaration exposes a port. */
function networkPolicy(platform: string, workload: Workload, args: KubernetesArgs): NetworkPolicySpec {
    const open = workload.ports.filter(isOpen);
    const own = { matchLabels: { "app.kubernetes.io/part-of": platform } };
    return {
        podSelector: { matchLabels: selectorOf(platform, workload) },
        policyTypes: ["Ingress"],
        ingress: [
            {
                from: [
                    { podSelector: own },
                    // In other namespaces of the platform, too. Whoever may make pods may give them any label: what counts is
                    // the label of the namespace.
                    { namespaceSelector: own, podSelector: own },
                    // A pod on the network of its node comes from the node's address.
                    ...(args.hostNetwork?.nodes ?? []).map((cidr) => ({ ipBlock: { cidr } })),
                    ...(args.admit ?? []),
                ],
            },
            ...(open.length === 0 ? [] : [{ ports: open.flatMap(policyPorts) }]),
        ],
    };
}

function policyPorts({ number, last, protocols }: Port): PolicyPort[] {
    return protocols.map((protocol) => ({
        protocol: protocolOf(protocol),
        port: number,
        ...(last === undefined ? {} : { endPort: last }),
    }));
}

/** Nodes are emptied one instance after another. */
function disruptionBudget(
    platform: string,
    workload: Workload,
): kubernetes.types.input.policy.v1.PodDisruptionBudgetSpec | undefined {
    const least = workload.autoscale?.min ?? instanceCount(workload);
    if (workload.cardinality.kind === "perHost" || least < 2) return undefined;
    return {
        maxUnavailable: 1,
        selector: { matchLabels: selectorOf(platform, workload) },
        // An instance that is ill keeps nobody from emptying its node.
        unhealthyPodEvictionPolicy: "AlwaysAllow",
    };
}

/** Scales a Deployment by the CPU that its pods use. */
function autoscaler(
    name: string,
    { min, max, cpuPercent }: Autoscale,
): kubernetes.types.input.autoscaling.v2.HorizontalPodAutoscalerSpec {
    return {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
        minReplicas: min,
        maxReplicas: max,
        metrics: [
            {
                type: "Resource",
                resource: { name: "cpu", target: { type: "Utilization", averageUtilization: cpuPercent } },
            },
        ],
    };
}
