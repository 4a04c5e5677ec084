import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { packageRoot } from "../../src/rendering/render";
import { buildFrom, docker } from "../kamailio/support/docker";
import { until } from "./support/programs";

const image = "c4-test-postgres";
const volume = `c4-test-postgres-${process.pid}`;
const started: string[] = [];

beforeAll(async () => {
    await buildFrom(
        "c4-test-postgres-base",
        "FROM debian:trixie-slim\nRUN mkdir -p /run/c4 && useradd --system --uid 10000 c4\n",
    );
    const folder = join(packageRoot, "images", "postgres");
    await docker("build", "--tag", image, "--build-arg", "BASE=c4-test-postgres-base", folder);
    await docker("volume", "create", volume);
});
afterEach(async () => {
    for (const id of started.splice(0)) await docker("rm", "--force", id);
});
afterAll(() => docker("volume", "rm", volume));

const user = 'c4 "special"';

/** A server on the volume, with a password that a shell and SQL would both like to read in their own way. */
async function start(password: string): Promise<string> {
    const settings = { POSTGRES_USER: user, POSTGRES_DB: "c4-db", POSTGRES_PASSWORD: password };
    const environment = Object.entries(settings).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
    const where = ["--init", "--volume", `${volume}:/var/lib/postgresql`];
    const id = (
        await docker("run", "--detach", ...where, ...environment, image, "/usr/local/lib/c4/postgres-start")
    ).trim();
    started.push(id);
    return id;
}

/** Answer to a query that comes by TCP, with the password. */
function query(id: string, password: string, sql: string): Promise<string> {
    const login = ["--host=127.0.0.1", `--username=${user}`, "--dbname=c4-db", "--no-align", "--tuples-only"];
    return docker("exec", "--env", `PGPASSWORD=${password}`, id, "psql", ...login, `--command=${sql}`);
}

async function ready(id: string, password: string): Promise<void> {
    await until("the database answers", () =>
        query(id, password, "select 1").then(
            () => true,
            () => false,
        ),
    );
}

it("comes up whole although every start before was killed somewhere on the way", async () => {
    // Each start gets one step further in what it says before it is killed. All but the last begin with an empty volume,
    // but for what the one before left behind.
    for (const words of [
        "files belonging",
        "creating subdirectories",
        "post-bootstrap",
        "syncing data",
        "listening on",
    ]) {
        const id = await start("first");
        await until(`it says "${words}"`, async () => (await docker("logs", id)).includes(words));
        await docker("kill", id);
        if (words !== "listening on")
            await docker("run", "--rm", "--volume", `${volume}:/data`, image, "rm", "-rf", "/data/data");
    }
    const id = await start("first");
    await ready(id, "first");
    expect(
        await query(
            id,
            "first",
            "select current_user, current_database(), rolsuper from pg_roles where rolname = current_user",
        ),
    ).toBe(`${user}|c4-db|f\n`);
}, 180_000);

it("keeps its data, and takes a new password from the declaration", async () => {
    const first = await start("first");
    await ready(first, "first");
    await query(first, "first", "create table kept as select 42 as number");
    await docker("stop", first);
    const password = `it's "\\new" $1`;
    const second = await start(password);
    await ready(second, password);
    expect(await query(second, password, "select number from kept")).toBe("42\n");
    await expect(query(second, "first", "select 1")).rejects.toThrow("password authentication failed");
    expect(await docker("logs", second)).not.toContain("new");
});

it("stops at once although clients are connected, and well", async () => {
    const id = await start("first");
    await ready(id, "first");
    const client = query(id, "first", "select pg_sleep(60)");
    const parted = expect(client).rejects.toThrow("terminating connection");
    await until(
        "the client is there",
        async () =>
            (await query(id, "first", "select count(*) from pg_stat_activity where query like '%pg_sleep(60)'")) ===
            "1\n",
    );
    await docker("stop", "--time", "10", id);
    await parted;
    expect((await docker("inspect", "--format", "{{.State.ExitCode}}", id)).trim()).toBe("0");
});

it("does not share its data with a second server", async () => {
    await ready(await start("first"), "first");
    const second = await start("first");
    await until("the second has ended", async () =>
        (await docker("inspect", "--format", "{{.State.Running}}", second)).includes("false"),
    );
    expect(await docker("logs", second)).toContain("another PostgreSQL server runs on this volume");
});
