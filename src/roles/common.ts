import type { Input } from "@pulumi/pulumi";
import type { Image, ImageName, Resources, Role, Storage, Workload } from "../topology/model";

/** What roles of one platform have in common. */
export interface RoleContext {
    /** Seconds between two health checks of an instance by Consul. */
    readonly checkIntervalSeconds: number;
    /** Adds the test switches of Kamailio. */
    readonly testing: boolean;
}

/** The arguments that each role takes, see `RoleArgs`. */
interface CommonArgs {
    readonly image?: Input<string>;
    readonly environment?: Record<string, Input<string>>;
    readonly cpus?: number;
    readonly memoryMiB?: number;
    readonly tags?: string[];
    readonly replicas?: number;
    readonly drainSeconds?: number;
}

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
            | "identity"
            | "after"
        >
    > & {
        readonly image: ImageName;
        readonly storage?: readonly Storage[];
        readonly tags: readonly string[];
        readonly registeredPort: string;
        readonly weight?: number;
        readonly meta?: Readonly<Record<string, string>>;
        readonly drain: { readonly command?: string; readonly defaultSeconds: number };
    };

/** A workload that runs under the life-cycle hook and is registered under its role's name. */
export function service(role: Role, args: CommonArgs, context: RoleContext, own: Own): Workload {
    return {
        name: role,
        role,
        cardinality: { kind: "count", count: args.replicas ?? own.autoscale?.min ?? 1 },
        ...(own.autoscale === undefined ? {} : { autoscale: own.autoscale }),
        identity: own.identity ?? "interchangeable",
        image: imageOf(own.image, args.image),
        command: own.command,
        supervised: true,
        environment: {},
        secrets: own.secrets ?? {},
        settings: { ...own.settings, ...args.environment },
        files: own.files ?? [],
        scratch: own.scratch ?? [],
        ports: own.ports,
        storage: own.storage ?? [],
        health: own.health,
        registration: {
            service: role,
            tags: [...own.tags, ...(args.tags ?? [])],
            port: own.registeredPort,
            weight: own.weight ?? 1,
            meta: own.meta ?? {},
            checkIntervalSeconds: context.checkIntervalSeconds,
        },
        edge: own.edge ?? false,
        lists: own.lists ?? [],
        ...(own.configCheck === undefined ? {} : { configCheck: own.configCheck }),
        ...(own.onRegistered === undefined ? {} : { onRegistered: own.onRegistered }),
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

export function resourcesOf(args: Pick<CommonArgs, "cpus" | "memoryMiB">): Resources {
    return {
        ...(args.cpus === undefined ? {} : { cpus: args.cpus }),
        ...(args.memoryMiB === undefined ? {} : { memoryMiB: args.memoryMiB }),
    };
}
