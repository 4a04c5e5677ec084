import * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../../src/topology/model";
import type { PlaceOptions } from "../../src/topology/target";

/** How a target is asked to place a workload named `edge-web`. */
export const placeOptions: Omit<PlaceOptions, "parent"> = {
    platform: "edge",
    name: "edge-web",
    dependsOn: [],
    resolver: {
        address: ({ workload: name, port, form }) => `${form}:${name}:${port}`,
        secret: ({ name }) => pulumi.secret(`secret-${name}`),
    },
    discovery: { agentUrl: "http://127.0.0.1:8500", token: "", sharedSettings: {} },
};

/** A workload with nothing special; each test says what it is about. */
export function workload(special: Partial<Workload> = {}): Workload {
    return {
        name: "web",
        role: "routing-api",
        cardinality: { kind: "count", count: 1 },
        identity: "interchangeable",
        image: { name: "routing-api", prebuilt: "registry.example.com/web:1" },
        command: ["node", "server.js"],
        supervised: true,
        environment: {},
        secrets: {},
        settings: {},
        files: [],
        scratch: [],
        ports: [{ name: "http", number: 9600, protocols: ["tcp"] }],
        storage: [],
        health: { kind: "http", port: "http", path: "/status" },
        registration: { service: "web", tags: ["web"], port: "http", weight: 1, meta: {}, checkIntervalSeconds: 2 },
        edge: false,
        lists: [],
        drain: { limitSeconds: 10 },
        after: [],
        resources: {},
        ...special,
    };
}
