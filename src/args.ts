import type { Input } from "@pulumi/pulumi";
import type { ConsulConnection } from "./consul/connection";
import type { Target } from "./topology/target";

/**
 * A Class 4 SIP platform. Counts, names, ports and domains are plain data, so that a preview shows every resource;
 * everything that only flows through may be an Output.
 */
export interface C4Args {
    /**
     * Where the platform runs.
     *
     * @example c4.docker({ subnet: "198.18.0.0/24" })
     */
    target: Target;
    /**
     * Domains that the platform calls its own: requests addressed to them are for this platform, not to be relayed to
     * it again. Domains of tenants live in the routing API.
     *
     * @default []
     * @example ["sip.example.com"]
     */
    domains?: string[];
    /**
     * Networks of known carriers and IPBXs, in CIDR notation: exempt from flood protection. Kept in Consul KV; a change
     * reaches running SBCs without a redeploy.
     *
     * @default []
     * @example ["198.51.100.20/32"]
     */
    peers?: Input<string>[];
    /**
     * Environment that every role reads from Consul KV at start. A change replaces the instances one after another.
     *
     * @default {}
     * @example { LOG_LEVEL: "1" }
     */
    environment?: Record<string, Input<string>>;
    /** The session border controllers: where calls come in and go out. */
    sbc?: SbcArgs;
    /** The routers: where it is decided where a call goes. */
    router?: RouterArgs;
    /** The media relays. */
    rtpengine?: RtpengineArgs;
    /** The REST service that routers ask. */
    routingApi?: RoutingApiArgs;
    /** The database of the routing API. */
    postgres?: PostgresArgs;
    /** Service discovery and configuration. */
    consul?: ConsulArgs;
    /**
     * Adds test switches to SBC and router (`router_off`, `pike_off`). Never for a platform that carries traffic.
     *
     * @default false
     */
    testing?: boolean;
}

/** What every role takes. */
export interface RoleArgs {
    /**
     * A ready image to run instead of building one.
     *
     * @default built from the package's own Dockerfile
     * @example "registry.example.com/c4/kamailio:1.4.0"
     */
    image?: Input<string>;
    /**
     * Environment of this role, kept in Consul KV and read at start. A change replaces its instances one after another.
     * Not for secrets: KV is readable by every instance.
     *
     * @default {}
     * @example { SIP_WORKERS: "8" }
     */
    environment?: Record<string, Input<string>>;
    /**
     * CPU cores that an instance may use, fractions allowed.
     *
     * @default no limit
     */
    cpus?: number;
    /**
     * Memory that an instance may use, in MiB.
     *
     * @default no limit
     */
    memoryMiB?: number;
    /**
     * Tags in Consul's catalogue, after the role's own.
     *
     * @default []
     */
    tags?: string[];
}

/** What every role takes that can have several instances. */
export interface ReplicatedArgs extends RoleArgs {
    /**
     * Number of instances, from 0 to 200.
     *
     * @default 1
     */
    replicas?: number;
    /**
     * Longest wait for an instance's calls or transactions to end before it is stopped, in seconds.
     *
     * @default 60 for SBC and RTPengine, 10 for the others
     */
    drainSeconds?: number;
}

export interface SbcArgs extends ReplicatedArgs {
    /**
     * Port of the host where the first SBC is reached; further ones follow. `false`: not published.
     *
     * @default 5060
     */
    hostPort?: number | false;
    /**
     * Port that SIP listens on, UDP and TCP.
     *
     * @default 5060
     */
    sipPort?: number;
    /**
     * Port of Kamailio's HTTP server: `/status` for health checks, `/rpc` for JSON-RPC. Not published.
     *
     * @default 8000
     */
    httpPort?: number;
    /**
     * Address that is written into Via, Contact and Record-Route instead of the instance's own, for instances behind
     * address translation.
     *
     * @default the instance's address
     */
    advertisedAddress?: Input<string>;
}

