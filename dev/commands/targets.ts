import { DockerTarget } from "./docker";
import { KubernetesTarget } from "./kubernetes";
import type { StackOutputs } from "./pulumi";
import type { RunningTarget } from "./target";

/** The target that a stack runs on. */
export function runningTarget(outputs: Pick<StackOutputs, "target" | "platformName">): RunningTarget {
    if (outputs.target === "docker") return new DockerTarget(outputs.platformName);
    if (outputs.target === "kubernetes") return new KubernetesTarget(outputs.platformName);
    throw new Error(`The commands do not know the target ${outputs.target}; they know docker and kubernetes.`);
}
