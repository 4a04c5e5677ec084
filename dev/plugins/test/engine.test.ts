import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ConsulAgent } from "../../../test/tools/consul-agent.js";
import { until } from "../../../test/tools/until.js";
import { baseImage, engine, label, run, subnet, sweep } from "./support/docker.js";
import { Stack } from "./support/stack.js";

const labels = JSON.stringify([label]);
const forever = `["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.05; done"]`;

let agent: ConsulAgent;
let stack: Stack;

beforeAll(async () => {
    await sweep();
    agent = await ConsulAgent.run();
});
afterAll(async () => {
    await agent.close();
});
beforeEach(async () => {
    stack = await Stack.create();
});
afterEach(async () => {
    await sweep();
    await stack.remove();
});

async function containers(): Promise<string[]> {
    const found = await engine.listContainers({ all: true, filters: { label: [`${label.label}=${label.value}`] } });
    return found.map(({ Id }) => Id);
}

test("a stack lives: preview, up, no change, drift, repair, update, replace, destroy", async () => {
    const program = (memory: number, greeting: string): string => `
        const password = new random.RandomPassword("password", { length: 24, special: false });
        const provider = new consul.Provider("kv", { address: "${agent.address}" });
        const net = new docker.Network("net", { ipamConfigs: [{ subnet: "${subnet}" }], labels: ${labels} });
        const web = new docker.Container("web", {
            image: "${baseImage}",
            command: ${forever},
            labels: ${labels},
            envs: [pulumi.interpolate\`PGPASSWORD=\${password.result}\`, "GREETING=${greeting}"],
            uploads: [{ file: "/etc/pw", content: password.result }],
            memory: ${memory}, memorySwap: ${memory * 2},
            networksAdvanced: [{ name: net.id, aliases: ["web"] }],
        });
        const address = web.networkDatas.apply((all) => all[0].ipAddress);
        new consul.Keys("keys", { keys: [
            { path: "life/address", value: address, delete: true },
            { path: "life/pw", value: password.result, delete: true },
        ] }, { provider });
        exports.password = password.result;`;

    await stack.program(program(64, "hello"));
    expect(await stack.succeed("preview")).toContain("+ 6 to create");
    expect(await containers()).toEqual([]);
    expect(await agent.keys("life/")).toEqual({});

    await stack.succeed("up", "--yes", "--skip-preview");
    const [web] = await containers();
    if (!web) throw new Error("no container was made");
    const password = await run(web, "cat", "/etc/pw");
    expect(password).toMatch(/^[A-Za-z0-9]{24}$/);
    expect(await run(web, "sh", "-c", "echo $PGPASSWORD")).toBe(`${password}\n`);
    expect(await agent.keys("life/")).toMatchObject({ "life/pw": password });
    const state = await readFile(path.join(stack.folder, "state", ".pulumi", "stacks", "test", "dev.json"), "utf8");
    expect(state).not.toContain(password);
    expect(state).toContain("ciphertext");

    expect(await stack.succeed("preview", "--expect-no-changes")).toContain("6 unchanged");

    await engine.getContainer(web).stop({ t: 5 });
    await agent.ask("PUT", "/v1/kv/life/pw", "changed by hand");
    await stack.succeed("refresh", "--yes", "--skip-preview");
    const drift = await stack.succeed("preview", "--diff");
    expect(drift).toContain("~ mustRun: false => true");
    expect(drift).toContain("~ 2 to update");
    expect(drift).not.toContain(password);
    await stack.succeed("up", "--yes", "--skip-preview");
    expect((await engine.getContainer(web).inspect()).State.Running).toBe(true);
    expect(await agent.keys("life/")).toMatchObject({ "life/pw": password });

    await stack.program(program(96, "hello"));
    const larger = await stack.succeed("preview", "--diff");
    expect(larger).toContain("~ memory    : 64 => 96");
    expect(larger).toContain("~ 1 to update");
    await stack.succeed("up", "--yes", "--skip-preview");
    expect(await containers()).toEqual([web]);

    await stack.program(program(96, "goodbye"));
    expect(await stack.succeed("preview", "--diff")).toMatch(/\+-1 to replace/);
    await stack.succeed("up", "--yes", "--skip-preview");
    const after = await containers();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual([web]);

    await engine.getContainer(String(after[0])).remove({ force: true });
    await stack.succeed("refresh", "--yes", "--skip-preview");
    expect(await stack.succeed("preview")).toMatch(/\+ 1 to create/);

    await stack.succeed("destroy", "--yes", "--skip-preview");
    expect(await containers()).toEqual([]);
    expect(await agent.keys("life/")).toEqual({});
    expect(await engine.listNetworks({ filters: { label: [label.label] } })).toEqual([]);
});

