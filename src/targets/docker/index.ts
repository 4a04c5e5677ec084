import type { Target } from "../../topology/target";
import { acceptedDockerArgs, type DockerArgs } from "./args";
import { checkCapabilities } from "./capabilities";
import { DockerSite } from "./site";

/**
 * Runs a platform on a Docker engine: one container an instance, one network a platform, images built by the engine. Needs the
 * package `@pulumi/docker`.
 *
 * @example
 * ```ts
 * new c4.C4("edge", { target: c4.docker({ subnet: "198.18.0.0/24" }) });
 * ```
 * @throws ArgumentError when an argument cannot work.
 */
export function docker(given: DockerArgs = {}): Target {
    const args = acceptedDockerArgs(given);
    return {
        kind: "docker",
        keepsStorage: false,
        check: (workloads, beside = []) => checkCapabilities(workloads, beside, args),
        open: (scope) => DockerSite.open(scope, args),
    };
}
