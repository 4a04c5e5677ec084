import { describe, expect, it } from "vitest";
import { reasonsOf } from "../../../dev/commands/calls/report";
import { askConsul } from "../../../dev/commands/consul";
import type { DeployedStack } from "../deployed-stack";
import { serviceRoles } from "./roles";

/** Tokens of Consul are made anew by one argument. */
export function tokenPromises(platform: DeployedStack): void {
    describe("tokens", () => {
        it("are made anew for everybody, and the former ones are worth nothing then", async () => {
            const before = await platform.secrets();
            await platform.configure({ tokenGeneration: "2" });
            await platform.up();
            expect(await platform.steps()).toEqual([]);
            const [outputs, after] = [await platform.outputs(), await platform.secrets()];
            for (const holder of [...serviceRoles, "settings"]) {
                const status = async (token = "") => (await askConsul(outputs, "/v1/acl/token/self", token)).status;
                expect([holder, await status(after[holder]), await status(before[holder])]).toEqual([holder, 200, 403]);
            }
            for (const role of serviceRoles) expect(await platform.registered(role, true)).not.toEqual([]);
            expect(reasonsOf((await platform.call({ calls: 2, callsPerSecond: 1 })).failed)).toEqual([]);
        });
    });
}
