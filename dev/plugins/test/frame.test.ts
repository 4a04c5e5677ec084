import { describe, expect, test } from "vitest";
import { findProblems, withDefaults } from "../src/frame/check.js";
import { findChanges } from "../src/frame/diff.js";
import { shortened } from "../src/frame/failure.js";
import { anything, asset, flag, isComplete, list, map, number, object, set, text } from "../src/frame/schema.js";
import { hideSecrets, marshal, type Properties, unknown, unmarshal, type Value } from "../src/frame/values.js";

const fields = {
    name: { shape: text, required: true, replace: true },
    size: { shape: number, min: 1, max: 9 },
    on: { shape: flag, default: true },
    mode: { shape: text, oneOf: ["a", "b"] },
    envs: { shape: set(text), replace: true },
    command: { shape: list(text) },
    labels: { shape: map(text) },
    source: { shape: asset },
    triggers: { shape: list(anything) },
    ports: { shape: list(object({ internal: { shape: number, required: true }, ip: { shape: text, default: "::" } })) },
} as const;

function file(hash: string, path: string): Properties {
    return { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", hash, path };
}

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

    test("where they are allowed, assets and archives come and go as they are; resources are refused", () => {
        const archive: Properties = {
            "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
            hash: "2",
            assets: { "a.txt": file("1", "a.txt") },
        };
        const bag: Properties = { source: file("1", "a"), list: [archive] };
        const received = unmarshal(marshal(bag, new Set(["source"])), { assets: true });
        expect(received.values).toEqual(bag);
        expect(marshal(received.values, received.secrets)).toEqual(marshal(bag, new Set(["source"])));
        const resource = { "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", urn: "u" };
        expect(() => unmarshal({ source: resource }, { assets: true })).toThrow("property source is an asset, an");
    });

    test("of a secret with several lines each is kept out of messages, too, but not what says nothing", () => {
        const secret = {
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            value: "set -e\n  export TOKEN=correct-horse\nexit 1\n",
        };
        const { secretTexts } = unmarshal({ create: secret });
        expect(hideSecrets("+ export TOKEN=correct-horse", secretTexts)).toBe("+ [secret]");
        expect(hideSecrets("'correct-horse' is wrong; exit 1 after set -e", secretTexts)).toBe(
            "'[secret]' is wrong; exit 1 after set -e",
        );
    });

    test("a provider says what of a secret may be shown", () => {
        const secret = {
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            value: { host: "db.example.org", password: "correct-horse" },
        };
        const rules = { mayShow: (path: string) => path === "connection.host" };
        const { secretTexts } = unmarshal({ connection: secret }, rules);
        expect(hideSecrets("db.example.org refuses correct-horse", secretTexts)).toBe(
            "db.example.org refuses [secret]",
        );
    });

    test("a long error keeps its beginning and its end", () => {
        expect(shortened("short")).toBe("short");
        const long = shortened(`begin ${"ä".repeat(20_000)} end`);
        expect(long).toMatch(/^begin ä+.*\n… \(\d+ bytes are left out here\) …\n.*ä+ end$/);
        expect(Buffer.byteLength(long)).toBeLessThan(17_000);
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
        [{ name: "n", source: "a" }, "source must be an asset or an archive"],
        [{ name: "n", source: { path: "a" } }, "source must be an asset or an archive"],
        [{ name: "n", mode: file("1", "a") }, "property mode is an asset, an archive or a resource: plain values"],
        [{ name: "n", labels: file("1", "a") }, "property labels is an asset, an archive or a resource"],
        [{ name: "n", ports: [file("1", "a")] }, "property ports[0] is an asset, an archive or a resource"],
    ])("%j is refused", (values, reason) => {
        expect(
            findProblems(fields, values)
                .map((problem) => problem.reason)
                .join("\n"),
        ).toContain(reason);
    });

    test("what is unknown is left for later", () => {
        expect(findProblems(fields, { name: unknown, ports: [{ internal: unknown }], envs: unknown })).toEqual([]);
        const triggers: Value = [1, unknown, { a: [file("1", "a"), unknown] }];
        expect(findProblems(fields, { name: "n", source: unknown, triggers })).toEqual([]);
        expect(isComplete(fields, { name: "n", on: true, triggers })).toBe(false);
        expect(isComplete(fields, { name: "n", on: true, source: file("1", "a"), triggers: [1, { a: [] }] })).toBe(
            true,
        );
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

    test("assets are compared by what is in them", () => {
        const former = { ...base, source: file("1", "a"), triggers: [file("1", "a"), file("2", "b")] };
        const changes = (news: Properties) =>
            findChanges(fields, former, news).map(({ path, kind }) => `${kind} ${path}`);
        expect(changes({ ...former, source: file("1", "moved") })).toEqual([]);
        expect(changes({ ...former, source: file("3", "a") })).toEqual(["update source"]);
        expect(changes({ ...former, triggers: [file("1", "x"), "b"] })).toEqual(["update triggers[1]"]);
        const { source: _source, ...without } = former;
        expect(changes(without)).toEqual(["delete source"]);
    });

    test("what is not known yet counts as changed", () => {
        expect(paths({ ...base, name: unknown, command: ["x", unknown] })).toEqual({
            name: "update replace",
            "command[1]": "update",
        });
    });
});
