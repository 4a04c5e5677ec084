import { ArgumentError } from "../arguments/errors";
import type { BinariesArgs } from "../images/binaries";
import { checkBinaries } from "../images/sources";
import type { Workload } from "../topology/model";

/** Raises for a name that no target could give to what it makes, or that two layers of a platform have at one site. */
export function checkNames(workloads: readonly Workload[], beside: readonly Workload[]): void {
    for (const { name } of workloads) {
        if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) {
            const allowed = "a name of at most 31 lower-case letters, digits and hyphens that starts with a letter";
            throw new ArgumentError("name", name, allowed);
        }
        if (beside.some((other) => other.name === name)) {
            throw new ArgumentError("name", name, "a name that nothing else of the platform has there");
        }
    }
}

/** Raises for workloads that would have to be scaled, on a target that scales nothing by itself. */
export function checkNotAutoscaled(workloads: readonly Workload[], target: string): void {
    for (const workload of workloads) {
        if (workload.autoscale === undefined) continue;
        const allowed = `none with the target ${target}, which has no autoscaler; give replicas instead`;
        throw new ArgumentError(`${workload.argument}.autoscale`, workload.autoscale, allowed);
    }
}

/** Raises for Consul's servers that the deployment itself could not reach, on a target that lets nobody in but by published ports. */
export function checkConsulPublished(workloads: readonly Workload[], target: string): void {
    for (const { argument, ports, standsInFor } of workloads) {
        if (standsInFor === undefined || ports.some(({ hostPort }) => hostPort !== undefined)) continue;
        const allowed = `a port with the target ${target}: the deployment itself writes Consul's KV through it`;
        throw new ArgumentError(`${argument}.hostPort`, false, allowed);
    }
}

/** Raises when the software of these workloads cannot be made. Images of the user's own need nothing. */
export function checkBuildable(workloads: readonly Workload[], binaries: BinariesArgs = {}): void {
    const built = workloads.filter(({ image }) => image.prebuilt === undefined).map(({ image }) => image.name);
    checkBinaries([...new Set(built)], binaries);
}
