import * as pulumi from "@pulumi/pulumi";
import type { C4Args } from "./args";
import { ConsulComponent } from "./components/consul";
import { ExternalConsul } from "./components/external-consul";
import { accessAfter, type Platform, resolverFor } from "./components/platform";
import { RoleComponent } from "./components/role";
import type { ConsulAccess } from "./consul/connection";
import { createKv } from "./consul/kv";
import { plan } from "./plan";
import { type Database, databaseOf } from "./roles/postgres";
import { Secrets } from "./secrets";
import type { Topology, Workload } from "./topology/model";
import { type Resolver, resolve } from "./topology/references";
import type { Site, Target } from "./topology/target";

/**
 * A Class 4 SIP platform: SBCs and routers (Kamailio), RTPengines, a routing API with its PostgreSQL, and Consul, by
 * which they find each other.
 *
 * @example
 * ```ts
 * const edge = new c4.C4("edge", {
 *     target: c4.docker(),
 *     domains: ["sip.example.com"],
 *     sbc: { replicas: 2 },
 *     router: { replicas: 3 },
 *     rtpengine: { replicas: 2 },
 * });
 * export const sip = edge.sipUris;
 * export const ui = edge.consul.uiUrl;
 * ```
 * @throws ArgumentError before anything is touched when an argument cannot work.
 */
export class C4 extends pulumi.ComponentResource {
    /** Where carriers and IPBXs send their calls: one SIP URI (RFC 3261) an SBC. */
    readonly sipUris: pulumi.Output<string[]>;
    /** Base URL of the routing API; of its first instance, where there are several. Empty when it is not published. */
    readonly routingApiUrl: pulumi.Output<string>;
    /** URL of the database, as instances of the platform reach it. A secret. */
    readonly databaseUrl: pulumi.Output<string>;
    /** Service discovery and configuration; given to a role of its own, that role joins the platform. */
    readonly consul: ConsulComponent | ExternalConsul;
    /** The target, opened; given to a role of its own, that role runs beside the platform. */
    readonly target: Target;
    readonly sbc: RoleComponent;
    readonly router: RoleComponent;
    readonly rtpengine: RoleComponent;
    readonly routingApi: RoleComponent;
    /** Absent where the database is an external one. */
    readonly postgres?: RoleComponent;

    constructor(name: string, args: C4Args, opts?: pulumi.ComponentResourceOptions) {
        super("wazo-c4:index:C4", name, {}, opts);
        const topology = plan(name, args);
        args.target.check(Object.values(topology.workloads));
        const workloads = Object.values(topology.workloads);
        const site = args.target.open({ platform: name, parent: this, workloads });
        const resolver = resolverFor(site, workloads, new Secrets(name, this));
        this.consul = this.createConsul(topology, site, resolver, args);
        const kv = this.createPlatformKv(topology, resolver);
        const place = this.placer(topology, {
            name,
            site,
            consul: accessAfter(this.consul, kv),
            resolver,
            sharedSettings: args.environment ?? {},
        });
        const { postgres, rtpengine, router, sbc } = topology.workloads;
        if (postgres) this.postgres = place("Postgres", postgres);
        this.routingApi = place("RoutingApi", topology.workloads["routing-api"]);
        this.rtpengine = place("Rtpengine", rtpengine);
        this.router = place("Router", router);
        this.sbc = place("Sbc", sbc);
        this.target = site;
        this.sipUris = this.sbc.endpoints("sip").apply((endpoints) => endpoints.map((endpoint) => `sip:${endpoint}`));
        this.routingApiUrl = this.routingApi.endpoints("http").apply(([first]) => (first ? `http://${first}` : ""));
        this.databaseUrl = databaseUrl(args, resolver);
        this.registerOutputs({
            sipUris: this.sipUris,
            routingApiUrl: this.routingApiUrl,
            databaseUrl: this.databaseUrl,
            consulUiUrl: this.consul.uiUrl,
        });
    }

    private createConsul(
        { platform, workloads }: Topology,
        site: Site,
        resolver: Resolver,
        args: C4Args,
    ): ConsulComponent | ExternalConsul {
        const name = `${platform}-consul`;
        const external = args.consul?.external;
        if (external) return new ExternalConsul(name, external, { parent: this });
        const { "consul-server": server, "consul-agent": agent } = workloads;
        if (!server || !agent) throw new Error(`The plan of ${platform} has no Consul, and is given none.`);
        return new ConsulComponent(name, () => ({ platform, site, resolver, server, agent }), { parent: this });
    }

    private createPlatformKv({ platform, kv }: Topology, resolver: Resolver): pulumi.Resource[] {
        const { provider, data, ready }: ConsulAccess = this.consul;
        const options = { parent: this, provider, deletedWith: data, dependsOn: [...ready] };
        return createKv(platform, { platform, folders: kv, resolver }, options);
    }

    /** Gives the function that places one workload after those that must be well before it. */
    private placer(topology: Topology, platform: Platform) {
        const placed = new Map<string, RoleComponent>();
        return (type: string, workload: Workload): RoleComponent => {
            const { name } = workload;
            const component = new RoleComponent(
                `wazo-c4:index:${type}`,
                `${topology.platform}-${name}`,
                workload,
                () => platform,
                { parent: this, dependsOn: workload.after.flatMap((earlier) => placed.get(earlier) ?? []) },
            );
            placed.set(name, component);
            return component;
        };
    }
}

function databaseUrl(args: C4Args, resolver: Resolver): pulumi.Output<string> {
    const database = databaseOf(args.postgres ?? {});
    const part = (name: keyof Database) => resolve(database[name], resolver);
    return pulumi.secret(
        pulumi.interpolate`postgresql://${part("user")}:${part("password")}@${part("host")}:${part("port")}/${part("database")}`,
    );
}
