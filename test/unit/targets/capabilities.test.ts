import { describe, expect, it } from "vitest";
import { docker } from "../../../src/targets/docker/index";
import type { KubernetesArgs } from "../../../src/targets/kubernetes/args";
import { kubernetes } from "../../../src/targets/kubernetes/index";
import { vms } from "../../../src/targets/vms/index";
import type { Workload } from "../../../src/topology/model";
import type { Target } from "../../../src/topology/target";
import { record } from "../../tools/recorder";
import { workload } from "../../tools/workloads";

const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDj8pBWUdUoM1zfDkBhj1Mzq2Qnq0CQ3fG8yR3d8w2rT";
const program = { path: process.execPath };
const binaries = { consul: program, consulTemplate: program };
const absent = { ...binaries, consulTemplate: { path: "/nowhere/consul-template" } };
const another = { ...binaries, consulTemplate: { ...program, sha256: "0".repeat(64) } };
const onNodes: KubernetesArgs = { expose: { type: "NodePort", address: "203.0.113.10" }, binaries };
const registry = { prefix: "registry.example.com/c4" };
const onHosts = { hosts: [{ name: "host-1", address: "198.18.0.1", hostKey }], lookForDrift: false, binaries };

const ours = workload({ image: { name: "kamailio" } });
const autoscale = { min: 1, max: 3, cpuPercent: 60 };
const exposed = (hostPort: number, special: Partial<Workload> = {}) =>
    workload({ ports: [{ name: "http", number: 9600, protocols: ["tcp"], hostPort }], ...special });
const two = { cardinality: { kind: "count", count: 2 } } as const;
const data = (keep: boolean) =>
    workload({ role: "postgres", identity: "stable", storage: [{ name: "data", path: "/data", keep }] });
const media = { name: "rtp", number: 30000, last: 39999, protocols: ["udp"], outside: true } as const;
const relay = workload({
    name: "relay",
    role: "rtpengine",
    edge: ["rtp"],
    ports: [media],
    health: { kind: "tcp", port: "rtp" },
});
const onNetwork = { ...onNodes, hostNetwork: { nodes: ["10.0.0.0/16"] } };

const refusals: readonly [string, Target, Workload, Workload[], RegExp][] = [
    ["docker: an autoscaler", docker(), workload({ autoscale }), [], /^web\.autoscale is .* give replicas instead/],
    ["docker: no program", docker({ binaries: absent }), ours, [], /^binaries\.consulTemplate\.path is "\/nowhere/],
    ["docker: another program", docker({ binaries: another }), ours, [], /^binaries\.consulTemplate\.sha256 is "000/],
    [
        "docker: no host port for each",
        docker(),
        exposed(65535, two),
        [],
        /^web\.hostPort is 65535, .* at most 65534 for 2/,
    ],
    [
        "docker: a host port of another one",
        docker(),
        exposed(8500, { name: "consul", argument: "consul" }),
        [exposed(8499, two)],
        /^consul\.hostPort is 8500, .* a port that web\.hostPort does not use \(it uses 8499 to 8500\)/,
    ],
    [
        "docker: a Consul that the deployment does not reach",
        docker(),
        workload({ argument: "consul", standsInFor: "consul-agent" }),
        [],
        /^consul\.hostPort is false, .* a port with the target docker: the deployment itself/,
    ],
    [
        "kubernetes: no registry",
        kubernetes(onNodes),
        ours,
        [],
        /^kubernetes\.registry is missing\. .* kamailio is pushed/,
    ],
    [
        "kubernetes: no program",
        kubernetes({ ...onNodes, registry, binaries: absent }),
        ours,
        [],
        /^binaries\.consulTemplate\.path is "\/nowhere/,
    ],
    [
        "kubernetes: another program",
        kubernetes({ ...onNodes, registry, binaries: another }),
        ours,
        [],
        /^binaries\.consulTemplate\.sha256 is "000/,
    ],
    [
        "kubernetes: an autoscaler of nothing",
        kubernetes(onNodes),
        workload({ autoscale }),
        [],
        /^web\.cpus is missing\. .* autoscaler/,
    ],
    [
        "kubernetes: data that would not be kept",
        kubernetes(onNodes),
        data(true),
        [],
        /^postgres\.keepData is true, .* give kubernetes\.namespace/,
    ],
    [
        "kubernetes: a node port of another one",
        kubernetes(onNodes),
        exposed(30500, { name: "burst", argument: "burst" }),
        [exposed(30500)],
        /^burst\.hostPort is 30500/,
    ],
    [
        "kubernetes: node ports on the nodes' network",
        kubernetes(onNetwork),
        relay,
        [],
        /^rtpengine\.ports\.rtp is "30000 to 39999"/,
    ],
    [
        "kubernetes: a port of another one there",
        kubernetes({ ...onNetwork, expose: { type: "LoadBalancer" } }),
        { ...relay, name: "burst", argument: "burst" },
        [relay],
        /\.ports\.rtp is 30000/,
    ],
    [
        "docker: no name for an alias",
        docker(),
        workload({ name: "Far away" }),
        [],
        /^name is "Far away", .* lower-case/,
    ],
    ["kubernetes: no name of an object", kubernetes(onNodes), workload({ name: "1st" }), [], /^name is "1st"/],
    ["vms: no name of a unit", vms(onHosts), workload({ name: "a".repeat(32) }), [], /^name is "a{32}"/],
    ["docker: a name of another one", docker(), workload(), [workload()], /^name is "web"/],
    ["kubernetes: a name of another one", kubernetes(onNodes), workload(), [workload()], /^name is "web"/],
    ["vms: an autoscaler", vms(onHosts), workload({ ...ours, autoscale }), [], /^web\.autoscale is/],
    ["vms: an image", vms(onHosts), workload(), [], /^web\.image is "registry\.example\.com\/web:1"/],
    [
        "vms: another port of the host",
        vms(onHosts),
        { ...exposed(80), image: ours.image },
        [],
        /^web\.hostPort is 80, .* 9600/,
    ],
    ["vms: no host for each", vms(onHosts), workload({ ...ours, ...two }), [], /^web\.replicas is 2, .* at most 1/],
    ["vms: a name of another one", vms(onHosts), ours, [ours], /^name is "web", .* a name that nothing else/],
    [
        "vms: no program",
        vms({ ...onHosts, binaries: absent }),
        ours,
        [],
        /^binaries\.consulTemplate\.path is "\/nowhere/,
    ],
    [
        "vms: another program",
        vms({ ...onHosts, binaries: another }),
        ours,
        [],
        /^binaries\.consulTemplate\.sha256 is "000/,
    ],
];

describe("what a target cannot do", () => {
    it.each(refusals)("is refused before anything is made: %s", async (_, target, asked, beside, message) => {
        const { recorder } = await record(() => {
            expect(() => target.check([asked], beside)).toThrow(message);
        });
        expect(recorder.resources).toEqual([]);
    });

    it("is not what it can do", () => {
        expect(() => docker({ binaries }).check([ours], [exposed(8501, { name: "other", ...two })])).not.toThrow();
        const cluster = kubernetes({ ...onNodes, registry, namespace: "voice" });
        const scaled = workload({ autoscale, resources: { cpus: 0.5 } });
        expect(() =>
            cluster.check([scaled, data(true), exposed(30500)], [exposed(8500, { name: "other" })]),
        ).not.toThrow();
        expect(() => kubernetes(onNodes).check([data(false), relay])).not.toThrow();
        expect(() => vms(onHosts).check([ours], [{ ...relay, image: ours.image }])).not.toThrow();
    });
});
