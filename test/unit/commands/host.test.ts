import { describe, expect, it } from "vitest";
import { pendingCreates } from "../../../dev/commands/repair";
import { clashOf, portsToOpen, subnetsToOpen } from "../../../dev/commands/targets/docker/preflight";

const container = (op: string, name: string, ports: object[], former: object[] = []) => ({
    op,
    type: "docker:index/container:Container",
    name,
    inputs: { ports },
    former: { ports: former },
});
const port = { internal: 5060, external: 5060, ip: "127.0.0.1", protocol: "udp" };

describe("preflight", () => {
    it("looks at host ports that are new, and not at those that run already", () => {
        const [api, moved, consul] = [9600, 9700, 8500].map((external) => ({ ...port, external }));
        if (!api || !moved || !consul) throw new Error("There are three ports.");
        const steps = [
            container("create", "edge-sbc-0", [port]),
            container("replace", "edge-routing-api-0", [api], [api]),
            container("replace", "edge-routing-api-1", [moved], [{ ...port, external: 9601 }]),
            container("create-replacement", "edge-routing-api-1", [moved], [{ ...port, external: 9601 }]),
            container("same", "edge-consul-server-0", [consul]),
            { op: "create", type: "docker:index/network:Network", name: "edge-network", inputs: {}, former: {} },
        ];
        expect(portsToOpen(steps).map(({ port: number }) => number)).toEqual([5060, 9700]);
    });

    it("knows no port of a container that publishes none", () => {
        expect(portsToOpen([{ ...container("create", "edge-router-0", []), inputs: {} }])).toEqual([]);
    });
});

describe("preflight, of networks,", () => {
    const network = (op: string, subnet: string) => ({
        op,
        type: "docker:index/network:Network",
        name: "edge-network",
        inputs: { ipamConfigs: [{ subnet }] },
        former: {},
    });
    const present = (Subnet: string, Labels: Record<string, string> | null = null) => [
        { Name: "host", Labels: null, IPAM: { Config: null } },
        { Name: "other", Labels, IPAM: { Config: [{ Subnet: "fd00::/64" }, { Subnet }] } },
    ];

    it("looks at those that are new", () => {
        expect(subnetsToOpen([network("create", "198.18.0.0/24"), network("same", "198.18.1.0/24")])).toEqual([
            "198.18.0.0/24",
        ]);
    });

    it.each(["198.18.0.0/24", "198.18.0.128/25", "198.16.0.0/12"])("finds that %s overlaps", (subnet) => {
        expect(clashOf("198.18.0.0/24", present(subnet))).toContain(
            `198.18.0.0/24 overlaps with ${subnet} of the network other.\nChoose another one`,
        );
    });

    it("names the platform of another checkout, and how to be rid of it", () => {
        const clash = clashOf(
            "198.18.0.0/24",
            present("198.18.0.0/24", { "c4.platform": "edge", "c4.stack": "local" }),
        );
        expect(clash).toContain("which belongs to the platform edge, stack local, of another checkout");
        expect(clash).toContain("label=c4.platform=edge); docker network rm other");
    });

    it("leaves others alone", () => {
        expect(clashOf("198.18.0.0/24", present("198.18.1.0/24"))).toBeUndefined();
    });
});

describe("repair", () => {
    it("looks for what interrupted creates may have left", () => {
        const operation = (type: string, name: string) => ({
            type,
            resource: { urn: `urn:pulumi:local::c4::t::${name}`, type: "t" },
        });
        const [sbc, router] = [operation("creating", "edge-sbc-0"), operation("deleting", "edge-router-0")];
        expect(pendingCreates({ resources: [], pending_operations: [sbc, router] })).toEqual([sbc]);
    });
});
