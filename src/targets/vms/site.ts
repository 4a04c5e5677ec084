import type { remote } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { Bundles } from "../../images/bundle";
import { userName } from "../../rendering/systemd";
import type { Workload } from "../../topology/model";
import { portOf } from "../../topology/ports";
import type { Placement, PlaceOptions, Scope, Site } from "../../topology/target";
import type { VmsArgs } from "./args";
import { checkCapabilities } from "./capabilities";
import { VmsHost } from "./host";
import { instancePayload } from "./instance";
import { type Placed, placed } from "./placement";

/** Machines, opened for one platform. */
export class VmsSite implements Site {
    readonly kind = "vms";
    private readonly hosts: readonly VmsHost[];
    private workloads: readonly Workload[] = [];
    private placedOn: Placed = new Map();

    constructor(
        scope: Scope,
        private readonly args: VmsArgs,
    ) {
        const bundles = new Bundles(args.binaries ?? {});
        this.hosts = args.hosts.map((host) => new VmsHost(scope, args, host, bundles));
        this.open(scope);
    }

    check(workloads: readonly Workload[]): void {
        checkCapabilities(workloads);
        placed([...this.workloads, ...workloads], this.args.hosts);
    }

    /** Also for a role of its own that comes to a platform: it takes what that leaves. */
    open({ workloads }: Pick<Scope, "workloads">): Site {
        this.workloads = [...this.workloads, ...workloads];
        this.placedOn = placed(this.workloads, this.args.hosts);
        return this;
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
        const instances: remote.Command[] = [];
        for (const host of hosts) {
            // One after another: side by side, a change would stop every instance at once.
            const before = [...options.dependsOn, ...instances.slice(-1)];
            instances.push(this.placeOn(host, workload, options, before));
        }
        return {
            instances: pulumi.output(hosts.map((host) => `${workload.name}-${host.name}`)),
            ready: instances,
            data: workload.storage.length > 0 ? instances : [],
            endpoints: (port) => this.endpoints(workload, port),
        };
    }

    private placeOn(
        host: VmsHost,
        workload: Workload,
        options: PlaceOptions,
        before: readonly pulumi.Resource[],
    ): remote.Command {
        const { platform } = options;
        const software = host.softwareOf(workload.image.name);
        const who = [host.name, platform, workload.name, userName(platform, workload.name)];
        const kept = workload.storage.filter(({ keep = true }) => keep).map(({ path }) => path);
        return host.command(
            `${options.name}-${host.name}`,
            {
                create: host.script("c4-place", [...who, host.finding(workload.name)]),
                delete: host.script("c4-remove", [...who, ...kept]),
                stdin: instancePayload(workload, host, software, options, this.outlasting(workload)),
            },
            { parent: options.parent, dependsOn: [...before, software.ready] },
        );
    }

    /** What runs without the life-cycle hook is what the hook needs. */
    private outlasting(workload: Workload): string[] {
        return workload.supervised
            ? this.workloads.filter(({ supervised }) => !supervised).map(({ name }) => name)
            : [];
    }

    private hostsOf(workload: Workload): VmsHost[] {
        const names = this.placedOn.get(workload.name) ?? [];
        return names.flatMap((name) => this.hosts.filter((host) => host.name === name));
    }

    private endpoints(workload: Workload, name: string): pulumi.Output<string[]> {
        const { hostPort, number } = portOf(workload, name);
        const hosts = hostPort === undefined ? [] : this.hostsOf(workload);
        return pulumi.all(hosts.map((host) => pulumi.interpolate`${host.address}:${number}`));
    }
}
