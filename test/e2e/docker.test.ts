import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { scenarios } from "../../dev/commands/calls/scenarios";
import { down } from "../../dev/commands/down";
import { preflight } from "../../dev/commands/preflight";
import { repair } from "../../dev/commands/repair";
import { run } from "../../dev/commands/shell";
import { eventually, Platform, repository, settings } from "./platform";

const platform = new Platform("e2e");
const quiet = () => undefined;
const minutes = 60_000;

/** Everything of the platform that the engine still has. */
async function leftovers(): Promise<string[]> {
    const filter = ["--filter", `label=c4.platform=${settings.platform}`];
    const found = await Promise.all([
        run("docker", ["ps", "--all", "--format", "{{.Names}}", ...filter]),
        run("docker", ["network", "ls", "--format", "{{.Name}}", ...filter]),
        run("docker", ["volume", "ls", "--format", "{{.Name}}", ...filter]),
        run("docker", ["images", "--format", "{{.Repository}}:{{.Tag}}", `${settings.platform}/*`]),
    ]);
    return found.flatMap((text) => text.split("\n")).filter((line) => line !== "");
}

/** What a run of another checkout left on this engine under the same name is in the way, and its state knows nothing of it. */
async function sweep(): Promise<void> {
    const filter = ["--filter", `label=c4.platform=${settings.platform}`];
    const remove = async (list: string[], command: string[]) => {
        const found = (await run("docker", list)).split("\n").filter((line) => line !== "");
        if (found.length > 0) await run("docker", [...command, ...found]);
    };
    await remove(["ps", "--all", "--quiet", ...filter], ["rm", "--force", "--volumes"]);
    await remove(["network", "ls", "--quiet", ...filter], ["network", "rm"]);
    await remove(["volume", "ls", "--quiet", ...filter], ["volume", "rm"]);
}

const containerSteps = async () =>
    (await platform.stack.preview(true))
        .filter(({ op }) => !["same", "refresh", "read"].includes(op))
        .map(({ op, type, name }) => `${op} ${type.split(":").at(-1)} ${name}`);

beforeAll(async () => {
    await platform.stack.select();
    await repair(platform.stack, quiet);
    if ((await platform.stack.outputs()) === undefined) await sweep();
    await platform.configure({ ...settings, routers: "1" });
    await platform.up();
}, 15 * minutes);

afterAll(async () => {
    await down(platform.stack, quiet);
    rmSync(join(repository, "stacks", "Pulumi.e2e.yaml"), { force: true });
}, 5 * minutes);

describe("a platform on Docker", () => {
    it.each(Object.keys(scenarios) as (keyof typeof scenarios)[])(
        "answers calls of the scenario %s, with media both ways and a CDR",
        async (scenario) => {
            const { calls, failed } = await platform.call({ calls: 2, callsPerSecond: 2, scenario });
            const [sbc, router] = [await platform.only("sbc"), await platform.only("router")];
            expect(failed).toEqual([]);
            for (const call of calls) {
                expect(call).toMatchObject({ outcome: "200 OK", sbc: sbc.name, router: router.name, cdr: true });
                // 3 s at 50 packets a second, less what is set up and torn down.
                expect(call.packets?.fromCaller).toBeGreaterThan(50);
                expect(call.packets?.fromAnswerer).toBeGreaterThan(50);
            }
            expect(calls).toHaveLength(2);
        },
        minutes,
    );

    it(
        "has nothing to change when it is brought up again",
        async () => {
            expect(await containerSteps()).toEqual([]);
        },
        minutes,
    );

    it("listens on loopback only", async () => {
        const ids = (
            await run("docker", ["ps", "--quiet", "--filter", `label=c4.platform=${settings.platform}`])
        ).trim();
        const format =
            "{{range $port, $at := .HostConfig.PortBindings}}{{range $at}}{{.HostIp}}:{{.HostPort}} {{end}}{{end}}";
        const bound = (await run("docker", ["inspect", "--format", format, ...ids.split("\n")]))
            .split(/\s+/)
            .filter(Boolean);
        expect(bound.sort()).toEqual(["127.0.0.1:15060", "127.0.0.1:15060", "127.0.0.1:18500", "127.0.0.1:19600"]);
    });

    it("needs less than 1 GiB when nobody calls", async () => {
        const target = await platform.target();
        const memory = await Promise.all((await target.instances()).map((instance) => target.memory(instance)));
        const peak = memory.reduce((sum, each) => sum + each.peak, 0);
        expect(memory).toHaveLength(7);
        expect(peak).toBeGreaterThan(50);
        expect(peak).toBeLessThan(1024);
    });

    it(
        "shows a secret to nobody who does not need it",
        async () => {
            const outputs = JSON.parse(
                await run("pulumi", ["stack", "output", "--json", "--show-secrets", "--stack", platform.stack.name]),
            );
            const password = new URL(outputs.databaseUrl).password;
            expect(password).toMatch(/^\w{32}$/);
            const target = await platform.target();
            const instances = await target.instances();
            const holders: string[] = [];
            const since = new Date(Date.now() - 60 * minutes);
            for (const instance of instances) {
                if ((await run("docker", ["inspect", instance.id])).includes(password)) holders.push(instance.role);
                expect(await target.logs(instance, since)).not.toContain(password);
                expect(await run("docker", ["top", instance.id, "-eo", "pid,args"])).not.toContain(password);
            }
            expect(holders.sort()).toEqual(["postgres", "routing-api"]);
            expect(await run("pulumi", ["stack", "export", "--stack", platform.stack.name])).not.toContain(password);
            expect(await run("pulumi", ["preview", "--diff", "--stack", platform.stack.name])).not.toContain(password);
            const kv = z
                .array(z.object({ Value: z.string().nullable() }))
                .parse(await (await fetch(`${outputs.consulHttpAddress}/v1/kv/c4?recurse`)).json());
            const values = kv.map(({ Value }) => Buffer.from(Value ?? "", "base64").toString());
            expect(values.length).toBeGreaterThan(0);
            expect(values.join("\n")).not.toContain(password);
        },
        minutes,
    );

    it(
        "takes a change of a run-time value without a redeploy",
        async () => {
            const before = await platform.only("sbc");
            await run("pulumi", ["config", "set", "--stack", "e2e", "--path", "peers[0]", settings.subnet]);
            await run("pulumi", ["config", "set", "--stack", "e2e", "--path", "peers[1]", "203.0.113.0/24"]);
            expect(await containerSteps()).toEqual(["update KeyPrefix trial-config"]);
            await platform.up();
            expect((await platform.only("sbc")).id).toBe(before.id);
            await eventually(
                () => platform.kamcmd(before, "permissions.subnetDump"),
                (dump) => dump.includes("203.0.113.0"),
                5000,
            );
        },
        2 * minutes,
    );
});

