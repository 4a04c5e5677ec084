import { describe, expect, it } from "vitest";
import { plan } from "../../../../src/plan";
import { docker } from "../../../../src/targets/docker/index";
import { assignHosts, type HostShape } from "../../../../src/targets/vms/placement";
import type { Workload } from "../../../../src/topology/model";
import { workload } from "../../../tools/workloads";

const hosts = (count: number): HostShape[] => Array.from({ length: count }, (_, index) => ({ name: `host-${index}` }));
const counted = (name: string, count: number, port: number, special: Partial<Workload> = {}) =>
    workload({
        name,
        cardinality: { kind: "count", count },
        ports: [{ name: "sip", number: port, protocols: ["udp", "tcp"] }],
        ...special,
    });
const assigned = (workloads: readonly Workload[], on: readonly HostShape[]) => assignHosts([workloads], on);
const byName = (placements: ReadonlyMap<string, readonly string[]>) => Object.fromEntries(placements);

describe("the placement of instances on hosts", () => {
    it("puts one instance of a workload on a host, and begins another workload on another host", () => {
        expect(byName(assigned([counted("a", 2, 1), counted("b", 2, 2)], hosts(3)))).toEqual({
            a: ["host-0", "host-1"],
            b: ["host-1", "host-2"],
        });
    });

    it("keeps every instance where it is when there is one more of another workload", () => {
        const before = assigned([counted("a", 1, 1), counted("b", 2, 2), counted("c", 1, 3)], hosts(4));
        const after = assigned([counted("a", 4, 1), counted("b", 3, 2), counted("c", 1, 3)], hosts(4));
        for (const name of ["a", "b", "c"]) {
            expect(after.get(name)?.slice(0, before.get(name)?.length)).toEqual(before.get(name));
        }
    });

    it("keeps to the hosts that may run the role", () => {
        const two: HostShape[] = [
            { name: "edge", roles: ["sbc"] },
            { name: "core", roles: ["router"] },
        ];
        const both = assigned(
            [counted("router", 1, 5060, { role: "router" }), counted("sbc", 1, 5060, { role: "sbc" })],
            two,
        );
        expect(byName(both)).toEqual({ router: ["core"], sbc: ["edge"] });
    });

    it("puts what wants the same port on different hosts, a range and a single port included", () => {
        const range = workload({
            name: "media",
            ports: [{ name: "rtp", number: 5000, last: 6000, protocols: ["udp"] }],
        });
        expect(byName(assigned([counted("a", 1, 5060), range, counted("b", 1, 5060)], hosts(3)))).toEqual({
            a: ["host-0"],
            media: ["host-1"],
            b: ["host-2"],
        });
        expect(() => assigned([counted("a", 1, 5060), range, counted("b", 1, 5060)], hosts(2))).toThrow(
            /a has port 5060 on host-0, media has port 5060 on host-1|media has port 5060 on host-1, a has port 5060 on host-0/,
        );
    });

    it("refuses more instances than there are hosts for, by the argument that asks for them", () => {
        expect(() => assigned([counted("router", 3, 1, { role: "router" })], hosts(2))).toThrow(
            "router.replicas is 3, which cannot be used. Allowed: at most 2, one on each of vms.hosts that may run the role router, which are host-0, host-1.",
        );
        const servers = { kind: "count", count: 3, argument: "servers" } as const;
        expect(() => assigned([workload({ role: "consul", cardinality: servers })], hosts(1))).toThrow(
            /^consul.servers is 3/,
        );
        expect(() =>
            assigned([counted("router", 1, 1, { role: "router" })], [{ name: "edge", roles: ["sbc"] }]),
        ).toThrow(/of which there is none/);
    });

    it("puts what is one a host on every host, but where another stands in for it", () => {
        const { workloads } = plan("edge", {
            target: docker(),
            consul: { servers: 3 },
            router: { sipPort: 5070, httpPort: 8001 },
        });
        const where = assigned(Object.values(workloads), hosts(5));
        const servers = where.get("consul-server") ?? [];
        const agents = where.get("consul-agent") ?? [];
        expect(servers).toHaveLength(3);
        expect([...servers, ...agents].sort()).toEqual(hosts(5).map(({ name }) => name));
    });

    it("moves nothing of a layer when another one joins, and begins that one on another host", () => {
        const first = [counted("a", 1, 1), counted("b", 2, 2)];
        const before = assignHosts([first], hosts(3));
        const after = assignHosts([first, [counted("burst", 3, 3)]], hosts(3));
        for (const name of ["a", "b"]) expect(after.get(name)).toEqual(before.get(name));
        expect(after.get("burst")).toEqual(["host-2", "host-0", "host-1"]);
        expect(() => assignHosts([first, [counted("burst", 2, 2)]], hosts(3))).toThrow(/b has port 2 on host-1/);
    });
});
