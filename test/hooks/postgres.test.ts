import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { docker } from "../tools/docker";
import { until } from "../tools/until";
import { buildPostgres, PostgresContainer } from "./support/postgres";

let image: string;
const volume = `c4-test-postgres-${process.pid}`;
const started: PostgresContainer[] = [];

beforeAll(async () => {
    image = await buildPostgres();
    await docker("volume", "create", volume);
});
afterEach(async () => {
    for (const server of started.splice(0)) await server.remove();
});
afterAll(() => docker("volume", "rm", volume));

const user = 'c4 "special"';

/** A server on the volume, with a password that a shell and SQL would both like to read in their own way. */
async function start(password: string): Promise<PostgresContainer> {
    const settings = { POSTGRES_USER: user, POSTGRES_DB: "c4-db", POSTGRES_PASSWORD: password };
    const server = await PostgresContainer.start(settings, "--volume", `${volume}:/var/lib/postgresql`);
    started.push(server);
    return server;
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
        const server = await start("first");
        await until(`it says "${words}"`, async () => (await server.logs()).includes(words));
        await docker("kill", server.id);
        if (words !== "listening on")
            await docker("run", "--rm", "--volume", `${volume}:/data`, image, "rm", "-rf", "/data/data");
    }
    const server = await start("first");
    await server.ready();
    expect(
        await server.query(
            "select current_user, current_database(), rolsuper from pg_roles where rolname = current_user",
        ),
    ).toBe(`${user}|c4-db|f\n`);
});

it("keeps its data, and takes a new password from the declaration", async () => {
    const first = await start("first");
    await first.ready();
    await first.query("create table kept as select 42 as number");
    await docker("stop", first.id);
    const password = `it's "\\new" $1`;
    const second = await start(password);
    await second.ready();
    expect(await second.query("select number from kept")).toBe("42\n");
    await expect(second.query("select 1", { password: "first" })).rejects.toThrow("password authentication failed");
    expect(await second.logs()).not.toContain("new");
});

it("stops at once although clients are connected, and well", async () => {
    const server = await start("first");
    await server.ready();
    const client = server.query("select pg_sleep(600)");
    const parted = expect(client).rejects.toThrow("terminating connection");
    await until(
        "the client is there",
        async () =>
            (await server.query("select count(*) from pg_stat_activity where query like '%pg_sleep(600)'")) === "1\n",
    );
    await docker("stop", "--time", "120", server.id);
    await parted;
    expect((await docker("inspect", "--format", "{{.State.ExitCode}}", server.id)).trim()).toBe("0");
});

it("does not share its data with a second server", async () => {
    await (await start("first")).ready();
    const second = await start("first");
    await until("the second has ended", async () =>
        (await docker("inspect", "--format", "{{.State.Running}}", second.id)).includes("false"),
    );
    expect(await second.logs()).toContain("another PostgreSQL server runs on this volume");
});
