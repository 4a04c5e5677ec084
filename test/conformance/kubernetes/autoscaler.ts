import { describe, expect, it } from "vitest";
import { reasonsOf } from "../../../dev/commands/calls/report";
import { eventually } from "../../tools/until";
import type { DeployedStack } from "../deployed-stack";

/** The cluster's own autoscaler decides how many routers there are. It is left on: to be run last before the platform goes. */
export function autoscalerPromises(platform: DeployedStack): void {
    describe("the autoscaler", () => {
        it("brings a router when calls come, and takes it through drain when they have gone: no call fails", async () => {
            const range = { min: 1, max: 2, cpuPercent: 10 };
            const settings = Object.entries(range).map(([key, value]) => [`routerAutoscale.${key}`, String(value)]);
            await platform.configure({ routerCpus: "0.4", ...Object.fromEntries(settings) });
            await platform.up();
            const routers = (count: number) =>
                eventually(
                    async () => (await platform.instances("router")).map(({ name }) => name),
                    (names) => names.length === count,
                );
            await routers(range.min);

            const load = platform.call({ calls: 3200, callsPerSecond: 80, seconds: 2, media: false });
            const both = await routers(range.max);
            const many = await load;
            expect(reasonsOf(many.failed)).toEqual([]);
            expect(new Set(many.calls.map(({ router }) => router))).toEqual(new Set(both));

            const rest = platform.call({ calls: 200, callsPerSecond: 4, seconds: 2, media: false });
            expect(await platform.steps()).toEqual([]);
            const [left] = await routers(range.min);
            expect(both).toContain(left);
            const few = await rest;
            expect(reasonsOf(few.failed)).toEqual([]);
            // It went while calls were decided by it.
            expect(new Set(few.calls.map(({ router }) => router))).toEqual(new Set(both));
        });
    });
}
