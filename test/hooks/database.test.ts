import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Authority } from "../tools/consul-authority";
import { executablePath, repository } from "../tools/executables";
import { freePort } from "../tools/ports";
import { removeFolder, temporaryFolder } from "../tools/temporary";
import { until } from "../tools/until";
import { buildPostgres, PostgresContainer } from "./support/postgres";

const folder = temporaryFolder("database");
const bundle = join(folder, "server.cjs");
const settings = {
    ...{ POSTGRES_USER: "c4", POSTGRES_DB: "c4", POSTGRES_PASSWORD: "secret" },
    POSTGRES_CERTIFICATE: "/run/c4/certificate.pem",
};

let authority: Authority;
let server: PostgresContainer;
const running: Api[] = [];

beforeAll(async () => {
    execFileSync(process.execPath, [join(repository, "services", "routing-api", "scripts", "build.mjs"), bundle]);
    await buildPostgres();
    authority = await Authority.open();
    server = await PostgresContainer.start(settings);
    await server.show(await authority.certificate("postgres"));
    await server.ready();
});
afterEach(async () => {
    for (const api of running.splice(0)) await api.stop();
});
afterAll(async () => {
    await server?.remove();
    await authority?.close();
    removeFolder(folder);
});

/** The routing API, believing in some authorities. */
class Api {
    private text = "";

    private constructor(
        private readonly process: ChildProcess,
        private readonly port: number,
        private readonly rootsFile: string,
    ) {
        for (const stream of [process.stdout, process.stderr])
            stream?.on("data", (data: Buffer) => {
                this.text += data.toString();
            });
    }

    static async start(roots: string, environment: Readonly<Record<string, string>> = {}): Promise<Api> {
        const port = await freePort();
        const rootsFile = join(folder, `roots-${port}.pem`);
        writeFileSync(rootsFile, roots);
        const connection = { PGHOST: server.address, PGUSER: "c4", PGDATABASE: "c4", PGPASSWORD: "secret" };
        const tls = { PGSSLMODE: "verify-full", PGSSLROOTCERT: rootsFile, PGSSLSERVICE: "postgres" };
        const own = {
            HOST: "127.0.0.1",
            PORT: String(port),
            ENCRYPTION_KEY: Buffer.alloc(32, 5).toString("base64"),
            AUTH: "off",
        };
        const env = { PATH: executablePath, ...own, ...connection, ...tls, ...environment };
        const api = new Api(spawn(process.execPath, [bundle], { env }), port, rootsFile);
        running.push(api);
        return api;
    }

    /** Gives it other authorities, and tells it so. */
    believe(roots: string): void {
        writeFileSync(this.rootsFile, roots);
        this.process.kill("SIGHUP");
    }

    async says(words: string): Promise<void> {
        await until(`it says ${words}`, () => this.text.includes(words), { seen: () => this.text });
    }

    /** What it answers to a question that its database has to answer. */
    async status(): Promise<number> {
        return (await fetch(`http://127.0.0.1:${this.port}/1.0/carriers?tenant_uuid=${tenant}`)).status;
    }

    async serves(): Promise<void> {
        await until("it serves", async () => (await this.status().catch(() => 0)) === 200, { seen: () => this.text });
    }

    async stop(): Promise<void> {
        if (this.process.exitCode !== null) return;
        const ended = once(this.process, "exit");
        this.process.kill("SIGTERM");
        await ended;
    }
}

const tenant = "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e";
const reloads = async () => (await server.logs()).split("reloading configuration files").length;

/** PostgreSQL shows the certificate of a service. */
async function show(service: string): Promise<void> {
    await server.show(await authority.certificate(service));
    const before = await reloads();
    await server.hangUp();
    await until("it has been read", async () => (await reloads()) > before);
}

const roots = () => authority.roots();

/** Connections of APIs as PostgreSQL sees them: `t` by TLS, its version. */
const connections = () =>
    server.query(
        "select distinct ssl, version from pg_stat_ssl join pg_stat_activity using (pid) where application_name like 'routing-api%'",
    );

describe("PostgreSQL and the routing API", () => {
    it("speak TLS, and by network nothing else", async () => {
        const api = await Api.start(await roots());
        await api.serves();
        expect(await connections()).toBe("t|TLSv1.3\n");
        await expect(server.query("select 1", { mode: "disable" })).rejects.toThrow("no encryption");
    });

    it.each([
        ["another service's certificate", "rtpengine"],
        ["that of a service whose name begins alike", "postgres2"],
    ])("have nothing to say to each other where PostgreSQL has %s", async (_, service) => {
        await show(service);
        const api = await Api.start(await roots());
        await api.says("not of the service postgres");
        expect(await server.query("select count(*) from pg_stat_activity where application_name like 'routing%'")).toBe(
            "0\n",
        );
        await show("postgres");
        await api.serves();
    });

    it("have nothing to say to each other where the API believes another Consul", async () => {
        const other = await Authority.open();
        try {
            const api = await Api.start(await other.roots());
            await api.says("waiting for PostgreSQL");
            await expect(api.status()).rejects.toThrow();
            api.believe(await roots());
            await api.says("certificates read again");
            await api.serves();
        } finally {
            await other.close();
        }
    });

    it("take a new root and a new certificate while queries go on", async () => {
        const api = await Api.start(await roots());
        await api.serves();
        let over = false;
        const answers: number[] = [];
        const asking = (async () => {
            while (!over) answers.push(await api.status());
        })();
        const held = server.query("select pg_sleep(3), 'held'");
        await authority.renew();
        await until("there are two roots", async () => (await roots()).match(/BEGIN/g)?.length === 2);
        api.believe(await roots());
        await api.says("certificates read again");
        const renewed = await until("a certificate by the new root", async () => {
            const certificate = await authority.certificate("postgres");
            return certificate.match(/BEGIN CERTIFICATE/g)?.length === 2 ? certificate : undefined;
        });
        await server.show(renewed);
        await server.hangUp();
        // The API parts with its connections one by one; who believes in the new root alone makes all of his anew.
        const later = await Api.start(await authority.newestRoot());
        await later.serves();
        expect(await held).toContain("held");
        over = true;
        await asking;
        expect(answers.filter((status) => status !== 200)).toEqual([]);
        expect(answers.length).toBeGreaterThan(10);
    });

    it("go on with the former roots where the file holds none", async () => {
        const api = await Api.start(await roots());
        await api.serves();
        api.believe("nonsense");
        await api.says("the former certificates stay");
        expect(await api.status()).toBe(200);
    });
});
