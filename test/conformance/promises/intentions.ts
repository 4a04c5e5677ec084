import { describe, expect, it } from "vitest";
import { reasonsOf } from "../../../dev/commands/calls/report";
import { ask } from "../../../dev/commands/consul";
import { eventually } from "../../tools/until";
import type { DeployedStack } from "../deployed-stack";

/** Who may call whom is what Consul says, and in the end what is declared. */
export function intentionPromises(platform: DeployedStack): void {
    describe("a deny by hand", () => {
        it("ends new calls, is seen in a preview, and is undone by what is declared", async () => {
            const routers = await platform.instances("router");
            /** Whether each router lets SBCs call. */
            const allows = () =>
                Promise.all(
                    routers.map(async (router) =>
                        /allow/.test(await platform.kamcmd(router, "htable.dump", "intentions")),
                    ),
                );
            await eventually(allows, (each) => each.length > 0 && each.every((one) => one));
            const { consulCa: ca, consulHttpAddress: url, consulToken: token } = await platform.outputs();
            const Sources = [{ Name: "sbc", Action: "deny" }];
            const entry = JSON.stringify({ Kind: "service-intentions", Name: "router", Sources });
            expect((await ask({ url, ca, token }, "/v1/config", "PUT", entry)).status).toBe(200);
            await eventually(allows, (each) => !each.some((one) => one));
            expect((await platform.call()).failed).toHaveLength(1);
            expect(await platform.steps()).toEqual([`update ConfigEntry ${platform.name}-consul-router-intentions`]);
            await platform.up();
            expect(await platform.steps()).toEqual([]);
            await eventually(allows, (each) => each.every((one) => one));
            expect(reasonsOf((await platform.call()).failed)).toEqual([]);
        });
    });
}
