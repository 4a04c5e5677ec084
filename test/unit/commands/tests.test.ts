import { describe, expect, it } from "vitest";
import { countsOf, sum, summaryLine } from "../../../dev/commands/tests";

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
