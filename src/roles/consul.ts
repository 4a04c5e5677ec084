import type { ConsulArgs } from "../args";
import type { ConsulClientContext, ConsulServerContext } from "../rendering/consul";
import type { File, Port, Workload } from "../topology/model";
import { instanceOf } from "../topology/references";
import { imageOf, resourcesOf } from "./common";

/** Consul's server agents: the catalogue, the KV store and the UI. */
export function consulServer(args: ConsulArgs): Workload {
    const servers = args.servers ?? 1;
    return agent("consul-server", args, {
        cardinality: { kind: "count", count: servers, argument: "servers" },
        hostPort: args.hostPort ?? 8500,
        file: serverConfiguration({ ...common(args), bootstrapExpect: servers }),
        standsInFor: "consul-agent",
        after: [],
    });
}

/** Consul's client agent: one a host, so that no instance's registration dies with another host. */
export function consulAgent(args: ConsulArgs): Workload {
    return agent("consul-agent", args, {
        cardinality: { kind: "perHost" },
        file: clientConfiguration(common(args)),
        after: ["consul-server"],
    });
}

/** The datacenter's name when none is given: Consul's own default. */
export const defaultDatacenter = "dc1";

interface Own extends Pick<Workload, "cardinality" | "after" | "standsInFor"> {
    readonly file: File;
    readonly hostPort?: number;
}

function agent(name: "consul-server" | "consul-agent", args: ConsulArgs, own: Own): Workload {
    const http: Port = {
        name: "http",
        number: 8500,
        protocols: ["tcp"],
        ...(own.hostPort === undefined ? {} : { hostPort: own.hostPort }),
    };
    return {
        name,
        role: "consul",
        cardinality: own.cardinality,
        identity: "stable",
        image: imageOf("consul", args.image),
        command: ["/usr/local/lib/c4/consul-start"],
        supervised: false,
        environment: {},
        secrets: {},
        settings: {},
        files: [own.file],
        scratch: [],
        ports: [http, { name: "serf", number: 8301, protocols: ["udp", "tcp"] }],
        storage: [{ name: "data", path: "/var/lib/consul", keep: false }],
        // Answers without a leader too: servers of a new cluster must not wait for each other to be well.
        health: { kind: "http", port: "http", path: "/v1/agent/self" },
        edge: false,
        lists: [],
        ...(own.standsInFor === undefined ? {} : { standsInFor: own.standsInFor }),
        drain: { limitSeconds: 10 },
        after: own.after,
        resources: resourcesOf(args),
    };
}

function common(args: ConsulArgs) {
    const servers = Array.from({ length: args.servers ?? 1 }, (_, index) => index);
    return {
        datacenter: args.datacenter ?? defaultDatacenter,
        retryJoin: servers.map((index) => instanceOf("consul-server", "serf", index)),
    };
}

function serverConfiguration(context: ConsulServerContext): File {
    return configuration("consul/server.json.hbs", context);
}

function clientConfiguration(context: ConsulClientContext): File {
    return configuration("consul/client.json.hbs", context);
}

function configuration(template: string, context: object): File {
    return { template, context, path: "/etc/consul.d/agent.json", mode: "0644" };
}
