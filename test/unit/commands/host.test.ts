import { describe, expect, it } from "vitest";
import { portsToOpen } from "../../../dev/commands/preflight";
import { pendingNames } from "../../../dev/commands/repair";

const container = (op: string, name: string, ports: object[]) => ({
    op,
    type: "docker:index/container:Container",
    name,
    inputs: { ports },
});
const port = { internal: 5060, external: 5060, ip: "127.0.0.1", protocol: "udp" };

describe("preflight", () => {
    it("looks at the host ports of new containers, and not at those that run already", () => {
        const steps = [
            container("create", "edge-sbc-0", [port]),
            container("replace", "edge-routing-api-0", [{ ...port, external: 9600 }]),
            container("same", "edge-consul-server-0", [{ ...port, external: 8500 }]),
            { op: "create", type: "docker:index/network:Network", name: "edge-network", inputs: {} },
        ];
        expect(portsToOpen(steps)).toEqual([{ address: "127.0.0.1", port: 5060, protocol: "udp" }]);
    });

    it("knows no port of a container that publishes none", () => {
        expect(portsToOpen([{ ...container("create", "edge-router-0", []), inputs: {} }])).toEqual([]);
    });
});

describe("repair", () => {
    it("looks for what interrupted creates may have left", () => {
        const operation = (type: string, name: string) => ({
            type,
            resource: { urn: `urn:pulumi:local::c4::t::${name}` },
        });
        expect(
            pendingNames({
                resources: [],
                pending_operations: [operation("creating", "edge-sbc-0"), operation("deleting", "edge-router-0")],
            }),
        ).toEqual(["edge-sbc-0"]);
    });
});
