import { describe, expect, it } from "vitest";
import { reasonsOf } from "../../../dev/commands/calls/report";
import { eventually } from "../../tools/until";
import type { DeployedStack } from "../deployed-stack";
import { serviceRoles } from "./roles";

/** Consul gives news; what runs goes on without it, for as long as calls are placed meanwhile. */
export function consulPromises(platform: DeployedStack, seconds: number): void {
    describe("Consul away", () => {
        it(`for ${seconds} s: calls go on with the last lists; back again, everything is registered without help`, async () => {
            const target = await platform.target();
            const registered = async () =>
                Promise.all(serviceRoles.map((role) => platform.registered(role, true).catch(() => [])));
            const before = await registered();
            const back = await target.withhold("consul");
            try {
                const load = { calls: 20 * seconds, callsPerSecond: 20, seconds: 2, media: false };
                expect(reasonsOf((await platform.call(load)).failed)).toEqual([]);
                expect(await platform.routersOf(await platform.only("sbc"))).toHaveLength(2);
            } finally {
                await back();
            }
            await eventually(registered, (now) => JSON.stringify(now) === JSON.stringify(before));
            expect(reasonsOf((await platform.call({ calls: 2, callsPerSecond: 1 })).failed)).toEqual([]);
        });
    });
}
