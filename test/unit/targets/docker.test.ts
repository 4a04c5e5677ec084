import { describe, expect, it } from "vitest";
import { docker } from "../../../src/targets/docker/index";
import type { Workload } from "../../../src/topology/model";
import { addressOf, password, urlOf } from "../../../src/topology/references";
import type { Placement, PlaceOptions } from "../../../src/topology/target";
import { Parent } from "../../support/parent";
import { known, record } from "../../support/recorder";
import { placeOptions, workload } from "../../support/workloads";

async function place(placed: Workload, args: Parameters<typeof docker>[0] = {}, more: Partial<PlaceOptions> = {}) {
    return record<Placement>(() => {
        const parent = new Parent();
        const site = docker(args).open({ platform: "edge", parent, workloads: [placed] });
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
                environment: { UPSTREAM: urlOf("api", "http"), PEER: addressOf("db", "sql") },
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
                "C4_PLATFORM=edge",
                "C4_PORT=9600",
                "C4_ROLE=routing-api",
                expect.stringMatching(/^C4_SETTINGS_HASH=[0-9a-f]{12}$/),
                "C4_TAGS=web",
                "C4_WEIGHT=1",
                "CONSUL_HTTP_ADDR=http://127.0.0.1:8500",
                "CONSUL_HTTP_TOKEN=",
                "PEER=authority:db:sql",
                "PGPASSWORD=secret-db",
                "UPSTREAM=url:api:http",
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
        const open = await place(exposed, { publishAddress: "203.0.113.10" });
        expect(await known(open.result.endpoints("http"))).toEqual(["203.0.113.10:7000", "203.0.113.10:7001"]);
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

    it("replaces a container when a setting that it reads at start changes", async () => {
        const hash = async (settings: Workload["settings"], shared: Record<string, string>) => {
            const { recorder } = await place(
                workload({ settings }),
                {},
                {
                    discovery: { agentUrl: "http://a", token: "", sharedSettings: shared },
                },
            );
            const { envs } = recorder.get("edge-web-0").inputs;
            return Array.isArray(envs) ? envs.find((line) => String(line).startsWith("C4_SETTINGS_HASH=")) : undefined;
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
                network: (args) => ({ ...args, internal: true }),
                container: (args, name) => ({ ...args, domainname: `${name}.example.com` }),
            },
        });
        expect(recorder.get("edge-network").inputs.internal).toBe(true);
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
            "docker.subnets is [], which cannot be used. Allowed: one of the options host, subnet, publishAddress, binaries, transform.",
        ],
    ])("refuses %j", (args: object, message) => {
        expect(() => docker(args)).toThrow(message);
    });
});
