import type * as kubernetes from "@pulumi/kubernetes";
import { stopSeconds } from "../../rendering/environment";
import type { Autoscale, Workload } from "../../topology/model";
import type { KubernetesArgs } from "./args";
import { selectorOf } from "./labels";
import { onHostNetwork } from "./ports";

type PodTemplate = kubernetes.types.input.core.v1.PodTemplateSpec;
type DeploymentSpec = kubernetes.types.input.apps.v1.DeploymentSpec;
type StatefulSetSpec = kubernetes.types.input.apps.v1.StatefulSetSpec;
type DaemonSetSpec = kubernetes.types.input.apps.v1.DaemonSetSpec;

/** How many of a workload there are at first. */
export function replicasOf(workload: Workload): number {
    return workload.cardinality.kind === "count" ? workload.cardinality.count : 1;
}

/** What is interchangeable. */
export function deployment(
    platform: string,
    workload: Workload,
    template: PodTemplate,
    args: KubernetesArgs,
): DeploymentSpec {
    // New before old, unless an old one holds what a new one needs: the ports of the node.
    const surge = onHostNetwork(workload, args)
        ? { maxSurge: 0, maxUnavailable: 1 }
        : { maxSurge: 1, maxUnavailable: 0 };
    return {
        // With an autoscaler the number is its affair: a deployment would take it back each time.
        ...(workload.autoscale === undefined ? { replicas: replicasOf(workload) } : {}),
        selector: { matchLabels: selectorOf(platform, workload) },
        strategy: { type: "RollingUpdate", rollingUpdate: surge },
        // Ready is registered; a moment later the lists of all callers have it. Only then may an old one go.
        minReadySeconds: 1,
        progressDeadlineSeconds: 180 + stopSeconds(workload),
        revisionHistoryLimit: 2,
        template,
    };
}

/** What has a name and a volume of its own. */
export function statefulSet(
    platform: string,
    workload: Workload,
    template: PodTemplate,
    args: KubernetesArgs,
    headless: string,
): StatefulSetSpec {
    const { class: storageClassName, size = "1Gi" } = args.storage ?? {};
    const keep = workload.storage.some((storage) => storage.keep);
    return {
        replicas: replicasOf(workload),
        serviceName: headless,
        selector: { matchLabels: selectorOf(platform, workload) },
        // Members of a cluster become ready together; replaced they are one after another all the same.
        podManagementPolicy: "Parallel",
        updateStrategy: { type: "RollingUpdate" },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: keep ? "Retain" : "Delete", whenScaled: "Retain" },
        revisionHistoryLimit: 2,
        template,
        volumeClaimTemplates: workload.storage.map(({ name }) => ({
            metadata: { name },
            spec: {
                accessModes: ["ReadWriteOnce"],
                resources: { requests: { storage: size } },
                ...(storageClassName === undefined ? {} : { storageClassName }),
            },
        })),
    };
}

/** One on each node. */
export function daemonSet(platform: string, workload: Workload, template: PodTemplate): DaemonSetSpec {
    return {
        selector: { matchLabels: selectorOf(platform, workload) },
        updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
        revisionHistoryLimit: 2,
        template,
    };
}

/** Nodes are emptied one instance after another. */
export function disruptionBudget(
    platform: string,
    workload: Workload,
): kubernetes.types.input.policy.v1.PodDisruptionBudgetSpec | undefined {
    const least = workload.autoscale?.min ?? replicasOf(workload);
    if (workload.cardinality.kind === "perHost" || least < 2) return undefined;
    return {
        maxUnavailable: 1,
        selector: { matchLabels: selectorOf(platform, workload) },
        // An instance that is ill keeps nobody from emptying its node.
        unhealthyPodEvictionPolicy: "AlwaysAllow",
    };
}

/** Scales a Deployment by the CPU that its pods use. */
export function autoscaler(
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
