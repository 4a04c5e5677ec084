import type * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { DockerTransforms } from "../../../src/targets/docker/args";
import { docker } from "../../../src/targets/docker/index";
import type { Workload } from "../../../src/topology/model";
import { password } from "../../../src/topology/references";
import type { Placement, PlaceOptions } from "../../../src/topology/target";
import { Parent } from "../../tools/parent";
import { known, record } from "../../tools/recorder";
import { placeOptions, workload } from "../../tools/workloads";

async function place(placed: Workload, args: Parameters<typeof docker>[0] = {}, more: Partial<PlaceOptions> = {}) {
    return record<Placement>(() => {
        const parent = new Parent();
        const site = docker(args).open({ name: "edge", platform: "edge", parent, workloads: [placed] });
        return site.place(placed, { ...placeOptions, parent, ...more });
    });
}

describe("the Docker target", () => {
    it("makes a network of the platform, in the subnet that is given, and a container an instance", async () => {
        const { recorder, result } = await place(workload({ cardinality: { kind: "count", count: 3 } }), {
            subnet: "198.18.0.0/24",
        });
        expect(recorder.get("edge-network")).toEqual({
            type: "docker:index/network:Network",
            name: "edge-network",
            inputs: {
                driver: "bridge",
                ipamConfigs: [{ subnet: "198.18.0.0/24" }],
                labels: [
                    { label: "c4.platform", value: "edge" },
                    { label: "c4.stack", value: "stack" },
                ],
            },
        });
        expect(recorder.names("docker:index/container:Container")).toEqual(["edge-web-0", "edge-web-1", "edge-web-2"]);
        expect(await known(result.instances)).toEqual([
            "edge-web-0-1a2b3c4",
            "edge-web-1-1a2b3c4",
            "edge-web-2-1a2b3c4",
        ]);
    });

    it("gives a container the life-cycle hook, its environment in order, and time to drain", async () => {
        const { recorder } = await place(
            workload({
                secrets: { PGPASSWORD: password("db") },
                settings: { PORT: "9600" },
                drain: { command: "wait-for-it", limitSeconds: 30 },
                resources: { cpus: 0.5, memoryMiB: 256 },
            }),
        );
        const { inputs } = recorder.get("edge-web-0");
        expect(inputs).toMatchObject({
            image: "registry.example.com/web:1",
            command: ["/usr/local/lib/c4/c4-run", "node", "server.js"],
            networksAdvanced: [{ name: "edge-network-1a2b3c4", aliases: ["web"] }],
            stopTimeout: 40,
            destroyGraceSeconds: 40,
            wait: true,
            restart: "unless-stopped",
            capabilities: { drops: ["ALL"] },
            healthcheck: { interval: "3s", timeout: "3s", retries: 3, startPeriod: "1m0s" },
            cpus: "0.5",
            memory: 256,
            memorySwap: 512,
            ports: [],
            volumes: [],
        });
        // One secret variable makes the whole list a secret.
        expect(inputs.envs).toEqual({
            secret: [
                "C4_CHECK_INTERVAL=2s",
                "C4_DRAIN=wait-for-it",
                "C4_DRAIN_LIMIT=30",
                "C4_HEALTH=http:9600/status",
                "C4_LAYER=routing-api.web",
                "C4_PLATFORM=edge",
                "C4_PORT=9600",
                "C4_ROLE=routing-api",
                expect.stringMatching(/^C4_SETTINGS_HASH=[0-9a-f]{12}$/),
                "C4_TAGS=web",
                "C4_WEIGHT=1",
                "CONSUL_HTTP_ADDR=http://127.0.0.1:8500",
                "CONSUL_HTTP_TOKEN=consul-token",
                "PGPASSWORD=secret-db",
            ],
        });
    });

    it("publishes a port on loopback unless told otherwise, one host port an instance", async () => {
        const exposed = workload({
            cardinality: { kind: "count", count: 2 },
            ports: [{ name: "http", number: 9600, protocols: ["udp", "tcp"], hostPort: 7000 }],
        });
        const { recorder, result } = await place(exposed);
        expect(recorder.get("edge-web-1").inputs.ports).toEqual([
            { internal: 9600, external: 7001, ip: "127.0.0.1", protocol: "udp" },
            { internal: 9600, external: 7001, ip: "127.0.0.1", protocol: "tcp" },
        ]);
        expect(await known(result.endpoints("http"))).toEqual(["127.0.0.1:7000", "127.0.0.1:7001"]);
    });

    it("publishes what faces carriers and what does not at addresses of their own", async () => {
        const both = workload({
            edge: ["sip"],
            ports: [
                { name: "sip", number: 5060, protocols: ["udp"], hostPort: 5060 },
                { name: "http", number: 9600, protocols: ["tcp"], hostPort: 7000 },
                { name: "tls", number: 5061, protocols: ["tcp"] },
            ],
        });
        const open = await place(both, { publishAddress: "203.0.113.10" });
        expect(open.recorder.get("edge-web-0").inputs.ports).toEqual([
            { internal: 5060, external: 5060, ip: "203.0.113.10", protocol: "udp" },
            { internal: 9600, external: 7000, ip: "127.0.0.1", protocol: "tcp" },
        ]);
        expect(await known(open.result.endpoints("sip"))).toEqual(["203.0.113.10:5060"]);
        expect(await known(open.result.endpoints("http"))).toEqual(["127.0.0.1:7000"]);
        const inner = await place(both, { innerAddress: "10.0.0.10" });
        expect(await known(inner.result.endpoints("sip"))).toEqual(["127.0.0.1:5060"]);
        expect(await known(inner.result.endpoints("http"))).toEqual(["10.0.0.10:7000"]);
    });

    it("keeps the data of a stable instance in a volume of its own", async () => {
        const { recorder, result } = await place(
            workload({
                identity: "stable",
                cardinality: { kind: "count", count: 2 },
                storage: [{ name: "data", path: "/var/lib/data", keep: false }],
            }),
        );
        expect(recorder.names("docker:index/volume:Volume")).toEqual(["edge-web-0-data", "edge-web-1-data"]);
        expect(recorder.get("edge-web-1").inputs.volumes).toEqual([
            { volumeName: "edge-web-1-data-1a2b3c4", containerPath: "/var/lib/data" },
        ]);
        expect(result.data).toHaveLength(2);
    });

    it("finds data that is to be kept again, by a name that each deployment gives, and never replaces what holds it", async () => {
        const seen: Record<string, pulumi.CustomResourceOptions> = {};
        const volumes = async (keep: boolean) => {
            const storage = [{ name: "data", path: "/var/lib/data", keep }];
            const volume: DockerTransforms["volume"] = (_args, opts, name) => {
                seen[`${name} ${keep}`] = opts;
                return {};
            };
            return (await place(workload({ identity: "stable", storage }), { transform: { volume } })).recorder;
        };
        expect((await volumes(true)).get("edge-web-0-data").inputs.name).toBe("project.stack.edge-web-0-data");
        expect((await volumes(false)).get("edge-web-0-data").inputs).not.toHaveProperty("name");
        expect(seen["web true"]).toMatchObject({ retainOnDelete: true, ignoreChanges: ["name", "labels"] });
        expect(seen["web false"]).toMatchObject({ retainOnDelete: false });
        expect(seen["web false"]).not.toHaveProperty("ignoreChanges");
    });

    it("replaces a container when a setting that it reads at start changes", async () => {
        const hash = async (settings: Workload["settings"], shared: Record<string, string>) => {
            const { recorder } = await place(
                workload({ settings }),
                {},
                {
                    discovery: { agentUrl: "http://a", sharedSettings: shared },
                },
            );
            return /C4_SETTINGS_HASH=[0-9a-f]*/.exec(JSON.stringify(recorder.get("edge-web-0").inputs.envs))?.[0];
        };
        const before = await hash({ A: "1" }, { B: "1" });
        expect(before).toMatch(/=[0-9a-f]{12}$/);
        expect(await hash({ A: "1" }, { B: "1" })).toBe(before);
        expect(await hash({ A: "2" }, { B: "1" })).not.toBe(before);
        expect(await hash({ A: "1" }, { B: "2" })).not.toBe(before);
    });

    it("gives each transform the last word", async () => {
        const { recorder } = await place(workload(), {
            transform: {
                network: (args, _opts, platform) => ({ args: { ...args, options: { "c4.test": platform } } }),
                container: (args, _opts, name) => ({ args: { ...args, domainname: `${name}.example.com` } }),
            },
        });
        expect(recorder.get("edge-network").inputs.options).toEqual({ "c4.test": "edge" });
        expect(recorder.get("edge-web-0").inputs.domainname).toBe("web.example.com");
    });

    it("makes a provider only for an engine that is named", async () => {
        const { recorder } = await place(workload(), { host: "ssh://deploy@edge1.example.com" });
        expect(recorder.get("edge-docker").inputs).toEqual({ host: "ssh://deploy@edge1.example.com" });
        expect((await place(workload())).recorder.names("pulumi:providers:docker")).toEqual([]);
    });

    it.each([
        [
            { subnet: "198.18.0.1/24" },
            'docker.subnet is "198.18.0.1/24", which cannot be used. Allowed: an IPv4 network such as 198.18.0.0/24, its host bits zero.',
        ],
        [
            { publishAddress: "localhost" },
            'docker.publishAddress is "localhost", which cannot be used. Allowed: an IPv4 address.',
        ],
        [
            { subnets: [] },
            "docker.subnets is no option. Allowed: one of the options host, subnet, publishAddress, innerAddress, binaries, transform.",
        ],
    ])("refuses %j", (args: object, message) => {
        expect(() => docker(args)).toThrow(message);
    });
});