export interface RouterArgs extends ReplicatedArgs {
    /**
     * Port that SIP listens on, UDP and TCP. Only SBCs are served.
     *
     * @default 5060
     */
    sipPort?: number;
    /**
     * Port of Kamailio's HTTP server: `/status` for health checks, `/rpc` for JSON-RPC. Not published.
     *
     * @default 8000
     */
    httpPort?: number;
    /**
     * Lets the platform's own autoscaler decide how many routers there are; `replicas` is left to it then. Kubernetes
     * only, and only where the cluster measures its pods (metrics-server).
     *
     * @default not scaled
     * @example { min: 2, max: 10, cpuPercent: 60 }
     */
    autoscale?: { min: number; max: number; cpuPercent: number };
    /**
     * What the nonces of digest challenges are made with: the same on all routers of a platform, for the answer to a
     * challenge may come to another one. Kept as a secret.
     *
     * @default made at the first deployment
     */
    authSecret?: Input<string>;
    /**
     * Share of the calls that an instance gets, relative to other routers in the same Consul, from 1 to 100.
     *
     * @default 50
     */
    weight?: number;
}

export interface RtpengineArgs extends ReplicatedArgs {
    /**
     * UDP ports for media of one instance, first and last.
     *
     * @default { first: 30000, last: 39999 }
     */
    rtpPorts?: { first: number; last: number };
    /**
     * Port of the NG control protocol.
     *
     * @default 22222
     */
    controlPort?: number;
    /**
     * Port of RTPengine's HTTP server, for health checks and metrics.
     *
     * @default 2225
     */
    httpPort?: number;
    /**
     * Address that is written into SDP instead of the instance's own, for instances behind address translation.
     *
     * @default the instance's address
     */
    advertisedAddress?: Input<string>;
}

export interface RoutingApiArgs extends ReplicatedArgs {
    /**
     * Port that the API listens on.
     *
     * @default 9600
     */
    port?: number;
    /**
     * Port of the host where the first instance is reached; further ones follow. `false`: not published.
     *
     * @default 9600
     */
    hostPort?: number | false;
}

export interface PostgresArgs extends RoleArgs {
    /**
     * Port that PostgreSQL listens on.
     *
     * @default 5432
     */
    port?: number;
    /**
     * Name of the database.
     *
     * @default "c4"
     */
    database?: string;
    /**
     * Name of the user that owns it.
     *
     * @default "c4"
     */
    user?: string;
    /**
     * Password of the user. Kept as a secret.
     *
     * @default made at the first deployment
     */
    password?: Input<string>;
    /**
     * Keeps the data when the platform is taken down.
     *
     * @default false in containers, true on hosts
     */
    keepData?: boolean;
    /**
     * A PostgreSQL that runs already, used instead of one of the platform's own. Nothing else can be said beside it.
     *
     * @default the platform runs its own
     * @example { host: "db.example.com", password: config.requireSecret("databasePassword") }
     */
    external?: DatabaseArgs;
}

/** A database that the platform does not run, for its routing API. */
export interface DatabaseArgs {
    /**
     * Host that the API's instances reach PostgreSQL at.
     *
     * @example "db.example.com"
     */
    host: Input<string>;
    /**
     * Port that it listens on.
     *
     * @default "5432"
     */
    port?: Input<string>;
    /**
     * Name of the database.
     *
     * @default "c4"
     */
    database?: Input<string>;
    /**
     * Name of a user that may make tables in it.
     *
     * @default "c4"
     */
    user?: Input<string>;
    /** Password of the user. Kept as a secret. */
    password: Input<string>;
}

export interface ConsulArgs extends Pick<RoleArgs, "image" | "cpus" | "memoryMiB"> {
    /**
     * Number of server agents: 1 for a laptop, 3 or 5 to survive the loss of one or two.
     *
     * @default 1
     */
    servers?: 1 | 3 | 5;
    /**
     * Name of the datacenter.
     *
     * @default "dc1"
     */
    datacenter?: string;
    /**
     * Port of the host where the first server's HTTP API and UI are reached; further ones follow. The deployment itself
     * writes KV through it.
     *
     * @default 8500
     */
    hostPort?: number;
    /**
     * Seconds between two health checks of an instance: the longest that a dead one stays in the lists is this plus one.
     *
     * @default 2
     */
    checkIntervalSeconds?: number;
    /**
     * A Consul that runs already, used instead of one of the platform's own: its servers, and an agent beside the
     * instances. Only `checkIntervalSeconds` can be said beside it. In pods, `$(C4_NODE_ADDRESS)` is the address of
     * their node, where HashiCorp's chart has a client agent.
     *
     * @default the platform runs its own
     * @example { httpAddress: "https://consul.example.com", agentUrl: "http://$(C4_NODE_ADDRESS):8500" }
     */
    external?: ConsulConnection;
}
