import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ImageBuilds } from "../../images/build";
import { instanceEnvironment } from "../../rendering/environment";
import { renderFile } from "../../rendering/render";
import { ArgumentError } from "../../topology/errors";
import type { Image, Workload } from "../../topology/model";
import { portOf } from "../../topology/ports";
import type { Placement, PlaceOptions, Scope, Site } from "../../topology/target";
import type { KubernetesArgs } from "./args";
import { autoscaler, daemonSet, deployment, disruptionBudget, replicasOf, statefulSet } from "./controllers";
import { Surroundings } from "./objects";
import { fileKey, podTemplate } from "./pod";
import { networkPolicy } from "./policies";
import { checkHostPorts, onHostNetwork } from "./ports";
import { headlessService, innerService, outerService } from "./services";

type Controller = kubernetes.apps.v1.Deployment | kubernetes.apps.v1.StatefulSet | kubernetes.apps.v1.DaemonSet;

/** Services lead to pods that come after them: to wait for these would be to wait for ever. */
const doNotWait = { "pulumi.com/skipAwait": "true" };

/** A cluster, opened for one platform: its namespaces, its images, its workloads. */
export class KubernetesSite implements Site {
    readonly kind = "kubernetes";
    private readonly around: Surroundings;
    private readonly images: ImageBuilds;
    private readonly services = new Map<string, kubernetes.core.v1.Service>();

    constructor(
        private readonly scope: Scope,
        private readonly args: KubernetesArgs,
    ) {
        this.around = new Surroundings(scope, args);
        const { platform, parent } = scope;
        this.images = new ImageBuilds(
            platform,
            {
                platform,
                binaries: args.binaries ?? {},
                ...(args.registry === undefined ? {} : { registry: args.registry }),
                ...(args.transform?.image === undefined ? {} : { transform: args.transform.image }),
            },
            pulumi.mergeOptions({ parent }, { provider: this.around.engine }),
        );
    }

    check(workloads: readonly Workload[]): void {
        checkHostPorts(workloads, this.args);
    }

    open(): Site {
        return this;
    }

    hostOf(workload: Workload, instance?: number): pulumi.Output<string> {
        const name = this.nameOf(workload, instance);
        const service = this.services.get(name) ?? this.createInnerService(workload, name, instance);
        this.services.set(name, service);
        return service.spec.clusterIP;
    }

    place(workload: Workload, options: PlaceOptions): Placement {
        const outer = this.createOuterService(workload, options);
        this.createPolicies(workload, options);
        const controller = this.createController(workload, options);
        return {
            instances: pulumi.output(this.instances(workload)),
            ready: [controller, ...(outer ? [outer] : [])],
            data: workload.storage.length > 0 ? [controller] : [],
            endpoints: (port) => this.endpoints(workload, port, outer),
        };
    }

    /** The name of a workload, or of one of its instances, in its namespace. */
    private nameOf(workload: Workload, instance?: number): string {
        const name = `${this.scope.platform}-${workload.name}`;
        return instance === undefined ? name : `${name}-${instance}`;
    }

    /** A controller names its pods itself, but for those of a StatefulSet. */
    private instances(workload: Workload): string[] {
        if (workload.cardinality.kind === "perHost" || workload.identity === "interchangeable") {
            return [this.nameOf(workload)];
        }
        return Array.from({ length: replicasOf(workload) }, (_, index) => this.nameOf(workload, index));
    }

    private createController(workload: Workload, options: PlaceOptions): Controller {
        const { platform } = this.scope;
        const perNode = workload.cardinality.kind === "perHost";
        const stable = workload.identity === "stable" && !perNode;
        const template = podTemplate(workload, options, this.pod(workload, options), stable);
        const metadata = this.around.metadata(workload, this.nameOf(workload));
        const { transform } = this.args;
        const opts = this.around.options(options.parent, { dependsOn: [...options.dependsOn] });
        if (perNode) {
            const args = { metadata, spec: daemonSet(platform, workload, template) };
            return new kubernetes.apps.v1.DaemonSet(
                options.name,
                transform?.daemonSet?.(args, workload.name) ?? args,
                opts,
            );
        }
        if (stable) {
            const headless = this.createHeadlessService(workload, options);
            const args = { metadata, spec: statefulSet(platform, workload, template, this.args, headless) };
            return new kubernetes.apps.v1.StatefulSet(
                options.name,
                transform?.statefulSet?.(args, workload.name) ?? args,
                opts,
            );
        }
        const args = { metadata, spec: deployment(platform, workload, template, this.args) };
        return new kubernetes.apps.v1.Deployment(
            options.name,
            transform?.deployment?.(args, workload.name) ?? args,
            opts,
        );
    }

    /** What the pods refer to. A changed file or secret comes under a new name, which replaces the pods one after another. */
    private pod(workload: Workload, options: PlaceOptions) {
        const files = this.createFiles(workload, options);
        const secrets = this.createSecrets(workload, options);
        return {
            image: this.image(workload.image),
            serviceAccount: this.around.homeOf(workload).serviceAccount,
            pullSecrets: this.args.pullSecrets ?? [],
            hostNetwork: onHostNetwork(workload, this.args),
            ...(files === undefined ? {} : { files: files.metadata.name }),
            ...(secrets === undefined ? {} : { secrets: secrets.metadata.name }),
            labels: this.around.labels(workload),
            annotations: this.args.annotations ?? {},
        };
    }

