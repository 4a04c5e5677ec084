import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { create, type Owner, type ResourceClass, type Transform } from "../../resource";
import type { Workload } from "../../topology/model";
import type { KubernetesArgs } from "./args";
import type { Cluster } from "./cluster";
import { workloadLabels } from "./labels";

/** One object of a workload. */
export interface ObjectOf<Args> {
    /** What follows its owner's name in Pulumi's name of it; nothing for the controller. */
    readonly suffix?: string;
    readonly args: Args;
    readonly transform: Transform<Args> | undefined;
    readonly dependsOn?: readonly pulumi.Resource[];
}

/** Makes the objects of one workload, alike in labels, annotations, namespace and provider. */
export class WorkloadObjects {
    /** The workload's name in its namespace: its component's. */
    readonly name: string;

    /**
     * @param layer What the workload is a part of.
     * @param owner What the objects lie in; the layer's component itself, where nothing is said.
     */
    constructor(
        readonly cluster: Cluster,
        readonly workload: Workload,
        layer: Owner,
        private readonly owner: Owner = { name: objectName(layer, workload), parent: layer.parent },
    ) {
        this.name = objectName(layer, workload);
    }

    get args(): KubernetesArgs {
        return this.cluster.args;
    }

    get platform(): string {
        return this.cluster.platform;
    }

    create<Args, Type extends pulumi.Resource>(
        Class: ResourceClass<Args, Type>,
        { suffix, args, transform, dependsOn = [] }: ObjectOf<Args>,
    ): Type {
        return create(Class, this.owner, {
            name: suffix === undefined ? this.owner.name : `${this.owner.name}-${suffix}`,
            args,
            opts: { ...this.cluster.opts, dependsOn: [...dependsOn] },
            transform,
            about: this.workload.name,
        });
    }

    /** Metadata of an object; one without a name gets one of Pulumi's, and another one when it changes. */
    metadata(name?: string, annotations: Record<string, string> = {}): kubernetes.types.input.meta.v1.ObjectMeta {
        return {
            ...(name === undefined ? {} : { name }),
            namespace: this.cluster.homeOf(this.workload).namespace,
            labels: this.labels(),
            annotations: { ...this.args.annotations, ...annotations },
        };
    }

    labels(): Record<string, string> {
        return { ...this.args.labels, ...workloadLabels(this.platform, this.workload) };
    }
}

function objectName(layer: Owner, workload: Workload): string {
    return workload.name === layer.name ? layer.name : `${layer.name}-${workload.name}`;
}
