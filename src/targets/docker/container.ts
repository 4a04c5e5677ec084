import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { instanceEnvironment, startCommand, stopSeconds } from "../../rendering/environment";
import { renderFile } from "../../rendering/render";
import type { Port, Workload } from "../../topology/model";
import type { PlaceOptions } from "../../topology/target";

/** What an engine has for all containers of a platform. */
export interface ContainerSurroundings {
    readonly image: pulumi.Input<string>;
    readonly network: pulumi.Input<string>;
    readonly publishAddress: string;
    /** Volume of each storage of the workload, by the storage's name. */
    readonly volumes: Readonly<Record<string, pulumi.Input<string>>>;
    readonly labels: Readonly<Record<string, string>>;
}

/** One instance of a workload as a container. */
export function containerArgs(
    workload: Workload,
    index: number,
    options: PlaceOptions,
    around: ContainerSurroundings,
): docker.ContainerArgs {
    const stop = stopSeconds(workload);
    return {
        image: around.image,
        // The host name is the container's id, and with it the instance's id in Consul: two never share one.
        command: startCommand(workload),
        envs: environment(workload, options),
        uploads: workload.files.map((file) => ({
            file: file.path,
            content: renderFile(file, options.resolver),
            permissions: file.mode,
        })),
        networksAdvanced: [{ name: around.network, aliases: aliases(workload, index) }],
        ports: workload.ports.flatMap((port) => published(port, index, around.publishAddress)),
        volumes: workload.storage.map((storage) => ({
            volumeName: around.volumes[storage.name] ?? "",
            containerPath: storage.path,
        })),
        healthcheck: {
            tests: ["CMD", "/usr/local/lib/c4/c4-health"],
            interval: "3s",
            timeout: "3s",
            retries: 3,
            startPeriod: "60s",
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
        labels: Object.entries(around.labels).map(([label, value]) => ({ label, value })),
        ...limits(workload),
    };
}

/** Variables in a fixed order, so that a diff shows the one that changed. */
function environment(workload: Workload, options: PlaceOptions): pulumi.Output<string[]> {
    const { plain, secret } = instanceEnvironment(workload, options);
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
        ...(resources.cpus === undefined ? {} : { cpus: String(resources.cpus) }),
        // The provider sees an endless diff when only one of the two is set.
        ...(resources.memoryMiB === undefined
            ? {}
            : { memory: resources.memoryMiB, memorySwap: 2 * resources.memoryMiB }),
    };
}
