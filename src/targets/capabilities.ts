import { ArgumentError } from "../topology/errors";
import type { Workload } from "../topology/model";
import { fieldOf } from "../topology/ports";

/** Raises for workloads that would have to be scaled, on a target that scales nothing by itself. */
export function checkNotAutoscaled(workloads: readonly Workload[], target: string): void {
    for (const workload of workloads) {
        if (workload.autoscale === undefined) continue;
        const allowed = `none with the target ${target}, which has no autoscaler; give replicas instead`;
        throw new ArgumentError(`${fieldOf(workload)}.autoscale`, workload.autoscale, allowed);
    }
}
