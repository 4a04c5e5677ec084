import { describe, expect, it } from "vitest";
import { reasonsOf } from "../../../dev/commands/calls/report";
import { run } from "../../../dev/commands/shell";
import { Program } from "../../tools/program";
import { eventually } from "../../tools/until";
import type { DeployedStack } from "../deployed-stack";

/**
 * Further routers of a platform: a layer of the same program, and one of another stack on another target.
 *
 * @param elsewhere Arguments of a router on another target, as JavaScript, besides what the platform's membership says.
 */
export function layerPromises(platform: DeployedStack, elsewhere: () => Promise<string>): void {
    /** Calls of a caller who is asked for its password are decided by every router: one challenges, another one is answered. */
    const sharedByAll = async (count: number) => {
        const sbc = await platform.only("sbc");
        const registered = await eventually(
            () => platform.registered("router", true),
            (routers) => routers.length === count,
        );
        await eventually(
            () => platform.routersOf(sbc),
            (listed) => listed.join() === registered.join(),
        );
        const { calls, failed } = await platform.call({
            ...{ calls: 20 * count, callsPerSecond: 10, seconds: 1, media: false, scenario: "ipbx-digest" as const },
        });
        expect(reasonsOf(failed)).toEqual([]);
        expect(new Set(calls.map((call) => call.router)).size).toBe(count);
    };

    describe("layers of routers", () => {
        it("at one place: they share the calls, digest included, grow, and go without a trace", async () => {
            const { length: routers } = await platform.registered("router", true);
            try {
                await platform.configure({ "routerLayers.night": "1" });
                await platform.up();
                expect(await platform.steps()).toEqual([]);
                await sharedByAll(routers + 1);
                // On hosts, a further one needs a host that another one has left.
                await platform.configure({ routers: String(routers - 1) });
                await platform.up();
                await platform.configure({ "routerLayers.night": "2" });
                await platform.up();
                await sharedByAll(routers + 1);
            } finally {
                await run("pulumi", ["config", "rm", "--stack", platform.stack.name, "routerLayers"]);
                await platform.up();
                await platform.configure({ routers: String(routers) });
                await platform.up();
            }
            await sharedByAll(routers);
            expect((await platform.instances("router")).filter(({ name }) => name.includes("night"))).toEqual([]);
        });

        const program = new Program("shared");
        program.lives();

        it("of another stack on another target: it joins by the platform's membership", async () => {
            const before = await platform.registered("router", true);
            program.declare(`const pulumi = require("@pulumi/pulumi");
const membership = new pulumi.StackReference("organization/wazo-c4/${platform.stack.name}").requireOutput("membership");
new c4.Router("far", { joins: membership, platform: "${platform.name}", ${await elsewhere()} });`);
            try {
                await program.up();
                await program.expectUnchanged();
                await sharedByAll(before.length + 1);
            } finally {
                await program.destroy();
            }
            expect(await platform.registered("router", true)).toEqual(before);
        });
    });
}
