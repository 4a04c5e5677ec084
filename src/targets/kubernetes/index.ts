import type { Target } from "../../topology/target";
import { checkKubernetesArgs, type KubernetesArgs } from "./args";
import { checkHostPorts } from "./ports";
import { KubernetesSite } from "./site";

/**
 * Runs a platform on a Kubernetes cluster: Deployments and StatefulSets in a namespace of its own, a Consul agent on each
 * node, images built by a Docker engine and pulled from a registry.
 *
 * @example
 * ```ts
 * new c4.C4("edge", {
 *     target: c4.kubernetes({
 *         expose: { type: "NodePort", address: "203.0.113.10" },
 *         registry: { prefix: "registry.example.com/c4" },
 *     }),
 * });
 * ```
 * @throws ArgumentError when an argument cannot work.
 */
export function kubernetes(args: KubernetesArgs): Target {
    checkKubernetesArgs(args);
    return {
        kind: "kubernetes",
        check: (workloads) => checkHostPorts(workloads, args),
        open: (scope) => new KubernetesSite(scope, args),
    };
}
