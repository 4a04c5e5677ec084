import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { CommandError, run } from "./shell";

/** Something that passes or fails as a whole, or a suite that counts its own tests. */
interface Check {
    readonly name: string;
    readonly command: string;
    readonly args: readonly string[];
    /** Where a suite writes its counts. */
    readonly report?: string;
}

export interface Counts {
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
}

const reports = join(".c4", "reports");

const report = z.object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numTodoTests: z.number().default(0),
    success: z.boolean(),
});

/** What needs no Docker. */
async function staticChecks(): Promise<Check[]> {
    const shell = await shellFiles();
    return [
        { name: "types: package and tests", command: "npx", args: ["tsc", "-p", "tsconfig.json", "--noEmit"] },
        { name: "types: commands", command: "npx", args: ["tsc", "-p", "dev/commands/tsconfig.json", "--noEmit"] },
        { name: "types: stacks", command: "npx", args: ["tsc", "-p", "stacks/tsconfig.json", "--noEmit"] },
        { name: "types: routing API", command: "npm", args: ["run", "typecheck", "-w", "services/routing-api"] },
        { name: "types: plugins", command: "npm", args: ["run", "typecheck", "-w", "dev/plugins"] },
        { name: "lint and format", command: "npx", args: ["biome", "check", "--error-on-warnings", "."] },
        {
            name: `shellcheck of ${shell.length} files`,
            command: "shellcheck",
            args: ["-x", "-P", "SCRIPTDIR", ...shell],
        },
        { name: "API pages", command: "npx", args: ["typedoc", "--emit", "none"] },
        { name: "workflows", command: "actionlint", args: [] },
        suite("unit"),
        suite("rendering"),
        suite("toolchain"),
    ];
}

/** Suites against the real programs. Those that share nothing but the machine run two at a time; the last one alone. */
const realSuites: readonly (readonly Check[])[] = [
    [suite("api", "services/routing-api"), suite("plugins", "dev/plugins")],
    [suite("hooks"), suite("package")],
    [suite("kamailio")],
    [suite("kubernetes")],
    [suite("faults")],
    [suite("vms")],
    [suite("docker")],
];

/** Runs all checks that need no Docker, and with `everything` the real suites; the last line says how many passed. */
export async function test(everything: boolean, say: (line: string) => void): Promise<void> {
    rmSync(reports, { recursive: true, force: true });
    mkdirSync(reports, { recursive: true });
    const counts = await runPool(await staticChecks(), 2, say);
    for (const together of everything ? realSuites : [])
        counts.push(...(await runPool(together, together.length, say)));
    const total = sum(counts);
    say(summaryLine(total));
    if (total.failed > 0) process.exitCode = 1;
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

/** What a suite's report says. One that fails without a failed test, or leaves no report, has failed as a whole. */
export function countsOf(text: string | undefined, ended: boolean): Counts {
    const parsed = text === undefined ? undefined : report.safeParse(JSON.parse(text)).data;
    if (!parsed) return { passed: 0, failed: 1, skipped: 0 };
    const failed = parsed.numFailedTests === 0 && !(parsed.success && ended) ? 1 : parsed.numFailedTests;
    return { passed: parsed.numPassedTests, failed, skipped: parsed.numPendingTests + parsed.numTodoTests };
}

function suite(project: string, folder = "."): Check {
    const file = join(process.cwd(), reports, `${project}.json`);
    const options = ["--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    return { name: project, command: "npx", args: ["vitest", "run", "--root", folder, ...options], report: file };
}

async function shellFiles(): Promise<string[]> {
    const files = (await run("git", ["ls-files"])).split("\n").filter((file) => file !== "" && existsSync(file));
    return files.filter((file) => {
        if (/\.(ts|json|md|hbs|lock)$/.test(file)) return false;
        return file.endsWith(".sh") || /^#!.*\b(sh|bash)\n/.test(readFileSync(file, "utf8"));
    });
}

async function runPool(checks: readonly Check[], width: number, say: (line: string) => void): Promise<Counts[]> {
    const queue = [...checks];
    const counts: Counts[] = [];
    const worker = async () => {
        for (let check = queue.shift(); check; check = queue.shift()) counts.push(await runCheck(check, say));
    };
    await Promise.all(Array.from({ length: width }, worker));
    return counts;
}

async function runCheck(check: Check, say: (line: string) => void): Promise<Counts> {
    const started = Date.now();
    say(`       ${check.name} ...`);
    const failure = await run(check.command, check.args).then(
        () => undefined,
        (error: unknown) => error,
    );
    const counts = check.report
        ? countsOf(existsSync(check.report) ? readFileSync(check.report, "utf8") : undefined, failure === undefined)
        : { passed: failure === undefined ? 1 : 0, failed: failure === undefined ? 0 : 1, skipped: 0 };
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    say(`${counts.failed === 0 ? "ok    " : "FAILED"} ${check.name}: ${summaryLine(counts)} (${seconds} s)`);
    if (counts.failed > 0) say(failure instanceof CommandError ? failure.whole : String(failure));
    return counts;
}
