import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../shell";

/** Something that passes or fails as a whole, or a suite that counts its own tests. */
export interface Check {
    readonly name: string;
    readonly command: readonly [string, ...string[]];
    /** Where a suite writes its report. */
    readonly report?: string;
    /** Whether what it prints is shown while it runs. */
    readonly shown?: boolean;
}

/** Where suites write their reports. */
export const reports = join(".c4", "reports");

/** Brings up what the suites need that run against real programs. */
export const tools: Check = {
    name: "tools, engine and cluster",
    command: ["dev/toolchain/ensure", "test"],
    shown: true,
};

/** Its policies are rules of the machine that packets of hosts and containers pass, too, and it is never idle. */
const clusterAway: Check = { name: "cluster away", command: ["dev/cluster/cluster", "stop"] };

/** What needs none of that. */
export async function staticChecks(): Promise<Check[]> {
    const shell = await shellFiles();
    return [
        { name: "types: package and tests", command: ["npx", "tsc", "-p", "tsconfig.json", "--noEmit"] },
        { name: "types: commands", command: ["npx", "tsc", "-p", "dev/commands/tsconfig.json", "--noEmit"] },
        { name: "types: stacks", command: ["npx", "tsc", "-p", "stacks/tsconfig.json", "--noEmit"] },
        { name: "types: routing API", command: ["npm", "run", "typecheck", "-w", "services/routing-api"] },
        { name: "types: plugins", command: ["npm", "run", "typecheck", "-w", "dev/plugins"] },
        { name: "lint and format", command: ["npx", "biome", "check", "--error-on-warnings", "."] },
        { name: `shellcheck of ${shell.length} files`, command: ["shellcheck", "-x", "-P", "SCRIPTDIR", ...shell] },
        { name: "API pages", command: ["npx", "typedoc", "--emit", "none"] },
        { name: "workflows", command: ["actionlint"] },
        suite("unit"),
        suite("rendering"),
        suite("toolchain"),
    ];
}

/** A suite that needs PostgreSQL and nothing that is built here. */
export const apiSuite = suite("api", "services/routing-api");

/**
 * Suites against the real programs: phases one after another, in each of them lanes side by side, in each lane one suite
 * after another. Side by side are those that share nothing but the machine. While a platform on Docker is tried no other suite
 * makes networks, except at its start: for a moment the engine does without the rule that keeps its networks apart.
 */
export const realSuites: readonly (readonly (readonly Check[])[])[] = [
    [[suite("plugins", "dev/plugins")], [suite("hooks"), suite("package")]],
    [[suite("faults")], [suite("kamailio")]],
    [[suite("kubernetes")]],
    [[clusterAway]],
    [[suite("vms")], [suite("docker")]],
];

function suite(project: string, folder = "."): Check {
    const file = join(process.cwd(), reports, `${project}.json`);
    const options = ["--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    // Platforms that are tried run on this very machine: deploying and asking may not take the time that their calls need.
    const command = ["nice", "-n", "10", "npx", "vitest", "run", "--root", folder, ...options] as const;
    return { name: project, command, report: file };
}

async function shellFiles(): Promise<string[]> {
    const files = (await run("git", ["ls-files"])).split("\n").filter((file) => file !== "" && existsSync(file));
    return files.filter((file) => {
        if (/\.(ts|json|md|hbs|lock)$/.test(file)) return false;
        return file.endsWith(".sh") || /^#!.*\b(sh|bash)\n/.test(readFileSync(file, "utf8"));
    });
}
