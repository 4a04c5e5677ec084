import type { Input } from "@pulumi/pulumi";
import type { Value } from "./references";

/** The six kinds of service of a C4 platform. */
export type Role = "sbc" | "router" | "rtpengine" | "routing-api" | "postgres" | "consul";

/** A role as data: what to run, how to know that it is well, how to stop it. The left side of the one seam. */
export interface Workload {
    /** Unique in the platform; instances and resources are named after it. */
    readonly name: string;
    readonly role: Role;
    readonly cardinality: Cardinality;
    /** Instances come and go with their load; {@link cardinality} is where they begin. */
    readonly autoscale?: Autoscale;
    /**
     * `interchangeable`: instances are alike and new ones may start before old ones stop. `stable`: each instance keeps
     * its name and storage, and is replaced in place.
     */
    readonly identity: "interchangeable" | "stable";
    readonly image: Image;
    /** The service and its arguments. */
    readonly command: readonly string[];
    /**
     * Whether {@link command} runs under the instance's life-cycle hook (`c4-run`). Consul's own agents do not: the hook
     * needs one to talk to.
     */
    readonly supervised: boolean;
    /** Environment that is in nobody's way to see. */
    readonly environment: Readonly<Record<string, Value>>;
    /** Environment that only this workload may see. */
    readonly secrets: Readonly<Record<string, Value>>;
    /** Environment kept in Consul KV and read at start; a change replaces the instances one after another. */
    readonly settings: Readonly<Record<string, Value>>;
    readonly files: readonly File[];
    /** Folders that the service makes sockets and the like in while it runs. */
    readonly scratch: readonly string[];
    readonly ports: readonly Port[];
    readonly storage: readonly Storage[];
    readonly health: Health;
    /** How it appears in Consul's catalogue. Absent for Consul itself. */
    readonly registration?: Registration;
    /** Whether it talks with carriers and IPBXs itself, so that addresses and ports of its host may have to be its own. */
    readonly edge: boolean;
    readonly lists: readonly List[];
    /** Command that says whether the rendered configuration is valid, run before the service starts. */
    readonly configCheck?: string;
    /** Command that opens the service to traffic, run when the instance is registered. */
    readonly onRegistered?: string;
    readonly drain: Drain;
    /**
     * A workload with one instance a host that this one stands in for: where both share a host's network, an instance of this
     * one is what the other would be there.
     */
    readonly standsInFor?: string;
    /** Names of the workloads that must be passing before this one starts. */
    readonly after: readonly string[];
    readonly resources: Resources;
}

/** How many instances there are. */
export type Cardinality =
    | {
          readonly kind: "count";
          readonly count: number;
          /** The argument that says so; `replicas` when absent. */
          readonly argument?: string;
      }
    | { readonly kind: "perHost" };

/** Between how many instances there are, and what decides it. */
export interface Autoscale {
    readonly min: number;
    readonly max: number;
    /** Mean use of the CPU that the target keeps to, in percent of what an instance asks for. */
    readonly cpuPercent: number;
}

/** What the instances run from. */
export interface Image {
    /** A folder of `images/`: built in the Pulumi graph, or installed on a host, unless {@link prebuilt} is given. */
    readonly name: ImageName;
    /** A ready image of the user's, by reference. */
    readonly prebuilt?: Input<string>;
}

/** The images that the package builds. */
export type ImageName = "kamailio" | "rtpengine" | "routing-api" | "postgres" | "consul";

/** A file of the instance. */
export interface File {
    /** Path below `templates/`. What ends in `.hbs` is rendered with {@link context}; anything else is copied. */
    readonly template: string;
    readonly context: TemplateContext;
    /** Where it lands on the machine. */
    readonly path: string;
    /** Permissions, octal. */
    readonly mode: string;
}

/** What a template may hold: plain data, and references that the target resolves before rendering. */
export type TemplateContext = object;

export interface Port {
    readonly name: string;
    readonly number: number;
    /** The last port of a range that starts at {@link number}. */
    readonly last?: number;
    readonly protocols: readonly Protocol[];
    /** Reachable from outside of the platform, at this port of the host and the following for further instances. */
    readonly hostPort?: number;
    /** Reachable from outside at the instance's own address, under the same number: media. */
    readonly outside?: true;
}

export type Protocol = "udp" | "tcp";

export interface Storage {
    readonly name: string;
    readonly path: string;
    /** Kept when the platform is taken down. What is not said is the target's own rule. */
    readonly keep?: boolean;
}

/** How to know that an instance is well. */
export type Health =
    | { readonly kind: "http"; readonly port: string; readonly path: string }
    | { readonly kind: "tcp"; readonly port: string }
    | { readonly kind: "sip"; readonly port: string };

/** An entry of Consul's catalogue. */
export interface Registration {
    /** Name of the service; the role's. */
    readonly service: string;
    readonly tags: readonly string[];
    /** Name of the port that is registered. */
    readonly port: string;
    /** Share of the load relative to other instances. */
    readonly weight: number;
    readonly meta: Readonly<Record<string, string>>;
    /** Seconds between two health checks by Consul. */
    readonly checkIntervalSeconds: number;
}

/** A file that consul-template keeps, and the command that makes the service reread it. */
export interface List {
    /** Path of the template on the machine; it is one of the workload's {@link File}s. */
    readonly template: string;
    readonly destination: string;
    readonly reload: string;
}

/** How an instance ends without taking calls with it. */
export interface Drain {
    /** Command that returns when the instance has nothing left to do. */
    readonly command?: string;
    /** Longest wait for {@link command}, in seconds. */
    readonly limitSeconds: number;
}

/** Limits of one instance; absent means none. */
export interface Resources {
    /** CPU cores, fractions allowed. */
    readonly cpus?: number;
    readonly memoryMiB?: number;
}

/** A folder of Consul's KV below `c4/<platform>/`. */
export interface KvFolder {
    /** Path below `c4/<platform>/`, e.g. `env/router`. */
    readonly path: string;
    readonly entries: Readonly<Record<string, KvValue>>;
}

/** A value of one line, or words that are kept on one line with spaces between them. */
export type KvValue = Value | { readonly words: readonly Value[]; readonly check: Check };

/** A rule for a value that may be an Output, applied when it is known. */
export interface Check {
    readonly accepts: (value: string) => boolean;
    /** What is allowed, as the end of the error's sentence. */
    readonly allowed: string;
}

/** Everything that a platform is, before any target has seen it. Same arguments, same topology. */
export interface Topology {
    readonly platform: string;
    readonly workloads: Readonly<Record<OwnName, Workload> & Partial<Record<ReplaceableName, Workload>>>;
    /** What the whole platform keeps in KV; each role's settings are in its workload. */
    readonly kv: readonly KvFolder[];
}

/** Names of the workloads that every platform runs. */
export type OwnName = "routing-api" | "rtpengine" | "router" | "sbc";

/** Names of the workloads that a platform does without when it is given what runs elsewhere. */
export type ReplaceableName = "consul-server" | "consul-agent" | "postgres";
