import type { Input } from "@pulumi/pulumi";
import type { ExternalConsulArgs } from "../arguments/consul-connection";
import type { Value } from "./references";
import type { SharedValues } from "./shared";

/** The kinds of service of a C4 platform; each has a row in `roles/index.ts`. */
export const roleNames = ["consul", "postgres", "routing-api", "rtpengine", "router", "sbc"] as const;
export type Role = (typeof roleNames)[number];

/** A role as data: what to run, how to know that it is well, how to stop it. The left side of the one seam. */
export interface Workload {
    /** Unique in the platform; instances and resources are named after it. */
    readonly name: string;
    readonly role: Role;
    /** What the user calls it: the path of its arguments, `routingApi`, or the name of a component of its own. */
    readonly argument: string;
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
     * needs one to talk to. Nor do backups: Consul may be what is to be restored.
     */
    readonly supervised: boolean;
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
    /** How it appears in Consul's catalogue. Absent for Consul itself, and for backups. */
    readonly registration?: Registration;
    /**
     * Names of the ports that face carriers and IPBXs; all others are the platform's own affair. What has one talks with them
     * itself, so that addresses and ports of its host may have to be its own.
     */
    readonly edge: readonly string[];
    readonly lists: readonly List[];
    /** Command that says whether the rendered configuration is valid, run before the service starts. */
    readonly configCheck?: string;
    /** Command that opens the service to traffic, run when the instance is registered. */
    readonly onRegistered?: string;
    /** Folder where the service leaves its records of calls, which a hook delivers to the routing API. */
    readonly records?: string;
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

/** A folder of `images/`. */
export type ImageName = string;

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
    /** Roles that alone have business with it; on a host that others use, nobody else there reaches it. All when absent. */
    readonly callers?: readonly Role[];
    /** What listens there on loopback is for the instance itself alone. */
    readonly ownLoopback?: true;
}

export type Protocol = "udp" | "tcp";

export interface Storage {
    readonly name: string;
    readonly path: string;
    /**
     * Kept when the platform is taken down; `where possible`: unless it is a part of what goes with the platform. What is not
     * said is the target's own rule.
     */
    readonly keep?: boolean | "where possible";
}

/** How to know that an instance is well. */
export type Health =
    | { readonly kind: "http" | "https"; readonly port: string; readonly path: string }
    | { readonly kind: "tcp"; readonly port: string }
    /** Nobody asks it for anything: it says itself how its last backup went. */
    | { readonly kind: "backup" };

/** An entry of Consul's catalogue, under the name of the role. */
export interface Registration {
    readonly tags: readonly string[];
    /** Name of the port that is registered. */
    readonly port: string;
    /** What lists read of it besides. */
    readonly meta?: Readonly<Record<string, string>>;
    /** Share of the load relative to other instances. */
    readonly weight: number;
    /** Seconds between two health checks by Consul. */
    readonly checkIntervalSeconds: number;
}

/** A file that is kept as Consul has it, and how the service is made to reread it. */
export interface List {
    /** What the hooks call it. */
    readonly name: string;
    /**
     * Path of consul-template's template on the machine; it is one of the workload's {@link File}s. Absent of the intentions, which
     * have a hook of their own.
     */
    readonly template?: string;
    /** Path of the file that is kept. */
    readonly file: string;
    /** Whether it may lose its last entry. Otherwise the last list that had one stays. */
    readonly mayBeEmpty: boolean;
    /** The order that makes the service read the file: one of its RPC, or `SIGHUP`. */
    readonly order: string;
    /**
     * What tells its entries apart: the nth word of a line, the nth column of a table, or nothing but their number. The
     * service has taken the list when it shows the same ones. `answer`: it shows none, and has taken them when it answers
     * {@link order} without an error.
     */
    readonly key: `word ${number}` | `column ${number}` | "count" | "answer";
    /** The orders that make the service show what it has. */
    readonly shownBy: readonly string[];
    /** The field of its answers that holds the {@link key}. */
    readonly shownAs: string;
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
export type KvValue = Value | { readonly words: readonly Value[] };

/** What a Consul of the platform's own is besides its workloads. */
export interface OwnConsul {
    /** Name of its datacenter. */
    readonly datacenter: string;
    /** How often its tokens were made anew, the first time included. */
    readonly tokenGeneration: number;
}

/** How SBCs and routers speak with each other. */
export interface Sip {
    readonly transport: "tls" | "udp";
}

/** Everything that a platform is, before any target has seen it. Same arguments, same topology. */
export interface Topology {
    readonly platform: string;
    /** Seconds between two health checks of an instance by Consul. */
    readonly checkIntervalSeconds: number;
    /** Whether Kamailio has its test switches. */
    readonly testing: boolean;
    readonly sip: Sip;
    /** In the order in which they are placed: those that others need come before them. */
    readonly workloads: readonly Workload[];
    /** What the whole platform keeps in KV; each role's settings are in its workload. */
    readonly kv: readonly KvFolder[];
    /** Environment that every role reads from KV. */
    readonly settings: Readonly<Record<string, Value>>;
    readonly shared: SharedValues;
    readonly ownConsul: OwnConsul;
    /** A Consul that runs already, where the platform has none of its own. */
    readonly externalConsul?: ExternalConsulArgs;
}
