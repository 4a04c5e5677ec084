import type * as kubernetes from "@pulumi/kubernetes";
import type { Output } from "@pulumi/pulumi";
import { addressesIn } from "../../topology/addresses";
import type { Workload } from "../../topology/model";
import { AddressReference } from "../../topology/references";
import type { Layer } from "../../topology/target";
import type { Cluster } from "./cluster";
import { WorkloadObjects } from "./objects";
import { createInnerService } from "./services";

/**
 * The Services by which instances of a platform reach its workloads: one for each workload, or instance of one, that another
 * refers to, and for what each node has one of, which all turn to.
 */
export class Addresses {
    private readonly objects = new Map<string, WorkloadObjects>();
    private readonly services = new Map<string, kubernetes.core.v1.Service>();

    constructor(private readonly cluster: Cluster) {}

    /** Makes what a layer refers to, in itself and in those before it, reachable. */
    add(layer: Layer): void {
        for (const workload of layer.workloads) {
            this.objects.set(workload.name, new WorkloadObjects(this.cluster, workload, layer));
        }
        const perNode = layer.workloads.filter(({ cardinality }) => cardinality.kind === "perHost");
        const references = [
            ...perNode.map(({ name }) => new AddressReference(name)),
            ...layer.workloads.flatMap(addressesIn),
        ];
        for (const { workload: name, instance } of references) {
            const objects = this.objects.get(name);
            const known = key(name, instance);
            // What is not here runs elsewhere: whoever resolves the reference knows where.
            if (!objects || this.services.has(known)) continue;
            this.services.set(known, createInnerService(objects, instance));
        }
    }

    of(workload: Workload, instance?: number): Output<string> {
        const name = key(workload.name, instance);
        const service = this.services.get(name);
        if (!service) throw new Error(`Nothing on the cluster refers to ${name}: it has no address.`);
        return service.spec.clusterIP;
    }
}

function key(workload: string, instance: number | undefined): string {
    return instance === undefined ? workload : `${workload}-${instance}`;
}
