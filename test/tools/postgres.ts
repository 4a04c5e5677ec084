import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { freePort } from "./ports";
import { removeFolder, temporaryFolder } from "./temporary";
import { succeeds, until } from "./until";

const run = promisify(execFile);
const debianBinaries = "/usr/lib/postgresql";

/** A PostgreSQL server of its own, from the host's Debian package, with its data in a temporary folder. */
export class PostgresServer {
    #process: ChildProcess | undefined;

    private constructor(
        private readonly folder: string,
        readonly port: number,
        private readonly owner: { uid?: number; gid?: number },
    ) {}

    static async create(): Promise<PostgresServer> {
        const folder = temporaryFolder("postgres");
        const owner = unprivilegedOwner();
        if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
        const server = new PostgresServer(folder, await freePort(), owner);
        await run(binary("initdb"), ["-D", join(folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"], {
            ...owner,
            cwd: folder,
        });
        await server.start();
        return server;
    }

    async start(): Promise<void> {
        const options = ["-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=${this.folder}`];
        // Nothing here outlives the tests: the disk need not be waited for.
        const fast = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=300"];
        const child = spawn(
            binary("postgres"),
            ["-D", join(this.folder, "data"), "-p", String(this.port), ...options, ...fast],
            { ...this.owner, cwd: this.folder, stdio: "ignore" },
        );
        this.#process = child;
        await this.#ready(child);
    }

    /** SIGINT is PostgreSQL's fast shutdown: connections are cut. */
    async stop(): Promise<void> {
        const child = this.#process;
        if (child === undefined || child.exitCode !== null) return;
        const exited = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGINT");
        await exited;
        this.#process = undefined;
    }

    /** Stands still with all of its connections open: whoever asks waits. */
    freeze(): void {
        this.#signal("SIGSTOP");
    }

    thaw(): void {
        this.#signal("SIGCONT");
    }

    #signal(signal: "SIGSTOP" | "SIGCONT"): void {
        const pid = this.#process?.pid;
        if (pid === undefined) throw new Error("PostgreSQL does not run.");
        // The first one starts the others: stopped first, it starts no more.
        process.kill(pid, signal);
        const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ");
        for (const child of children.filter((each) => each !== "").map(Number)) {
            try {
                process.kill(child, signal);
            } catch (error) {
                // It has ended by itself.
                if (!(error instanceof Error) || !("code" in error) || error.code !== "ESRCH") throw error;
            }
        }
    }

    async remove(): Promise<void> {
        await this.stop();
        removeFolder(this.folder);
    }

    async connect(): Promise<pg.Client> {
        const client = new pg.Client({ host: "127.0.0.1", port: this.port, user: "postgres", database: "postgres" });
        await client.connect();
        return client;
    }

    async #ready(child: ChildProcess): Promise<void> {
        await until("PostgreSQL answers", () => {
            if (child.exitCode !== null) throw new Error(`postgres ended with code ${child.exitCode}`);
            return succeeds(async () => (await this.connect()).end());
        });
    }
}

function binary(name: string): string {
    const versions = existsSync(debianBinaries) ? readdirSync(debianBinaries) : [];
    const newest = versions.map(Number).sort((a, b) => b - a)[0];
    if (newest === undefined || newest < 15) {
        throw new Error(`no PostgreSQL 15 or later below ${debianBinaries}: run \`apt-get install postgresql\``);
    }
    return join(debianBinaries, String(newest), "bin", name);
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
function unprivilegedOwner(): { uid?: number; gid?: number } {
    if (process.getuid?.() !== 0) return {};
    const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
    return { uid: id("-u"), gid: id("-g") };
}
