import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reasonsOf } from "../../dev/commands/calls/report";
import type { RunningInstance } from "../../dev/commands/target";
import { Machines } from "../tools/machines";
import { eventually } from "../tools/until";
import { DeployedStack } from "./deployed-stack";
import { keptData, promises, removal } from "./promises";
import { strangersOnHosts } from "./strangers/hosts";

const name = "trial-v";
const network = "198.18.44.0/24";
/** Where an instance of the platform runs that is on none of its hosts. */
const admitted = "198.18.44.200";
const hosts = [1, 2, 3, 4, 5].map((number) => `host-${number}`);
const machines = new Machines(name);
const platform = new DeployedStack("test-vms", {
    name,
    network,
    // Two routing APIs, so that a host can go; data that does not stay, so that nothing does.
    config: { target: "vms", routingApis: "2", keepData: "false", "admit[0]": `${admitted}/32` },
});
beforeAll(() => machines.start(hosts.length, network));
// Registered first, it runs last: the platform is taken down while there are hosts.
afterAll(() => machines.stop());
platform.lives();

const on = machines.on.bind(machines);
const systemctl = (host: string, ...args: string[]) => on(host, "systemctl", ...args);
/** For how long calls are placed while a host boots. */
const loadSeconds = 30;
const hostNameOf = (instance: RunningInstance) => instance.id.split("/")[0] ?? "";

promises(platform, {
    twoMoreRouters: [
        ...[3, 5].map((number) => `create Command ${name}-host-${number}-kamailio`),
        ...[3, 5].map((number) => `create Command ${name}-router-host-${number}`),
    ],
    secretsInDefinitions: {},
    secondsWithoutConsul: 20,
    elsewhere: async () => {
        const { consulHttpAddress } = await platform.outputs();
        const onHosts = `(args) => ({ args: { ...args, networksAdvanced: [{ name: "c4-hosts-${name}", ipv4Address: "${admitted}" }] } })`;
        const target = `c4.docker({ transform: { container: ${onHosts} } })`;
        return `agentUrl: "${consulHttpAddress}", weight: 100, target: ${target}`;
    },
});

strangersOnHosts(platform, (instance, ...command) => on(hostNameOf(instance), ...command));

