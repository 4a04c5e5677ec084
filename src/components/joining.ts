import * as pulumi from "@pulumi/pulumi";
import type { ConsulConnection } from "../arguments/consul-connection";
import type { DatabaseArgs } from "../arguments/database";
import { ArgumentError, hidden } from "../arguments/errors";
import { createProvider } from "../consul/connection";
import { defaultContext, sipOf } from "../plan";
import { externalDatabase } from "../roles/postgres";
import { Secrets } from "../secrets";
import type { Sip, Workload } from "../topology/model";
import { password } from "../topology/references";
import type { SharedValues } from "../topology/shared";
import type { Target } from "../topology/target";
import type { LayerArgs } from "./layer-args";
import { joinedBy, type Membership } from "./membership";
import { type Platform, type PlatformAccess, platformOf, resolverFor } from "./platform";

/** What a layer may say itself of what a platform shares. */
export interface SharedArgs {
    readonly authSecret?: pulumi.Input<string>;
    readonly encryptionKey?: pulumi.Input<string>;
    readonly administratorToken?: pulumi.Input<string>;
    readonly kamailioToken?: pulumi.Input<string>;
    readonly database?: DatabaseArgs;
}

/** How a layer becomes a part of a platform. */
export interface Joining {
    readonly platform: string;
    /** Where its instances run. */
    readonly target: Target;
    /** What runs at the same place already. */
    readonly beside: readonly Workload[];
    readonly shared: SharedValues;
    readonly checkIntervalSeconds: number;
    readonly testing: boolean;
    readonly sip: Sip;
    /** The platform, once the component exists that is added to it. */
    access(self: pulumi.Resource, workloads: readonly Workload[]): PlatformAccess;
}

/** @throws ArgumentError when the arguments name no platform, or contradict the one that they name. */
export function joiningOf(name: string, args: LayerArgs, given: SharedArgs): Joining {
    const { joins } = args;
    if (joins === undefined) return withoutPlatform(name, args, given);
    const { database: _, ...secrets } = given;
    for (const [option, value] of Object.entries({ consul: args.consul, ...secrets })) {
        if (value === undefined) continue;
        throw new ArgumentError(`${name}.${option}`, hidden, "nothing beside joins, which brings it");
    }
    const platform = platformOf(joins);
    if (platform !== undefined) return ofThisProgram(name, args, given, platform);
    if (pulumi.Resource.isInstance(joins)) throw new Error("The rule for joins accepts no other resource.");
    return ofAnotherStack(name, args, given, joins);
}

function ofThisProgram(name: string, args: LayerArgs, given: SharedArgs, platform: Platform): Joining {
    if (args.platform !== undefined && args.platform !== platform.name) {
        throw new ArgumentError(`${name}.platform`, args.platform, `"${platform.name}", the platform that it joins`);
    }
    const { sip } = platform;
    if (args.sip?.transport !== undefined && args.sip.transport !== sip.transport) {
        throw new ArgumentError(
            `${name}.sip.transport`,
            args.sip.transport,
            `"${sip.transport}", as in the platform that it joins`,
        );
    }
    const elsewhere = args.target !== undefined;
    if (elsewhere && platform.consul.data !== undefined) need(name, "agentUrl", args.agentUrl, reachable);
    return {
        platform: platform.name,
        checkIntervalSeconds: args.checkIntervalSeconds ?? platform.checkIntervalSeconds,
        testing: args.testing ?? platform.testing,
        sip,
        target: args.target ?? platform.target,
        beside: elsewhere ? [] : platform.workloads,
        shared: sharedValues(name, given, elsewhere ? { ...platform.shared, database: undefined } : platform.shared),
        access: (self, workloads) => {
            const layer = { name, parent: self, workloads };
            if (!elsewhere) platform.workloads.push(...workloads);
            return {
                ...platform,
                site: args.target?.open({ ...layer, platform: platform.name }) ?? platform.site.join(layer),
                consul: { ...platform.consul, agentUrl: args.agentUrl ?? platform.consul.agentUrl },
            };
        },
    };
}

