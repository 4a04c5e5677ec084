import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RateLimit } from "../src/access/rate-limit.js";
import { type Guarded, given, startGuarded } from "./support/access.js";

describe("a rate limit", () => {
    it("lets ten seconds' worth in at once, and then as many as the rate says, of each for himself", () => {
        let now = 0;
        const limit = new RateLimit(2, () => now);
        const taken = (who: string, times: number) =>
            Array.from({ length: times }, () => limit.take(who)).filter((wait) => wait === undefined).length;
        expect(taken("a", 100)).toBe(20);
        expect(limit.take("a")).toBeCloseTo(0.5);
        expect(taken("b", 100)).toBe(20);
        now = 499;
        expect(taken("a", 100)).toBe(0);
        now = 1_500;
        expect(taken("a", 100)).toBe(3);
        now = 3_600_000;
        expect(taken("a", 100)).toBe(20);
    });
});

describe("who asks too often", () => {
    let guarded: Guarded;
    beforeAll(async () => {
        // What the set-up itself takes comes back within a second or so.
        guarded = await startGuarded({ perSecond: 3 });
    });
    afterAll(() => guarded.service.stop());

    it("gets 429 and is told when to come again, is counted, and holds up nobody else", async () => {
        const answers = await Promise.all(Array.from({ length: 100 }, () => guarded.owner("GET", "/1.0/nothing")));
        const limited = answers.filter(({ status }) => status === 429);
        expect(limited.length).toBeGreaterThan(0);
        for (const { headers, body } of limited) {
            expect(Number(headers["retry-after"])).toBeGreaterThanOrEqual(1);
            expect(body).toEqual({ detail: "Too many requests: a token may send 3 a second" });
        }
        expect((await guarded.other("GET", "/1.0/carriers")).status).toBe(200);
        const { text } = await guarded.scraper("GET", "/metrics");
        expect(text).toContain(`routing_api_limited_requests_total{scope="tenant"} ${limited.length}\n`);
    });

    it("is not Kamailio", async () => {
        const ask = guarded.asking(given.kamailio);
        const answers = await Promise.all(Array.from({ length: 100 }, () => ask("POST", "/1.0/kamailio/auth", {})));
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    });
});
