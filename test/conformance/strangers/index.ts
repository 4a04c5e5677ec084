import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeployedStack } from "../deployed-stack";
import { astray, attemptsAt, Stranger } from "./stranger";
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
            const stranger = new Stranger(await network());
            const told = await stranger.tries(attemptsAt(instances, tries));
            expect(told.length).toBeGreaterThanOrEqual(tries.length);
            // A door that is open is so the second time, too; an answer that came late, or the moment in which an engine makes the
            // rules between its networks anew for somebody else's, is over by then.
            const once = astray(told, end);
            const twice = once.length === 0 ? [] : astray(await stranger.tries(once), end);
            expect(twice.map(({ tried, told }) => `${tried}: ${told}`)).toEqual([]);
        });
    });
}
