import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { render } from "../../src/rendering/render";
import { TestAuthority } from "../tools/certificates";
import { docker } from "../tools/docker";
import { removeFolder, temporaryFolder } from "../tools/temporary";
import { succeeds, until } from "../tools/until";
import { buildPostgres, PostgresContainer } from "./support/postgres";
import { newKey } from "./support/saving-instance";
import { hooksFolder } from "./support/supervised-instance";

const folder = temporaryFolder("backup-postgres");
const { certificate, key: certificateKey } = new TestAuthority(folder).issue("postgres", "DNS:postgres");
const backups = `c4-test-backups-${process.pid}`;
const started: string[] = [];
const password = "not for others";
let image: string;
let key: string;

beforeAll(async () => {
    image = await buildPostgres();
    key = await newKey();
    await docker("volume", "create", backups);
    const place = { host: "127.0.0.1", port: 5432, database: "c4", user: "c4", tls: true };
    writeFileSync(
        join(folder, "backup.conf"),
        render("backup/postgres.conf.hbs", { seconds: 3600, keep: 3, ...place }),
    );
});
afterEach(async () => {
    for (const id of started.splice(0).reverse()) await docker("rm", "--force", "--volumes", id);
});
afterAll(async () => {
    await docker("volume", "rm", backups);
    removeFolder(folder);
});

/** An empty database that takes nobody by network without TLS. */
async function database(): Promise<PostgresContainer> {
    const settings = { POSTGRES_USER: "c4", POSTGRES_DB: "c4", POSTGRES_PASSWORD: password };
    const server = await PostgresContainer.start(
        { ...settings, POSTGRES_CERTIFICATE: "/run/c4/certificate.pem" },
        "--volume=/var/lib/postgresql",
    );
    started.push(server.id);
    await server.show(`${certificate}${certificateKey}`);
    await server.ready();
    return server;
}

/** What saves a database, in its image, on its network. */
async function saving({ id: server }: PostgresContainer, secret = password): Promise<string> {
    const hooks = ["c4-lib", "c4-backup-lib", "c4-backup", "c4-restore", "c4-health"];
    const id = await docker(
        ...["run", "--detach", "--init", `--network=container:${server}`, `--volume=${backups}:/var/backups/c4`],
        ...hooks.map((hook) => `--volume=${join(hooksFolder, hook)}:/usr/local/lib/c4/${hook}:ro`),
        ...[
            `--volume=${folder}/backup.conf:/etc/c4/backup.conf:ro`,
            "--env=C4_HEALTH=backup",
            "--env=C4_ROLE=postgres",
        ],
        ...[`--env=C4_BACKUP_KEY=${key}`, `--env=POSTGRES_PASSWORD=${secret}`, image, "/usr/local/lib/c4/c4-backup"],
    );
    started.push(id.trim());
    return id.trim();
}

function hook(id: string, name: string, ...words: readonly string[]): Promise<string> {
    return docker("exec", id, `/usr/local/lib/c4/${name}`, ...words);
}

it("gives back whole a database that lost everything", async () => {
    const former = await database();
    await former.query("create table subscribers (id int primary key, name text)");
    await former.query("insert into subscribers select i, 'Zoë ' || i from generate_series(1, 5000) i");
    await former.query("create view named as select name from subscribers");
    const first = await saving(former);
    await until("it is saved", () => succeeds(() => hook(first, "c4-health")), { seen: () => docker("logs", first) });
    const processes = await docker("top", first, "-eo", "pid,args");
    for (const secret of [key, password]) expect(processes).not.toContain(secret);
    const [name = ""] = (await hook(first, "c4-restore")).split("\t");
    await docker("rm", "--force", "--volumes", ...started.splice(0).reverse());

    const empty = await database();
    // What has begun anew meanwhile makes way.
    await empty.query("create table subscribers (id int primary key, name text)");
    const second = await saving(empty);
    expect(await hook(second, "c4-restore", name)).toContain(`restored: ${name}`);
    expect(await empty.query("select count(*), max(name) from named")).toBe("5000|Zoë 999\n");
});

it("says why there is no backup", async () => {
    const id = await saving(await database(), "another one");
    await expect(hook(id, "c4-backup", "now")).rejects.toThrow("no backup was made");
    await expect(hook(id, "c4-health")).rejects.toThrow(/the last backup failed: .*password authentication failed/);
});
