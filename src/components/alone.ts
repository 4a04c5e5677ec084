import type * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import type {
    ConsulArgs,
    DatabaseArgs,
    PostgresArgs,
    RoleArgs,
    RouterArgs,
    RoutingApiArgs,
    RtpengineArgs,
    SbcArgs,
} from "../args";
import { type ConsulConnection, createProvider } from "../consul/connection";
import type { RoleContext } from "../roles/common";
import { consulAgent, consulServer } from "../roles/consul";
import { externalDatabase, postgres } from "../roles/postgres";
import { router } from "../roles/router";
import { routingApi } from "../roles/routing-api";
import { rtpengine } from "../roles/rtpengine";
import { sbc } from "../roles/sbc";
import { aTarget, databaseSchema, schemas } from "../schema";
import { Secrets } from "../secrets";
import { checked, flag, wholeNumber } from "../topology/checks";
import type { Workload } from "../topology/model";
import { checkPorts } from "../topology/ports";
import type { Target } from "../topology/target";
import { ConsulComponent } from "./consul";
import { ExternalConsul } from "./external-consul";
import { type Platform, resolverFor } from "./platform";
import { RoleComponent } from "./role";

/** What a role needs that is used without the rest of a platform. */
export interface AloneArgs {
    /**
     * Where the role runs: a target, or the `target` of a platform that it shall run beside.
     *
     * @example edge.target
     */
    target: Target;
    /** The Consul it registers with: one that runs already, or the `consul` of a platform. */
    consul: ConsulConnection;
    /**
     * The platform it becomes a part of: its name in Consul, by which lists are filtered.
     *
     * @default the component's name
     */
    platform?: string;
    /**
     * Seconds between two health checks by Consul.
     *
     * @default 2
     */
    checkIntervalSeconds?: number;
    /**
     * Adds the test switches of Kamailio.
     *
     * @default false
     */
    testing?: boolean;
}

/** An SBC layer of its own. */
export class Sbc extends RoleComponent {
    constructor(name: string, args: SbcArgs & AloneArgs, opts?: pulumi.ComponentResourceOptions) {
        super("wazo-c4:index:Sbc", name, ...alone(name, args, schemas.sbc, sbc), opts);
    }
}

/** A router layer of its own. */
export class Router extends RoleComponent {
    constructor(name: string, args: RouterArgs & AloneArgs, opts?: pulumi.ComponentResourceOptions) {
        super("wazo-c4:index:Router", name, ...alone(name, args, schemas.router, router), opts);
    }
}

/** Media relays of their own. */
export class Rtpengine extends RoleComponent {
    constructor(name: string, args: RtpengineArgs & AloneArgs, opts?: pulumi.ComponentResourceOptions) {
        super("wazo-c4:index:Rtpengine", name, ...alone(name, args, schemas.rtpengine, rtpengine), opts);
    }
}

/** A PostgreSQL of its own. */
export class Postgres extends RoleComponent {
    constructor(
        name: string,
        args: Omit<PostgresArgs, "external"> & AloneArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("wazo-c4:index:Postgres", name, ...alone(name, args, schemas.postgres, postgres), opts);
    }
}

/** A routing API of its own, over a PostgreSQL that runs already. */
export class RoutingApi extends RoleComponent {
    constructor(
        name: string,
        args: RoutingApiArgs & AloneArgs & { /** Where it keeps its data. */ database: DatabaseArgs },
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const schema = schemas.routingApi.extend({ database: databaseSchema });
        const build = (own: RoutingApiArgs, context: RoleContext) =>
            routingApi(own, context, externalDatabase(args.database));
        super("wazo-c4:index:RoutingApi", name, ...alone(name, args, schema, build), opts);
    }
}

/** A Consul of its own: server agents, and a client agent on each host. */
export class Consul extends ConsulComponent {
    constructor(
        name: string,
        args: Omit<ConsulArgs, "external"> & Pick<AloneArgs, "target" | "platform">,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const { target, platform = name } = args;
        checked(schemas.consul.extend({ target: aTarget, platform: z.string().optional() }), args, name);
        const server = consulServer(args);
        const agent = consulAgent(args);
        checkPorts([server, agent]);
        target.check([server, agent]);
        super(
            name,
            (self) => {
                const site = target.open({ platform, parent: self, workloads: [server, agent] });
                return {
                    platform,
                    site,
                    server,
                    agent,
                    resolver: resolverFor(site, [server, agent], new Secrets(name, self)),
                };
            },
            opts,
        );
    }
}

const aloneSchema = {
    target: aTarget,
    consul: z.custom<ConsulConnection>((value) => typeof value === "object" && value !== null, "a Consul connection"),
    platform: z.string("a platform's name").optional(),
    checkIntervalSeconds: wholeNumber(1, 60, "seconds").optional(),
    testing: flag.optional(),
};

/** The workload of one role, and the platform that it joins. */
function alone<Args extends RoleArgs & AloneArgs>(
    name: string,
    args: Args,
    schema: z.ZodObject,
    build: (args: Args, context: RoleContext) => Workload,
): [Workload, (self: pulumi.Resource) => Platform] {
    checked(schema.extend(aloneSchema), args, name);
    const { target, consul, platform = name, checkIntervalSeconds = 2, testing = false } = args;
    const workload = build(args, { checkIntervalSeconds, testing });
    checkPorts([workload]);
    target.check([workload]);
    return [
        workload,
        (self) => {
            const site = target.open({ platform, parent: self, workloads: [workload] });
            return {
                name: platform,
                site,
                consul: accessOf(name, consul, self),
                resolver: resolverFor(site, [workload], new Secrets(name, self)),
                sharedSettings: {},
            };
        },
    ];
}

/** The Consul of a platform brings its provider; for any other one is made. */
function accessOf(name: string, consul: ConsulConnection, parent: pulumi.Resource): Platform["consul"] {
    if (consul instanceof ConsulComponent || consul instanceof ExternalConsul) return consul;
    const { httpAddress, agentUrl, token } = consul;
    return { httpAddress, agentUrl, token, provider: createProvider(name, consul, { parent }), ready: [] };
}
