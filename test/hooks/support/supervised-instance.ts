import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConsulAgent } from "../../tools/consul-agent";
import { executablePath, repository } from "../../tools/executables";
import { freePort } from "../../tools/ports";
import { removeFolder, temporaryFolder } from "../../tools/temporary";
import { until } from "../../tools/until";

/** The folder of the hooks. */
export const hooksFolder = join(repository, "templates", "hooks");

/** How an instance is run. */
interface Options {
    readonly environment?: Readonly<Record<string, string>>;
    /** Manners of the service, see service.mjs. */
    readonly manners?: readonly string[];
    /** Port of its service, where another one had it before. */
    readonly port?: number;
}

/** One instance under the real `c4-run`, in dash, in a process group of its own: what a container would hold. */
export class SupervisedInstance {
    readonly folder = temporaryFolder("instance");
    private child: ChildProcess | undefined;
    private ended: Promise<number | string> | undefined;
    private text = "";

    private constructor(
        private readonly consul: ConsulAgent,
        readonly id: string,
        readonly port: number,
        private readonly options: Options,
    ) {}

    static async prepare(consul: ConsulAgent, id: string, options: Options = {}): Promise<SupervisedInstance> {
        return new SupervisedInstance(consul, id, options.port ?? (await freePort()), options);
    }

    static async run(consul: ConsulAgent, id: string, options: Options = {}): Promise<SupervisedInstance> {
        const instance = await SupervisedInstance.prepare(consul, id, options);
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
            [
                join(hooksFolder, "c4-run"),
                process.execPath,
                service,
                String(this.port),
                ...(this.options.manners ?? []),
            ],
            {
                detached: true,
                env: {
                    PATH: executablePath,
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

    async says(words: string | RegExp): Promise<void> {
        const found = () => (typeof words === "string" ? this.text.includes(words) : words.test(this.text));
        await until(`it says ${words}`, found, { seen: () => this.text });
    }

    async registered(): Promise<void> {
        await until("it is registered", () => this.state === "registered", { seen: () => this.text });
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
        let code: number | string | undefined = this.ended === undefined ? "never started" : undefined;
        this.ended?.then((ended) => {
            code = ended;
        });
        return until("it ends", () => code, { seen: () => this.text });
    }

    async close(): Promise<void> {
        await this.crash();
        removeFolder(this.folder);
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
