import * as pulumi from "@pulumi/pulumi";
import type { RoleContext } from "../../src/roles/service";
import type { Topology, Workload } from "../../src/topology/model";
import { key, password } from "../../src/topology/references";
import type { PlaceOptions } from "../../src/topology/target";

/** How a target is asked to place a workload named `edge-web`. */
export const placeOptions: Omit<PlaceOptions, "parent"> = {
    name: "edge-web",
    dependsOn: [],
    resolver: {
        address: ({ workload: name }) => name,
        secret: ({ name }) => pulumi.secret(`secret-${name}`),
    },
    discovery: { agentUrl: "http://127.0.0.1:8500", sharedSettings: {} },
    secrets: () => ({ CONSUL_HTTP_TOKEN: pulumi.secret("consul-token") }),
};

/** A role's context in a platform that says nothing special. */
export const roleContext: RoleContext = {
    argument: "role",
    checkIntervalSeconds: 2,
    testing: false,
    sip: { transport: "tls" },
    shared: {
        authSecret: password("router-auth-secret"),
        encryptionKey: key("encryption-key"),
        administratorToken: password("administrator-token"),
        kamailioToken: password("kamailio-token"),
        database: { host: "db", port: "5432", database: "c4", user: "c4", password: "pw" },
    },
};

/** The workload of a name. */
export function named({ workloads }: Pick<Topology, "workloads">, name: string): Workload {
    const found = workloads.find((each) => each.name === name);
    if (!found)
        throw new Error(`There is no workload ${name}; there are ${workloads.map((each) => each.name).join(", ")}.`);
    return found;
}

/** A workload with nothing special; each test says what it is about. */
export function workload(special: Partial<Workload> = {}): Workload {
    return {
        name: "web",
        role: "routing-api",
        argument: special.role ?? "web",
        cardinality: { kind: "count", count: 1 },
        identity: "interchangeable",
        image: { name: "routing-api", prebuilt: "registry.example.com/web:1" },
        command: ["node", "server.js"],
        supervised: true,
        secrets: {},
        settings: {},
        files: [],
        scratch: [],
        ports: [{ name: "http", number: 9600, protocols: ["tcp"] }],
        storage: [],
        health: { kind: "http", port: "http", path: "/status" },
        registration: { tags: ["web"], port: "http", weight: 1, checkIntervalSeconds: 2 },
        edge: [],
        lists: [],
        drain: { limitSeconds: 10 },
        after: [],
        resources: {},
        ...special,
    };
}