describe("on hosts", () => {
    it("leaves each host well, and instances as their units say: known to systemd, confined", async () => {
        for (const instance of await (await platform.target()).instances()) {
            const host = hostNameOf(instance);
            const unit = `c4-${name}-${instance.id.split("/")[1]}.service`;
            // systemd does not see what is bound for the unit alone, the program it starts among it.
            const complaints = (await on(host, "sh", "-c", `systemd-analyze verify ${unit} 2>&1; true`))
                .split("\n")
                .filter((line) => line !== "" && !/\/usr\/local\/lib\/c4\/\S+ is not executable/.test(line));
            expect(complaints).toEqual([]);
            const exposure = await on(host, "systemd-analyze", "security", "--no-pager", unit);
            expect(Number(/Overall exposure level for \S+: ([\d.]+)/.exec(exposure)?.[1])).toBeLessThan(2.5);
            expect(await systemctl(host, "show", "--property=User", "--value", unit)).toMatch(/^c4-/);
        }
        for (const host of hosts) expect((await systemctl(host, "is-system-running")).trim()).toBe("running");
    });

    it("finds what somebody changed, stopped or removed by hand, says so in a preview, and puts it right", async () => {
        const [router, other] = await platform.instances("router");
        const [api] = await platform.instances("routing-api");
        if (!router || !other || !api) throw new Error("There are not two routers and a routing API.");
        const unit = `/etc/systemd/system/c4-${name}-router.service`;
        await on(hostNameOf(router), "sed", "-i", "s/^RestartSec=.*/RestartSec=60/", unit);
        await systemctl(hostNameOf(other), "disable", "--now", `c4-${name}-router`);
        await on(hostNameOf(api), "rm", "-r", `/etc/c4/${name}/routing-api`);
        const steps = (await platform.stack.preview(true)).filter(({ op }) => op === "create" || op === "update");
        const found = steps.map(({ op, name: step, inputs }) => `${op} ${step}: ${String(inputs.create)}`).sort();
        expect(found).toHaveLength(3);
        const expected = [
            [`update ${name}-router-${hostNameOf(router)}: `, `repair 1: changed by hand: ${unit}`],
            [`update ${name}-router-${hostNameOf(other)}: `, "repair 1: does not run does not start with its host"],
            [`update ${name}-routing-api-${hostNameOf(api)}: `, "new at "],
        ];
        for (const [step = "", reason = ""] of expected) {
            expect(found.filter((line) => line.startsWith(step) && line.includes(reason))).toHaveLength(1);
        }
        await platform.up();
        expect(await platform.steps()).toEqual([]);
        expect(await on(hostNameOf(router), "grep", "^RestartSec=", unit)).toBe("RestartSec=1\n");
        await eventually(
            () => platform.registered("router", true),
            (routers) => routers.length === 2,
        );
        expect(reasonsOf((await platform.call({ calls: 4, callsPerSecond: 2 })).failed)).toEqual([]);
    });

    it("reads the templates of lists anew without a restart", async () => {
        const sbc = await platform.only("sbc");
        const started = () => systemctl(hostNameOf(sbc), "show", "--property=ExecMainStartTimestamp", `c4-${name}-sbc`);
        const before = await started();
        const template = `/etc/c4/${name}/sbc/files/etc/c4/lists/dispatcher.ctmpl`;
        await on(hostNameOf(sbc), "sh", "-c", `echo '# by hand' >>${template}`);
        await platform.up();
        expect(await on(hostNameOf(sbc), "cat", template)).not.toContain("by hand");
        expect(await started()).toBe(before);
        expect(reasonsOf((await platform.call()).failed)).toEqual([]);
    });

    // What each host has, in the order of their names: an SBC's host may be an empty one, too.
    it.each(hosts)(
        "boots %s anew under load: its services come back by themselves, and nothing fails but what it alone has",
        async (host) => {
            const before = await (await platform.target()).instances();
            const alone = ["sbc", "router", "routing-api", "rtpengine"].some((role) =>
                before.filter((each) => each.role === role).every((each) => hostNameOf(each) === host),
            );
            // Calls that fail while others have the processors tell nothing about a host that boots: that is tried again.
            for (let boot = 1; ; boot++) {
                const watched = machines.disturbance(
                    hosts.filter((each) => each !== host),
                    // Calls begin when their host is up.
                    loadSeconds + 15,
                );
                const { calls, failed } = await bootUnderLoad(host, before);
                const disturbance = await watched;
                expect(reasonsOf((await platform.call({ calls: 4, callsPerSecond: 4 })).failed)).toEqual([]);
                if (alone) {
                    // Calls fail while the only one of a role is away, however long that is; not those of the first second.
                    expect(calls.filter(({ outcome }) => outcome === "200 OK").length).toBeGreaterThan(20);
                    return;
                }
                if (failed.length === 0) return;
                if (boot < 3 && !disturbance.isQuiet) continue;
                expect(reasonsOf(failed), disturbance.said).toEqual([]);
            }
        },
    );

    async function bootUnderLoad(host: string, before: readonly RunningInstance[]) {
        const booted = () =>
            on(host, "cat", "/proc/1/stat")
                .then((stat) => stat.split(" ")[21])
                .catch(() => undefined);
        const first = await booted();
        const load = platform.call({ calls: loadSeconds * 20, callsPerSecond: 20, seconds: 2, media: false });
        await platform.underLoad(20);
        await systemctl(host, "reboot").catch(() => undefined);
        await eventually(booted, (now) => now !== undefined && now !== first);
        // Each question for the instances is a login to each host: not while one of them boots under load.
        await eventually(
            () => systemctl(host, "is-system-running", "--wait").catch(String),
            (state) => state.trim() === "running",
        );
        await eventually(
            async () => (await (await platform.target()).instances().catch(() => [])).map((each) => each.name),
            (now) => now.join() === before.map((each) => each.name).join(),
        );
        const roles = new Set(before.map(({ role }) => role).filter((role) => role !== "consul"));
        for (const role of roles) {
            const addresses = before.filter((each) => each.role === role).map(({ address }) => address);
            await eventually(
                () => platform.registered(role, true).catch(() => []),
                (now) => now.join() === addresses.sort().join(),
            );
        }
        return load;
    }
});

removal(platform);

keptData(platform, {
    config: {},
    prepared: async () => undefined,
    removed: () => Promise.all(hosts.map((host) => on(host, "rm", "-rf", `/var/lib/c4/${name}`))).then(() => undefined),
});
