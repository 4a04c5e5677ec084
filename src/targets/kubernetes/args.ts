import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { accepted } from "../../arguments/accepted";
import { engineUrl, type Format, someText } from "../../arguments/formats";
import { cidr, formatted, input, matching, type Rules, secretInput, transform } from "../../arguments/rules";
import { type BinariesArgs, binariesSchema } from "../../images/binaries";
import { type RegistryArgs, registrySchema } from "../../images/registry";
import type { docker, kubernetes } from "../../peers";
import type { Transform } from "../../resource";
import type { ImageName } from "../../topology/model";

/** How a platform lands on a Kubernetes cluster. */
export interface KubernetesArgs {
    /**
     * Contents or path of the kubeconfig. The provider reads KUBECONFIG itself when this is absent.
     *
     * @default KUBECONFIG, then ~/.kube/config, then the cluster that the program runs in
     */
    kubeconfig?: Input<string>;
    /**
     * Context of the kubeconfig.
     *
     * @default the current one
     * @example "production"
     */
    context?: Input<string>;
    /**
     * A namespace that is there already. Its labels are left alone: what it enforces has to allow the platform's pods,
     * which fit Pod Security Standard `restricted`. Where the platform has roles in a namespace besides this one, both need
     * the label `app.kubernetes.io/part-of` with the platform's name, or network policies keep them from each other.
     *
     * @default one that is made for the platform, of its name, and enforces `restricted`
     * @example "voice"
     */
    namespace?: Input<string>;
    /** How ports that the declaration exposes (`hostPort`) are reached from outside of the cluster. */
    expose: ExposeArgs;
    /**
     * Runs what stands at the edge, SBCs and RTPengines, on the network of its node: with the node's address, and its
     * ports. One instance a node then.
     *
     * @default the pods' network
     */
    hostNetwork?: HostNetworkArgs;
    /**
     * Where images are pushed by the deployment and pulled by the nodes. Needed unless every role has an `image`.
     *
     * @example { prefix: "registry.example.com/c4" }
     */
    registry?: RegistryArgs;
    /**
     * Names of secrets in the namespace that nodes pull images with.
     *
     * @default []
     */
    pullSecrets?: Input<string>[];
    /**
     * Who else may speak to every role, besides the platform itself: agents of an external Consul that check them, what
     * collects metrics.
     *
     * @default []
     * @example [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "consul" } } }]
     */
    admit?: kubernetes.types.input.networking.v1.NetworkPolicyPeer[];
    /** Volumes of PostgreSQL and of Consul's servers. */
    storage?: StorageArgs;
    /**
     * Labels of every resource, besides the platform's own.
     *
     * @default {}
     */
    labels?: Record<string, string>;
    /**
     * Annotations of every resource.
     *
     * @default {}
     */
    annotations?: Record<string, string>;
    /**
     * The Docker engine that builds images, as in DOCKER_HOST.
     *
     * @default the engine that DOCKER_HOST names, or the local socket
     */
    engine?: Input<string>;
    /**
     * Programs that images are built with and that no Debian package holds.
     *
     * @default `consul` and `consul-template` of the PATH; where there are none, HashiCorp's releases, downloaded
     */
    binaries?: BinariesArgs;
    /**
     * Last word on each resource and its options, for what this package has no argument for.
     *
     * @example { statefulSet: (args, opts, workload) => ({ opts: { ...opts, protect: workload === "postgres" } }) }
     */
    transform?: KubernetesTransforms;
}

/** Services that lead into the cluster. The deployment itself writes Consul's KV through one. */
export type ExposeArgs =
    | {
          /** A port of every node; `hostPort` where it lies in the cluster's range of node ports, one of the cluster's choice otherwise. */
          type: "NodePort";
          /**
           * Address of a node, as the deployment and carriers reach it.
           *
           * @example "203.0.113.10"
           */
          address: Input<string>;
      }
    | {
          /** An address of its own for each exposed workload, from the cluster's load balancers. */
          type: "LoadBalancer";
      };

