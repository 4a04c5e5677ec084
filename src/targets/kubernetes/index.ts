import type { Target } from "../../topology/target";
import { acceptedKubernetesArgs, type KubernetesArgs } from "./args";
import { checkCapabilities } from "./capabilities";
import { KubernetesSite } from "./site";

/**
 * Runs a platform on a Kubernetes cluster: Deployments and StatefulSets in a namespace of its own, a Consul agent on each
 * node, images built by a Docker engine and pulled from a registry. Needs the packages
 * `@pulumi/kubernetes` and `@pulumi/docker`.
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
export function kubernetes(given: KubernetesArgs): Target {
    const args = acceptedKubernetesArgs(given);
    return {
        kind: "kubernetes",
        keepsStorage: false,
        check: (workloads, beside = []) => checkCapabilities(workloads, beside, args),
        open: (scope) => KubernetesSite.open(scope, args),
    };
}
