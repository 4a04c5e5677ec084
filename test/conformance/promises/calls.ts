import { describe, expect, it } from "vitest";
import { reasonsOf } from "../../../dev/commands/calls/report";
import { scenarios } from "../../../dev/commands/calls/scenarios";
import { eventually } from "../../tools/until";
import type { DeployedStack } from "../deployed-stack";

/** Calls go through, and `make call` says how each went. */
export function callPromises(platform: DeployedStack): void {
    describe("calls", () => {
        it.each(Object.keys(scenarios) as (keyof typeof scenarios)[])(
            "of the scenario %s are answered, with media both ways and a CDR",
            async (scenario) => {
                const { calls, failed } = await platform.call({ calls: 2, callsPerSecond: 2, scenario });
                const [sbc, router] = [await platform.only("sbc"), await platform.only("router")];
                expect(reasonsOf(failed)).toEqual([]);
                expect(calls).toHaveLength(2);
                for (const call of calls) {
                    expect(call).toMatchObject({ outcome: "200 OK", sbc: sbc.name, router: router.name, cdr: true });
                    // 3 s at 50 packets a second, less what is set up and torn down.
                    expect(call.packets?.fromCaller).toBeGreaterThan(50);
                    expect(call.packets?.fromAnswerer).toBeGreaterThan(50);
                }
            },
        );
    });

    describe("make call", () => {
        it("fails when a call does, with the SIP answer that it got", async () => {
            const target = await platform.target();
            const back = await target.withhold("router");
            try {
                await eventually(
                    () => platform.registered("router", true),
                    (left) => left.length === 0,
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
            );
        });

        it("interrupted, leaves nothing, and the SBC as it was", async () => {
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
        });
    });
}
