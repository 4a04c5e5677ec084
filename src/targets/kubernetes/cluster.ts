import * as docker from "@pulumi/docker";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ImageBuilds } from "../../images/build";
import { create, providerOf } from "../../resource";
import type { Workload } from "../../topology/model";
import type { Scope } from "../../topology/target";
import type { KubernetesArgs } from "./args";
import { platformLabels } from "./labels";
import { onHostNetwork } from "./ports";

/** A namespace, and who its pods run as. */
export interface Home {
    readonly namespace: pulumi.Output<string>;
    readonly serviceAccount: pulumi.Output<string>;
}

/** What all layers of one platform share on a cluster. */
export interface Cluster {
    readonly platform: string;
    readonly args: KubernetesArgs;
    /** Provider of what is made there. */
    readonly opts: pulumi.CustomResourceOptions;
    readonly images: ImageBuilds;
    /** Where a workload's resources are. */
    homeOf(workload: Workload): Home;
}

export function createCluster(scope: Scope, args: KubernetesArgs): Cluster {
    const opts = providerOf("kubernetes", scope, createProvider(scope, args));
    const inner = createHome(scope, args, opts, {
        name: scope.name,
        existing: args.namespace,
        standard: "restricted",
    });
    const edge =
        args.hostNetwork === undefined
            ? inner
            : createHome(scope, args, opts, {
                  name: `${scope.name}-edge`,
                  existing: args.hostNetwork.namespace,
                  standard: "privileged",
              });
    return {
        platform: scope.platform,
        args,
        opts,
        images: createImages(scope, args),
        homeOf: (workload) => (onHostNetwork(workload, args) ? edge : inner),
    };
}

function createProvider({ name, parent }: Scope, args: KubernetesArgs): kubernetes.Provider | undefined {
    const { kubeconfig, context } = args;
    if (kubeconfig === undefined && context === undefined) return undefined;
    return new kubernetes.Provider(
        `${name}-kubernetes`,
        {
            ...(kubeconfig === undefined ? {} : { kubeconfig }),
            ...(context === undefined ? {} : { context }),
        },
        { parent },
    );
}

function createImages(scope: Scope, args: KubernetesArgs): ImageBuilds {
    const { name, parent, platform } = scope;
    const { binaries = {}, engine, registry, transform } = args;
    const named =
        engine === undefined ? undefined : new docker.Provider(`${name}-docker`, { host: engine }, { parent });
    return new ImageBuilds({ platform, binaries, registry, transform, opts: providerOf("docker", scope, named) });
}

interface HomeArgs {
    readonly name: string;
    /** A namespace that is there already. */
    readonly existing: pulumi.Input<string> | undefined;
    /** The Pod Security Standard that a new one enforces. */
    readonly standard: "restricted" | "privileged";
}

/** A namespace, unless one is there already, and an account without rights in it. */
function createHome(
    scope: Scope,
    args: KubernetesArgs,
    opts: pulumi.CustomResourceOptions,
    { name, existing, standard }: HomeArgs,
): Home {
    const labels = { ...args.labels, ...platformLabels(scope.platform) };
    const annotations = { ...args.annotations };
    const enforced = { ...labels, "pod-security.kubernetes.io/enforce": standard };
    const namespace =
        existing === undefined
            ? create(kubernetes.core.v1.Namespace, scope, {
                  name: `${name}-namespace`,
                  args: { metadata: { name, annotations, labels: enforced } },
                  opts,
                  transform: args.transform?.namespace,
                  about: scope.platform,
              }).metadata.name
            : pulumi.output(existing);
    const account = create(kubernetes.core.v1.ServiceAccount, scope, {
        name: `${name}-account`,
        args: {
            metadata: { name: scope.name, namespace, labels, annotations },
            automountServiceAccountToken: false,
        },
        opts,
        transform: args.transform?.serviceAccount,
        about: scope.platform,
    });
    return { namespace, serviceAccount: account.metadata.name };
}
