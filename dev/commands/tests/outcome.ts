import * as z from "zod";
import { table } from "../table";

export interface Counts {
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
}

/** A test of a suite, the time that it took, and why it failed if it did. */
export interface Ran {
    readonly suite: string;
    readonly name: string;
    readonly seconds: number;
    readonly failure?: string;
}

/** How a check ended. */
export interface Outcome extends Counts {
    readonly name: string;
    readonly seconds: number;
    readonly tests: readonly Ran[];
}

const report = z.object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numTodoTests: z.number().default(0),
    success: z.boolean(),
    testResults: z
        .array(
            z.object({
                assertionResults: z.array(
                    z.object({
                        fullName: z.string(),
                        duration: z.number().nullish(),
                        failureMessages: z.array(z.string()).nullish(),
                    }),
                ),
            }),
        )
        .default([]),
});

/** What a suite's report says. One that fails without a failed test, or leaves no report, has failed as a whole. */
export function countsOf(text: string | undefined, ended: boolean): Counts {
    const parsed = reportIn(text);
    if (!parsed) return { passed: 0, failed: 1, skipped: 0 };
    const failed = parsed.numFailedTests === 0 && !(parsed.success && ended) ? 1 : parsed.numFailedTests;
    return { passed: parsed.numPassedTests, failed, skipped: parsed.numPendingTests + parsed.numTodoTests };
}

/** The tests of a suite's report. */
export function testsOf(suite: string, text: string | undefined): Ran[] {
    const files = reportIn(text)?.testResults ?? [];
    return files.flatMap(({ assertionResults }) =>
        assertionResults.map(({ fullName, duration, failureMessages }) => ({
            suite,
            name: fullName,
            seconds: (duration ?? 0) / 1000,
            ...(failureMessages?.length ? { failure: failureMessages.join("\n") } : {}),
        })),
    );
}

function reportIn(text: string | undefined) {
    return text === undefined ? undefined : report.safeParse(JSON.parse(text)).data;
}

/** The line that tells what ran. */
export function summaryLine({ passed, failed, skipped }: Counts): string {
    return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

export function sum(counts: readonly Counts[]): Counts {
    return counts.reduce(
        (total, each) => ({
            passed: total.passed + each.passed,
            failed: total.failed + each.failed,
            skipped: total.skipped + each.skipped,
        }),
        { passed: 0, failed: 0, skipped: 0 },
    );
}

/** What failed, each test with the gist of why: the whole of it stands where its suite ended, far above. */
export function failureTable(outcomes: readonly Outcome[]): string[] {
    const rows = outcomes.flatMap((outcome) => {
        const tests = outcome.tests.filter(({ failure }) => failure !== undefined);
        const lines = tests.map(({ suite, name, failure = "" }) => `${suite}: ${name}: ${gistOf(failure)}`);
        // A suite may fail outside of its tests.
        return outcome.failed > lines.length ? [...lines, `${outcome.name}: as a whole`] : lines;
    });
    return rows.length === 0 ? [] : ["what failed", ...rows];
}

const longestGist = 800;

/** The first line, and what a program said besides that it calls an error. */
function gistOf(text: string): string {
    const [first = "", ...more] = text.split("\n").map((line) => line.trim());
    const errors = more.filter((line) => /\berror\b/i.test(line) && !line.startsWith("at "));
    const gist = [first, ...errors].join(" | ");
    return gist.length > longestGist ? `${gist.slice(0, longestGist)}...` : gist;
}

/** Where the time went: what ran, in the order of its start, and the tests that took longest. */
export function timeTable(outcomes: readonly Outcome[], longest = 15): string[] {
    const slowest = outcomes
        .flatMap(({ tests }) => tests)
        .sort((one, other) => other.seconds - one.seconds)
        .slice(0, longest);
    return [
        ...table(
            ["what ran", "seconds", "passed", "failed", "skipped"],
            outcomes.map((each) => [
                each.name,
                each.seconds.toFixed(0),
                ...[each.passed, each.failed, each.skipped].map(String),
            ]),
        ),
        ...(slowest.length > 0 ? [""] : []),
        ...table(
            ["slowest tests", "seconds", ""],
            slowest.map(({ suite, name, seconds }) => [suite, seconds.toFixed(1), name]),
        ).slice(slowest.length > 0 ? 0 : 1),
    ];
}
