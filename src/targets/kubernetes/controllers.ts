import * as kubernetes from "@pulumi/kubernetes";
import type { Resource } from "@pulumi/pulumi";
import { stopSeconds } from "../../rendering/environment";
import { instanceCount } from "../../topology/instances";
import type { Workload } from "../../topology/model";
import type { KubernetesArgs } from "./args";
import { selectorOf } from "./labels";
import type { WorkloadObjects } from "./objects";
import { onHostNetwork } from "./ports";
import { createHeadlessService } from "./services";

type PodTemplate = kubernetes.types.input.core.v1.PodTemplateSpec;
type DeploymentSpec = kubernetes.types.input.apps.v1.DeploymentSpec;
type StatefulSetSpec = kubernetes.types.input.apps.v1.StatefulSetSpec;
type DaemonSetSpec = kubernetes.types.input.apps.v1.DaemonSetSpec;

/** What runs a workload's pods. */
export function controllerOf({ cardinality, identity }: Workload): "DaemonSet" | "StatefulSet" | "Deployment" {
    if (cardinality.kind === "perHost") return "DaemonSet";
    return identity === "stable" ? "StatefulSet" : "Deployment";
}

/** Makes what runs a workload's pods, when all that it depends on is well. */
export function createController(
    objects: WorkloadObjects,
    template: PodTemplate,
    dependsOn: readonly Resource[],
): Resource {
    const { args, name, platform, workload } = objects;
    const { transform } = args;
    const metadata = objects.metadata(name);
    switch (controllerOf(workload)) {
        case "DaemonSet":
            return objects.create(kubernetes.apps.v1.DaemonSet, {
                args: { metadata, spec: daemonSet(platform, workload, template) },
                transform: transform?.daemonSet,
                dependsOn,
            });
        case "StatefulSet":
            return objects.create(kubernetes.apps.v1.StatefulSet, {
                args: {
                    metadata,
                    spec: statefulSet(platform, workload, template, args, createHeadlessService(objects)),
                },
                transform: transform?.statefulSet,
                dependsOn,
            });
        case "Deployment":
            return objects.create(kubernetes.apps.v1.Deployment, {
                args: { metadata, spec: deployment(platform, workload, template, args) },
                transform: transform?.deployment,
                dependsOn,
            });
    }
}

/** What is interchangeable. */
function deployment(platform: string, workload: Workload, template: PodTemplate, args: KubernetesArgs): DeploymentSpec {
    // New before old, unless an old one holds what a new one needs: the ports of the node.
    const surge = onHostNetwork(workload, args)
        ? { maxSurge: 0, maxUnavailable: 1 }
        : { maxSurge: 1, maxUnavailable: 0 };
    return {
        // With an autoscaler the number is its affair: a deployment would take it back each time.
        ...(workload.autoscale === undefined ? { replicas: instanceCount(workload) } : {}),
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
function statefulSet(
    platform: string,
    workload: Workload,
    template: PodTemplate,
    args: KubernetesArgs,
    headless: string,
): StatefulSetSpec {
    const { class: storageClassName, size = "1Gi" } = args.storage ?? {};
    const keep = workload.storage.some((storage) => Boolean(storage.keep));
    return {
        replicas: instanceCount(workload),
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
function daemonSet(platform: string, workload: Workload, template: PodTemplate): DaemonSetSpec {
    return {
        selector: { matchLabels: selectorOf(platform, workload) },
        updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
        revisionHistoryLimit: 2,
        template,
    };
}
