import { spawn } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { removeFolder, temporaryFolder } from "../../tools/temporary";

/** The environment without what `make test` has set for the commands of the checkout that it tests. */
const machine = Object.fromEntries(
    Object.entries(process.env).filter(
        ([name]) => !name.startsWith("PULUMI_") && name !== "DOCKER_HOST" && name !== "KUBECONFIG",
    ),
);

/** How a script ended, and what it printed on both outputs. */
export interface Ended {
    readonly status: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly output: string;
}

/** A script that runs. */
export interface Running {
    readonly pid: number;
    readonly ended: Promise<Ended>;
    /** Resolves once the text was printed; rejects when the script ends without. */
    printed(text: string): Promise<void>;
}

/** A folder with the toolchain's own scripts and nothing else, as a fresh clone has them. */
export class Checkout {
    readonly root = temporaryFolder("toolchain");

    constructor() {
        cpSync("releases", join(this.root, "releases"), { recursive: true });
        cpSync("stacks/where.js", join(this.root, "stacks/where.js"));
        for (const script of ["lib.sh", "go.sh", "releases.sh", "daemons.sh", "env.sh", "ensure", "engine", "place"])
            cpSync(join("dev/toolchain", script), join(this.root, "dev/toolchain", script));
        cpSync("stacks/where.js", join(this.root, "stacks/where.js"));
    }

    write(file: string, text: string, mode = 0o644): void {
        mkdirSync(dirname(join(this.root, file)), { recursive: true });
        writeFileSync(join(this.root, file), text, { mode });
    }

    /** A PATH of just these programs of the machine. */
    pathOf(programs: Readonly<Record<string, string>>): string {
        const folder = join(this.root, "path");
        mkdirSync(folder);
        for (const [name, target] of Object.entries(programs)) symlinkSync(target, join(folder, name));
        return folder;
    }

    /** Runs a script in the checkout, in a process group of its own. */
    start(script: string, environment: Readonly<Record<string, string>> = {}): Running {
        const child = spawn("/bin/sh", ["-c", script], {
            cwd: this.root,
            env: { ...machine, ...environment },
            stdio: ["ignore", "pipe", "pipe"],
            detached: true,
        });
        const { pid } = child;
        if (pid === undefined) throw new Error(`this script could not be started: ${script}`);
        let output = "";
        const ended = new Promise<Ended>((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (status, signal) => resolve({ status, signal, output }));
        });
        for (const stream of [child.stdout, child.stderr])
            stream.on("data", (chunk: Buffer) => {
                output += chunk;
            });
        const printed = (text: string) =>
            new Promise<void>((resolve, reject) => {
                const look = () => {
                    if (output.includes(text)) resolve();
                };
                look();
                for (const stream of [child.stdout, child.stderr]) stream.on("data", look);
                child.on("close", () => reject(new Error(`it ended without "${text}":\n${output}`)));
            });
        return { pid, ended, printed };
    }

    run(script: string, environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
        return this.start(script, environment).ended;
    }

    remove(): void {
        removeFolder(this.root);
    }
}
