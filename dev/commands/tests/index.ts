import { mkdirSync, rmSync } from "node:fs";
import { apiSuite, realSuites, reports, staticChecks, tools } from "./checks";
import { failureTable, type Outcome, sum, summaryLine, timeTable } from "./outcome";
import { runLanes, runPool } from "./run";

/**
 * Runs all checks that need no Docker, and with `everything` the suites against real programs. At the end: where the time
 * went, and in the last line how many passed.
 */
export async function test(everything: boolean, say: (line: string) => void): Promise<void> {
    const began = Date.now();
    rmSync(reports, { recursive: true, force: true });
    mkdirSync(reports, { recursive: true });
    const outcomes = everything ? await runEverything(say) : await runPool(await staticChecks(), 2, say);
    // An empty line is not said.
    for (const line of [...(everything ? ["", ...timeTable(outcomes), ""] : []), ...failureTable(outcomes)]) {
        say(line || " ");
    }
    say(`all of it: ${((Date.now() - began) / 60_000).toFixed(1)} minutes`);
    const total = sum(outcomes);
    say(summaryLine(total));
    if (total.failed > 0) process.exitCode = 1;
}

/** What needs no tools runs while they are built. */
async function runEverything(say: (line: string) => void): Promise<Outcome[]> {
    const outcomes = await runPool([tools, ...(await staticChecks()), apiSuite], 2, say);
    if (outcomes.some(({ name, failed }) => name === tools.name && failed > 0)) return outcomes;
    for (const lanes of realSuites) outcomes.push(...(await runLanes(lanes, say)));
    return outcomes;
}