test("a container that failed is kept in the state and replaced by the next up", async () => {
    const program = (check: string, waitTimeout: number): string => `
        new docker.Container("ill", {
            image: "${baseImage}", command: ${forever}, labels: ${labels},
            healthcheck: { tests: ["CMD-SHELL", "${check}"], interval: "200ms" },
            wait: true, waitTimeout: ${waitTimeout},
        });`;
    await stack.program(program("test -e /never", 2));
    const first = await stack.run("up", "--yes", "--skip-preview");
    expect(first.code).not.toBe(0);
    expect(first.output).toContain("it was not healthy within 2 s");
    const failed = await stack.idOf("ill");
    expect(await containers()).toEqual([failed]);

    // The same program again: nothing in it changed, and still it is tried anew.
    const second = await stack.run("up", "--yes", "--skip-preview");
    expect(second.code).not.toBe(0);
    const failedAgain = await stack.idOf("ill");
    expect(failedAgain).not.toBe(failed);
    expect(await containers()).toEqual([failedAgain]);

    await stack.program(program("true", 20));
    await stack.succeed("up", "--yes", "--skip-preview");
    const well = await stack.idOf("ill");
    expect(await containers()).toEqual([well]);
    expect(well).not.toBe(failedAgain);
    await stack.succeed("preview", "--expect-no-changes");
    await stack.succeed("destroy", "--yes", "--skip-preview");
    expect(await containers()).toEqual([]);
});

test("keys that were written before one was refused are kept in the state, and the next up writes the rest", async () => {
    // Larger than Consul takes, and than many a limit for the error that carries the state.
    const program = (last: string): string => `
        const provider = new consul.Provider("kv", { address: "${agent.address}" });
        new consul.KeyPrefix("part", { pathPrefix: "part/", subkeys: { a: "1", b: ${last} } }, { provider });`;
    await stack.program(program('"x".repeat(600_000)'));
    const { code, output } = await stack.run("up", "--yes", "--skip-preview");
    expect(code).not.toBe(0);
    expect(output).toContain("not all keys under part/ were written: Consul answered 413");
    expect(await stack.idOf("part")).toBe("part/");
    expect(await agent.keys("part/")).toEqual({ "part/a": "1" });

    await stack.program(program('"2"'));
    await stack.succeed("up", "--yes", "--skip-preview");
    expect(await agent.keys("part/")).toEqual({ "part/a": "1", "part/b": "2" });
    await stack.succeed("destroy", "--yes", "--skip-preview");
});

test("a chain of containers rolls: all new ones start, one after another, before the first old one goes", async () => {
    const program = (version: string): string => `
        let previous = [];
        for (const name of ["a", "b", "c"]) {
            const instance = new docker.Container(name, {
                image: "${baseImage}", command: ${forever}, labels: ${labels}, envs: ["VERSION=${version}"],
                healthcheck: { tests: ["CMD", "true"], interval: "200ms" }, wait: true, destroyGraceSeconds: 5,
            }, { dependsOn: previous, deleteBeforeReplace: false });
            previous = [instance];
        }`;
    await stack.program(program("1"));
    await stack.succeed("up", "--yes", "--skip-preview");
    const olds = new Set(await containers());
    expect(olds.size).toBe(3);

    const since = Date.now() / 1000;
    await stack.program(program("2"));
    await stack.succeed("up", "--yes", "--skip-preview");
    const until = Date.now() / 1000;
    const stream = await engine.getEvents({
        since,
        until,
        filters: { label: [`${label.label}=${label.value}`], type: ["container"], event: ["start", "die"] },
    });
    let text = "";
    for await (const chunk of stream) text += String(chunk);
    const events = text
        .split("\n")
        .filter((line) => line !== "")
        .map((line): { Action: string; id: string; Actor: { Attributes: { name: string } } } => JSON.parse(line))
        .map(
            ({ Action, id, Actor }) => `${Action} ${olds.has(id) ? "old" : "new"} ${Actor.Attributes.name.slice(0, 1)}`,
        );
    expect(events).toEqual(["start new a", "start new b", "start new c", "die old c", "die old b", "die old a"]);
    await stack.succeed("destroy", "--yes", "--skip-preview");
});

test("without that option a container goes before its successor comes", async () => {
    const program = (version: string): string => `
        new docker.Container("fixed", {
            name: "c4-plugin-test-fixed", image: "${baseImage}", command: ${forever}, labels: ${labels}, envs: ["VERSION=${version}"],
        });`;
    await stack.program(program("1"));
    await stack.succeed("up", "--yes", "--skip-preview");
    await stack.program(program("2"));
    await stack.succeed("up", "--yes", "--skip-preview");
    const [only] = await containers();
    expect(await run(String(only), "sh", "-c", "echo $VERSION")).toBe("2\n");
    await stack.succeed("destroy", "--yes", "--skip-preview");
});

test("an unknown type and an unknown property stop the preview and are named", async () => {
    await stack.program(`new docker.Plugin("p", { name: "x" });`);
    const type = await stack.run("preview");
    expect(type.code).not.toBe(0);
    expect(type.output).toContain("does not have the resource docker:index/plugin:Plugin");

    await stack.program(`new docker.Container("c", { image: "${baseImage}", cpuPeriod: "fast" });`);
    const property = await stack.run("preview");
    expect(property.code).not.toBe(0);
    expect(property.output).toContain("cpuPeriod must be a number");
});

test("plugins end when the engine is killed", async () => {
    await stack.program(`
        new docker.Container("slow", {
            image: "${baseImage}", command: ${forever}, labels: ${labels},
            healthcheck: { tests: ["CMD", "false"], interval: "1s" }, wait: true, waitTimeout: 300,
        });`);
    const update = stack.start("up", "--yes", "--skip-preview");
    await until("the container is there", async () => (await containers()).length > 0);
    expect(await stack.livePlugins()).not.toEqual([]);
    update.kill("SIGKILL");
    await until("the plugins end", async () => (await stack.livePlugins()).length === 0, {
        seen: async () => `${(await stack.livePlugins()).join(", ")} still run`,
    });
});
