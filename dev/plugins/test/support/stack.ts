import { type ExecFileException, execFile, spawn } from "node:child_process";
import { chmod, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { executable, executablePath, repository } from "../../../../test/tools/executables.js";
import { removeFolder, temporaryFolder } from "../../../../test/tools/temporary.js";

const plugins = ["command", "consul", "docker", "random", "tls"];

export interface Outcome {
    readonly code: number;
    readonly output: string;
}

interface Checkpoint {
    readonly deployment: {
        readonly resources: readonly {
            readonly urn: string;
            readonly type: string;
            readonly id?: string;
            readonly inputs?: Record<string, unknown>;
            readonly outputs?: Record<string, unknown>;
            readonly initErrors?: readonly string[];
        }[];
    };
}

/** A Pulumi project with a backend of its own in a temporary folder, run by the real engine. */
export class Stack {
    private constructor(
        readonly folder: string,
        private readonly environment: NodeJS.ProcessEnv,
    ) {}

    static async create(environment: NodeJS.ProcessEnv = {}): Promise<Stack> {
        const folder = temporaryFolder("plugin-stack");
        await mkdir(path.join(folder, "bin"));
        await mkdir(path.join(folder, "state"));
        await mkdir(path.join(folder, "pids"));
        const main = path.join(repository, "dev", "plugins", "dist", "main.js");
        for (const name of plugins) {
            const script = `#!/bin/sh\n: > "${folder}/pids/$$"\nexec "${process.execPath}" "${main}" ${name} "$@"\n`;
            const file = path.join(folder, "bin", `pulumi-resource-${name}`);
            await writeFile(file, script);
            await chmod(file, 0o755);
        }
        await symlink(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
        await writeFile(path.join(folder, "package.json"), '{ "name": "test" }\n');
        await writeFile(
            path.join(folder, "Pulumi.yaml"),
            "name: test\nmain: index.js\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
        );
        const stack = new Stack(folder, {
            ...process.env,
            PATH: [path.join(folder, "bin"), executablePath].join(path.delimiter),
            PULUMI_HOME: path.join(folder, "home"),
            PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}`,
            PULUMI_CONFIG_PASSPHRASE: "test",
            PULUMI_SKIP_UPDATE_CHECK: "1",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            ...environment,
        });
        await stack.succeed("stack", "init", "dev");
        return stack;
    }

    async program(text: string): Promise<void> {
        const head = ["pulumi", ...plugins].map((name) => `const ${name} = require("@pulumi/${name}");`);
        await writeFile(path.join(this.folder, "index.js"), `${head.join("\n")}\n${text}\n`);
    }

    run(...args: string[]): Promise<Outcome> {
        const all = [...args, "--non-interactive", "--color=never"];
        return new Promise((resolve) => {
            const options = { cwd: this.folder, env: this.environment, maxBuffer: 64 * 2 ** 20 };
            execFile(executable("pulumi"), all, options, (error: ExecFileException | null, stdout, stderr) => {
                const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
                resolve({ code, output: stdout + stderr });
            });
        });
    }

    async succeed(...args: string[]): Promise<string> {
        const { code, output } = await this.run(...args);
        if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${output}`);
        return output;
    }

    /** Starts an update and does not wait for it. */
    start(...args: string[]): ReturnType<typeof spawn> {
        const options = { cwd: this.folder, env: this.environment, stdio: "ignore" } as const;
        return spawn(executable("pulumi"), [...args, "--non-interactive"], options);
    }

    async checkpoint(): Promise<Checkpoint["deployment"]["resources"]> {
        const checkpoint: Checkpoint = JSON.parse(await this.succeed("stack", "export"));
        return checkpoint.deployment.resources ?? [];
    }

    async idOf(name: string): Promise<string> {
        const found = (await this.checkpoint()).find(({ urn }) => urn.endsWith(`::${name}`));
        return found?.id ?? "";
    }

    /** Plugins of this stack that still run. */
    async livePlugins(): Promise<number[]> {
        const pids = (await readdir(path.join(this.folder, "pids"))).map(Number);
        return pids.filter((pid) => {
            try {
                process.kill(pid, 0);
                return true;
            } catch {
                return false;
            }
        });
    }

    async remove(): Promise<void> {
        removeFolder(this.folder);
    }
}
