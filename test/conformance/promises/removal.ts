import { describe, expect, it } from "vitest";
import type { DeployedStack } from "../deployed-stack";

/** The last promise: nothing stays, Consul dead or not, taken down once or twice. */
export function removal(platform: DeployedStack): void {
    describe("taken down", () => {
        it("leaves nothing, Consul dead or not, once or twice", async () => {
            const target = await platform.target();
            expect(await target.leftovers()).not.toEqual([]);
            for (const agent of await platform.instances("consul")) await target.kill(agent);
            await platform.down();
            expect(await target.leftovers()).toEqual([]);
            await platform.down();
        });
    });
}
