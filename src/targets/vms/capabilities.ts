import { ArgumentError } from "../../topology/errors";
import type { Workload } from "../../topology/model";
import { fieldOf } from "../../topology/ports";
import { checkNotAutoscaled } from "../capabilities";

/** Raises for what machines cannot do. */
export function checkCapabilities(workloads: readonly Workload[]): void {
    checkNotAutoscaled(workloads, "vms");
    for (const workload of workloads) {
        const field = fieldOf(workload);
        if (workload.image.prebuilt !== undefined) {
            const allowed = "none with the target vms, which runs no containers; leave it out";
            throw new ArgumentError(`${field}.image`, workload.image.prebuilt, allowed);
        }
        for (const port of workload.ports) {
            if (port.hostPort === undefined || port.hostPort === port.number) continue;
            const allowed = `${port.number}, where the instance listens on its host's own network; change that port instead`;
            throw new ArgumentError(`${field}.hostPort`, port.hostPort, allowed);
        }
    }
}