const reachable =
    "the URL of a Consul agent that its instances reach: the platform's own agents are for the platform's place";

function ofAnotherStack(
    name: string,
    args: LayerArgs,
    given: SharedArgs,
    membership: pulumi.Input<Membership>,
): Joining {
    const platform = need(name, "platform", args.platform, "the name of the platform whose membership joins is");
    const target = need(name, "target", args.target, "where the role runs, such as c4.docker()");
    const { consul, shared, environment } = joinedBy(`${name}.joins`, membership, { platform, ...sipOf(args) });
    // What the environment holds is read from Consul; that it changed is all that there is to know of it here.
    const settings = { C4_ENVIRONMENT: environment };
    return byParts(name, args, { platform, target, consul, shared: sharedValues(name, given, shared), settings });
}

function withoutPlatform(name: string, args: LayerArgs, given: SharedArgs): Joining {
    const { platform = name } = args;
    const target = need(name, "target", args.target, "where the role runs, such as c4.docker(), or joins: a platform");
    const consul = need(name, "consul", args.consul, "a Consul to register with, or joins: a platform");
    // Routers of one platform answer for each other's challenges: only the first of them may draw what these are made with.
    const shared = sharedValues(name, given, platform === name ? { authSecret: password("router-auth-secret") } : {});
    return byParts(name, args, { platform, target, consul, shared, settings: {} });
}

/** What there is to know of a platform that this program did not make. */
interface Parts extends Pick<Joining, "platform" | "target" | "shared">, Pick<PlatformAccess, "settings"> {
    readonly consul: ConsulConnection;
}

function byParts(name: string, args: LayerArgs, { platform, target, consul, shared, settings }: Parts): Joining {
    const connection = { ...consul, agentUrl: args.agentUrl ?? consul.agentUrl };
    return {
        platform,
        checkIntervalSeconds: args.checkIntervalSeconds ?? defaultContext.checkIntervalSeconds,
        testing: args.testing ?? defaultContext.testing,
        sip: sipOf(args),
        target,
        beside: [],
        shared,
        access: (self, workloads) => {
            const site = target.open({ name, platform, parent: self, workloads });
            return {
                name: platform,
                site,
                consul: { ...connection, provider: createProvider(name, connection, self), ready: [] },
                resolver: resolverFor(site, workloads, new Secrets(name, self)),
                settings,
            };
        },
    };
}

/** What a role does not ask for, nobody has to say. */
function sharedValues(
    name: string,
    { authSecret, encryptionKey, administratorToken, kamailioToken, database }: SharedArgs,
    platform: Partial<SharedValues>,
): SharedValues {
    const values = {
        authSecret: authSecret ?? platform.authSecret,
        encryptionKey: encryptionKey ?? platform.encryptionKey,
        administratorToken: administratorToken ?? platform.administratorToken,
    };
    return {
        get authSecret() {
            return need(
                name,
                "authSecret",
                values.authSecret,
                "the authSecret of the platform's other routers, or joins: the platform",
            );
        },
        get encryptionKey() {
            return need(
                name,
                "encryptionKey",
                values.encryptionKey,
                "the key of the passwords in the database (32 random bytes in base64, as a secret), or joins: the platform",
            );
        },
        get administratorToken() {
            return need(
                name,
                "administratorToken",
                values.administratorToken,
                "what administrators show to it (at least 24 characters, as a secret), joins: the platform, or accessControl: false",
            );
        },
        kamailioToken: kamailioToken ?? platform.kamailioToken,
        get database() {
            const found = database === undefined ? platform.database : externalDatabase(database);
            return need(name, "database", found, "the database as instances reach it from their target");
        },
    };
}

function need<Value>(name: string, option: string, value: Value | undefined, allowed: string): Value {
    if (value === undefined) throw new ArgumentError(`${name}.${option}`, undefined, allowed);
    return value;
}
