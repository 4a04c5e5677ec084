import * as z from "zod";
import type { Workload } from "../topology/model";
import { oneBehindAnAddress } from "./advertised";
import { type ConsulArgs, consulAgent, consulBackups, consulRules, consulServer } from "./consul";
import { nothingBesideExternal } from "./external";
import { type PostgresArgs, postgres, postgresBackups, postgresRules } from "./postgres";
import { type RouterArgs, router, routerRules } from "./router";
import { type RoutingApiArgs, routingApi, routingApiRules } from "./routing-api";
import { type RtpengineArgs, rtpengine, rtpengineRules } from "./rtpengine";
import { type SbcArgs, sbc, sbcRules } from "./sbc";
import type { RoleContext } from "./service";

/**
 * One row a role, in the order in which they are placed: from it come the plan, the arguments and fields of `C4`, the role
 * as a component of its own, and the words in errors.
 */
export const roles = {
    /** Service discovery and configuration. */
    consul: row("consul", {
        type: "Consul",
        rules: consulRules,
        conditions: nothingBesideExternal("checkIntervalSeconds"),
        workloads: (args: ConsulArgs, { argument }) =>
            args.external
                ? []
                : [consulServer(args, argument), consulAgent(args, argument), ...consulBackups(args, argument)],
    }),
    /** The database of the routing API. */
    postgres: row("postgres", {
        type: "Postgres",
        rules: postgresRules,
        conditions: nothingBesideExternal(),
        workloads: (args: PostgresArgs, context) =>
            args.external ? [] : [postgres(args, context), ...postgresBackups(args, context)],
    }),
    /** The REST service that routers ask. */
    routingApi: row("routingApi", {
        type: "RoutingApi",
        rules: routingApiRules,
        workloads: (args: RoutingApiArgs, context) => [routingApi(args, context)],
    }),
    /** The media relays. */
    rtpengine: row("rtpengine", {
        type: "Rtpengine",
        rules: rtpengineRules,
        conditions: oneBehindAnAddress,
        workloads: (args: RtpengineArgs, context) => [rtpengine(args, context)],
    }),
    /** The routers: where it is decided where a call goes. */
    router: row("router", {
        type: "Router",
        rules: routerRules,
        workloads: (args: RouterArgs, context) => [router(args, context)],
    }),
    /** The session border controllers: where calls come in and go out. */
    sbc: row("sbc", {
        type: "Sbc",
        rules: sbcRules,
        conditions: oneBehindAnAddress,
        workloads: (args: SbcArgs, context) => [sbc(args, context)],
    }),
};

/** The argument of `C4` that is about a role. */
export type RoleArgument = keyof typeof roles;
/** What a user may say of a role. */
export type ArgsOf<Argument extends RoleArgument> = Parameters<(typeof roles)[Argument]["workloads"]>[0];
/** What a user may say of each role of a platform. */
export type EveryRoleArgs = { [Argument in RoleArgument]?: ArgsOf<Argument> };

/** What there is to know of a role. */
interface RoleDescription<Args> {
    /** Its component's type: `Router` of `wazo-c4:index:Router`. */
    readonly type: string;
    /** One rule for each of its arguments. */
    readonly rules: { readonly [Option in keyof Args]-?: z.ZodType };
    /** What its arguments must be together. */
    readonly conditions?: <Schema extends z.ZodObject>(schema: Schema) => Schema;
    readonly workloads: (args: Partial<Args>, context: RoleContext) => Workload[];
}

/** A role as it is used for components of its own. */
export interface RoleRow<Args> extends RoleDescription<Args> {
    schema(rules?: z.ZodRawShape): z.ZodObject;
}

function row<Argument extends string, Args extends object>(argument: Argument, role: RoleDescription<Args>) {
    return {
        ...role,
        argument,
        /** The schema of its arguments, or of others in their place. */
        schema: (rules: z.ZodRawShape = role.rules): z.ZodObject => {
            const schema = z.strictObject(rules);
            return role.conditions?.(schema) ?? schema;
        },
        /** Its workloads in a platform that says something of it, or nothing. */
        within: (args: { readonly [Key in Argument]?: Partial<Args> }, context: RoleContext): Workload[] => {
            const given: Partial<Args> = args[argument] ?? {};
            return role.workloads(given, context);
        },
    };
}
