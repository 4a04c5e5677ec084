import { describe, expect, test } from "vitest";
import { findProblems, withDefaults } from "../src/frame/check.js";
import { findChanges } from "../src/frame/diff.js";
import { flag, list, map, number, object, set, text } from "../src/frame/schema.js";
import { hideSecrets, marshal, type Properties, unknown, unmarshal } from "../src/frame/values.js";

const fields = {
    name: { shape: text, required: true, replace: true },
    size: { shape: number, min: 1, max: 9 },
    on: { shape: flag, default: true },
    mode: { shape: text, oneOf: ["a", "b"] },
    envs: { shape: set(text), replace: true },
    command: { shape: list(text) },
    labels: { shape: map(text) },
    ports: { shape: list(object({ internal: { shape: number, required: true }, ip: { shape: text, default: "::" } })) },
} as const;

describe("the wire format", () => {
    test("secrets, unknowns and plain values survive a round trip", () => {
        const values: Properties = { a: "x", b: [1, true, { c: unknown }], d: { e: "f" }, g: unknown };
        const received = unmarshal(marshal(values, new Set(["d", "g"])));
        expect(received.values).toEqual(values);
        expect([...received.secrets]).toEqual(["d", "g"]);
    });

    test("a secret deep inside makes its whole property secret and is kept out of messages", () => {
        const secret = {
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            value: "PW=correct-horse",
        };
        const received = unmarshal({ envs: ["A=1", secret] });
        expect(received.values.envs).toEqual(["A=1", "PW=correct-horse"]);
        expect([...received.secrets]).toEqual(["envs"]);
        expect(hideSecrets("bad value correct-horse in PW=correct-horse", received.secretTexts)).toBe(
            "bad value [secret] in [secret]",
        );
    });

    test("assets are refused by name", () => {
        const asset = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "x" };
        expect(() => unmarshal({ uploads: [asset] })).toThrow("property uploads[0] is an asset");
    });
});

describe("checking", () => {
    test.each<[Properties, string]>([
        [{}, "name is required and missing"],
        [{ name: 1 }, "name must be a string"],
        [{ name: "n", size: 10 }, "size is 10; it must be a whole number, at least 1, at most 9"],
        [{ name: "n", size: 1.5 }, "size is 1.5; it must be a whole number"],
        [{ name: "n", mode: "c" }, 'mode is "c"; allowed are a, b'],
        [{ name: "n", nam: "x" }, "nam is not a property that this plugin knows here; it knows name, size"],
        [{ name: "n", ports: [{ internal: 1, externl: 2 }] }, "ports[0].externl is not a property"],
        [{ name: "n", ports: [{}] }, "ports[0].internal is required and missing"],
        [{ name: "n", labels: { a: 1 } }, "labels.a must be a string"],
        [{ name: "n", envs: "A=1" }, "envs must be a list"],
    ])("%j is refused", (values, reason) => {
        expect(
            findProblems(fields, values)
                .map((problem) => problem.reason)
                .join("\n"),
        ).toContain(reason);
    });

    test("what is unknown is left for later", () => {
        expect(findProblems(fields, { name: unknown, ports: [{ internal: unknown }], envs: unknown })).toEqual([]);
    });

    test("defaults are filled in, also in lists of objects", () => {
        const { values, defaulted } = withDefaults(fields, { name: "n", ports: [{ internal: 1 }] });
        expect(values).toEqual({ name: "n", on: true, ports: [{ internal: 1, ip: "::" }] });
        expect(defaulted).toEqual(["on"]);
    });
});

describe("comparing", () => {
    const base: Properties = { name: "n", envs: ["A=1", "B=1"], command: ["x", "y"], labels: { a: "1", "b.c": "2" } };
    const paths = (news: Properties): Record<string, string> =>
        Object.fromEntries(
            findChanges(fields, base, news).map(({ path, kind, replace }) => [
                path,
                `${kind}${replace ? " replace" : ""}`,
            ]),
        );

    test("the same is no change, and the order of a set means nothing", () => {
        expect(paths({ ...base, envs: ["B=1", "A=1"] })).toEqual({});
    });

    test("the order of a list does", () => {
        expect(paths({ ...base, command: ["y", "x"] })).toEqual({ "command[0]": "update", "command[1]": "update" });
    });

    test("each change is named where it is", () => {
        const news = { ...base, name: "m", envs: ["A=1", "B=2", "C=1"], labels: { "b.c": "3", d: "4" }, size: 2 };
        expect(paths(news)).toEqual({
            name: "update replace",
            "envs[1]": "update replace",
            "envs[2]": "add replace",
            "labels.a": "delete",
            'labels["b.c"]': "update",
            "labels.d": "add",
            size: "add",
        });
    });

    test("defaults and notes of another plugin's version are no change", () => {
        const former = { ...base, ports: [{ internal: 1, __defaults: ["ip"] }] };
        const { values } = withDefaults(fields, { ...base, ports: [{ internal: 1 }] });
        expect(findChanges(fields, former, values)).toEqual([]);
    });

    test("what is not known yet counts as changed", () => {
        expect(paths({ ...base, name: unknown, command: ["x", unknown] })).toEqual({
            name: "update replace",
            "command[1]": "update",
        });
    });
});
