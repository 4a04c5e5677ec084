import { ArgumentError } from "../../arguments/errors";
import { instanceCount } from "../../topology/instances";
import type { Workload } from "../../topology/model";
import { type Claim, claim } from "../../topology/ports";
import { checkBuildable, checkConsulPublished, checkNames, checkNotAutoscaled } from "../capabilities";
import type { DockerArgs } from "./args";

/** Raises for what an engine cannot do, before anything is made there. */
export function checkCapabilities(
    workloads: readonly Workload[],
    beside: readonly Workload[],
    { binaries }: DockerArgs,
): void {
    checkNames(workloads, beside);
    checkConsulPublished(workloads, "docker");
    checkNotAutoscaled(workloads, "docker");
    checkPublishedPorts([...beside, ...workloads]);
    checkBuildable(workloads, binaries);
}

/** All instances are on one host: each publishes its ports there at a number of its own. */
function checkPublishedPorts(workloads: readonly Workload[]): void {
    const taken: Claim[] = [];
    for (const workload of workloads) {
        const instances = instanceCount(workload);
        for (const port of workload.ports) {
            if (port.hostPort === undefined || instances === 0) continue;
            const last = port.hostPort + instances - 1;
            const field = `${workload.argument}.hostPort`;
            if (last > 65535) {
                const allowed = `at most ${65536 - instances} for ${instances} instances`;
                throw new ArgumentError(field, port.hostPort, allowed);
            }
            claim(taken, { field, first: port.hostPort, last, protocols: port.protocols });
        }
    }
}
