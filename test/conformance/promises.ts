import { describe, expect, it } from "vitest";
import * as z from "zod";
import { scenarios } from "../../dev/commands/calls/scenarios";
import { run } from "../../dev/commands/shell";
import { eventually, type Platform } from "./platform";

const minutes = 60_000;
const roles = ["sbc", "router", "rtpengine", "routing-api", "postgres"];

/** Steps that a preview shall show, each as `create Container trial-router-1`; resources differ from target to target. */
export interface Expected {
    /** From one router to three. */
    readonly twoMoreRouters: readonly string[];
    /** Roles whose own definition, as their target shows it to an administrator, holds a secret of theirs. */
    readonly secretsShownTo: readonly string[];
}

/**
 * What every target promises of a platform with one instance of each role. It knows none of them: what differs is behind
 * `RunningTarget`.
 */
export function promises(platform: Platform, expected: Expected): void {
    describe("calls", () => {
        it.each(Object.keys(scenarios) as (keyof typeof scenarios)[])(
            "of the scenario %s are answered, with media both ways and a CDR",
            async (scenario) => {
                const { calls, failed } = await platform.call({ calls: 2, callsPerSecond: 2, scenario });
                const [sbc, router] = [await platform.only("sbc"), await platform.only("router")];
                expect(failed).toEqual([]);
                expect(calls).toHaveLength(2);
                for (const call of calls) {
                    expect(call).toMatchObject({ outcome: "200 OK", sbc: sbc.name, router: router.name, cdr: true });
                    // 3 s at 50 packets a second, less what is set up and torn down.
                    expect(call.packets?.fromCaller).toBeGreaterThan(50);
                    expect(call.packets?.fromAnswerer).toBeGreaterThan(50);
                }
            },
            minutes,
        );
    });

    describe("make call", () => {
        it(
            "fails when a call does, with the SIP answer that it got",
            async () => {
                const target = await platform.target();
                const back = await target.withhold("router");
                try {
                    await eventually(
                        () => platform.registered("router", true),
                        (left) => left.length === 0,
                        10_000,
                    );
                    const { status, said } = await platform.command("call");
                    expect(said).toMatch(/ {2}503 /);
                    expect(said).toContain("1 of 1 calls failed.");
                    expect(status).toBe(1);
                } finally {
                    await back();
                }
                await eventually(
                    async () => (await platform.call()).failed.length,
                    (failed) => failed === 0,
                    60_000,
                );
            },
            3 * minutes,
        );

        it(
            "interrupted, leaves nothing, and the SBC as it was",
            async () => {
                const target = await platform.target();
                const sbc = await platform.only("sbc");
                const debug = () => platform.kamcmd(sbc, "cfg.get", "core", "debug");
                const [before, quiet] = [await target.leftovers(), await debug()];
                const interruption = new AbortController();
                const ended = platform.command("call", ["--calls", "100", "--cps", "5"], interruption.signal);
                await platform.underLoad(2);
                expect(await target.leftovers()).not.toEqual(before);
                interruption.abort();
                expect((await ended).status).toBe(130);
                expect(await target.leftovers()).toEqual(before);
                expect(await debug()).toBe(quiet);
            },
            2 * minutes,
        );
    });

    describe("what was declared", () => {
        it(
            "is what runs: brought up again, there is nothing to change, in less than a minute",
            async () => {
                expect(await platform.steps()).toEqual([]);
                const began = Date.now();
                const said = await platform.up();
                expect(Date.now() - began).toBeLessThan(60_000);
                expect(said).toMatch(/\d+ unchanged/);
                expect(said).not.toMatch(/\d+ (created|updated|replaced|deleted|to \w+)/);
            },
            2 * minutes,
        );

        it("needs less than 1 GiB when nobody calls", async () => {
            const target = await platform.target();
            const memory = await Promise.all((await target.instances()).map((each) => target.memory(each)));
            const peak = memory.reduce((sum, each) => sum + each.peak, 0);
            expect(memory.length).toBeGreaterThanOrEqual(7);
            expect(peak).toBeGreaterThan(50);
            expect(peak).toBeLessThan(1024);
        });

        it(
            "reaches running instances without a redeploy where it is a run-time value",
            async () => {
                const before = await platform.only("sbc");
                await platform.allow("203.0.113.0/24");
                expect(await platform.steps()).toEqual([`update KeyPrefix ${platform.name}-config`]);
                await platform.up();
                expect(await platform.only("sbc")).toEqual(before);
                await eventually(
                    () => platform.kamcmd(before, "permissions.subnetDump"),
                    (dump) => dump.includes("203.0.113.0"),
                    5000,
                );
            },
            2 * minutes,
        );
    });

    describe("secrets", () => {
        it(
            "are shown to nobody who does not need them",
            async () => {
                const secrets = await platform.secrets();
                expect(Object.keys(secrets).sort()).toEqual(
                    ["encryption-key", "postgres-password", "router-auth-secret"].map(
                        (name) => `${platform.name}-${name}`,
                    ),
                );
                const target = await platform.target();
                const since = new Date(Date.now() - 60 * minutes);
                const stack = ["--stack", platform.stack.name];
                const everywhere = [
                    await run("pulumi", ["stack", "export", ...stack]),
                    await run("pulumi", ["preview", "--diff", ...stack]),
                    await platform.keyValues(),
                ];
                const shownTo = new Set<string>();
                for (const instance of await target.instances()) {
                    everywhere.push(await target.logs(instance, since), await target.processes(instance));
                    const definition = await target.definition(instance);
                    if (Object.values(secrets).some((secret) => definition.includes(secret)))
                        shownTo.add(instance.role);
                }
                for (const secret of Object.values(secrets)) {
                    expect(secret.length).toBeGreaterThanOrEqual(32);
                    for (const text of everywhere) {
                        expect(text).not.toBe("");
                        expect(text).not.toContain(secret);
                    }
                }
                expect([...shownTo].sort()).toEqual(expected.secretsShownTo);
            },
            2 * minutes,
        );
    });

    describe("routers", () => {
        it(
            "from 1 to 3: the diff is two routers; each gets calls within a second of its registration; no SBC restarts",
            async () => {
                const sbc = await platform.only("sbc");
                await platform.configure({ routers: "3" });
                expect(await platform.steps()).toEqual(expected.twoMoreRouters);
                const began = new Date();
                const load = platform.call({ calls: 600, callsPerSecond: 20, seconds: 1, media: false });
                await platform.up();
                const { calls, failed } = await load;
                expect(failed).toEqual([]);
                expect(await platform.only("sbc")).toEqual(sbc);
                const routers = await platform.instances("router");
                expect(routers).toHaveLength(3);
                expect(new Set(calls.map((call) => call.router))).toEqual(new Set(routers.map(({ name }) => name)));
                const target = await platform.target();
                const log = await target.logs(sbc, began);
                const late: string[] = [];
                for (const router of routers) {
                    const registered = timeOf(await target.logs(router, began), /registered/);
                    // The router that was there before was registered before.
                    if (registered === undefined) continue;
                    const first = timeOf(log, new RegExp(`router sip:${router.address}:\\d+ decided`));
                    if (first === undefined || first - registered >= 1000)
                        late.push(`${router.name}: ${first} after ${registered}`);
                }
                expect(late).toEqual([]);
            },
            4 * minutes,
        );

        it(
            "from 3 to 1 under load: no call fails",
            async () => {
                await platform.configure({ routers: "1" });
                const load = platform.call({ calls: 800, callsPerSecond: 20, seconds: 3, media: false });
                await platform.up();
                expect((await load).failed).toEqual([]);
                const router = await platform.only("router");
                expect(await platform.routersOf(await platform.only("sbc"))).toEqual([router.address]);
                expect(await platform.registered("router", false)).toEqual([router.address]);
            },
            4 * minutes,
        );

        it(
            "killed under load: calls that it decided end well, new ones go elsewhere, and no ghost stays",
            async () => {
                await platform.configure({ routers: "2" });
                await platform.up();
                const sbc = await platform.only("sbc");
                const [victim, survivor] = await platform.instances("router");
                if (!victim || !survivor) throw new Error("There are not two routers.");
                await bothServe(sbc);
                const target = await platform.target();
                const load = platform.call({ calls: 400, callsPerSecond: 20, seconds: 5, media: false });
                await platform.underLoad(50);
                await target.kill(victim);
                // Where its target starts it again at once, it is soon back; where not, it is soon gone.
                await eventually(
                    () => platform.live("router"),
                    ({ running, passing, listed }) =>
                        passing.join() === running.join() && listed.join() === running.join(),
                    15_000,
                );
                const { calls, failed } = await load;
                expect(failed).toEqual([]);
                expect(calls.map((call) => call.router)).toContain(survivor.name);
                await target.start(victim);
                await bothServe(sbc);
            },
            4 * minutes,
        );

        it(
            "stopped by their target: deregistered at once",
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
                await bothServe(sbc);
            },
            2 * minutes,
        );

        const bothServe = (sbc: Parameters<typeof platform.routersOf>[0]) =>
            eventually(
                () => platform.routersOf(sbc),
                (routers) => routers.length === 2,
                30_000,
            );
    });

    describe("Consul away", () => {
        it(
            "for a minute: calls go on with the last lists; back again, everything is registered without help",
            async () => {
                const target = await platform.target();
                const registered = async () =>
                    Promise.all(roles.map((role) => platform.registered(role, true).catch(() => [])));
                const before = await registered();
                const back = await target.withhold("consul");
                try {
                    const load = { calls: 1200, callsPerSecond: 20, seconds: 2, media: false };
                    expect((await platform.call(load)).failed).toEqual([]);
                    expect(await platform.routersOf(await platform.only("sbc"))).toHaveLength(2);
                } finally {
                    await back();
                }
                await eventually(registered, (now) => JSON.stringify(now) === JSON.stringify(before), 90_000);
                expect((await platform.call({ calls: 2, callsPerSecond: 1 })).failed).toEqual([]);
            },
            5 * minutes,
        );
    });
}

/** The last promise: nothing stays, Consul dead or not, taken down once or twice. */
export function removal(platform: Platform): void {
    describe("taken down", () => {
        it(
            "leaves nothing, Consul dead or not, once or twice",
            async () => {
                const target = await platform.target();
                expect(await target.leftovers()).not.toEqual([]);
                for (const agent of await platform.instances("consul")) await target.kill(agent);
                await platform.down();
                expect(await target.leftovers()).toEqual([]);
                await platform.down();
            },
            5 * minutes,
        );
    });
}

const logLine = z.tuple([z.iso.datetime({ offset: true })]);

/** When a line that matches was first logged, in milliseconds since 1970. */
function timeOf(log: string, pattern: RegExp): number | undefined {
    const line = log.split("\n").find((text) => pattern.test(text));
    return line === undefined ? undefined : Date.parse(logLine.parse([line.split(" ")[0]])[0]);
}
