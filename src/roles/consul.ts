import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { type BackupArgs, backupSchema } from "../arguments/backup";
import { type RoleArgs, roleRules } from "../arguments/common";
import { type ExternalConsulArgs, externalConsulSchema } from "../arguments/consul-connection";
import { key256 } from "../arguments/formats";
import { matching, portOrFalse, type Rules, secretInput, wholeNumber } from "../arguments/rules";
import type { ConsulBackupContext } from "../rendering/backup";
import type { ConsulClientContext, ConsulDnsContext, ConsulServerContext } from "../rendering/consul";
import { hookPath } from "../rendering/paths";
import { type File, type OwnConsul, type Port, roleNames, type Workload } from "../topology/model";
import { type AddressReference, instanceOf, key, uuid, type Value } from "../topology/references";
import { backup, scheduleOf } from "./backup";
import { imageOf, resourcesOf } from "./service";

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
     * Port of the host where the first server's HTTPS API and UI are reached; further ones follow. The deployment itself
     * writes KV through it. `false`, on hosts only: for nobody but the platform's own hosts and whom `vms.admit` names, the machine
     * that deploys among them. There a server is its host's agent, and an agent has the keys of certificates that it was asked for
     * before for whoever reaches it.
     *
     * @default 8501
     */
    hostPort?: number | false;
    /**
     * Key that agents encrypt their gossip with: 32 random bytes in base64. Running agents keep the one that they know: it is
     * changed in them first, see docs/operations.md. Kept as a secret.
     *
     * @default one that is drawn
     */
    gossipKey?: Input<string>;
    /**
     * How often its tokens were made anew, the first time included. One more replaces them: new tokens, then agents and
     * instances that present them, then the old ones are removed.
     *
     * @default 1
     */
    tokenGeneration?: number;
    /**
     * Seconds between two health checks of an instance: the longest that a dead one stays in the lists is this plus one.
     *
     * @default 2
     */
    checkIntervalSeconds?: number;
    /**
     * Saves what its servers know, settings, tokens and certificates included, encrypted and on a disk apart from theirs. What
     * saves them holds the management token, for Consul knows no lesser right to a snapshot.
     *
     * @default no backups, for they need a key that is yours
     * @example { key: config.requireSecret("backupKey"), everyHours: 6 }
     */
    backup?: BackupArgs;
    /**
     * A Consul that runs already, used instead of one of the platform's own: its servers, and an agent beside the
     * instances. Only `checkIntervalSeconds` can be said beside it. In pods, `$(C4_NODE_ADDRESS)` is the address of
     * their node, where HashiCorp's chart has a client agent.
     *
     * @default the platform runs its own
     * @example { httpAddress: "https://consul.example.com", agentUrl: "http://$(C4_NODE_ADDRESS):8500" }
     */
    external?: ExternalConsulArgs;
}

export const consulRules = {
    image: roleRules.image,
    cpus: roleRules.cpus,
    memoryMiB: roleRules.memoryMiB,
    servers: z.literal([1, 3, 5], "1, 3 or 5").optional(),
    datacenter: matching(
        (text) => /^[a-z0-9-]{1,63}$/.test(text),
        "a name of lower-case letters, digits and hyphens",
    ).optional(),
    hostPort: portOrFalse.optional(),
    gossipKey: secretInput(key256).optional(),
    tokenGeneration: wholeNumber(1, 1_000_000, "generations").optional(),
    checkIntervalSeconds: wholeNumber(1, 60, "seconds").optional(),
    backup: backupSchema.optional(),
    external: externalConsulSchema.optional(),
} satisfies Rules<ConsulArgs>;

/** Consul's server agents: the catalogue, the KV store and the UI. */
export function consulServer(args: ConsulArgs, argument: string): Workload {
    const servers = args.servers ?? 1;
    return agent("consul-server", args, {
        argument,
        cardinality: { kind: "count", count: servers, argument: "servers" },
        hostPort: args.hostPort ?? 8501,
        ports: [{ name: "rpc", number: 8300, protocols: ["tcp"] }],
        files: [
            configuration("server.json.hbs", "agent.json", { ...common(args), bootstrapExpect: servers }),
            configuration("dns.policy.hbs", "dns.policy", { services: roleNames.filter((role) => role !== "consul") }),
        ],
        secrets: { CONSUL_MANAGEMENT_TOKEN: managementToken },
        standsInFor: "consul-agent",
        after: [],
    });
}

