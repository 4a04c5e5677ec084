import * as pulumi from "@pulumi/pulumi";
import { createKv } from "../consul/kv";
import type { Workload } from "../topology/model";
import type { Placement } from "../topology/target";
import type { Platform } from "./platform";

/** A role of a platform: its settings in Consul KV, and its instances. */
export class RoleComponent extends pulumi.ComponentResource {
    /** Names of the instances, as the target knows them. */
    readonly instances: pulumi.Output<string[]>;
    private readonly placement: Placement;

    /** @param locate Gives the platform, once the component exists to be the parent of what that needs. */
    constructor(
        type: string,
        name: string,
        workload: Workload,
        locate: (self: pulumi.Resource) => Platform,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super(type, name, {}, opts);
        const platform = locate(this);
        const settings = this.createSettings(name, workload, platform);
        this.placement = this.createInstances(name, workload, platform, settings);
        this.instances = this.placement.instances;
        this.registerOutputs({ instances: this.instances });
    }

    /** `host:port` of each place where an exposed port is reached from outside of the platform. */
    endpoints(port: string): pulumi.Output<string[]> {
        return this.placement.endpoints(port);
    }

    private createSettings(name: string, workload: Workload, platform: Platform): pulumi.Resource[] {
        const { consul, resolver } = platform;
        const folders = [{ path: `env/${workload.role}`, entries: workload.settings }];
        return createKv(
            name,
            { platform: platform.name, folders, resolver },
            { parent: this, provider: consul.provider, deletedWith: consul.data, dependsOn: [...consul.ready] },
        );
    }

    private createInstances(
        name: string,
        workload: Workload,
        platform: Platform,
        settings: pulumi.Resource[],
    ): Placement {
        const { consul, resolver, sharedSettings, site } = platform;
        return site.place(workload, {
            platform: platform.name,
            name,
            parent: this,
            dependsOn: [...settings, ...consul.ready],
            resolver,
            discovery: { agentUrl: consul.agentUrl, token: consul.token ?? "", sharedSettings },
        });
    }
}
