import * as kubernetes from "@pulumi/kubernetes";
import type { Output } from "@pulumi/pulumi";
import { type InstanceEnvironment, instanceEnvironment } from "../../rendering/environment";
import { renderFile } from "../../rendering/render";
import type { Owner } from "../../resource";
import type { Resolver } from "../../topology/references";
import type { PlaceOptions, Reached } from "../../topology/target";
import { controllerOf } from "./controllers";
import type { WorkloadObjects } from "./objects";
import { fileKey, type PodTemplate, podTemplate } from "./pod";
import { onHostNetwork } from "./ports";

/**
 * A workload's pods, and what they refer to. A changed file or secret comes under a new name, which replaces the pods one after
 * another.
 */
export function createPodTemplate(
    objects: WorkloadObjects,
    layer: Owner,
    options: PlaceOptions,
    reached: Reached,
): PodTemplate {
    const { args, cluster, platform, workload } = objects;
    const { annotations = {}, pullSecrets = [] } = args;
    const environment = instanceEnvironment(workload, platform, options, reached);
    return podTemplate(platform, workload, {
        image: cluster.images.reference(workload.image, layer),
        serviceAccount: cluster.homeOf(workload).serviceAccount,
        pullSecrets,
        hostNetwork: onHostNetwork(workload, args),
        files: createFiles(objects, options.resolver),
        environment,
        secrets: createSecrets(objects, environment),
        claimed: controllerOf(workload) === "StatefulSet",
        labels: objects.labels(),
        annotations,
    });
}

/** The name of a ConfigMap with the workload's files, each under its {@link fileKey}; undefined when it has none. */
function createFiles(objects: WorkloadObjects, resolver: Resolver): Output<string> | undefined {
    const { files } = objects.workload;
    if (files.length === 0) return undefined;
    const data = Object.fromEntries(files.map((file) => [fileKey(file.path), renderFile(file, resolver)]));
    return objects.create(kubernetes.core.v1.ConfigMap, {
        suffix: "files",
        args: { metadata: objects.metadata(), immutable: true, data },
        transform: objects.args.transform?.configMap,
    }).metadata.name;
}

/** The name of a Secret with the secret part of the environment; undefined when there is none. */
function createSecrets(objects: WorkloadObjects, { secret }: InstanceEnvironment): Output<string> | undefined {
    if (Object.keys(secret).length === 0) return undefined;
    return objects.create(kubernetes.core.v1.Secret, {
        suffix: "secrets",
        args: { metadata: objects.metadata(), immutable: true, stringData: { ...secret } },
        transform: objects.args.transform?.secret,
    }).metadata.name;
}
