import { DockerTarget } from "./docker";
import { KubernetesTarget } from "./kubernetes";
import type { StackOutputs } from "./pulumi";
import type { RunningTarget } from "./target";
import { VmsTarget } from "./vms";

/** The target that a stack runs on. */
export function runningTarget(outputs: Pick<StackOutputs, "target" | "platformName" | "inventory">): RunningTarget {
    const { target, platformName, inventory } = outputs;
    if (target === "docker") return new DockerTarget(platformName);
    if (target === "kubernetes") return new KubernetesTarget(platformName);
    if (target === "vms" && inventory !== undefined) return new VmsTarget(platformName, inventory);
    throw new Error(`The commands do not know the target ${target}; they know docker, kubernetes and vms.`);
}
