import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { connect } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../../test/tools/ports.js";
import { PostgresServer } from "../../../test/tools/postgres.js";
import { removeFolder, temporaryFolder } from "../../../test/tools/temporary.js";
import { succeeds, until } from "../../../test/tools/until.js";
import { tenant } from "./support/service.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const key = Buffer.alloc(32, 5).toString("base64");

/** The bundle alone in a folder, as an image holds it: what it needs besides Node would be missing here. */
let folder: string;
let server: PostgresServer;
const running: BundleProcess[] = [];

interface BundleProcess {
    readonly process: ChildProcess;
    readonly port: number;
    readonly url: string;
    output(): string;
    exited: Promise<number | null>;
}

async function start(env: Record<string, string> = {}): Promise<BundleProcess> {
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
            AUTH: "off",
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

const ready = (instance: BundleProcess) =>
    until("it serves", async () => (await fetch(`${instance.url}/status`).catch(() => undefined))?.status === 204, {
        seen: instance.output,
    });

beforeAll(async () => {
    folder = temporaryFolder("routing-api-bundle");
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
    removeFolder(folder);
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

    it("knows by C4_INSTANCE whom a check asks for", async () => {
        const instance = await start({ C4_INSTANCE: "routing-api-1" });
        await ready(instance);
        const status = async (id: string) => (await fetch(`${instance.url}/status?instance=${id}`)).status;
        expect(await status("routing-api-1")).toBe(204);
        expect(await status("routing-api-0")).toBe(404);
    });

    it("stops on SIGTERM: no new connection, what is in flight is answered, code 0", async () => {
        const instance = await start();
        await ready(instance);
        const lock = await server.connect();
        await lock.query("begin; lock table carriers in access exclusive mode");
        const inFlight = fetch(`${instance.url}/1.0/carriers`);
        await until("the question waits for the lock", async () => {
            const { rows } = await lock.query(
                "select 1 from pg_locks where not granted and relation = 'carriers'::regclass",
            );
            return rows.length === 1;
        });
        instance.process.kill("SIGTERM");
        await until(
            "new connections are refused",
            async () => !(await succeeds(() => fetch(`${instance.url}/status`))),
        );
        await lock.query("commit");
        await lock.end();
        expect((await inFlight).status).toBe(200);
        expect(await instance.exited).toBe(0);
    });

    it("closes requests that are sent by halves, and answers the others meanwhile", async () => {
        const instance = await start({ REQUEST_SECONDS: "1" });
        await ready(instance);
        const head = "POST /1.0/kamailio/routing HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n";
        const halves = [`${head}\r\n{"from_name":`, head, "POST /1.0/ca"];
        const closed = Array.from({ length: 60 }, (_, i) => {
            const socket = connect(instance.port, "127.0.0.1", () => socket.write(halves[i % halves.length] ?? ""));
            return new Promise((resolve) => socket.resume().once("close", resolve));
        });
        expect((await fetch(`${instance.url}/status`)).status).toBe(204);
        await Promise.all(closed);
    });

    it("stops on SIGTERM while a client keeps its connection", async () => {
        const instance = await start();
        await ready(instance);
        await (await fetch(`${instance.url}/status`)).text();
        const begin = Date.now();
        instance.process.kill("SIGTERM");
        expect(await instance.exited).toBe(0);
        // It would be kept for 72 s.
        expect(Date.now() - begin).toBeLessThan(60_000);
    });

    it("refuses to start with what it cannot use, and says what", async () => {
        const instance = await start({ AUTH: "on", ADMINISTRATOR_TOKEN: "short", PORT: "http" });
        expect(await instance.exited).toBe(1);
        expect(instance.output()).toContain("ADMINISTRATOR_TOKEN cannot be used: it must be 24 to 256 characters");
        expect(instance.output()).toContain("KAMAILIO_TOKEN is not set");
        expect(instance.output()).not.toContain("short");
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
        await until("it waits", () => instance.output().includes("waiting for PostgreSQL"), { seen: instance.output });
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
        await until("it waits", () => instance.output().includes("waiting for PostgreSQL"), { seen: instance.output });
        instance.process.kill("SIGTERM");
        expect(await instance.exited).toBe(0);
    });
});
