import { describe, expect, it } from "vitest";
import { packetsOf } from "../../../dev/commands/calls/media";
import { decisions, type Findings, percentile, reportOf, show } from "../../../dev/commands/calls/report";
import { failuresOf, responseTimes, statistic } from "../../../dev/commands/calls/sipp";
import { table } from "../../../dev/commands/status";

describe("what SIPp says", () => {
    it("of a call that was refused: its code", () => {
        const log = [
            "2026-11-23\t20:39:00.1\t1795466340.1: Aborting call on unexpected message for Call-Id '7-abc-13@198.18.0.9': " +
                "while expecting '180' (index 2), received 'SIP/2.0 503 No Router Available",
            "Via: SIP/2.0/UDP 198.18.0.9:5080",
            "Call-ID: 7-abc-13@198.18.0.9",
            "'.",
        ].join("\r\n");
        expect(failuresOf(log, "-abc-").get("7-abc-13@198.18.0.9")).toBe("503 No Router Available");
    });

    it("of a call that nobody answered: that it waited", () => {
        const log = "Call-Id: 8-abc-13@198.18.0.9, receive timeout on message caller:18 without label to jump to\n";
        expect([...failuresOf(log, "-abc-")]).toEqual([
            ["8-abc-13@198.18.0.9", "receive timeout on message caller:18 without label to jump to"],
        ]);
    });

    it("of a call of another run, which ends late at the same address: nothing", () => {
        const log =
            "Discarding message which can't be mapped to a known SIPp call:\nSIP/2.0 408 Request Timeout\r\nCall-ID: 9-old-13@198.18.0.9\r\n";
        expect([...failuresOf(log, "-abc-")]).toEqual([]);
        expect([...failuresOf(log, "-old-").keys()]).toEqual(["9-old-13@198.18.0.9"]);
    });

    it("in its statistics, by the name of the column", () => {
        const csv = "StartTime;Retransmissions(C);FailedCall(C);\n1;0;0;\n2;5;1;\n";
        expect(statistic(csv, "Retransmissions(C)")).toBe(5);
        expect(() => statistic(csv, "Nothing")).toThrow("no number in the column Nothing");
    });

    it("in its response times", () => {
        expect(responseTimes("Date_ms;response_time_ms;rtd_no\n100.1;8.000000;1\n120.5;12.5;1\n")).toEqual([8, 12.5]);
    });
});

describe("what RTPengine counts", () => {
    const port = (address: string, packets: number, more = "") =>
        `-------- Port      198.18.0.4:30858 <>      ${address} ${more}, SSRC 3eaad1fa, ${packets} p, 32336 b, 0 e, 1795466084 uts`;

    it("is read for each side, without RTCP", () => {
        const session = [
            "--- Tag '12c1', type: FROM_TAG",
            port("198.18.0.9:6000", 188),
            port("198.18.0.9:6001", 3, " (RTCP)"),
            "--- Tag '7a1', type: TO_TAG",
            port("198.18.0.10:6000", 187),
            port("198.18.0.10:6001", 2, " (RTCP)"),
        ].join("\n");
        expect(packetsOf(session)).toEqual({ fromCaller: 188, fromAnswerer: 187 });
    });

    it("is nothing when the call has ended meanwhile", () => {
        expect(packetsOf("Call not found.\n")).toBeUndefined();
    });
});

describe("the report", () => {
    const router = { role: "router", name: "edge-router-0", id: "r", address: "198.18.0.7" };
    const sbc = { role: "sbc", name: "edge-sbc-0", id: "s", address: "198.18.0.8" };
    const findings: Findings = {
        options: { calls: 4, callsPerSecond: 1, seconds: 3, media: true, scenario: "carrier" },
        results: [
            {
                answered: ["a", "b", "c"],
                ended: ["a", "b"],
                failures: new Map([["c", "receive timeout"]]),
                ringingMs: [8, 12, 40],
                retransmissions: 2,
            },
        ],
        sbcs: [sbc],
        instances: [router, sbc],
        packets: new Map([
            ["a", { fromCaller: 150, fromAnswerer: 149 }],
            ["b", { fromCaller: 150, fromAnswerer: 0 }],
        ]),
        logs: [" 3(60) INFO: [a] <script>: router sip:198.18.0.7:5060 decided, 1 routes"],
        cdrs: [{ call_id: "a" }],
    };

    it("says of each call how it went, by what path, and whether a CDR was written", () => {
        expect(reportOf(findings).calls[0]).toEqual({
            callId: "a",
            outcome: "200 OK",
            sbc: "edge-sbc-0",
            router: "edge-router-0",
            packets: { fromCaller: 150, fromAnswerer: 149 },
            cdr: true,
        });
    });

    it("counts as failed what did not end well, had media one way only, or was never heard of", () => {
        expect(reportOf(findings).failed.map(({ callId, outcome }) => [callId, outcome])).toEqual([
            ["b", "200 OK"],
            ["c", "receive timeout"],
            ["(unknown 1)", "neither answered nor refused"],
        ]);
    });

    it("counts as failed what left no CDR", () => {
        const both = { fromCaller: 150, fromAnswerer: 150 };
        const heard = {
            ...findings,
            packets: new Map([
                ["a", both],
                ["b", both],
            ]),
        };
        expect(reportOf(heard).failed.map(({ callId, cdr }) => [callId, cdr])).toEqual([
            ["b", false],
            ["c", false],
            ["(unknown 1)", false],
        ]);
        const written = { ...heard, cdrs: [{ call_id: "a" }, { call_id: "b" }] };
        expect(reportOf(written).failed.map(({ callId }) => callId)).toEqual(["c", "(unknown 1)"]);
    });

    it("asks for no media where none was sent", () => {
        const cdrs = [{ call_id: "a" }, { call_id: "b" }];
        const silent = { ...findings, cdrs, options: { ...findings.options, media: false, calls: 3 } };
        expect(reportOf(silent).failed.map(({ callId }) => callId)).toEqual(["c"]);
    });

    it("ends with a summary", () => {
        const lines: string[] = [];
        show(reportOf(findings), (line) => lines.push(line));
        expect(lines.at(-1)).toBe(
            "  4 calls, 1 good, 3 failed, 2 retransmissions, ringing after p50 12 ms, p99 40 ms, 1 CDRs",
        );
    });

    it("knows a router by the address that the SBC logged", () => {
        expect([...decisions("[x@y] <script>: router sip:192.0.2.1:5060 decided, 2 routes\n", [router])]).toEqual([
            ["x@y", "192.0.2.1"],
        ]);
    });

    it("takes percentiles of few and of no numbers", () => {
        expect(percentile([1, 2, 3, 4], 50)).toBe(2);
        expect(percentile([1, 2, 3, 4], 99)).toBe(4);
        expect(percentile([], 99)).toBe(0);
    });
});

describe("a table", () => {
    it("has columns as wide as their widest cell", () => {
        expect(
            table(
                ["role", "calls"],
                [
                    ["routing-api", "0"],
                    ["sbc", ""],
                ],
            ),
        ).toEqual(["role         calls", "routing-api  0", "sbc"]);
    });
});