describe("routers come and go", () => {
    it(
        "from 1 to 3: the diff is two routers; each gets calls within a second of its registration; no SBC restarts",
        async () => {
            const sbc = await platform.only("sbc");
            await platform.configure({ routers: "3" });
            expect((await containerSteps()).sort()).toEqual([
                "create Container trial-router-1",
                "create Container trial-router-2",
            ]);
            const load = platform.call({ calls: 600, callsPerSecond: 20, seconds: 1, media: false });
            await platform.up();
            const { calls, failed } = await load;
            expect(failed).toEqual([]);
            expect(await platform.only("sbc")).toEqual(sbc);
            const routers = await platform.instances("router");
            expect(routers).toHaveLength(3);
            expect(new Set(calls.map((call) => call.router))).toEqual(new Set(routers.map(({ name }) => name)));
            const log = await run("sh", ["-c", 'docker logs --timestamps "$1" 2>&1', "sh", sbc.id]);
            for (const router of routers.slice(1)) {
                const own = await run("sh", ["-c", 'docker logs --timestamps "$1" 2>&1', "sh", router.id]);
                const registered = timeOf(own, /registered/);
                const first = timeOf(log, new RegExp(`router sip:${router.address}:\\d+ decided`));
                expect(first - registered).toBeLessThan(1000);
            }
        },
        3 * minutes,
    );

    it(
        "from 3 to 1 under load: no call fails",
        async () => {
            await platform.configure({ routers: "1" });
            const load = platform.call({ calls: 800, callsPerSecond: 20, seconds: 3, media: false });
            await platform.up();
            expect((await load).failed).toEqual([]);
            const sbc = await platform.only("sbc");
            const router = await platform.only("router");
            expect(await platform.routersOf(sbc)).toEqual([router.address]);
            expect(await platform.registered("router", false)).toEqual([router.address]);
        },
        3 * minutes,
    );

    it(
        "killed under load: calls that it decided end well, new ones go elsewhere, and the lists drop it",
        async () => {
            await platform.configure({ routers: "2" });
            await platform.up();
            const sbc = await platform.only("sbc");
            const [victim, survivor] = await platform.instances("router");
            if (!victim || !survivor) throw new Error("There are not two routers.");
            await eventually(
                () => platform.routersOf(sbc),
                (routers) => routers.length === 2,
                2000,
            );
            const target = await platform.target();
            const load = platform.call({ calls: 400, callsPerSecond: 20, seconds: 5, media: false });
            await eventually(
                () => platform.kamcmd(sbc, "dlg.stats_active"),
                (active) => Number(/all:\s*(\d+)/.exec(active)?.[1]) >= 50,
                20_000,
            );
            await target.kill(victim);
            await eventually(
                () => platform.routersOf(sbc),
                (routers) => routers.length === 1,
                5000,
            );
            expect(await platform.registered("router", true)).toEqual([survivor.address]);
            const { calls, failed } = await load;
            expect(failed).toEqual([]);
            expect(new Set(calls.map((call) => call.router))).toEqual(new Set([victim.name, survivor.name]));
            await target.start(victim);
            await eventually(
                () => platform.routersOf(sbc),
                (routers) => routers.length === 2,
                20_000,
            );
        },
        3 * minutes,
    );

    it(
        "stopped by the engine: deregistered at once",
        async () => {
            const sbc = await platform.only("sbc");
            const [first] = await platform.instances("router");
            if (!first) throw new Error("There is no router.");
            const target = await platform.target();
            await target.stop(first);
            expect(await platform.registered("router", false)).not.toContain(first.address);
            await eventually(
                () => platform.routersOf(sbc),
                (routers) => !routers.includes(first.address),
                1000,
            );
            await target.start(first);
            await eventually(
                () => platform.routersOf(sbc),
                (routers) => routers.length === 2,
                20_000,
            );
        },
        2 * minutes,
    );
});

