import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Consul } from "./consul";
import { freePorts, hooks, path, until } from "./programs";

/** How an instance is run. */
interface Options {
    readonly environment?: Readonly<Record<string, string>>;
    /** Manners of the service, see service.mjs. */
    readonly manners?: readonly string[];
}

/** One instance under the real `c4-run`, in dash, in a process group of its own: what a container would hold. */
export class Instance {
    readonly folder = mkdtempSync(join(tmpdir(), "c4-instance-"));
    private child: ChildProcess | undefined;
    private ended: Promise<number | string> | undefined;
    private text = "";

    private constructor(
        private readonly consul: Consul,
        readonly id: string,
        readonly port: number,
        private readonly options: Options,
    ) {}

    static async prepare(consul: Consul, id: string, options: Options = {}): Promise<Instance> {
        const [port = 0] = await freePorts(1);
        return new Instance(consul, id, port, options);
    }

    static async run(consul: Consul, id: string, options: Options = {}): Promise<Instance> {
        const instance = await Instance.prepare(consul, id, options);
        instance.start();
        return instance;
    }

    /** Path of a file of the instance. */
    file(name: string): string {
        return join(this.folder, name);
    }

    /** What a file of the instance says; nothing when there is none. */
    read(name: string): string {
        return existsSync(this.file(name)) ? readFileSync(this.file(name), "utf8") : "";
    }

    /** Starts it, with its files of before: as a container is started again. */
    start(environment: Readonly<Record<string, string>> = {}): void {
        const service = join(__dirname, "service.mjs");
        this.text = "";
        const child = spawn(
            "dash",
            [join(hooks, "c4-run"), process.execPath, service, String(this.port), ...(this.options.manners ?? [])],
            {
                detached: true,
                env: {
                    PATH: path,
                    C4_PLATFORM: "edge",
                    C4_ROLE: "router",
                    C4_INSTANCE: this.id,
                    C4_ADDRESS: "127.0.0.1",
                    C4_PORT: String(this.port),
                    C4_HEALTH: `http:${this.port}/status`,
                    C4_CHECK_INTERVAL: "1s",
                    C4_RUN_DIR: this.file("run"),
                    C4_KEEP_INTERVAL: "1",
                    C4_CONSUL_WAIT: "1",
                    C4_SETTLE: "0",
                    CONSUL_HTTP_ADDR: this.consul.url,
                    ...this.options.environment,
                    ...environment,
                },
            },
        );
        this.child = child;
        child.stdout.on("data", (data: Buffer) => {
            this.text += data.toString();
        });
        child.stderr.on("data", (data: Buffer) => {
            this.text += data.toString();
        });
        this.ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal ?? "gone")));
    }

    /** Everything that it and its service wrote since the last start. */
    get output(): string {
        return this.text;
    }

    get state(): string {
        return this.read("run/state").trim();
    }

    async says(words: string | RegExp, milliseconds?: number): Promise<void> {
        const found = () => (typeof words === "string" ? this.text.includes(words) : words.test(this.text));
        await until(`it says ${words}`, found, milliseconds, () => this.text);
    }

    async registered(): Promise<void> {
        await until(
            "it is registered",
            () => this.state === "registered",
            undefined,
            () => this.text,
        );
    }

    /** Asks its service for a path, see service.mjs. */
    async ask(path: string): Promise<void> {
        await fetch(`http://127.0.0.1:${this.port}${path}`);
    }

    /** Sends a signal to c4-run alone, as an init does. */
    signal(signal: NodeJS.Signals): void {
        this.child?.kill(signal);
    }

    /** Ends everything at once, as a container that is killed. */
    async crash(): Promise<void> {
        if (this.child?.pid !== undefined && this.ended !== undefined) {
            killGroup(this.child.pid);
            await this.ended;
        }
    }

    /** Exit code of c4-run, or the signal that ended it. */
    async exit(): Promise<number | string> {
        const code = await Promise.race([
            this.ended ?? "never started",
            new Promise<string>((resolve) => setTimeout(() => resolve("still running"), 20_000).unref()),
        ]);
        if (code === "still running") throw new Error(`It does not end.\n${this.text}`);
        return code;
    }

    async close(): Promise<void> {
        await this.crash();
        rmSync(this.folder, { recursive: true });
    }
}

/** Kills what is left of a process group, if anything is. */
function killGroup(leader: number): void {
    try {
        process.kill(-leader, "SIGKILL");
    } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
}
