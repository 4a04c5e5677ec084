import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { ImageBuilds } from "../../images/build";
import type { Workload } from "../../topology/model";
import { portOf } from "../../topology/ports";
import type { Placement, PlaceOptions, Scope, Site } from "../../topology/target";
import { checkNotAutoscaled } from "../capabilities";
import type { DockerArgs } from "./args";
import { containerArgs, instanceAlias } from "./container";

/** A Docker engine, opened for one platform: its network, its images, its containers. */
export class DockerSite implements Site {
    readonly kind = "docker";
    /** The platform's network, for containers that are not this package's. */
    readonly network: pulumi.Output<string>;
    private readonly provider: docker.Provider | undefined;
    private readonly images: ImageBuilds;

    constructor(
        private readonly scope: Scope,
        private readonly args: DockerArgs,
    ) {
        const { platform, parent } = scope;
        const { host } = args;
        this.provider =
            host === undefined ? undefined : new docker.Provider(`${platform}-docker`, { host }, { parent });
        this.network = this.createNetwork().name;
        this.images = new ImageBuilds(
            platform,
            { platform, binaries: args.binaries ?? {}, transform: args.transform?.image },
            this.options(parent),
        );
    }

    check(workloads: readonly Workload[]): void {
        checkNotAutoscaled(workloads, this.kind);
    }

    open(): Site {
        return this;
    }

    hostOf(workload: Workload, instance?: number): string {
        return instance === undefined ? workload.name : instanceAlias(workload, instance);
    }

    place(workload: Workload, options: PlaceOptions): Placement {
        const volumes = this.createVolumes(workload, options);
        const containers = this.createContainers(workload, options, volumes);
        return {
            instances: pulumi.output(containers.map((container) => container.name)),
            ready: containers,
            data: volumes.flat(),
            endpoints: (port) => this.endpoints(workload, port),
        };
    }

    private createNetwork(): docker.Network {
        const { platform, parent } = this.scope;
        const args: docker.NetworkArgs = {
            driver: "bridge",
            labels: labelList(this.labels()),
            ...(this.args.subnet === undefined ? {} : { ipamConfigs: [{ subnet: this.args.subnet }] }),
        };
        return new docker.Network(
            `${platform}-network`,
            this.args.transform?.network?.(args) ?? args,
            this.options(parent),
        );
    }

    /** The volumes of each instance, in the order of the workload's storages. */
    private createVolumes(workload: Workload, options: PlaceOptions): docker.Volume[][] {
        return indices(workload).map((index) =>
            workload.storage.map((storage) => {
                const args: docker.VolumeArgs = { labels: labelList(this.labels(workload)) };
                return new docker.Volume(
                    `${options.name}-${index}-${storage.name}`,
                    this.args.transform?.volume?.(args, workload.name) ?? args,
                    this.options(options.parent, { retainOnDelete: storage.keep ?? false }),
                );
            }),
        );
    }

    private createContainers(
        workload: Workload,
        options: PlaceOptions,
        volumes: docker.Volume[][],
    ): docker.Container[] {
        const containers: docker.Container[] = [];
        for (const index of indices(workload)) {
            const own = volumes[index] ?? [];
            const args = containerArgs(workload, index, options, {
                image: this.images.reference(workload.image),
                network: this.network,
                publishAddress: this.publishAddress(),
                volumes: Object.fromEntries(workload.storage.map((storage, i) => [storage.name, own[i]?.name ?? ""])),
                labels: this.labels(workload),
            });
            const previous = containers.slice(-1);
            const container = new docker.Container(
                `${options.name}-${index}`,
                this.args.transform?.container?.(args, workload.name) ?? args,
                this.options(options.parent, {
                    // One after another: side by side, a changed image would stop every instance at once.
                    dependsOn: [...options.dependsOn, ...previous],
                    deleteBeforeReplace: !surges(workload),
                }),
            );
            containers.push(container);
        }
        return containers;
    }

    private endpoints(workload: Workload, name: string): pulumi.Output<string[]> {
        const { hostPort } = portOf(workload, name);
        const instances = hostPort === undefined ? [] : indices(workload);
        return pulumi.output(instances.map((index) => `${this.publishAddress()}:${(hostPort ?? 0) + index}`));
    }

    private publishAddress(): string {
        return this.args.publishAddress ?? "127.0.0.1";
    }

    private labels(workload?: Workload): Record<string, string> {
        return {
            "c4.platform": this.scope.platform,
            "c4.stack": pulumi.getStack(),
            ...(workload ? { "c4.role": workload.role, "c4.workload": workload.name } : {}),
        };
    }

    private options(parent: pulumi.Resource, more: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
        return pulumi.mergeOptions({ parent, provider: this.provider }, more);
    }
}

/** New before old: only where instances are alike and nothing of an instance can be held by one at a time. */
function surges(workload: Workload): boolean {
    return (
        workload.identity === "interchangeable" &&
        workload.storage.length === 0 &&
        workload.ports.every((port) => port.hostPort === undefined)
    );
}

function indices(workload: Workload): number[] {
    const count = workload.cardinality.kind === "count" ? workload.cardinality.count : 1;
    return Array.from({ length: count }, (_, index) => index);
}

function labelList(labels: Record<string, string>): { label: string; value: string }[] {
    return Object.entries(labels).map(([label, value]) => ({ label, value }));
}