/** The edge on the network of its nodes. */
export interface HostNetworkArgs {
    /**
     * A namespace for these pods that is there already and allows them the host's network.
     *
     * @default one that is made, of the platform's name and `-edge`
     */
    namespace?: string;
    /**
     * Networks of the nodes, in CIDR notation: network policies let them in to the other roles.
     *
     * @example ["10.0.0.0/16"]
     */
    nodes: string[];
}

/** Claims for volumes. */
export interface StorageArgs {
    /**
     * Storage class of the claims.
     *
     * @default the cluster's own default
     */
    class?: Input<string>;
    /**
     * Size of each claim, as a Kubernetes quantity.
     *
     * @default "1Gi"
     */
    size?: string;
}

/** One function for each kind of resource; see {@link Transform}. */
export interface KubernetesTransforms {
    /** The third argument is the platform's name. */
    namespace?: Transform<kubernetes.core.v1.NamespaceArgs>;
    /** The third argument is the platform's name. */
    serviceAccount?: Transform<kubernetes.core.v1.ServiceAccountArgs>;
    deployment?: Transform<kubernetes.apps.v1.DeploymentArgs>;
    statefulSet?: Transform<kubernetes.apps.v1.StatefulSetArgs>;
    daemonSet?: Transform<kubernetes.apps.v1.DaemonSetArgs>;
    service?: Transform<kubernetes.core.v1.ServiceArgs>;
    configMap?: Transform<kubernetes.core.v1.ConfigMapArgs>;
    secret?: Transform<kubernetes.core.v1.SecretArgs>;
    podDisruptionBudget?: Transform<kubernetes.policy.v1.PodDisruptionBudgetArgs>;
    networkPolicy?: Transform<kubernetes.networking.v1.NetworkPolicyArgs>;
    horizontalPodAutoscaler?: Transform<kubernetes.autoscaling.v2.HorizontalPodAutoscalerArgs>;
    /** The third argument is the image's name, or `base` for what all lie on. */
    image?: Transform<docker.RemoteImageArgs, ImageName | "base">;
    /** The third argument is the image's name. */
    push?: Transform<docker.RegistryImageArgs, ImageName>;
}

const objectName: Format = {
    accepts: (text) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text),
    allowed: "a name of lower-case letters, digits and hyphens (RFC 1123)",
};
const contextName: Format = { ...someText, allowed: "the name of a context" };
const storageClass: Format = { ...someText, allowed: "the name of a storage class" };
const texts = z.record(z.string(), z.string()).optional();

const schema = z.strictObject({
    kubeconfig: secretInput(someText).optional(),
    context: input(contextName).optional(),
    namespace: input(objectName).optional(),
    expose: z.discriminatedUnion(
        "type",
        [
            z.strictObject({ type: z.literal("NodePort"), address: input(someText) }),
            z.strictObject({ type: z.literal("LoadBalancer") }),
        ],
        '{ type: "NodePort", address } or { type: "LoadBalancer" }',
    ),
    hostNetwork: z
        .strictObject({
            namespace: formatted(objectName).optional(),
            nodes: z.array(cidr).min(1, "at least one network"),
        })
        .optional(),
    registry: registrySchema.optional(),
    pullSecrets: z.array(input(objectName)).optional(),
    admit: z.array(z.looseObject({}, "peers of a NetworkPolicy")).optional(),
    storage: z
        .strictObject({
            class: input(storageClass).optional(),
            size: matching((text) => /^[1-9]\d*(Mi|Gi|Ti|M|G|T)$/.test(text), "a quantity such as 10Gi").optional(),
        })
        .optional(),
    labels: texts,
    annotations: texts,
    engine: input(engineUrl).optional(),
    binaries: binariesSchema.optional(),
    transform: z
        .strictObject({
            namespace: transform,
            serviceAccount: transform,
            deployment: transform,
            statefulSet: transform,
            daemonSet: transform,
            service: transform,
            configMap: transform,
            secret: transform,
            podDisruptionBudget: transform,
            networkPolicy: transform,
            horizontalPodAutoscaler: transform,
            image: transform,
            push: transform,
        })
        .optional(),
} satisfies Rules<KubernetesArgs>);

/** The arguments, as they can work. Raises when one cannot; see `ArgumentError`. */
export function acceptedKubernetesArgs(args: KubernetesArgs): KubernetesArgs {
    return accepted(schema, args, "kubernetes");
}
