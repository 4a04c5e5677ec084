import { existsSync, readFileSync } from "node:fs";
import { CommandError, stream } from "../shell";
import type { Check } from "./checks";
import { writeInterop } from "./interop";
import { countsOf, type Outcome, summaryLine, testsOf } from "./outcome";

type Say = (line: string) => void;

/** Runs checks as workers become free, in their order. */
export async function runPool(checks: readonly Check[], width: number, say: Say): Promise<Outcome[]> {
    const queue = [...checks];
    const worker = async () => {
        const outcomes: Outcome[] = [];
        for (let check = queue.shift(); check; check = queue.shift()) outcomes.push(await runCheck(check, say));
        return outcomes;
    };
    return (await Promise.all(Array.from({ length: width }, worker))).flat();
}

/** Runs lanes of checks side by side. */
export async function runLanes(lanes: readonly (readonly Check[])[], say: Say): Promise<Outcome[]> {
    return (await Promise.all(lanes.map((lane) => runPool(lane, 1, say)))).flat();
}

async function runCheck(check: Check, say: Say): Promise<Outcome> {
    const started = Date.now();
    say(`       ${check.name} ...`);
    // What was brought up meanwhile is in the environment of what begins after it.
    const within = ["-c", '. dev/toolchain/env.sh && exec "$@"', "sh", ...check.command];
    const failure = await stream("sh", within, check.shown ? say : () => undefined).then(
        () => undefined,
        (error: unknown) => error,
    );
    const passed = failure === undefined;
    const report = check.report && existsSync(check.report) ? readFileSync(check.report, "utf8") : undefined;
    if (check.name === "kamailio" && report !== undefined) writeInterop(report);
    const counts = check.report
        ? countsOf(report, passed)
        : { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
    const seconds = (Date.now() - started) / 1000;
    say(`${counts.failed === 0 ? "ok    " : "FAILED"} ${check.name}: ${summaryLine(counts)} (${seconds.toFixed(0)} s)`);
    if (counts.failed > 0) say(failure instanceof CommandError ? failure.whole : String(failure));
    return { name: check.name, seconds, ...counts, tests: testsOf(check.name, report) };
}
