import { describe, expect, it } from "vitest";
import { eventually } from "../../tools/until";
import type { DeployedStack } from "../deployed-stack";

/** What runs is what was declared. */
export function declarationPromises(platform: DeployedStack): void {
    describe("what was declared", () => {
        it("is what runs: brought up again, there is nothing to change", async () => {
            expect(await platform.steps()).toEqual([]);
            const said = await platform.up();
            expect(said).toMatch(/\d+ unchanged/);
            expect(said).not.toMatch(/\d+ (created|updated|replaced|deleted|to \w+)/);
        });

        it("needs less than 1 GiB when nobody calls", async () => {
            const target = await platform.target();
            const memory = await Promise.all((await target.instances()).map((each) => target.memory(each)));
            const peak = memory.reduce((sum, each) => sum + each.peak, 0);
            expect(memory.length).toBeGreaterThanOrEqual(7);
            expect(peak).toBeGreaterThan(50);
            expect(peak).toBeLessThan(1024);
        });

        it("has certificates, and `make status` says when the first one ends", async () => {
            const { status, said } = await platform.command("status");
            expect([status, said]).toEqual([0, expect.stringContaining(`is C4 platform ${platform.name}: `)]);
            // The authority, a server's, an instance's, the root of Consul's CA, and two roles'.
            expect(Number(/^certificates: of (\d+), /m.exec(said)?.[1])).toBeGreaterThanOrEqual(6);
        });

        it("reaches running instances without a redeploy where it is a run-time value", async () => {
            const before = await platform.only("sbc");
            await platform.allow("203.0.113.0/24");
            expect(await platform.steps()).toEqual([`update KeyPrefix ${platform.name}-config`]);
            await platform.up();
            expect(await platform.only("sbc")).toEqual(before);
            await eventually(
                () => platform.kamcmd(before, "permissions.subnetDump"),
                (dump) => dump.includes("203.0.113.0"),
            );
        });
    });
}
