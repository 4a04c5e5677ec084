import type { Input, Output, Resource } from "@pulumi/pulumi";
import type { Workload } from "./model";
import type { Resolver, Value } from "./references";

/** A platform that runs workloads. Made by `c4.docker()` and its like, and passed as the argument `target`. */
export interface Target {
    /** What an error message calls it, e.g. `docker`. */
    readonly kind: string;
    /** Raises before anything is made when workloads ask for what this target cannot do; see `ArgumentError`. */
    check(workloads: readonly Workload[]): void;
    /**
     * Makes what all workloads of a platform share there: a network, image builds. An opened target opens as itself, so
     * that a role can be added where a platform already runs.
     */
    open(scope: Scope): Site;
}

export interface Scope {
    /** The platform's name. */
    readonly platform: string;
    /** Parent of every resource. */
    readonly parent: Resource;
    /** What will be placed there. */
    readonly workloads: readonly Workload[];
}

/** A target, opened for one platform. */
export interface Site extends Target {
    /**
     * The name or address under which instances of the platform reach a workload: one instance of it by its index, where
     * the workload is stable, or any of them.
     */
    hostOf(workload: Workload, instance?: number): Input<string>;
    /** Makes the resources that run a workload. */
    place(workload: Workload, options: PlaceOptions): Placement;
}

export interface PlaceOptions {
    readonly platform: string;
    /** Prefix of the names of the resources. */
    readonly name: string;
    readonly parent: Resource;
    /** What must exist, and be well, before the first instance starts. */
    readonly dependsOn: readonly Resource[];
    readonly resolver: Resolver;
    /** How supervised instances find Consul, and what they read there. */
    readonly discovery?: Discovery;
}

/** What a supervised instance is told of Consul. */
export interface Discovery {
    /** URL of the agent that instances register with. */
    readonly agentUrl: Input<string>;
    /** Token that instances present to Consul; empty while access control is off. */
    readonly token: Input<string>;
    /** Settings that every role of the platform reads from Consul KV. */
    readonly sharedSettings: Readonly<Record<string, Value>>;
}

/** A workload that was placed. */
export interface Placement {
    /** Names of the instances, as the target knows them. */
    readonly instances: Output<string[]>;
    /** What later workloads wait for. */
    readonly ready: readonly Resource[];
    /** What holds the workload's data: when it goes, everything inside has gone. */
    readonly data: readonly Resource[];
    /** `host:port` of each place where an exposed port is reached from outside of the platform. */
    endpoints(port: string): Output<string[]>;
}
