import { compare } from "bcryptjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unknown } from "../src/frame/values.js";
import { random } from "../src/random/provider.js";
import { TestProvider } from "./support/provider.js";

const password = "random:index/randomPassword:RandomPassword";
const string = "random:index/randomString:RandomString";
const bytes = "random:index/randomBytes:RandomBytes";
const id = "random:index/randomId:RandomId";

let provider: TestProvider;
beforeAll(async () => {
    provider = await TestProvider.start(random);
});
afterAll(() => provider.stop());

describe("RandomPassword", () => {
    test("has its length, its kinds of characters, and is secret with its hash", async () => {
        const values = { length: 24, special: false, minUpper: 5, minNumeric: 5 };
        const made = await provider.create(password, "p", { values });
        const { result, bcryptHash } = made.outputs;
        expect(result).toMatch(/^[A-Za-z0-9]{24}$/);
        expect(String(result).replace(/[^A-Z]/g, "").length).toBeGreaterThanOrEqual(5);
        expect(String(result).replace(/[^0-9]/g, "").length).toBeGreaterThanOrEqual(5);
        expect(await compare(String(result), String(bcryptHash))).toBe(true);
        expect(new Set(made.secrets)).toEqual(new Set(["bcryptHash", "result"]));
        expect(made.id).toBe("none");
    });

    test("draws special characters from the given ones only", async () => {
        const values = { length: 40, lower: false, upper: false, numeric: false, overrideSpecial: "_-" };
        const made = await provider.create(password, "p", { values });
        expect(made.outputs.result).toMatch(/^[_-]{40}$/);
    });

    test("is unknown, and still secret, in a preview", async () => {
        const made = await provider.create(password, "p", { values: { length: 8 } }, true);
        expect(made.outputs).toMatchObject({ result: unknown, bcryptHash: unknown, length: 8 });
        expect(made.secrets).toContain("result");
    });

    test("stays through a refresh, and is replaced when a keeper changes", async () => {
        const made = await provider.create(password, "p", { values: { length: 8, keepers: { era: "1" } } });
        expect((await provider.read(made))?.outputs).toEqual(made.outputs);
        const same = await provider.diff(password, "p", made, { length: 8, keepers: { era: "1" } });
        expect(same.kind).toBe("DIFF_NONE");
        const other = await provider.diff(password, "p", made, { length: 8, keepers: { era: "2" } });
        expect(other).toMatchObject({ replaces: ["keepers"], details: { "keepers.era": "UPDATE_REPLACE" } });
    });

    test.each([
        [{ length: 0 }, "length is 0; it must be a whole number, at least 1"],
        [{ length: 2, minUpper: 3 }, "length is 2; it must be at least 3"],
        [{}, "length is required and missing"],
        [{ length: "8" }, "length must be a number"],
        [{ length: 8, charset: "x" }, "charset is not a property that this plugin knows here"],
    ])("refuses %j", async (values, reason) => {
        const { failures } = await provider.check(password, "p", { values });
        expect(failures.join("\n")).toContain(reason);
    });
});

test("RandomString shows its value as its id", async () => {
    const made = await provider.create(string, "s", { values: { length: 12, special: false } });
    expect(made.id).toBe(made.outputs.result);
    expect(made.secrets).toEqual([]);
});

test("RandomBytes gives the same bytes in both spellings, secret", async () => {
    const made = await provider.create(bytes, "b", { values: { length: 32 } });
    const decoded = Buffer.from(String(made.outputs.base64), "base64");
    expect(decoded).toHaveLength(32);
    expect(made.outputs.hex).toBe(decoded.toString("hex"));
    expect(new Set(made.secrets)).toEqual(new Set(["base64", "hex"]));
});

test("RandomId spells one number four ways", async () => {
    const made = await provider.create(id, "i", { values: { byteLength: 6, prefix: "x-" } });
    const hex = String(made.outputs.hex);
    expect(hex).toMatch(/^x-[0-9a-f]{12}$/);
    expect(made.outputs.dec).toBe(`x-${BigInt(`0x${hex.slice(2)}`)}`);
    expect(made.id).toBe(Buffer.from(hex.slice(2), "hex").toString("base64url"));
});

test("a type that does not exist is an error that names it and the known ones", async () => {
    const type = "random:index/randomShuffle:RandomShuffle";
    await expect(provider.create(type, "x", { values: {} })).rejects.toThrow(
        /does not have the resource random:index\/randomShuffle:RandomShuffle; it has random:index\/randomBytes/,
    );
});
