import * as pulumi from "@pulumi/pulumi";
import { instanceIndices } from "../../topology/instances";
import type { Workload } from "../../topology/model";
import type { Layer, Placement, PlaceOptions, Scope, Site } from "../../topology/target";
import { Addresses } from "./addresses";
import type { KubernetesArgs } from "./args";
import { type Cluster, createCluster } from "./cluster";
import { controllerOf, createController } from "./controllers";
import { endpoints } from "./endpoints";
import { WorkloadObjects } from "./objects";
import { createPodTemplate } from "./pods";
import { createPolicies } from "./policies";
import { createOuterService } from "./services";

/** A cluster, opened for one platform: its namespaces, its images, its workloads. */
export class KubernetesSite implements Site {
    private constructor(
        private readonly cluster: Cluster,
        private readonly addresses: Addresses,
        private readonly layer: Layer,
    ) {
        addresses.add(layer);
    }

    static open(scope: Scope, args: KubernetesArgs): KubernetesSite {
        const cluster = createCluster(scope, args);
        return new KubernetesSite(cluster, new Addresses(cluster), scope);
    }

    get platform(): string {
        return this.cluster.platform;
    }

    join(layer: Layer): Site {
        return new KubernetesSite(this.cluster, this.addresses, layer);
    }

    hostOf(workload: Workload, instance?: number): pulumi.Output<string> {
        return this.addresses.of(workload, instance);
    }

    place(workload: Workload, options: PlaceOptions): Placement {
        const objects = new WorkloadObjects(this.cluster, workload, this.layer, options);
        const outside = createOuterService(objects);
        createPolicies(objects);
        const reached = (port: string) => endpoints(workload, port, this.cluster.args.expose, outside);
        const template = createPodTemplate(objects, this.layer, options, reached);
        const controller = createController(objects, template, options.dependsOn);
        return {
            instances: pulumi.output(instanceNames(objects)),
            ready: [controller, ...(outside ? [outside] : [])],
            data: workload.storage.length > 0 ? [controller] : [],
            endpoints: reached,
        };
    }
}

/** A controller names its pods itself, but for those of a StatefulSet. */
function instanceNames({ name, workload }: WorkloadObjects): string[] {
    if (controllerOf(workload) !== "StatefulSet") return [name];
    return instanceIndices(workload).map((index) => `${name}-${index}`);
}
