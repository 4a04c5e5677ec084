import * as pulumi from "@pulumi/pulumi";
import type { C4Args } from "./c4-args";
import { ConsulComponent } from "./components/consul";
import { ExternalConsul } from "./components/external-consul";
import type { Membership } from "./components/membership";
import { accessAfter, canBeJoined, type PlatformAccess, resolverFor } from "./components/platform";
import { RoleComponent } from "./components/role";
import type { ConsulAccess } from "./consul/connection";
import { createKv } from "./consul/kv";
import { plan } from "./plan";
import { hashOf } from "./rendering/environment";
import { type EveryRoleArgs, type RoleArgument, roles } from "./roles/index";
import { Secrets } from "./secrets";
import type { Topology } from "./topology/model";
import { type Resolver, resolve } from "./topology/references";
import type { Database } from "./topology/shared";
import type { Site } from "./topology/target";

type Replaceable = {
    [Argument in RoleArgument]: EveryRoleArgs[Argument] extends { external?: unknown } | undefined ? Argument : never;
}[RoleArgument];

/** The components of a platform's roles, each under the name of its argument. */
export type RoleComponents = { readonly [Argument in Exclude<RoleArgument, Replaceable>]: RoleComponent } & {
    /** Absent where it runs elsewhere. */
    readonly [Argument in Exclude<Replaceable, "consul">]?: RoleComponent;
};

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
    /**
     * Base URL of the routing API; of its first instance, where there are several. Empty when it is not published; on hosts, which
     * let in whom `admit` names, it is there all the same.
     */
    readonly routingApiUrl: pulumi.Output<string>;
    /** URL of the database (RFC 3986, its parts encoded), as instances of the platform reach it. A secret. */
    readonly databaseUrl: pulumi.Output<string>;
    /** What the nonces of digest challenges are made with: what `router.authSecret` says, or what was drawn. A secret. */
    readonly authSecret: pulumi.Output<string>;
    /** What stored passwords are encrypted with: what `routingApi.encryptionKey` says, or what was drawn. A secret. */
    readonly encryptionKey: pulumi.Output<string>;
    /** What administrators show to the routing API: what `routingApi.administratorToken` says, or what was drawn. A secret. */
    readonly administratorToken: pulumi.Output<string>;
    /** What roles in another stack join the platform by, for its program to export; see `LayerArgs.joins`. */
    readonly membership: Membership;
    /** Service discovery and configuration. */
    readonly consul: ConsulComponent | ExternalConsul;

    constructor(name: string, args: C4Args, opts?: pulumi.ComponentResourceOptions) {
        const topology = plan(name, args);
        const { shared, workloads } = topology;
        args.target.check(workloads);
        super("wazo-c4:index:C4", name, {}, opts);
        const site = args.target.open({ name, platform: name, parent: this, workloads });
        const resolver = resolverFor(site, workloads, new Secrets(name, this));
        this.consul = this.createConsul(topology, site, resolver);
        const consul = accessAfter(this.consul, this.createPlatformKv(topology, resolver));
        const platform = { name, site, consul, resolver, settings: topology.settings };
        const components = this.createRoles(topology, platform);
        Object.assign(this, components);
        // What is saved first shall be whole: with the settings of all roles.
        if (this.consul instanceof ConsulComponent) this.consul.saveAfter(Object.values(components));
        this.sipUris = this.sbc.endpoints("sip").apply((endpoints) => endpoints.map((endpoint) => `sip:${endpoint}`));
        this.routingApiUrl = this.routingApi.endpoints("http").apply(([first]) => (first ? `http://${first}` : ""));
        this.databaseUrl = databaseUrl(shared.database, resolver);
        this.authSecret = pulumi.secret(resolve(shared.authSecret, resolver));
        this.encryptionKey = pulumi.secret(resolve(shared.encryptionKey, resolver));
        this.administratorToken = pulumi.secret(resolve(shared.administratorToken, resolver));
        this.membership = this.membershipOf(platform, topology);
        canBeJoined(this, { ...platform, ...topology, target: args.target, workloads: [...workloads] });
        this.registerOutputs({
            sipUris: this.sipUris,
            routingApiUrl: this.routingApiUrl,
            databaseUrl: this.databaseUrl,
            consulUiUrl: this.consul.uiUrl,
        });
    }

    private createConsul(topology: Topology, site: Site, resolver: Resolver): ConsulComponent | ExternalConsul {
        const name = `${topology.platform}-consul`;
        const { externalConsul, sip, workloads } = topology;
        if (externalConsul) {
            // Only a certificate says who calls.
            const { intentions = sip.transport === "tls" } = externalConsul;
            return new ExternalConsul(name, { ...externalConsul, intentions }, { parent: this });
        }
        const [server, agent, backup] = workloads.filter(({ role }) => role === "consul");
        if (!server || !agent) throw new Error(`The plan of ${topology.platform} has no Consul, and is given none.`);
        const own = { site, resolver, server, agent, backup, ...topology.ownConsul };
        return new ConsulComponent(name, () => own, { parent: this });
    }

    private createPlatformKv({ platform, kv }: Topology, resolver: Resolver): pulumi.Resource[] {
        const { provider, data, ready }: ConsulAccess = this.consul;
        const options = { parent: this, provider, deletedWith: data, dependsOn: [...ready] };
        return createKv(platform, { platform, folders: kv, resolver }, options);
    }

    /** One component for each workload but Consul's, after those that must be well before it. */
    private createRoles(
        { platform: name, workloads }: Topology,
        platform: PlatformAccess,
    ): Record<string, RoleComponent> {
        const placed = new Map<string, RoleComponent>();
        const components: Record<string, RoleComponent> = {};
        for (const { argument, type } of Object.values(roles)) {
            const [workload, ...backups] = workloads.filter(
                (each) => each.argument === argument && each.role !== "consul",
            );
            if (workload === undefined) continue;
            const dependsOn = workload.after.flatMap((earlier) => placed.get(earlier) ?? []);
            const options = { parent: this, dependsOn };
            const component = new RoleComponent(
                type,
                `${name}-${workload.name}`,
                [workload, ...backups],
                () => platform,
                options,
            );
            placed.set(workload.name, component);
            components[argument] = component;
        }
        return components;
    }

    private membershipOf({ name, consul, resolver }: PlatformAccess, { settings, shared, sip }: Topology): Membership {
        const { httpAddress, agentUrl, tls, tokens } = consul;
        const token = this.consul instanceof ConsulComponent ? this.consul.settingsToken : this.consul.token;
        const part = (value: keyof Omit<Database, "sslMode">) => resolve(shared.database[value], resolver);
        const environment = Object.entries(settings).map(([variable, value]) => [variable, resolve(value, resolver)]);
        return {
            platform: name,
            consul: {
                httpAddress,
                agentUrl,
                ...(token === undefined ? {} : { token }),
                ...(tokens === undefined ? {} : { tokens }),
                ...(tls === undefined ? {} : { tls }),
            },
            authSecret: this.authSecret,
            encryptionKey: this.encryptionKey,
            administratorToken: this.administratorToken,
            ...(shared.kamailioToken === undefined
                ? {}
                : { kamailioToken: pulumi.secret(resolve(shared.kamailioToken, resolver)) }),
            database: {
                host: part("host"),
                port: part("port"),
                database: part("database"),
                user: part("user"),
                password: pulumi.secret(part("password")),
                sslMode: resolve(shared.database.sslMode ?? "disable", resolver),
            },
            transport: sip.transport,
            environment: pulumi.output(environment).apply((variables) => hashOf(JSON.stringify(variables))),
        };
    }
}

/** Its roles' components, under the names of their arguments. */
export interface C4 extends RoleComponents {}

function databaseUrl(database: Database, resolver: Resolver): pulumi.Output<string> {
    const part = (name: keyof Omit<Database, "sslMode">) =>
        pulumi.output(resolve(database[name], resolver)).apply(encodeURIComponent);
    // An IPv6 address stands in brackets in a URL (RFC 3986, 3.2.2).
    const host = pulumi
        .output(resolve(database.host, resolver))
        .apply((address) => (address.includes(":") ? `[${address}]` : encodeURIComponent(address)));
    const url = pulumi.interpolate`postgresql://${part("user")}:${part("password")}@${host}:${part("port")}/${part("database")}`;
    return pulumi.secret(url);
}
