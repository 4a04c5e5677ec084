import { describe, it } from "vitest";
import { resolved } from "../../../dev/commands/dns";
import { eventually } from "../../tools/until";
import type { DeployedStack } from "../deployed-stack";
import { serviceRoles } from "./roles";

/** People, and `make status`, find instances by their names. */
export function dnsPromises(platform: DeployedStack): void {
    describe("DNS", () => {
        it("tells at each of Consul's agents where the instances of each role are", async () => {
            const target = await platform.target();
            const expected = new Map<string, string[]>();
            for (const role of serviceRoles) {
                expected.set(role, (await platform.instances(role)).map(({ address }) => address).sort());
            }
            // What has just begun is passing a moment later.
            for (const agent of (await platform.instances("consul")).filter(({ name }) => !name.includes("-backup")))
                await eventually(
                    async () => JSON.stringify([...(await resolved(target, agent, serviceRoles))]),
                    (told) => told === JSON.stringify([...expected]),
                );
        });
    });
}
