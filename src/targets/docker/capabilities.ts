import { ArgumentError } from "../../topology/errors";
import type { Workload } from "../../topology/model";
import { fieldOf } from "../../topology/ports";

/** Raises for what a Docker engine cannot do. */
export function checkCapabilities(workloads: readonly Workload[]): void {
    for (const workload of workloads) {
        if (workload.autoscale === undefined) continue;
        const allowed = "none with the target docker, which has no autoscaler; give replicas instead";
        throw new ArgumentError(`${fieldOf(workload)}.autoscale`, workload.autoscale, allowed);
    }
}
