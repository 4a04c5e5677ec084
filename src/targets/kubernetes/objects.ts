import * as docker from "@pulumi/docker";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../../topology/model";
import type { Scope } from "../../topology/target";
import type { KubernetesArgs } from "./args";
import { platformLabels, workloadLabels } from "./labels";
import { onHostNetwork } from "./ports";

/** Metadata of a resource of a workload. */
interface Metadata {
    readonly name?: string;
    readonly namespace: pulumi.Input<string>;
    readonly labels: Record<string, string>;
    readonly annotations: Record<string, string>;
}

/** A namespace, and who its pods run as. */
export interface Home {
    readonly namespace: pulumi.Output<string>;
    readonly serviceAccount: pulumi.Output<string>;
}

/** What all resources of one platform on a cluster share: providers, namespaces, labels. */
export class Surroundings {
    /** The provider of what runs on the cluster, where one was named. */
    readonly provider: kubernetes.Provider | undefined;
    /** The provider of the engine that builds images, where one was named. */
    readonly engine: docker.Provider | undefined;
    private readonly inner: Home;
    private readonly edge: Home;

    constructor(
        readonly scope: Scope,
        readonly args: KubernetesArgs,
    ) {
        const { platform, parent } = scope;
        const { kubeconfig, context, engine } = args;
        this.provider =
            kubeconfig === undefined && context === undefined
                ? undefined
                : new kubernetes.Provider(
                      `${platform}-kubernetes`,
                      {
                          ...(kubeconfig === undefined ? {} : { kubeconfig }),
                          ...(context === undefined ? {} : { context }),
                      },
                      { parent },
                  );
        this.engine =
            engine === undefined ? undefined : new docker.Provider(`${platform}-docker`, { host: engine }, { parent });
        this.inner = this.createHome(platform, args.namespace, "restricted");
        this.edge = args.hostNetwork
            ? this.createHome(`${platform}-edge`, args.hostNetwork.namespace, "privileged")
            : this.inner;
    }

    /** Where a workload's resources are. */
    homeOf(workload: Workload): Home {
        return onHostNetwork(workload, this.args) ? this.edge : this.inner;
    }

    metadata(workload: Workload, name?: string, annotations: Record<string, string> = {}): Metadata {
        return {
            ...(name === undefined ? {} : { name }),
            namespace: this.homeOf(workload).namespace,
            labels: this.labels(workload),
            annotations: { ...this.args.annotations, ...annotations },
        };
    }

    labels(workload: Workload): Record<string, string> {
        return { ...this.args.labels, ...workloadLabels(this.scope.platform, workload) };
    }

    options(parent: pulumi.Resource, more: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
        return pulumi.mergeOptions({ parent, provider: this.provider }, more);
    }

    /** A namespace that enforces a Pod Security Standard, unless one is there already, and an account without rights in it. */
    private createHome(name: string, existing: string | undefined, standard: "restricted" | "privileged"): Home {
        const { parent, platform } = this.scope;
        const labels = { ...this.args.labels, ...platformLabels(platform) };
        const annotations = { ...this.args.annotations };
        const namespace =
            existing === undefined ? this.createNamespace(name, labels, annotations, standard) : undefined;
        const into = namespace?.metadata.name ?? pulumi.output(existing ?? name);
        const args: kubernetes.core.v1.ServiceAccountArgs = {
            metadata: { name: platform, namespace: into, labels, annotations },
            automountServiceAccountToken: false,
        };
        const account = new kubernetes.core.v1.ServiceAccount(
            `${name}-account`,
            this.args.transform?.serviceAccount?.(args) ?? args,
            this.options(parent),
        );
        return { namespace: into, serviceAccount: account.metadata.name };
    }

    private createNamespace(
        name: string,
        labels: Record<string, string>,
        annotations: Record<string, string>,
        standard: "restricted" | "privileged",
    ): kubernetes.core.v1.Namespace {
        const args: kubernetes.core.v1.NamespaceArgs = {
            metadata: { name, annotations, labels: { ...labels, "pod-security.kubernetes.io/enforce": standard } },
        };
        return new kubernetes.core.v1.Namespace(
            `${name}-namespace`,
            this.args.transform?.namespace?.(args) ?? args,
            this.options(this.scope.parent),
        );
    }
}