describe("Consul away", () => {
    it(
        "calls go on with the last lists; back again, everything is registered without help",
        async () => {
            const target = await platform.target();
            const consul = await platform.instances("consul");
            const registered = async () =>
                Promise.all(
                    ["sbc", "router", "rtpengine", "routing-api", "postgres"].map((role) =>
                        platform.registered(role, true),
                    ),
                );
            const before = await registered();
            for (const agent of consul) await target.stop(agent);
            const { failed } = await platform.call({ calls: 1200, callsPerSecond: 20, seconds: 2, media: false });
            expect(failed).toEqual([]);
            expect(await platform.routersOf(await platform.only("sbc"))).toHaveLength(2);
            for (const agent of [...consul].reverse()) await target.start(agent);
            await eventually(
                () => registered().catch(() => []),
                (now) => JSON.stringify(now) === JSON.stringify(before),
                60_000,
            );
            expect((await platform.call({ calls: 2, callsPerSecond: 1 })).failed).toEqual([]);
        },
        4 * minutes,
    );
});

describe("a run that goes wrong", () => {
    it(
        "is refused before it starts when a host port is taken, with who has it",
        async () => {
            const server = createServer();
            await new Promise<void>((resolve) => server.listen(15061, "127.0.0.1", resolve));
            await platform.configure({ sbcs: "2" });
            const steps = await platform.stack.preview(true);
            await expect(preflight(steps)).rejects.toThrow(/127\.0\.0\.1:15061\/tcp: (\S+, process \d+|a process)/);
            await new Promise((resolve) => server.close(resolve));
            await expect(preflight(steps)).resolves.toBeUndefined();
            await platform.configure({ sbcs: "1" });
        },
        minutes,
    );

    it(
        "killed half-way is repaired by the next one",
        async () => {
            await platform.configure({ routers: "4" });
            const interrupted = run("timeout", [
                "--signal=KILL",
                "8",
                "pulumi",
                "up",
                "--yes",
                "--skip-preview",
                "--stack",
                "e2e",
            ]);
            await expect(interrupted).rejects.toThrow();
            const said: string[] = [];
            await repair(platform.stack, (line) => said.push(line));
            expect(said.join("\n")).toContain("is dead");
            await platform.up();
            const routers = await platform.instances("router");
            expect(routers).toHaveLength(4);
            const containers = await run("docker", [
                ...["ps", "--all", "--format", "{{.Names}}", "--filter", "label=c4.role=router"],
                ...["--filter", `label=c4.platform=${settings.platform}`],
            ]);
            expect(containers.trim().split("\n").sort()).toEqual(routers.map(({ name }) => name).sort());
            expect((await platform.call({ calls: 4, callsPerSecond: 2 })).failed).toEqual([]);
        },
        5 * minutes,
    );

    it(
        "leaves nothing when it is taken down, Consul dead or not, once or twice",
        async () => {
            const target = await platform.target();
            for (const agent of await platform.instances("consul")) await target.kill(agent);
            await down(platform.stack, quiet);
            expect(await leftovers()).toEqual([]);
            await down(platform.stack, quiet);
        },
        5 * minutes,
    );
});

/** When a line that matches was first logged, in milliseconds since 1970. */
function timeOf(log: string, line: RegExp): number {
    const found = log.split("\n").find((text) => line.test(text));
    if (!found) throw new Error(`No line matches ${line}.`);
    return Date.parse(found.split(" ")[0] ?? "");
}
