import { ArgumentError } from "../../arguments/errors";
import type { Workload } from "../../topology/model";
import { checkBuildable, checkNames, checkNotAutoscaled } from "../capabilities";
import type { VmsArgs } from "./args";
import { assignHosts } from "./placement";

/** Raises for what machines cannot do, before anything is made there. */
export function checkCapabilities(workloads: readonly Workload[], beside: readonly Workload[], args: VmsArgs): void {
    checkNames(workloads, beside);
    checkNotAutoscaled(workloads, "vms");
    for (const workload of workloads) {
        const field = workload.argument;
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
    assignHosts([beside, workloads], args.hosts);
    checkBuildable(workloads, args.binaries);
}
