import * as pulumi from "@pulumi/pulumi";
import type { ConsulConnection } from "../arguments/consul-connection";
import { tlsEnvironment } from "../consul/connection";
import { createKv } from "../consul/kv";
import { settingsFolder } from "../rendering/environment";
import type { Workload } from "../topology/model";
import type { Placement } from "../topology/target";
import type { PlatformAccess } from "./platform";

/** A role of a platform: its settings in Consul KV, and its instances. */
export class RoleComponent extends pulumi.ComponentResource {
    /** Names of the instances, as the target knows them. */
    readonly instances: pulumi.Output<string[]>;
    private readonly placement: Placement;

    /**
     * @param type The role's type, e.g. `Router`.
     * @param workloads The role's own, and what saves its data.
     * @param locate Gives the platform, once the component exists to be the parent of what that needs.
     * @internal
     */
    constructor(
        type: string,
        name: string,
        [workload, ...backups]: readonly [Workload, ...Workload[]],
        locate: (self: pulumi.Resource) => PlatformAccess,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super(`wazo-c4:index:${type}`, name, {}, opts);
        const platform = locate(this);
        const settings = this.createSettings(name, workload, platform);
        this.placement = this.createInstances(name, workload, platform, settings);
        this.instances = this.placement.instances;
        for (const backup of backups) this.createBackup(`${name}-backup`, backup, platform);
        this.registerOutputs({ instances: this.instances });
    }

    /** `host:port` of each place where an exposed port is reached from outside of the platform. */
    endpoints(port: string): pulumi.Output<string[]> {
        return this.placement.endpoints(port);
    }

    private createSettings(name: string, workload: Workload, platform: PlatformAccess): pulumi.Resource[] {
        const { consul, resolver } = platform;
        // By the workload's name: two layers of one role have settings of their own each.
        const folders = [{ path: `env/${settingsFolder(workload)}`, entries: workload.settings }];
        return createKv(
            name,
            { platform: platform.name, folders, resolver },
            { parent: this, provider: consul.provider, deletedWith: consul.data, dependsOn: [...consul.ready] },
        );
    }

    private createInstances(
        name: string,
        workload: Workload,
        platform: PlatformAccess,
        settings: pulumi.Resource[],
    ): Placement {
        const { consul, resolver, site } = platform;
        return site.place(workload, {
            name,
            parent: this,
            dependsOn: [...settings, ...consul.ready],
            resolver,
            discovery: {
                agentUrl: consul.agentUrl,
                ...(consul.tls?.serverName === undefined ? {} : { serverName: consul.tls.serverName }),
                sharedSettings: platform.settings,
            },
            secrets: () => credentials(workload, consul),
        });
    }

    private createBackup(name: string, workload: Workload, { resolver, site }: PlatformAccess): void {
        site.place(workload, { name, parent: this, dependsOn: this.placement.ready, resolver });
    }
}

/** What instances show to Consul, and know it by. */
function credentials({ role }: Workload, { tls, token, tokens }: ConsulConnection) {
    const own = (role === "consul" ? undefined : tokens?.[role]) ?? token ?? "";
    return { ...tlsEnvironment(tls ?? {}), CONSUL_HTTP_TOKEN: pulumi.secret(own) };
}
