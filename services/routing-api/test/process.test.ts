import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort, PostgresServer } from "./support/postgres.js";
import { tenant } from "./support/service.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const key = Buffer.alloc(32, 5).toString("base64");

/** The bundle alone in a folder, as an image holds it: what it needs besides Node would be missing here. */
let folder: string;
let server: PostgresServer;
const running: Instance[] = [];

interface Instance {
    readonly process: ChildProcess;
    readonly port: number;
    readonly url: string;
    output(): string;
    exited: Promise<number | null>;
}

async function start(env: Record<string, string> = {}): Promise<Instance> {
    const port = await freePort();
    const child = spawn(process.execPath, [join(folder, "server.cjs")], {
        cwd: folder,
        env: {
            PATH: process.env.PATH,
            HOST: "127.0.0.1",
            PORT: String(port),
            PGHOST: "127.0.0.1",
            PGPORT: String(server.port),
            PGUSER: "postgres",
            PGDATABASE: "postgres",
            ENCRYPTION_KEY: key,
            ...env,
        },
        stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (data) => {
            output += data;
        });
    }
    const exited = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
    const instance = { process: child, port, url: `http://127.0.0.1:${port}`, output: () => output, exited };
    running.push(instance);
    return instance;
}

const ready = (instance: Instance) =>
    vi.waitFor(async () => expect((await fetch(`${instance.url}/status`)).status, instance.output()).toBe(204), {
        timeout: 20_000,
        interval: 50,
    });

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "routing-api-bundle-"));
    execFileSync(process.execPath, [join(root, "scripts/build.mjs"), join(folder, "server.cjs")], { stdio: "ignore" });
    server = await PostgresServer.create();
});
afterEach(async () => {
    for (const instance of running.splice(0)) {
        instance.process.kill("SIGKILL");
        await instance.exited;
    }
});
afterAll(async () => {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
});

describe("the bundle", () => {
    it("starts four times at once on an empty database, and each serves", async () => {
        const instances = await Promise.all([start(), start(), start(), start()]);
        await Promise.all(instances.map(ready));
        const migrated = instances.filter((instance) => instance.output().includes('"migration":"0001-initial"'));
        expect(migrated).toHaveLength(1);
        const [first, second] = instances;
        if (first === undefined || second === undefined) throw new Error("two instances were started");
        const body = JSON.stringify({ tenant_uuid: tenant, name: "carrier" });
        const made = await fetch(`${first.url}/1.0/carriers`, { method: "POST", body });
        expect(made.status).toBe(200);
        expect(await (await fetch(`${second.url}/1.0/carriers`)).json()).toMatchObject({
            items: [{ name: "carrier" }],
        });
    });

    it("stops on SIGTERM: no new connection, what is in flight is answered, code 0 within seconds", async () => {
        const instance = await start();
        await ready(instance);
        const lock = await server.connect();
        await lock.query("begin; lock table carriers in access exclusive mode");
        const inFlight = fetch(`${instance.url}/1.0/carriers`);
        await vi.waitFor(async () => {
            const { rows } = await lock.query(
                "select 1 from pg_locks where not granted and relation = 'carriers'::regclass",
            );
            expect(rows).toHaveLength(1);
        });
        const begin = Date.now();
        instance.process.kill("SIGTERM");
        await vi.waitFor(async () =>
            expect(await fetch(`${instance.url}/status`).catch(() => "refused")).toBe("refused"),
        );
        await lock.query("commit");
        await lock.end();
        expect((await inFlight).status).toBe(200);
        expect(await instance.exited).toBe(0);
        expect(Date.now() - begin).toBeLessThan(5000);
    });

    it("stops on SIGTERM while a client keeps its connection", async () => {
        const instance = await start();
        await ready(instance);
        await (await fetch(`${instance.url}/status`)).text();
        const begin = Date.now();
        instance.process.kill("SIGTERM");
        expect(await instance.exited).toBe(0);
        expect(Date.now() - begin).toBeLessThan(3000);
    });

    it("refuses to start with what it cannot use, and says what", async () => {
        const instance = await start({ AUTH: "on", PORT: "http" });
        expect(await instance.exited).toBe(1);
        expect(instance.output()).toContain('AUTH is "on"');
        expect(instance.output()).toContain('PORT is "http"');
        const taken = await start({ PORT: String(server.port) });
        expect(await taken.exited).toBe(1);
        expect(taken.output()).toMatch(/PORT \d+ cannot be listened on \(.*EADDRINUSE.*\): .* the port free\./);
    });

    it("refuses a key that is not the stored passwords'", async () => {
        const instance = await start();
        await ready(instance);
        const post = async (path: string, body: object): Promise<{ id: number }> => {
            const answer = await fetch(`${instance.url}/1.0/${path}`, {
                method: "POST",
                body: JSON.stringify({ tenant_uuid: tenant, ...body }),
            });
            return JSON.parse(await answer.text());
        };
        const { id } = await post("domains", { domain: "key.example" });
        await post("ipbxs", { domain_id: id, ip_fqdn: "x", username: "u", password: "p" });
        const other = await start({ ENCRYPTION_KEY: Buffer.alloc(32, 6).toString("base64") });
        expect(await other.exited).toBe(1);
        expect(other.output()).toContain("ENCRYPTION_KEY is not the key of the passwords in this database");
    });

    it("waits for a PostgreSQL that is late, and says so", async () => {
        await server.stop();
        const instance = await start();
        await vi.waitFor(() => expect(instance.output()).toContain("waiting for PostgreSQL"), 10_000);
        await server.start();
        await ready(instance);
    });

    it("gives up on a PostgreSQL that does not come, with the cause", async () => {
        const instance = await start({ PGPORT: String(await freePort()), PGWAIT_SECONDS: "1" });
        expect(await instance.exited).toBe(1);
        expect(instance.output()).toMatch(/did not answer within 1 s \(.*ECONNREFUSED/);
        expect(instance.output()).toContain("check PGHOST");
    });

    it("ends at once on SIGTERM while it waits", async () => {
        const instance = await start({ PGPORT: String(await freePort()) });
        await vi.waitFor(() => expect(instance.output()).toContain("waiting for PostgreSQL"), 10_000);
        instance.process.kill("SIGTERM");
        expect(await instance.exited).toBe(0);
    });
});
