import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Report, reasonsOf } from "../../../dev/commands/calls/report";
import { eventually } from "../../tools/until";
import type { DeployedStack } from "../deployed-stack";

/** Routers come and go, and no call is lost. `twoMore` is what a preview says of two more than one. */
export function routerPromises(platform: DeployedStack, twoMore: readonly string[]): void {
    describe("routers", () => {
        it("from 1 to 3: the diff is two routers; each gets calls as soon as it is registered; no SBC restarts", async () => {
            const sbc = await platform.only("sbc");
            await platform.configure({ routers: "3" });
            expect(await platform.steps()).toEqual(twoMore);
            const began = new Date();
            // Each decision is logged, with its time: CDRs come later.
            const quiet = await platform.logLevel(sbc, "2");
            const batch = () => platform.call({ calls: 200, callsPerSecond: 20, seconds: 1, media: false });
            let deployed = false;
            const deployment = platform.up().finally(() => {
                deployed = true;
            });
            const placing = async () => {
                const reports: Report[] = [];
                do reports.push(await batch());
                while (!deployed);
                return [...reports, await batch()];
            };
            const [reports] = await Promise.all([placing(), deployment]);
            const calls = reports.flatMap((report) => report.calls);
            const failed = reports.flatMap((report) => report.failed);
            await platform.logLevel(sbc, quiet);
            expect(reasonsOf(failed)).toEqual([]);
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
                const since = decisionsSince(log, registered);
                const elsewhere = since.indexOf(router.address);
                // Calls of three seconds: the machine may be slow, and is no measure.
                if (elsewhere < 0 || elsewhere >= 60)
                    late.push(`${router.name}: after ${elsewhere} of ${since.length}`);
            }
            expect(late).toEqual([]);
        });

        it("from 3 to 1 under load: no call fails", async () => {
            await platform.configure({ routers: "1" });
            const load = platform.call({ calls: 800, callsPerSecond: 20, seconds: 3, media: false });
            await platform.up();
            expect(reasonsOf((await load).failed)).toEqual([]);
            const router = await platform.only("router");
            expect(await platform.routersOf(await platform.only("sbc"))).toEqual([router.address]);
            expect(await platform.registered("router", false)).toEqual([router.address]);
        });

        it("killed under load: calls that it decided end well, new ones go elsewhere, and no ghost stays", async () => {
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
                ({ running, passing, listed }) => passing.join() === running.join() && listed.join() === running.join(),
            );
            const { calls, failed } = await load;
            expect(reasonsOf(failed)).toEqual([]);
            expect(calls.map((call) => call.router)).toContain(survivor.name);
            await target.start(victim);
            await bothServe(sbc);
        });

        it("stopped by their target: deregistered at once", async () => {
            const sbc = await platform.only("sbc");
            const [first] = await platform.instances("router");
            if (!first) throw new Error("There is no router.");
            const target = await platform.target();
            await target.stop(first);
            expect(await platform.registered("router", false)).not.toContain(first.address);
            await eventually(
                () => platform.routersOf(sbc),
                (routers) => !routers.includes(first.address),
            );
            await target.start(first);
            await bothServe(sbc);
        });

        const bothServe = (sbc: Parameters<typeof platform.routersOf>[0]) =>
            eventually(
                () => platform.routersOf(sbc),
                (routers) => routers.length === 2,
            );
    });
}

const logLine = z.tuple([z.iso.datetime({ offset: true })]);

/** When a line that matches was first logged, in milliseconds since 1970. */
function timeOf(log: string, pattern: RegExp): number | undefined {
    const line = log.split("\n").find((text) => pattern.test(text));
    return line === undefined ? undefined : timeOfLine(line);
}

function timeOfLine(line: string): number {
    return Date.parse(logLine.parse([line.split(" ")[0]])[0]);
}

/** Addresses of the routers that decided calls from a time on, in the order in which the SBC logged it. */
function decisionsSince(log: string, time: number): string[] {
    return log.split("\n").flatMap((line) => {
        const [, address] = /router sip:([\d.]+):\d+\S* decided/.exec(line) ?? [];
        return address !== undefined && timeOfLine(line) >= time ? [address] : [];
    });
}
