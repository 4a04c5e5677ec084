import { describe, expect, it } from "vitest";
import { callsTable, droppedOf, highestClean, type Step } from "../../../dev/commands/bench/calls";
import { processorSecondsOf } from "../../../dev/commands/targets/usage";

describe("the highest clean rate", () => {
    const search = async (limit: number) => {
        const asked: number[] = [];
        const found = await highestClean(async (rate) => {
            asked.push(rate);
            return rate <= limit;
        });
        return { found, asked };
    };

    it("is found to a tenth, with few tries", async () => {
        const { found, asked } = await search(230);
        expect(found).toBeLessThanOrEqual(230);
        expect(found * 1.1).toBeGreaterThan(230);
        expect(asked.slice(0, 4)).toEqual([50, 100, 200, 400]);
        expect(asked.length).toBeLessThan(9);
    });

    it("is none where the first one is not clean, and ends where nobody asks for more", async () => {
        expect(await search(10)).toEqual({ found: 0, asked: [50] });
        expect((await search(10_000)).found).toBe(800);
    });
});

describe("what is counted", () => {
    it("is a container's use of the processors, by either version of cgroups", () => {
        expect(processorSecondsOf("usage_usec 2500000\n")).toBe(2.5);
        expect(processorSecondsOf("2500000000\n")).toBe(2.5);
        expect(() => processorSecondsOf("")).toThrow("No use of the processors");
    });

    it("is what a receive buffer had no room for, by the name of the column", () => {
        const snmp =
            "Ip: Forwarding\nIp: 1\nUdp: InDatagrams NoPorts RcvbufErrors\nUdp: 100 2 7\nUdpLite: InDatagrams\nUdpLite: 0\n";
        expect(droppedOf(snmp)).toBe(7);
        expect(() => droppedOf("Udp: InDatagrams\nUdp: 1\n")).toThrow("no RcvbufErrors");
    });
});

it("the table has a row for each rate, in their order, and a column for each role", () => {
    const latency = { p50: 4, p99: 8, max: 12 };
    const step = (callsPerSecond: number): Step => ({
        ...{ callsPerSecond, calls: 500, failed: 0, reasons: [], retransmissions: 0, dropped: 0, ringingMs: latency },
        ...{ coreMs: { sbc: 2.5, router: 1.5 }, generatorCoreMs: 1.2, memoryMiB: { sbc: 30, router: 20 } },
        floor: { failed: 0, ringingMs: { p50: 0, p99: 1, max: 1 }, generatorCoreMs: 1 },
    });
    const [head = "", first = "", second = ""] = callsTable([step(100), step(50)]);
    expect(head).toMatch(/^calls\/s .* core-ms a call +router +sbc +generator$/);
    expect(first).toMatch(/^50 .* 4 \/ 8 \/ 12 .* 4\.00 +1\.50 +2\.50 +1\.20$/);
    expect(second).toMatch(/^100 /);
});
