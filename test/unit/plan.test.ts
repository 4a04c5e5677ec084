import { output } from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/arguments/errors";
import type { C4Args } from "../../src/c4-args";
import { plan } from "../../src/plan";
import { docker } from "../../src/targets/docker/index";
import { named } from "../tools/workloads";

const target = docker();
const planned = (args: Partial<C4Args> = {}) => plan("edge", { target, ...args });

describe("plan", () => {
    it("is pure: the same arguments give the same bytes", () => {
        const args: C4Args = { target, domains: ["sip.example.com"], router: { replicas: 3 }, sbc: { replicas: 2 } };
        expect(JSON.stringify(plan("edge", args))).toBe(JSON.stringify(plan("edge", args)));
    });

    it("holds every role once by default", () => {
        const { workloads } = planned();
        expect(workloads.map(({ name, role, cardinality, identity }) => [name, role, cardinality, identity])).toEqual([
            ["consul-server", "consul", { kind: "count", count: 1, argument: "servers" }, "stable"],
            ["consul-agent", "consul", { kind: "perHost" }, "stable"],
            ["postgres", "postgres", { kind: "count", count: 1 }, "stable"],
            ["routing-api", "routing-api", { kind: "count", count: 1 }, "interchangeable"],
            ["rtpengine", "rtpengine", { kind: "count", count: 1 }, "interchangeable"],
            ["router", "router", { kind: "count", count: 1 }, "interchangeable"],
            ["sbc", "sbc", { kind: "count", count: 1 }, "interchangeable"],
        ]);
    });

    it("starts each role after those that it needs", () => {
        const { workloads } = planned();
        expect(Object.fromEntries(workloads.map(({ name, after }) => [name, after]))).toEqual({
            "consul-server": [],
            "consul-agent": ["consul-server"],
            postgres: [],
            "routing-api": ["postgres"],
            rtpengine: [],
            router: ["routing-api"],
            sbc: ["rtpengine", "router"],
        });
    });

    it("registers each role with the port and tags that others look for", () => {
        const topology = planned({
            router: { weight: 10, tags: ["primary"] },
            consul: { checkIntervalSeconds: 5 },
        });
        expect(named(topology, "router").registration).toEqual({
            tags: ["router", "kamailio", "_sips._tcp", "_sip._tls", "primary"],
            port: "tls",
            meta: { transport: "tls" },
            weight: 10,
            checkIntervalSeconds: 5,
        });
        expect(named(topology, "rtpengine").registration).toMatchObject({ port: "control" });
        expect(named(topology, "routing-api").registration).toMatchObject({ port: "http" });
    });

    it("has SBCs and routers speak TLS, or UDP where that is said", () => {
        const portsOf = (sip: C4Args["sip"], name: string) =>
            named(planned({ sip }), name).ports.map(({ name: port, number, protocols }) => [port, number, protocols]);
        const http = ["http", 8000, ["tcp"]];
        expect(portsOf({}, "sbc")).toEqual([["sip", 5060, ["udp", "tcp"]], ["tls", 5061, ["tcp"]], http]);
        expect(portsOf({}, "router")).toEqual([["tls", 5061, ["tcp"]], http]);
        for (const name of ["sbc", "router"]) {
            expect(portsOf({ transport: "udp" }, name)).toEqual([["sip", 5060, ["udp", "tcp"]], http]);
            const workload = named(planned({ sip: { transport: "udp" } }), name);
            expect(workload.lists.map((list) => list.name)).not.toContain("certificate");
            expect(workload.registration).toMatchObject({ port: "sip" });
            expect(workload.registration?.meta).toBeUndefined();
        }
    });

    it("keeps what the declaration says at run time in KV, and no secret", () => {
        const topology = planned({
            domains: ["sip.example.com", "voice.example.com"],
            peers: ["198.51.100.0/24", output("203.0.113.7/32")],
            environment: { LOG_LEVEL: "2" },
            sbc: { environment: { SIP_WORKERS: "8" } },
        });
        expect(topology.kv.map(({ path, entries }) => [path, Object.keys(entries)])).toEqual([
            ["env/all", ["LOG_LEVEL"]],
            ["domains", ["sip.example.com", "voice.example.com"]],
            ["config", ["peers"]],
        ]);
        expect(named(topology, "sbc").settings).toEqual({ SIP_WORKERS: "8" });
        for (const workload of topology.workloads) {
            expect(Object.keys(workload.settings).filter((name) => /PASSWORD|SECRET|KEY|TOKEN/.test(name))).toEqual([]);
        }
    });

    it("gives a secret to the roles that need it, and to no other", () => {
        const secrets = Object.fromEntries(
            planned().workloads.map(({ name, secrets: own }) => [name, Object.keys(own)]),
        );
        expect(secrets).toEqual({
            "consul-server": ["CONSUL_GOSSIP_KEY", "CONSUL_DNS_TOKEN", "CONSUL_MANAGEMENT_TOKEN"],
            "consul-agent": ["CONSUL_GOSSIP_KEY", "CONSUL_DNS_TOKEN"],
            postgres: ["POSTGRES_PASSWORD"],
            "routing-api": ["PGPASSWORD", "ENCRYPTION_KEY", "ADMINISTRATOR_TOKEN", "KAMAILIO_TOKEN"],
            rtpengine: [],
            router: ["ROUTER_AUTH_SECRET", "ROUTING_API_TOKEN"],
            sbc: ["ROUTING_API_TOKEN"],
        });
    });

    it("has routing APIs alone take Kamailio's former token, while that is made anew", () => {
        const formerKamailioToken = "f".repeat(24);
        const { workloads } = planned({ routingApi: { formerKamailioToken } });
        const holders = workloads.filter(({ secrets }) => Object.values(secrets).includes(formerKamailioToken));
        expect(holders.map(({ name, secrets }) => [name, secrets.FORMER_KAMAILIO_TOKEN])).toEqual([
            ["routing-api", formerKamailioToken],
        ]);
    });
});

