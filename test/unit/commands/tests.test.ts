import { describe, expect, it } from "vitest";
import { countsOf, failureTable, sum, summaryLine, testsOf, timeTable } from "../../../dev/commands/tests/outcome";

const report = (counts: object) =>
    JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, success: true, ...counts });

describe("the runner's last line", () => {
    it("adds up what ran", () => {
        const total = sum([
            { passed: 3, failed: 0, skipped: 0 },
            { passed: 2, failed: 1, skipped: 0 },
        ]);
        expect(summaryLine(total)).toBe("5 passed, 1 failed");
    });

    it("names what was skipped only when something was", () => {
        expect(summaryLine({ passed: 1, failed: 0, skipped: 2 })).toBe("1 passed, 0 failed, 2 skipped");
    });
});

describe("a suite's counts", () => {
    it("are those of its report", () => {
        expect(countsOf(report({ numPassedTests: 7, numPendingTests: 1, numTodoTests: 1 }), true)).toEqual({
            passed: 7,
            failed: 0,
            skipped: 2,
        });
        expect(countsOf(report({ numPassedTests: 6, numFailedTests: 1, success: false }), false)).toEqual({
            passed: 6,
            failed: 1,
            skipped: 0,
        });
    });

    it("have a failure when there is no report: the suite crashed", () => {
        expect(countsOf(undefined, false)).toEqual({ passed: 0, failed: 1, skipped: 0 });
        expect(countsOf("{}", true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    });

    it("have a failure when the run failed although no test did: a hook, or an error outside of tests", () => {
        expect(countsOf(report({ numPassedTests: 7, success: false }), true).failed).toBe(1);
        expect(countsOf(report({ numPassedTests: 7 }), false).failed).toBe(1);
    });
});

describe("what failed", () => {
    const text = report({
        testResults: [
            {
                assertionResults: [
                    { fullName: "a call is answered", failureMessages: [] },
                    {
                        fullName: "a router is killed",
                        failureMessages: ["Error: up failed\n  applying\n  error: no such image\n    at calls.ts:1"],
                    },
                ],
            },
        ],
    });
    const docker = { name: "docker", seconds: 70, passed: 1, failed: 1, skipped: 0, tests: testsOf("docker", text) };
    const lint = { name: "lint", seconds: 4, passed: 0, failed: 1, skipped: 0, tests: [] };

    it("is named at the end, with the gist of why", () => {
        expect(failureTable([lint, docker])).toEqual([
            "what failed",
            "lint: as a whole",
            "docker: a router is killed: Error: up failed | error: no such image",
        ]);
    });

    it("is nothing where all passed", () => {
        expect(failureTable([{ ...lint, passed: 1, failed: 0 }])).toEqual([]);
    });

    it("counts a suite that failed outside of its tests", () => {
        expect(failureTable([{ ...docker, failed: 2 }])).toContain("docker: as a whole");
    });
});

describe("where the time went", () => {
    const text = report({
        testResults: [
            { assertionResults: [{ fullName: "a call is answered", duration: 1500 }] },
            { assertionResults: [{ fullName: "a router is killed", duration: 61_000 }, { fullName: "later" }] },
        ],
    });
    const outcome = { name: "docker", seconds: 70, passed: 3, failed: 0, skipped: 0, tests: testsOf("docker", text) };

    it("is in the suites' reports", () => {
        expect(outcome.tests).toEqual([
            { suite: "docker", name: "a call is answered", seconds: 1.5 },
            { suite: "docker", name: "a router is killed", seconds: 61 },
            { suite: "docker", name: "later", seconds: 0 },
        ]);
        expect(testsOf("docker", undefined)).toEqual([]);
    });

    it("is shown by what ran, and by the slowest tests", () => {
        expect(timeTable([{ ...outcome, name: "lint", seconds: 4, passed: 1, tests: [] }, outcome], 2)).toEqual([
            "what ran  seconds  passed  failed  skipped",
            "lint      4        1       0       0",
            "docker    70       3       0       0",
            "",
            "slowest tests  seconds",
            "docker         61.0     a router is killed",
            "docker         1.5      a call is answered",
        ]);
    });

    it("needs no test to have a name: what ran is enough", () => {
        expect(timeTable([{ ...outcome, tests: [] }])).toHaveLength(2);
    });
});
