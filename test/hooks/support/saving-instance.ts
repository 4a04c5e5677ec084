import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { executablePath, repository } from "../../tools/executables";
import { removeFolder, temporaryFolder } from "../../tools/temporary";
import { hooksFolder } from "./supervised-instance";

const run = promisify(execFile);

/** A backup's instance in a folder of its own: the hooks beside the image's own script, as on a machine, in dash. */
export class SavingInstance {
    readonly folder = temporaryFolder("backup");
    /** What its environment holds that is secret, besides what it saves with. */
    readonly key: string;
    private readonly environment: Readonly<Record<string, string>>;
    private child: ChildProcess | undefined;
    private text = "";

    private constructor(
        key: string,
        image: string,
        configuration: string,
        environment: Readonly<Record<string, string>>,
    ) {
        this.key = key;
        cpSync(hooksFolder, join(this.folder, "hooks"), { recursive: true });
        const own = join(repository, "images", image, "root/usr/local/lib/c4");
        cpSync(own, join(this.folder, "hooks"), { recursive: true });
        mkdirSync(join(this.folder, "backups"));
        writeFileSync(join(this.folder, "backup.conf"), configuration);
        this.environment = {
            PATH: executablePath,
            C4_ROLE: image,
            C4_INSTANCE: `${image}-backup`,
            C4_HEALTH: "backup",
            C4_RUN_DIR: join(this.folder, "run"),
            C4_BACKUP_CONF: join(this.folder, "backup.conf"),
            C4_BACKUP_DIR: join(this.folder, "backups"),
            C4_BACKUP_KEY: key,
            ...environment,
        };
    }

    /** An instance with a key that `age-keygen` has just made. */
    static async prepare(
        image: string,
        configuration: string,
        environment: Readonly<Record<string, string>>,
    ): Promise<SavingInstance> {
        return new SavingInstance(await newKey(), image, configuration, environment);
    }

    /** Begins its schedule. */
    start(): void {
        this.text = "";
        const child = spawn("dash", [join(this.folder, "hooks", "c4-backup")], { env: this.environment });
        for (const stream of [child.stdout, child.stderr]) {
            stream.on("data", (chunk) => {
                this.text += chunk;
            });
        }
        this.child = child;
    }

    /** Ends it as a container is ended; gives its exit status. */
    async stop(): Promise<number | undefined> {
        const { child } = this;
        this.child = undefined;
        if (child === undefined) return undefined;
        if (child.exitCode !== null) return child.exitCode;
        const ended = new Promise<number>((resolve) => child.once("exit", (status) => resolve(status ?? -1)));
        child.kill("SIGTERM");
        return ended;
    }

    /** What it has logged since its last start. */
    get log(): string {
        return this.text;
    }

    /** What a hook prints on both outputs; raises with it when the hook fails. */
    async hook(
        name: string,
        args: readonly string[] = [],
        environment: Readonly<Record<string, string>> = {},
    ): Promise<string> {
        const { stdout, stderr } = await run("dash", [join(this.folder, "hooks", name), ...args], {
            env: { ...this.environment, ...environment },
        });
        return stdout + stderr;
    }

    /** Names of the good backups, the oldest first. */
    get backups(): string[] {
        return readdirSync(join(this.folder, "backups"))
            .filter((name) => name.endsWith(".age"))
            .sort();
    }

    /** Path of one of its backups. */
    path(name: string): string {
        return join(this.folder, "backups", name);
    }

    async close(): Promise<void> {
        await this.stop();
        removeFolder(this.folder);
    }
}

/** An identity of age's. */
export async function newKey(): Promise<string> {
    const { stdout } = await run("age-keygen", [], { env: { PATH: executablePath } });
    return stdout.split("\n").find((line) => line.startsWith("AGE-SECRET-KEY-")) ?? "";
}
