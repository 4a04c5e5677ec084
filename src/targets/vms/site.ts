import type { remote } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { Bundles } from "../../images/bundle";
import { type InstanceEnvironment, instanceEnvironment } from "../../rendering/environment";
import { userName } from "../../rendering/systemd";
import type { Workload } from "../../topology/model";
import { portOf } from "../../topology/ports";
import type { Layer, Placement, PlaceOptions, Scope, Site } from "../../topology/target";
import type { VmsArgs } from "./args";
import { VmsHost } from "./host";
import { instancePayload } from "./instance";
import { assignHosts, type HostsOf } from "./placement";

/** Machines, opened for one platform. */
export class VmsSite implements Site {
    private readonly assigned: HostsOf;
    /** What each instance of this layer must not outlive, if its host has it: what the life-cycle hook needs. */
    private readonly foundation: readonly string[];

    private constructor(
        readonly platform: string,
        private readonly args: VmsArgs,
        private readonly hosts: readonly VmsHost[],
        /** All layers of the platform there, in the order that they came in. */
        private readonly layers: Layer[],
        private readonly layer: Layer,
    ) {
        layers.push(layer);
        const workloads = layers.map((each) => each.workloads);
        this.assigned = assignHosts(workloads, args.hosts);
        this.foundation = workloads
            .flat()
            .filter(({ supervised, ports }) => !supervised && ports.length > 0)
            .map(({ name }) => name);
    }

    static open(scope: Scope, args: VmsArgs): VmsSite {
        const bundles = new Bundles(args.binaries ?? {});
        const hosts = args.hosts.map((host) => new VmsHost(scope, args, host, bundles));
        return new VmsSite(scope.platform, args, hosts, [], scope);
    }

    join(layer: Layer): Site {
        return new VmsSite(this.platform, this.args, this.hosts, this.layers, layer);
    }

    hostOf(workload: Workload, instance?: number): pulumi.Input<string> {
        // One on each host: whoever asks means the one beside himself.
        if (workload.cardinality.kind === "perHost") return "127.0.0.1";
        const host = this.hostsOf(workload)[instance ?? 0];
        if (!host)
            throw new Error(`${workload.name} has no instance ${instance ?? 0}, which another workload refers to.`);
        return host.address;
    }

    place(workload: Workload, options: PlaceOptions): Placement {
        const hosts = this.hostsOf(workload);
        const endpoints = (port: string) => this.endpoints(workload, port);
        const environment = instanceEnvironment(workload, this.platform, options, endpoints);
        const instances: remote.Command[] = [];
        for (const host of hosts) {
            // One after another: side by side, a change would stop every instance at once.
            const before = [...options.dependsOn, ...instances.slice(-1)];
            instances.push(this.placeOn(host, workload, options, environment, before));
        }
        return {
            instances: pulumi.output(hosts.map((host) => `${workload.name}-${host.name}`)),
            ready: instances,
            data: workload.storage.length > 0 ? instances : [],
            endpoints,
        };
    }

    private placeOn(
        host: VmsHost,
        workload: Workload,
        options: PlaceOptions,
        environment: InstanceEnvironment,
        before: readonly pulumi.Resource[],
    ): remote.Command {
        const { platform } = this;
        const software = host.softwareOf(workload.image.name, this.layer);
        const instance = [host.name, platform, workload.name, userName(platform, workload.name)];
        const outlasting = workload.supervised ? this.foundation : [];
        const kept = workload.storage.filter(({ keep = true }) => keep).map(({ path }) => path);
        return host.command(
            options,
            `${options.name}-${host.name}`,
            {
                create: host.script("c4-place", [...instance, host.finding(workload.name), host.component]),
                delete: host.script("c4-remove", [...instance, ...kept]),
                stdin: instancePayload(workload, host, software, platform, options.resolver, environment, outlasting),
            },
            { dependsOn: [...before, software.ready] },
        );
    }

    private hostsOf(workload: Workload): VmsHost[] {
        const names = this.assigned.get(workload.name) ?? [];
        return names.flatMap((name) => this.hosts.filter((host) => host.name === name));
    }

    private endpoints(workload: Workload, name: string): pulumi.Output<string[]> {
        const { hostPort, number } = portOf(workload, name);
        // What is closed to the world listens at the host's address all the same, for whom the host lets in.
        const reached = hostPort !== undefined || !workload.edge.includes(name);
        const hosts = reached ? this.hostsOf(workload) : [];
        return pulumi.all(hosts.map((host) => pulumi.interpolate`${host.address}:${number}`));
    }
}
