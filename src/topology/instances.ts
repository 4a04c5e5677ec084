import type { Workload } from "./model";

/** How many instances of a workload there are at first: on each host, where it has one a host. */
export function instanceCount({ cardinality }: Workload): number {
    return cardinality.kind === "count" ? cardinality.count : 1;
}

/** Index of each instance of a workload, from 0. */
export function instanceIndices(workload: Workload): number[] {
    return Array.from({ length: instanceCount(workload) }, (_, index) => index);
}
