import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { ImageBuilds } from "../../images/build";
import { type InstanceEnvironment, instanceEnvironment } from "../../rendering/environment";
import { create, type Owner, providerOf } from "../../resource";
import { instanceIndices } from "../../topology/instances";
import type { Workload } from "../../topology/model";
import { portOf } from "../../topology/ports";
import type { Layer, Placement, PlaceOptions, Scope, Site } from "../../topology/target";
import type { DockerArgs } from "./args";
import { containerArgs, instanceAlias } from "./container";

/** What all layers of one platform share on an engine. */
interface Engine {
    readonly opts: pulumi.CustomResourceOptions;
    readonly network: pulumi.Output<string>;
    readonly images: ImageBuilds;
}

/** A volume, and where an instance sees it. */
interface MountedVolume {
    readonly volume: docker.Volume;
    readonly path: string;
}

/** A Docker engine, opened for one platform: its network, its images, its containers. */
export class DockerSite implements Site {
    readonly platform: string;
    /** Name of the platform's network, for containers that are not this package's. */
    readonly network: pulumi.Output<string>;

    private constructor(
        platform: string,
        private readonly layer: Owner,
        private readonly args: DockerArgs,
        private readonly engine: Engine,
    ) {
        this.platform = platform;
        this.network = engine.network;
    }

    static open(scope: Scope, args: DockerArgs): DockerSite {
        return new DockerSite(scope.platform, scope, args, createEngine(scope, args));
    }

    join(layer: Layer): Site {
        return new DockerSite(this.platform, layer, this.args, this.engine);
    }

    hostOf(workload: Workload, instance?: number): string {
        return instance === undefined ? workload.name : instanceAlias(workload, instance);
    }

    place(workload: Workload, options: PlaceOptions): Placement {
        const endpoints = (port: string) => this.endpoints(workload, port);
        const volumes = this.createVolumes(workload, options);
        const environment = instanceEnvironment(workload, this.platform, options, endpoints);
        const containers = this.createContainers(workload, options, volumes, environment);
        return {
            instances: pulumi.output(containers.map((container) => container.name)),
            ready: containers,
            data: volumes.flat().map(({ volume }) => volume),
            endpoints,
        };
    }

    /** The volumes of each instance. */
    private createVolumes(workload: Workload, options: PlaceOptions): MountedVolume[][] {
        return instanceIndices(workload).map((index) =>
            workload.storage.map((storage) => {
                const name = `${options.name}-${index}-${storage.name}`;
                const volume = create(docker.Volume, options, {
                    name,
                    args: {
                        labels: labelList(this.platform, workload),
                        ...(storage.keep ? { name: keptName(name) } : {}),
                    },
                    opts: { ...this.engine.opts, ...(storage.keep ? kept : { retainOnDelete: false }) },
                    transform: this.args.transform?.volume,
                    about: workload.name,
                });
                return { path: storage.path, volume };
            }),
        );
    }

    private createContainers(
        workload: Workload,
        options: PlaceOptions,
        volumes: MountedVolume[][],
        environment: InstanceEnvironment,
    ): docker.Container[] {
        const containers: docker.Container[] = [];
        for (const index of instanceIndices(workload)) {
            const args = containerArgs(workload, index, options, {
                environment,
                image: this.engine.images.reference(workload.image, this.layer),
                network: this.network,
                addressOf: ({ name }) => this.addressOf(workload, name),
                volumes: (volumes[index] ?? []).map(({ path, volume }) => ({
                    volumeName: volume.name,
                    containerPath: path,
                })),
                labels: labelList(this.platform, workload),
            });
            const previous = containers.slice(-1);
            const container = create(docker.Container, options, {
                name: `${options.name}-${index}`,
                args,
                opts: {
                    ...this.engine.opts,
                    // One after another: side by side, a changed image would stop every instance at once.
                    dependsOn: [...options.dependsOn, ...previous],
                    deleteBeforeReplace: !surges(workload),
                },
                transform: this.args.transform?.container,
                about: workload.name,
            });
            containers.push(container);
        }
        return containers;
    }

    private endpoints(workload: Workload, name: string): pulumi.Output<string[]> {
        const { hostPort } = portOf(workload, name);
        const instances = hostPort === undefined ? [] : instanceIndices(workload);
        return pulumi.output(instances.map((index) => `${this.addressOf(workload, name)}:${(hostPort ?? 0) + index}`));
    }

    /** What faces carriers and what does not are published at addresses of their own. */
    private addressOf(workload: Workload, port: string): string {
        const { innerAddress, publishAddress } = this.args;
        return (workload.edge.includes(port) ? publishAddress : innerAddress) ?? "127.0.0.1";
    }
}

function createEngine(scope: Scope, { host, subnet, binaries = {}, transform }: DockerArgs): Engine {
    const { name, parent, platform } = scope;
    const named = host === undefined ? undefined : new docker.Provider(`${name}-docker`, { host }, { parent });
    const opts = providerOf("docker", scope, named);
    const network = create(docker.Network, scope, {
        name: `${name}-network`,
        args: {
            driver: "bridge",
            labels: labelList(platform),
            ...(subnet === undefined ? {} : { ipamConfigs: [{ subnet }] }),
        },
        opts,
        transform: transform?.network,
        about: platform,
    });
    const images = new ImageBuilds({ platform, binaries, transform, opts });
    return { opts, network: network.name, images };
}

/** What holds data that is to be kept is never deleted, and never replaced: not even one that was made under another name. */
const kept: pulumi.CustomResourceOptions = { retainOnDelete: true, ignoreChanges: ["name", "labels"] };

/** A name that the next deployment finds the same volume by: an engine gives the one that is there to whoever makes it again. */
function keptName(resource: string): string {
    return [pulumi.getProject(), pulumi.getStack(), resource].join(".");
}

/** New before old: only where instances are alike and nothing of an instance can be held by one at a time. */
function surges(workload: Workload): boolean {
    return (
        workload.identity === "interchangeable" &&
        workload.storage.length === 0 &&
        workload.ports.every((port) => port.hostPort === undefined)
    );
}

/** Labels of what belongs to a platform, or to a workload of it. */
function labelList(platform: string, workload?: Workload): { label: string; value: string }[] {
    const labels = {
        "c4.platform": platform,
        "c4.stack": pulumi.getStack(),
        ...(workload ? { "c4.role": workload.role, "c4.workload": workload.name } : {}),
    };
    return Object.entries(labels).map(([label, value]) => ({ label, value }));
}
