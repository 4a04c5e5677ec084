import type * as consulProvider from "@pulumi/consul";
import * as pulumi from "@pulumi/pulumi";
import { type ConsulAccess, type ConsulConnection, createProvider } from "../consul/connection";
import type { Workload } from "../topology/model";
import { portOf } from "../topology/ports";
import type { Resolver } from "../topology/references";
import type { Placement, Site, Target } from "../topology/target";

/** Consul's workloads, and where they run. */
export interface ConsulPlan {
    readonly platform: string;
    readonly site: Site;
    readonly resolver: Resolver;
    readonly server: Workload;
    readonly agent: Workload;
}

/** Consul's server agents, a client agent on each host, and the provider that writes to them. */
export class ConsulComponent extends pulumi.ComponentResource implements ConsulConnection, ConsulAccess {
    /** URL of the HTTP API, as the deployment reaches it. */
    readonly httpAddress: pulumi.Output<string>;
    /** URL of the UI: the live view of the platform. */
    readonly uiUrl: pulumi.Output<string>;
    /** URL of the agent that instances register with, as they reach it. */
    readonly agentUrl: pulumi.Output<string>;
    /** Provider for resources inside of this Consul. */
    readonly provider: consulProvider.Provider;
    /** The target, opened; given to a role of its own, that role runs on the same network. */
    readonly target: Target;
    readonly data?: pulumi.Resource;
    readonly ready: readonly pulumi.Resource[];

    constructor(name: string, locate: (self: pulumi.Resource) => ConsulPlan, opts?: pulumi.ComponentResourceOptions) {
        super("wazo-c4:index:Consul", name, {}, opts);
        const plan = locate(this);
        this.target = plan.site;
        const servers = this.place(name, plan, plan.server, []);
        const agents = this.place(name, plan, plan.agent, servers.ready);
        this.httpAddress = servers.endpoints("http").apply(([first]) => `http://${first}`);
        this.uiUrl = pulumi.interpolate`${this.httpAddress}/ui/`;
        const agentHost = plan.site.hostOf(plan.agent);
        this.agentUrl = pulumi.interpolate`http://${agentHost}:${portOf(plan.agent, "http").number}`;
        this.provider = createProvider(name, this, { parent: this });
        this.data = servers.data[0];
        this.ready = [...servers.ready, ...agents.ready];
        this.registerOutputs({ httpAddress: this.httpAddress, uiUrl: this.uiUrl, agentUrl: this.agentUrl });
    }

    private place(
        name: string,
        { site, platform, resolver }: ConsulPlan,
        workload: Workload,
        dependsOn: readonly pulumi.Resource[],
    ): Placement {
        const suffix = workload.name.replace(/^consul-/, "");
        return site.place(workload, { platform, name: `${name}-${suffix}`, parent: this, dependsOn, resolver });
    }
}
