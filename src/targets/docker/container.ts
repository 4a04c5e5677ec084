import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { type InstanceEnvironment, startCommand, stopSeconds } from "../../rendering/environment";
import { hookPath } from "../../rendering/paths";
import { renderFile } from "../../rendering/render";
import type { Port, Workload } from "../../topology/model";
import type { PlaceOptions } from "../../topology/target";
import { cpus, duration } from "./spelling";

/** What an engine has for a container. */
export interface ContainerPlace {
    readonly image: pulumi.Input<string>;
    readonly network: pulumi.Input<string>;
    /** The address of the host that a port is published at. */
    readonly addressOf: (port: Port) => string;
    readonly volumes: docker.types.input.ContainerVolume[];
    readonly labels: docker.types.input.ContainerLabel[];
    readonly environment: InstanceEnvironment;
}

/** One instance of a workload as a container. */
export function containerArgs(
    workload: Workload,
    index: number,
    options: PlaceOptions,
    { addressOf, environment, image, labels, network, volumes }: ContainerPlace,
): docker.ContainerArgs {
    const stop = stopSeconds(workload);
    return {
        image,
        // The host name is the container's id, and with it the instance's id in Consul: two never share one.
        command: startCommand(workload),
        envs: variables(environment),
        uploads: workload.files.map((file) => ({
            file: file.path,
            content: renderFile(file, options.resolver),
            permissions: file.mode,
        })),
        networksAdvanced: [{ name: network, aliases: aliases(workload, index) }],
        ports: workload.ports.flatMap((port) => published(port, index, addressOf(port))),
        volumes,
        healthcheck: {
            tests: ["CMD", hookPath("c4-health")],
            interval: duration(3),
            timeout: duration(3),
            retries: 3,
            startPeriod: duration(60),
        },
        wait: true,
        waitTimeout: 120,
        restart: "unless-stopped",
        stopTimeout: stop,
        destroyGraceSeconds: stop,
        capabilities: { drops: ["ALL"] },
        securityOpts: ["no-new-privileges:true"],
        logDriver: "json-file",
        logOpts: { "max-size": "20m", "max-file": "3" },
        labels,
        ...limits(workload),
    };
}

/** Variables in a fixed order, so that a diff shows the one that changed. */
function variables({ plain, secret }: InstanceEnvironment): pulumi.Output<string[]> {
    return pulumi.output(
        Object.entries({ ...plain, ...secret })
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, value]) => pulumi.interpolate`${name}=${value}`),
    );
}

/** The name of one instance of a stable workload on the platform's network. */
export function instanceAlias(workload: Workload, index: number): string {
    return `${workload.name}-${index}`;
}

/** Only what is stable has instances that others refer to one by one. */
function aliases(workload: Workload, index: number): string[] {
    return workload.identity === "stable" ? [workload.name, instanceAlias(workload, index)] : [workload.name];
}

function published(port: Port, index: number, ip: string): docker.types.input.ContainerPort[] {
    if (port.hostPort === undefined) return [];
    const external = port.hostPort + index;
    return port.protocols.map((protocol) => ({ internal: port.number, external, ip, protocol }));
}

function limits({ resources }: Workload): Partial<docker.ContainerArgs> {
    return {
        ...(resources.cpus === undefined ? {} : { cpus: cpus(resources.cpus) }),
        // The provider sees an endless diff when only one of the two is set.
        ...(resources.memoryMiB === undefined
            ? {}
            : { memory: resources.memoryMiB, memorySwap: 2 * resources.memoryMiB }),
    };
}