/** What a user may write who does not use TypeScript, or whose values come from a file. */
type Loose = { [key: string]: unknown };

describe("plan refuses, naming field, value and what is allowed:", () => {
    const cases: [Loose, string][] = [
        [
            { router: { replicas: -1 } },
            "router.replicas is -1, which cannot be used. Allowed: a whole number from 0 to 200.",
        ],
        [
            { router: { replicas: 1.5 } },
            "router.replicas is 1.5, which cannot be used. Allowed: a whole number from 0 to 200.",
        ],
        [
            { router: { replicas: "3" } },
            'router.replicas is "3", which cannot be used. Allowed: a whole number from 0 to 200.',
        ],
        [
            { router: { replicas: Number.NaN } },
            "router.replicas is NaN, which cannot be used. Allowed: a whole number from 0 to 200.",
        ],
        [
            { sbc: { replicas: 201 } },
            "sbc.replicas is 201, which cannot be used. Allowed: a whole number from 0 to 200.",
        ],
        [
            { postgres: { external: { host: "db.example.com", password: "pw" }, keepData: true } },
            "postgres.keepData is true, which cannot be used. Allowed: nothing beside external, which runs elsewhere.",
        ],
        [
            { postgres: { external: { host: "db.example.com" } } },
            "postgres.external.password is missing. Allowed: text that is not empty.",
        ],
        [
            { consul: { external: { httpAddress: "http://consul:8500", agentUrl: "http://agent:8500" }, servers: 3 } },
            "consul.servers is 3, which cannot be used. Allowed: nothing beside external, which runs elsewhere.",
        ],
        [
            { consul: { external: { httpAddress: "consul:8500", agentUrl: "http://agent:8500" } } },
            'consul.external.httpAddress is "consul:8500", which cannot be used. Allowed: a URL such as http://consul.example.com:8500.',
        ],
        [{ sbc: { sipPort: 0 } }, "sbc.sipPort is 0, which cannot be used. Allowed: a whole number from 1 to 65535."],
        [
            { sbc: { hostPort: 70000 } },
            "sbc.hostPort is 70000, which cannot be used. Allowed: a whole number from 1 to 65535, or false.",
        ],
        [
            { sbc: { httpPort: 5060 } },
            "sbc.ports.http is 5060, which cannot be used. Allowed: a port that sbc.ports.sip does not use (it uses 5060).",
        ],
        [
            { rtpengine: { rtpPorts: { first: 4000, last: 3000 } } },
            'rtpengine.rtpPorts is {"first":4000,"last":3000}, which cannot be used. Allowed: a range whose first port is below its last.',
        ],
        [
            { domains: ["sip..example.com"] },
            'domains[0] is "sip..example.com", which cannot be used. Allowed: a domain name such as sip.example.com (RFC 1123).',
        ],
        [
            { domains: ["a\nb"] },
            'domains[0] is "a\\nb", which cannot be used. Allowed: a domain name such as sip.example.com (RFC 1123).',
        ],
        [
            { peers: ["198.51.100.20"] },
            'peers[0] is "198.51.100.20", which cannot be used. Allowed: an IPv4 network such as 198.18.0.0/24, its host bits zero.',
        ],
        [
            { sbc: { image: "Not An Image" } },
            'sbc.image is "Not An Image", which cannot be used. Allowed: an image reference such as registry.example.com/c4/kamailio:1.4.0.',
        ],
        [
            { environment: { "A-B": "1" } },
            'environment["A-B"] is no option. Allowed: a name of letters, digits and underscores that does not start with a digit.',
        ],
        [
            { environment: { A: "1\n2" } },
            'environment.A is "1\\n2", which cannot be used. Allowed: text on one line, numbers in quotes: a line break or control character would break a list.',
        ],
        [
            { environment: { LOG_LEVEL: 2 } },
            "environment.LOG_LEVEL is 2, which cannot be used. Allowed: text on one line, numbers in quotes: a line break or control character would break a list.",
        ],
        [
            { router: { replica: 3 } },
            "router.replica is no option. Allowed: one of the options image, environment, cpus, memoryMiB, tags, replicas, drainSeconds, sipPort, httpPort, autoscale, authSecret, routeOn, weight.",
        ],
        [
            { routers: {} },
            "routers is no option. Allowed: one of the options target, domains, peers, environment, sip, testing, consul, postgres, routingApi, rtpengine, router, sbc.",
        ],
        [{ sip: { transport: "tcp" } }, 'sip.transport is "tcp", which cannot be used. Allowed: "tls" or "udp".'],
        [{ consul: { servers: 2 } }, "consul.servers is 2, which cannot be used. Allowed: 1, 3 or 5."],
        [
            { router: { weight: 0 } },
            "router.weight is 0, which cannot be used. Allowed: a whole number of shares from 1 to 100.",
        ],
        [{ sbc: { cpus: 0 } }, "sbc.cpus is 0, which cannot be used. Allowed: a number of cores, 0.01 or more."],
        [{ target: "docker" }, 'target is "docker", which cannot be used. Allowed: a target such as c4.docker().'],
    ];
    it.each(cases)("%j", (args, message) => {
        const bad: C4Args = Object.assign({ target }, args);
        expect(refusal(() => plan("edge", bad))).toBe(message);
    });

    it.each(["", "Edge", "1edge", "edge_1", "e".repeat(32)])("the name %j", (name) => {
        expect(() => plan(name, { target })).toThrow(ArgumentError);
    });
});

/** The message of the ArgumentError that a call raises. */
function refusal(call: () => unknown): string {
    try {
        call();
    } catch (error) {
        if (error instanceof ArgumentError) return error.message;
        throw error;
    }
    return "nothing was refused";
}
