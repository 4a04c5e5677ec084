import type { Input, Output, Resource } from "@pulumi/pulumi";
import type { Workload } from "./model";
import type { Resolver, Value } from "./references";

/**
 * A platform that runs workloads. Made by `c4.docker()` and its like, and passed as the argument `target`. What it does is
 * between it and the components: the model that it reads changes from version to version.
 */
export interface Target {
    /** What an error message calls it, e.g. `docker`. */
    readonly kind: string;
    /**
     * Whether storage is kept when its platform is taken down, where the declaration says nothing of it.
     *
     * @internal
     */
    readonly keepsStorage: boolean;
    /**
     * Raises before anything is made when workloads ask for what this target cannot do, alone or beside those of the same
     * site; see `ArgumentError`.
     *
     * @internal
     */
    check(workloads: readonly Workload[], beside?: readonly Workload[]): void;
    /**
     * Makes what all workloads of a platform share there: a network, image builds.
     *
     * @internal
     */
    open(scope: Scope): Site;
}

/** Workloads that one component brings to a site. */
export interface Layer {
    /** The component's name: what is made for it is named after it. */
    readonly name: string;
    /** The component: parent of every resource that is made for it. */
    readonly parent: Resource;
    /** What will be placed there. */
    readonly workloads: readonly Workload[];
}

/** What a target is opened for. */
export interface Scope extends Layer {
    /** The platform's name. */
    readonly platform: string;
}

/** A target, opened for one platform. */
export interface Site {
    /** The platform's name. */
    readonly platform: string;
    /** The same site for a further layer of the platform: what is shared there stays as it is. */
    join(layer: Layer): Site;
    /**
     * The name or address under which instances of the platform reach a workload that another one of the site refers to: one
     * instance of it by its index, where the workload is stable, or any of them. It makes nothing.
     */
    hostOf(workload: Workload, instance?: number): Input<string>;
    /** Makes the resources that run a workload. */
    place(workload: Workload, options: PlaceOptions): Placement;
}

/** How a workload is placed. */
export interface PlaceOptions {
    /** The component's name: the names of the resources begin with it. */
    readonly name: string;
    /** The component: parent of the resources. */
    readonly parent: Resource;
    /** What must exist, and be well, before the first instance starts. */
    readonly dependsOn: readonly Resource[];
    readonly resolver: Resolver;
    /** How supervised instances find Consul, and what they read there. */
    readonly discovery?: Discovery;
    /** Environment that only the instances may see, besides the workload's own: asked for once, whatever their number. */
    readonly secrets?: (reached: Reached) => Readonly<Record<string, Output<string>>>;
}

/** `host:port` of each place where an exposed port of a workload is reached from outside of the platform. */
export type Reached = (port: string) => Output<string[]>;

/** What a supervised instance is told of Consul. */
export interface Discovery {
    /** URL of the agent that instances register with. */
    readonly agentUrl: Input<string>;
    /** The name in that agent's certificate, whatever its address is; absent where the URL has it. */
    readonly serverName?: Input<string>;
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
    readonly endpoints: Reached;
}
