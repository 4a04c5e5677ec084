import * as pulumi from "@pulumi/pulumi";
import type { ConsulConnection, ConsulTls } from "../arguments/consul-connection";
import { Certificates } from "../consul/certificates";
import { type ConsulAccess, createProvider, tlsEnvironment } from "../consul/connection";
import { createIntentions } from "../consul/intentions";
import { type RoleTokens, TokenIssuer } from "../consul/tokens";
import { managementToken } from "../roles/consul";
import type { OwnConsul, Workload } from "../topology/model";
import { portOf } from "../topology/ports";
import { type Resolver, resolve } from "../topology/references";
import type { Placement, PlaceOptions, Reached, Site } from "../topology/target";

/** Consul's workloads, and where they run. */
export interface ConsulPlan extends OwnConsul {
    readonly site: Site;
    readonly resolver: Resolver;
    readonly server: Workload;
    readonly agent: Workload;
    /** What saves the servers' data, where somebody asks for it. */
    readonly backup?: Workload | undefined;
}

/** The name in the certificates of agents: instances reach them by addresses that differ from place to place. */
const agentName = "agent.c4";
const loopback = ["localhost", "127.0.0.1"] as const;

/** Consul's server agents, a client agent on each host, and the provider that writes to them. */
export class ConsulComponent extends pulumi.ComponentResource implements ConsulConnection, ConsulAccess {
    /** URL of the HTTP API, as the deployment reaches it. */
    readonly httpAddress: pulumi.Output<string>;
    /** URL of the UI: the live view of the platform. */
    readonly uiUrl: pulumi.Output<string>;
    /** URL of the agent that instances register with, as they reach it. */
    readonly agentUrl: pulumi.Output<string>;
    /** The management token: it may do everything, and logs in to the UI. A secret. */
    readonly token: pulumi.Output<string>;
    /** What instances present, by role. Secrets. */
    readonly tokens: RoleTokens;
    /** What a stack presents whose roles join the platform: it may write settings. A secret. */
    readonly settingsToken: pulumi.Output<string>;
    /** How its certificates are known, and what instances show to its agents. */
    readonly tls: ConsulTls;
    /** Provider for resources inside of this Consul. */
    readonly provider: pulumi.ProviderResource;
    /** @internal Where it runs. */
    readonly site: Site;
    /** What holds its data. */
    readonly data?: pulumi.Resource;
    /** What must be well before anything is written to it. */
    readonly ready: readonly pulumi.Resource[];
    /** @internal Begins to save its data, if they are to be saved, when these are there. */
    readonly saveAfter: (resources: readonly pulumi.Resource[]) => void;

    /** @internal */
    constructor(name: string, locate: (self: pulumi.Resource) => ConsulPlan, opts?: pulumi.ComponentResourceOptions) {
        super("wazo-c4:index:Consul", name, {}, opts);
        const plan = locate(this);
        this.site = plan.site;
        this.token = pulumi.secret(resolve(managementToken, plan.resolver));
        const certificates = new Certificates(name, plan.site.platform, this);
        const client = certificates.issue({ name: "client", hosts: [], uses: ["client_auth"] });
        this.tls = { ca: certificates.authority, serverName: agentName, ...client };
        const servers = this.placeServers(name, plan, certificates);
        this.httpAddress = servers.endpoints("https").apply(([first]) => `https://${first}`);
        this.uiUrl = pulumi.interpolate`${this.httpAddress}/ui/`;
        const agentHost = plan.site.hostOf(plan.agent);
        this.agentUrl = pulumi.interpolate`https://${agentHost}:${portOf(plan.agent, "https").number}`;
        this.provider = createProvider(name, this, this);
        this.data = servers.data[0];
        const { provider, data } = this;
        // Servers, tokens, agents, instances: whoever starts with a token that Consul does not know is not registered.
        const within = { parent: this, provider, deletedWith: data, dependsOn: [...servers.ready] };
        const issuer = new TokenIssuer(name, plan.site.platform, plan.tokenGeneration, within);
        this.tokens = issuer.forRoles();
        this.settingsToken = issuer.forSettings();
        const agents = this.placeAgents(name, plan, certificates, servers, issuer.forAgents());
        // A Consul that has just begun refuses intentions for a moment: agents have come meanwhile.
        const intentions = createIntentions(name, { ...within, dependsOn: [...agents.ready] });
        this.ready = [...servers.ready, ...agents.ready, ...intentions];
        this.saveAfter = (resources) => {
            if (plan.backup === undefined) return;
            const dependsOn = [...this.ready, ...resources];
            const secrets = () => tlsEnvironment({ ca: certificates.authority });
            this.place(name, plan, plan.backup, { dependsOn, secrets });
        };
        this.registerOutputs({ httpAddress: this.httpAddress, uiUrl: this.uiUrl, agentUrl: this.agentUrl });
    }

    private placeServers(name: string, plan: ConsulPlan, certificates: Certificates): Placement {
        const secrets = (reached: Reached) => {
            const outside = reached("https").apply((places) => places.map((place) => place.replace(/:\d+$/, "")));
            // RPC demands this name of a server, so that no other agent's certificate passes for one.
            const serverName = `server.${plan.datacenter}.consul`;
            const hosts = outside.apply((found) => [...new Set([serverName, agentName, ...loopback, ...found])]);
            const holder = { name: "server", hosts, uses: ["server_auth", "client_auth"] } as const;
            return tlsEnvironment({ ca: certificates.authority, ...certificates.issue(holder) });
        };
        return this.place(name, plan, plan.server, { dependsOn: [], secrets });
    }

    private placeAgents(
        name: string,
        plan: ConsulPlan,
        certificates: Certificates,
        servers: Placement,
        token: pulumi.Output<string>,
    ): Placement {
        const hosts = [agentName, ...loopback];
        const certificate = certificates.issue({ name: "agent", hosts, uses: ["server_auth", "client_auth"] });
        const secrets = () => ({
            ...tlsEnvironment({ ca: certificates.authority, ...certificate }),
            CONSUL_HTTP_TOKEN: token,
        });
        return this.place(name, plan, plan.agent, { dependsOn: servers.ready, secrets });
    }

    private place(
        name: string,
        { site, resolver }: ConsulPlan,
        workload: Workload,
        options: Pick<PlaceOptions, "dependsOn" | "secrets">,
    ): Placement {
        const suffix = workload.name.replace(/^consul-/, "");
        return site.place(workload, { name: `${name}-${suffix}`, parent: this, resolver, ...options });
    }
}