    private image(image: Image): pulumi.Input<string> {
        if (image.prebuilt === undefined && this.args.registry === undefined) {
            throw new ArgumentError(
                "kubernetes.registry",
                undefined,
                `a registry that the nodes pull from, to which ${image.name} is pushed, or an image of your own for each role`,
            );
        }
        return this.images.reference(image);
    }

    private createFiles(workload: Workload, options: PlaceOptions): kubernetes.core.v1.ConfigMap | undefined {
        if (workload.files.length === 0) return undefined;
        const data = Object.fromEntries(
            workload.files.map((file) => [fileKey(file.path), renderFile(file, options.resolver)]),
        );
        const args: kubernetes.core.v1.ConfigMapArgs = {
            metadata: this.around.metadata(workload),
            immutable: true,
            data,
        };
        return new kubernetes.core.v1.ConfigMap(
            `${options.name}-files`,
            this.args.transform?.configMap?.(args, workload.name) ?? args,
            this.around.options(options.parent),
        );
    }

    private createSecrets(workload: Workload, options: PlaceOptions): kubernetes.core.v1.Secret | undefined {
        const { secret } = instanceEnvironment(workload, options);
        if (Object.keys(secret).length === 0) return undefined;
        const args: kubernetes.core.v1.SecretArgs = {
            metadata: this.around.metadata(workload),
            immutable: true,
            stringData: { ...secret },
        };
        return new kubernetes.core.v1.Secret(
            `${options.name}-secrets`,
            this.args.transform?.secret?.(args, workload.name) ?? args,
            this.around.options(options.parent),
        );
    }

    private createInnerService(workload: Workload, name: string, instance?: number): kubernetes.core.v1.Service {
        const pod = instance === undefined ? undefined : name;
        const spec = innerService(this.scope.platform, workload, pod);
        return this.createService(workload, name, name, spec, this.scope.parent);
    }

    private createHeadlessService(workload: Workload, options: PlaceOptions): string {
        const name = `${this.nameOf(workload)}-pods`;
        const spec = headlessService(this.scope.platform, workload);
        this.createService(workload, `${options.name}-pods`, name, spec, options.parent);
        return name;
    }

    private createOuterService(workload: Workload, options: PlaceOptions): kubernetes.core.v1.Service | undefined {
        const spec = outerService(this.scope.platform, workload, this.args);
        if (spec === undefined) return undefined;
        const name = `${this.nameOf(workload)}-outside`;
        return this.createService(workload, `${options.name}-outside`, name, spec, options.parent);
    }

    private createService(
        workload: Workload,
        resource: string,
        name: string,
        spec: kubernetes.types.input.core.v1.ServiceSpec,
        parent: pulumi.Resource,
    ): kubernetes.core.v1.Service {
        // An address of a load balancer is worth waiting for: outputs hold it.
        const annotations = spec.type === "LoadBalancer" ? {} : doNotWait;
        const args: kubernetes.core.v1.ServiceArgs = {
            metadata: this.around.metadata(workload, name, annotations),
            spec,
        };
        return new kubernetes.core.v1.Service(
            resource,
            this.args.transform?.service?.(args, workload.name) ?? args,
            this.around.options(parent),
        );
    }

    /** Who may speak to the pods, how many of them may go at one time, and how many there are. */
    private createPolicies(workload: Workload, options: PlaceOptions): void {
        const { platform } = this.scope;
        const { transform } = this.args;
        const metadata = this.around.metadata(workload, this.nameOf(workload));
        const opts = this.around.options(options.parent);
        const traffic = { metadata, spec: networkPolicy(platform, workload, this.args) };
        new kubernetes.networking.v1.NetworkPolicy(
            `${options.name}-traffic`,
            transform?.networkPolicy?.(traffic, workload.name) ?? traffic,
            opts,
        );
        const budget = disruptionBudget(platform, workload);
        if (budget !== undefined) {
            const args = { metadata, spec: budget };
            new kubernetes.policy.v1.PodDisruptionBudget(
                `${options.name}-disruption`,
                transform?.podDisruptionBudget?.(args, workload.name) ?? args,
                opts,
            );
        }
        if (workload.autoscale !== undefined) {
            const args = { metadata, spec: autoscaler(this.nameOf(workload), workload.autoscale) };
            new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
                `${options.name}-autoscaler`,
                transform?.horizontalPodAutoscaler?.(args, workload.name) ?? args,
                opts,
            );
        }
    }

    private endpoints(
        workload: Workload,
        name: string,
        service: kubernetes.core.v1.Service | undefined,
    ): pulumi.Output<string[]> {
        const { hostPort, number } = portOf(workload, name);
        const { expose } = this.args;
        if (hostPort === undefined) return pulumi.output([]);
        if (service === undefined) {
            // On the network of its node. Which node that is, only the cluster knows.
            return pulumi.output(expose.type === "NodePort" ? [pulumi.interpolate`${expose.address}:${number}`] : []);
        }
        if (expose.type === "LoadBalancer") {
            return service.status.loadBalancer.ingress.apply((at) =>
                at.map(({ ip, hostname }) => `${ip ?? hostname}:${number}`),
            );
        }
        return pulumi
            .all([service.spec.ports, expose.address])
            .apply(([ports, address]) => [`${address}:${ports.find(({ port }) => port === number)?.nodePort}`]);
    }
}
