import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeployedStack } from "../deployed-stack";
import { astray, Stranger } from "./stranger";
import type { Try } from "./tries";

/** Somewhere a stranger stands, and how what he tries ends there. */
export interface Place {
    /** As the end of "a stranger ...". */
    readonly stands: string;
    readonly network: () => Promise<string>;
    readonly tries: readonly Try[];
    readonly end: (attempt: Try) => RegExp;
}

/** A stranger's table: what he tries at each port of each instance, and how it ends. */
export function strangersPromises(platform: DeployedStack, places: readonly Place[]): void {
    describe("a stranger", () => {
        beforeAll(() => Stranger.prepare());
        afterAll(() => Stranger.forget());

        it.each(places.map((place) => [place.stands, place] as const))("%s", async (_, { end, network, tries }) => {
            const instances = await (await platform.target()).instances();
            const told = await new Stranger(await network()).tries(tries, instances);
            expect(told.length).toBeGreaterThanOrEqual(tries.length);
            expect(astray(told, end)).toEqual([]);
        });
    });
}