/** Consul's client agent: one a host, so that no instance's registration dies with another host. */
export function consulAgent(args: ConsulArgs, argument: string): Workload {
    return agent("consul-agent", args, {
        argument,
        cardinality: { kind: "perHost" },
        files: [configuration("client.json.hbs", "agent.json", common(args))],
        after: ["consul-server"],
    });
}

/** What saves the servers' data; nothing, where nobody asks for it. */
export function consulBackups(args: ConsulArgs, argument: string): Workload[] {
    if (args.backup === undefined) return [];
    const context: ConsulBackupContext = {
        ...scheduleOf(args.backup),
        servers: serversOf(args).map((host) => ({ host, port: httpsPort })),
        datacenter: ownConsul(args).datacenter,
    };
    return [
        backup(args.backup, {
            ...{ role: "consul", name: "consul", argument, image: imageOf("consul", args.image) },
            template: "backup/consul.conf.hbs",
            context,
            secrets: { CONSUL_MANAGEMENT_TOKEN: managementToken },
            after: "consul-server",
        }),
    ];
}

/** What may do everything in the platform's Consul, from its first start on. */
export const managementToken = uuid("consul-management-token");

/** What agents answer DNS by. It is known before Consul is: servers, which a deployment's tokens come too late for, make it. */
const dnsToken = uuid("consul-dns-token");

/** What is said of a Consul besides what its agents are; the datacenter is called as Consul calls one by itself. */
export function ownConsul({ datacenter = "dc1", tokenGeneration = 1 }: ConsulArgs = {}): OwnConsul {
    return { datacenter, tokenGeneration };
}

const httpsPort = 8501;

interface Own extends Pick<Workload, "argument" | "cardinality" | "after" | "standsInFor"> {
    readonly files: readonly File[];
    readonly hostPort?: number | false;
    readonly ports?: readonly Port[];
    readonly secrets?: Readonly<Record<string, Value>>;
}

function agent(name: "consul-server" | "consul-agent", args: ConsulArgs, own: Own): Workload {
    const https: Port = {
        name: "https",
        number: httpsPort,
        protocols: ["tcp"],
        ...(own.hostPort === undefined ? {} : serversPort(own.hostPort)),
    };
    return {
        name,
        role: "consul",
        argument: own.argument,
        cardinality: own.cardinality,
        identity: "stable",
        image: imageOf("consul", args.image),
        command: [hookPath("consul-start")],
        supervised: false,
        secrets: {
            CONSUL_GOSSIP_KEY: args.gossipKey ?? key("consul-gossip-key"),
            CONSUL_DNS_TOKEN: dnsToken,
            ...own.secrets,
        },
        settings: {},
        files: own.files,
        scratch: [],
        ports: [https, { name: "serf", number: 8301, protocols: ["udp", "tcp"] }, ...(own.ports ?? [])],
        storage: [{ name: "data", path: "/var/lib/consul", keep: false }],
        // Answers without a leader too, for servers of a new cluster must not wait for each other to be well; and without a
        // token, with nothing but {}.
        health: { kind: "https", port: "https", path: "/v1/agent/services" },
        edge: [],
        lists: [],
        ...(own.standsInFor === undefined ? {} : { standsInFor: own.standsInFor }),
        drain: { limitSeconds: 10 },
        after: own.after,
        resources: resourcesOf(args),
    };
}

/** Where a server's API is for the platform alone, another user of its host is none of it. */
function serversPort(hostPort: number | false): Pick<Port, "callers" | "hostPort"> {
    return hostPort === false ? { callers: roleNames } : { hostPort };
}

function common(args: ConsulArgs) {
    return { datacenter: ownConsul(args).datacenter, retryJoin: serversOf(args) };
}

/** Where its servers are reached, each of them. */
function serversOf({ servers = 1 }: ConsulArgs): AddressReference[] {
    return Array.from({ length: servers }, (_, index) => instanceOf("consul-server", index));
}

function configuration(
    template: string,
    name: string,
    context: ConsulServerContext | ConsulClientContext | ConsulDnsContext,
): File {
    return { template: `consul/${template}`, context, path: `/etc/consul.d/${name}`, mode: "0644" };
}
