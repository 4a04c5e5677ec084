import type { Input } from "@pulumi/pulumi";
import type { ReplicatedArgs, RoleArgs } from "../arguments/common";
import type { Image, ImageName, Resources, Role, Sip, Storage, Workload } from "../topology/model";
import type { SharedValues } from "../topology/shared";

/** What a role is told of the platform that it is a part of. */
export interface RoleContext {
    /** What the workload is called in the platform: its role's name, or that of the component that adds it. */
    readonly name?: string;
    /** What the user calls the workload: the path of its arguments. */
    readonly argument: string;
    /** Seconds between two health checks of an instance by Consul. */
    readonly checkIntervalSeconds: number;
    /** Adds the test switches of Kamailio. */
    readonly testing: boolean;
    readonly sip: Sip;
    readonly shared: SharedValues;
}

type ServiceArgs = RoleArgs & Pick<ReplicatedArgs, "replicas" | "drainSeconds">;

/** What differs between the roles that run under the life-cycle hook. */
type Own = Pick<Workload, "command" | "ports" | "health"> &
    Partial<
        Pick<
            Workload,
            | "secrets"
            | "settings"
            | "files"
            | "scratch"
            | "edge"
            | "autoscale"
            | "lists"
            | "configCheck"
            | "onRegistered"
            | "records"
            | "identity"
            | "after"
        >
    > & {
        readonly image: ImageName;
        readonly storage?: readonly Storage[];
        readonly tags: readonly string[];
        readonly registeredPort: string;
        readonly meta?: Readonly<Record<string, string>>;
        readonly weight?: number;
        readonly drain: { readonly command?: string; readonly defaultSeconds: number };
    };

/** What SBCs and routers show to the routing API. */
export function apiToken({ shared: { kamailioToken } }: RoleContext): Workload["secrets"] {
    return kamailioToken === undefined ? {} : { ROUTING_API_TOKEN: kamailioToken };
}

/** A workload that runs under the life-cycle hook and is registered under its role's name. */
export function service(role: Role, args: ServiceArgs, context: RoleContext, own: Own): Workload {
    return {
        name: context.name ?? role,
        role,
        argument: context.argument,
        cardinality: { kind: "count", count: args.replicas ?? own.autoscale?.min ?? 1 },
        ...(own.autoscale === undefined ? {} : { autoscale: own.autoscale }),
        identity: own.identity ?? "interchangeable",
        image: imageOf(own.image, args.image),
        command: own.command,
        supervised: true,
        secrets: own.secrets ?? {},
        settings: { ...own.settings, ...args.environment },
        files: own.files ?? [],
        scratch: own.scratch ?? [],
        ports: own.ports,
        storage: own.storage ?? [],
        health: own.health,
        registration: {
            tags: [...own.tags, ...(args.tags ?? [])],
            port: own.registeredPort,
            ...(own.meta === undefined ? {} : { meta: own.meta }),
            weight: own.weight ?? 1,
            checkIntervalSeconds: context.checkIntervalSeconds,
        },
        edge: own.edge ?? [],
        lists: own.lists ?? [],
        ...(own.configCheck === undefined ? {} : { configCheck: own.configCheck }),
        ...(own.onRegistered === undefined ? {} : { onRegistered: own.onRegistered }),
        ...(own.records === undefined ? {} : { records: own.records }),
        drain: {
            ...(own.drain.command === undefined ? {} : { command: own.drain.command }),
            limitSeconds: args.drainSeconds ?? own.drain.defaultSeconds,
        },
        after: own.after ?? [],
        resources: resourcesOf(args),
    };
}

export function imageOf(name: ImageName, prebuilt: Input<string> | undefined): Image {
    return prebuilt === undefined ? { name } : { name, prebuilt };
}

export function resourcesOf(args: Pick<RoleArgs, "cpus" | "memoryMiB">): Resources {
    return {
        ...(args.cpus === undefined ? {} : { cpus: args.cpus }),
        ...(args.memoryMiB === undefined ? {} : { memoryMiB: args.memoryMiB }),
    };
}
