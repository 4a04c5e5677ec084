import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../../../src/rendering/render";
import { freePort } from "../../tools/ports";
import { PostgresServer } from "../../tools/postgres";
import { removeFolder, temporaryFolder } from "../../tools/temporary";
import { until } from "../../tools/until";

/** The routing API as its image runs it, on a real PostgreSQL. */
export class RealApi {
    private process: ChildProcess | undefined;
    private output = "";

    private constructor(
        private readonly folder: string,
        readonly postgres: PostgresServer,
        private readonly host: string,
        private readonly port: number,
    ) {}

    static async open(host: string): Promise<RealApi> {
        const folder = temporaryFolder("routing-api");
        const script = join(packageRoot, "services/routing-api/scripts/build.mjs");
        execFileSync(process.execPath, [script, join(folder, "server.cjs")], { stdio: "ignore" });
        const api = new RealApi(folder, await PostgresServer.create(), host, await freePort());
        await api.start();
        return api;
    }

    /** Where routers and SBCs find it. */
    get address(): string {
        return `${this.host}:${this.port}`;
    }

    async start(): Promise<void> {
        const child = spawn(process.execPath, [join(this.folder, "server.cjs")], {
            env: {
                HOST: this.host,
                PORT: String(this.port),
                PGHOST: "127.0.0.1",
                PGPORT: String(this.postgres.port),
                PGUSER: "postgres",
                PGDATABASE: "postgres",
                ENCRYPTION_KEY: Buffer.alloc(32, 5).toString("base64"),
                AUTH: "off",
                LOG_LEVEL: "warn",
            },
            stdio: ["ignore", "pipe", "pipe"],
        });
        this.process = child;
        for (const stream of [child.stdout, child.stderr]) {
            stream.on("data", (data) => {
                this.output += data;
            });
        }
        const url = `http://${this.address}/status`;
        await until("the routing API serves", async () => (await fetch(url).catch(() => undefined))?.status === 204, {
            seen: () => this.output,
        });
    }

    /** Ends it in the middle of whatever it does. */
    async kill(): Promise<void> {
        const child = this.process;
        if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
        const ended = new Promise((resolve) => child.once("close", resolve));
        child.kill("SIGKILL");
        await ended;
    }

    async close(): Promise<void> {
        await this.kill();
        await this.postgres.remove();
        removeFolder(this.folder);
    }

    /** Creates something, and gives back its id. */
    async create(path: string, body: Record<string, unknown>): Promise<number> {
        const answer = await fetch(`http://${this.address}/1.0/${path}`, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ tenant_uuid: tenant, ...body }),
        });
        const text = await answer.text();
        const { id } = JSON.parse(text);
        if (typeof id !== "number") throw new Error(`POST ${path}: ${answer.status} ${text}`);
        return id;
    }

    /** All records, a line each as they are exported. */
    async records(): Promise<Record<string, unknown>[]> {
        const text = await (await fetch(`http://${this.address}/1.0/cdrs/export`)).text();
        return text
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line));
    }
}

/** Whose calls they are. */
export const tenant = "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e";
