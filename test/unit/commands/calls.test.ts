import { describe, expect, it } from "vitest";
import { decisions, type Findings, percentile, reasonsOf, reportOf, show } from "../../../dev/commands/calls/report";
import { failuresOf, responseTimes, statistic } from "../../../dev/commands/calls/sipp";
import { table } from "../../../dev/commands/table";

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

    it("of a call that nobody answered: that it waited, whatever came for others or too late", () => {
        const log = [
            "2026-11-23\t20:39:20.1\t1795466360.1: Call-Id: 8-abc-13@198.18.0.9, receive timeout on message caller:18 without label to jump to",
            "2026-11-23\t20:39:20.2\t1795466360.2: Discarding message which can't be mapped to a known SIPp call:",
            "SIP/2.0 404 Not Here\r",
            "Call-ID: 8-abc-13@198.18.0.9\r",
            "",
        ].join("\n");
        expect([...failuresOf(log, "-abc-")]).toEqual([
            ["8-abc-13@198.18.0.9", "receive timeout on message caller:18 without label to jump to"],
        ]);
    });

    it("of a call of another run, which ends late at the same address: nothing", () => {
        const log =
            "2026-11-23\t20:39:20.2\t1795466360.2: Discarding message which can't be mapped to a known SIPp call:\nSIP/2.0 408 Request Timeout\r\nCall-ID: 9-old-13@198.18.0.9\r\n";
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

describe("the report", () => {
    const router = { role: "router", name: "edge-router-0", id: "r", address: "198.18.0.7" };
    const sbc = { role: "sbc", name: "edge-sbc-0", id: "s", address: "198.18.0.8" };
    const cdr = (call_id: string, caller_packets: number | null, callee_packets: number | null) => ({
        ...{ call_id, caller_packets, callee_packets },
        router: "198.18.0.7:5060",
    });
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
        cdrs: new Map([
            ["a", cdr("a", 150, 149)],
            ["b", cdr("b", 150, 0)],
        ]),
        logs: [""],
    };

    it("says why calls failed, and which", () => {
        expect(reasonsOf(reportOf(findings).failed)).toEqual([
            "1 x 200 OK without media both ways",
            "1 x receive timeout",
            "1 x neither answered nor refused",
        ]);
        const call = { outcome: "503 No Router Answered", sbc: "", cdr: true };
        const failed = ["12-abc-1@198.18.0.9", "7-abc-1@198.18.0.9"].map((callId) => ({ ...call, callId }));
        expect(reasonsOf(failed)).toEqual(["2 x 503 No Router Answered (calls 7 to 12)"]);
    });

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

    it("counts as failed what left no CDR, or one without the relay's figures", () => {
        const failed = (...cdrs: ReturnType<typeof cdr>[]) =>
            reportOf({ ...findings, cdrs: new Map(cdrs.map((each) => [each.call_id, each])) }).failed.map(
                (call) => `${call.callId} ${call.cdr}`,
            );
        expect(failed(cdr("a", 150, 150))).toEqual(["b false", "c false", "(unknown 1) false"]);
        expect(failed(cdr("a", 150, 150), cdr("b", null, null))).toEqual(["b true", "c false", "(unknown 1) false"]);
        expect(failed(cdr("a", 150, 150), cdr("b", 150, 150))).toEqual(["c false", "(unknown 1) false"]);
    });

    it("asks for no media where none was sent", () => {
        const cdrs = new Map(["a", "b"].map((id) => [id, cdr(id, 0, null)]));
        const silent = { ...findings, cdrs, options: { ...findings.options, media: false, calls: 3 } };
        expect(reportOf(silent).failed.map(({ callId }) => callId)).toEqual(["c"]);
    });

    it("ends with a summary", () => {
        const lines: string[] = [];
        show(reportOf(findings), (line) => lines.push(line));
        expect(lines.at(-1)).toBe(
            "  4 calls, 1 good, 3 failed, 2 retransmissions, ringing after p50 12 ms, p99 40 ms, 2 CDRs",
        );
    });

    it("knows the router of a call that failed by the SBC's log", () => {
        const log = [
            "2026-11-23T20:39:00Z  3(60) NOTICE: [c] <script>: route 1 of 2 (sip:198.18.0.9:5070) of router 198.18.0.7:5060 failed with 486",
            "2026-11-23T20:39:00Z  3(60) NOTICE: [c] <script>: route 2 of 2 (sip:x.invalid) of router 192.0.2.1:5060 cannot be reached",
            "2026-11-23T20:39:00Z  3(60) WARNING: [d] <script>: router sip:198.18.0.7:5060 is silent",
        ].join("\n");
        expect([...decisions(log)]).toEqual([["c", "192.0.2.1:5060"]]);
        const routers = (text: string) => reportOf({ ...findings, logs: [text] }).calls.map((call) => call.router);
        expect(routers(log)).toEqual(["edge-router-0", "edge-router-0", "192.0.2.1"]);
        expect(routers(log.replaceAll("192.0.2.1", "198.18.0.7"))[2]).toBe("edge-router-0");
        expect(routers("")[2]).toBeUndefined();
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
