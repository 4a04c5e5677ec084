import type * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { accepted } from "../arguments/accepted";
import { type DatabaseArgs, databaseSchema } from "../arguments/database";
import { apiToken } from "../arguments/formats";
import { type Rules, secretInput } from "../arguments/rules";
import { type RoleRow, roles } from "../roles/index";
import type { PostgresArgs } from "../roles/postgres";
import type { RouterArgs } from "../roles/router";
import type { RoutingApiArgs } from "../roles/routing-api";
import type { RtpengineArgs } from "../roles/rtpengine";
import type { SbcArgs } from "../roles/sbc";
import { checkPorts } from "../topology/ports";
import { joiningOf, type SharedArgs } from "./joining";
import { type LayerArgs, layerRules } from "./layer-args";
import { RoleComponent } from "./role";

/** What SBCs and routers need that ask a routing API. */
export interface RoutingApiCallerArgs {
    /**
     * What they show to the routing API: its `kamailioToken`. Kept as a secret.
     *
     * @default that of the platform that they join; none, where there is none
     */
    kamailioToken?: pulumi.Input<string>;
}

const callerRules = { kamailioToken: secretInput(apiToken).optional() } satisfies Rules<RoutingApiCallerArgs>;

/** SBCs of their own: a platform without the rest, or a further layer of one. */
export class Sbc extends RoleComponent {
    constructor(
        name: string,
        args: SbcArgs & LayerArgs & RoutingApiCallerArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const sharedOf = ({ kamailioToken }: typeof args) => ({ kamailioToken });
        super(...layer(roles.sbc, name, args, opts, sharedOf, callerRules));
    }
}

/**
 * Routers of their own: a platform without the rest, or a further layer of one.
 *
 * @example
 * ```ts
 * new c4.Router("burst", { joins: edge, replicas: 2 });
 * ```
 */
export class Router extends RoleComponent {
    constructor(
        name: string,
        args: RouterArgs & LayerArgs & RoutingApiCallerArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const sharedOf = ({ authSecret, kamailioToken }: typeof args) => ({ authSecret, kamailioToken });
        super(...layer(roles.router, name, args, opts, sharedOf, callerRules));
    }
}

/** Media relays of their own. */
export class Rtpengine extends RoleComponent {
    constructor(name: string, args: RtpengineArgs & LayerArgs, opts?: pulumi.ComponentResourceOptions) {
        super(...layer(roles.rtpengine, name, args, opts));
    }
}

/** A PostgreSQL of its own. */
export class Postgres extends RoleComponent {
    constructor(
        name: string,
        args: Omit<PostgresArgs, "external"> & LayerArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super(...layer(roles.postgres, name, args, opts));
    }
}

/** A routing API of its own, over the database of the platform that it joins or over another one. */
export class RoutingApi extends RoleComponent {
    constructor(
        name: string,
        args: RoutingApiArgs &
            LayerArgs & {
                /**
                 * Where it keeps its data.
                 *
                 * @default the database of the platform that it joins
                 */
                database?: DatabaseArgs;
            },
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const sharedOf = ({ database, encryptionKey, administratorToken, kamailioToken }: typeof args) => ({
            database,
            encryptionKey,
            administratorToken,
            kamailioToken,
        });
        super(...layer(roles.routingApi, name, args, opts, sharedOf, { database: databaseSchema.optional() }));
    }
}

/** What a role's component is made of. All that can be refused is refused here, before anything is made. */
function layer<Args extends object, Given extends Partial<Args> & LayerArgs>(
    role: RoleRow<Args>,
    name: string,
    given: Given,
    opts: pulumi.ComponentResourceOptions | undefined,
    sharedOf: (args: Given) => SharedArgs = () => ({}),
    more: z.ZodRawShape = {},
): ConstructorParameters<typeof RoleComponent> {
    const { external: _, ...rules } = { external: undefined, ...role.rules, ...layerRules, ...more };
    const args = accepted(role.schema(rules), given, name);
    const joining = joiningOf(name, args, sharedOf(args));
    const { checkIntervalSeconds, testing, sip, shared, target, beside } = joining;
    const [workload, ...backups] = role.workloads(args, {
        name,
        argument: name,
        checkIntervalSeconds,
        testing,
        sip,
        shared,
    });
    if (workload === undefined) throw new Error(`A ${role.type} of its own has no workload.`);
    const workloads = [workload, ...backups] as const;
    checkPorts(workloads);
    target.check(workloads, beside);
    return [role.type, name, workloads, (self) => joining.access(self, workloads), opts];
}
