import type { Target } from "../../topology/target";
import { checkNotAutoscaled } from "../capabilities";
import { checkDockerArgs, type DockerArgs } from "./args";
import { DockerSite } from "./site";

/**
 * Runs a platform on a Docker engine: one container an instance, one network a platform, images built by the engine.
 *
 * @example
 * ```ts
 * new c4.C4("edge", { target: c4.docker({ subnet: "198.18.0.0/24" }) });
 * ```
 * @throws ArgumentError when an argument cannot work.
 */
export function docker(args: DockerArgs = {}): Target {
    checkDockerArgs(args);
    return {
        kind: "docker",
        check: (workloads) => checkNotAutoscaled(workloads, "docker"),
        open: (scope) => new DockerSite(scope, args),
    };
}
