import { describe, expect, it } from "vitest";
import { literalPrefix, patternOf, patternProblem } from "../src/routing/pattern.js";
import { literalPrefixes } from "../src/routing/prefixes.js";

describe("patterns", () => {
    it.each([
        ["^39040[0-9]+$", "39040"],
        ["39040", "39040"],
        ["^(\\+?1)?800", ""],
        ["", ""],
        ["^39?1", "3"],
        ["^39*1", "3"],
        ["^39{0,2}1", "3"],
        ["^39+1", "39"],
        ["^39|40", ""],
        ["^39(1|2)", "39"],
        ["^39[1|2]", "39"],
        ["^39\\|", "39"],
        ["^39[\\]|]", "39"],
        ["^\\d39", ""],
        ["^100$", "100"],
        [`^${"1".repeat(140)}`, "1".repeat(128)],
    ])("%s begins with %j", (pattern, prefix) => {
        expect(literalPrefix(pattern)).toBe(prefix);
    });

    it.each([
        ["^39040[0-9]+$", ["39040"]],
        ["^\\+44(20|113)", ["44113", "4420"]],
        ["^\\+?77\\d{3}$", ["77"]],
        ["^[+]44", ["44"]],
        ["^(\\+|00)?44", ["0044", "44"]],
        ["^(?:39|40|41)1", ["391", "401", "411"]],
        ["39|40", ["39", "40"]],
        ["^39?1", ["31", "391"]],
        ["^3[3-5]1", ["331", "341", "351"]],
        ["^3[^3]1", ["3"]],
        ["^1{3}2+", ["1112"]],
        ["^1{2,}2", ["11"]],
        ["^1*2", [""]],
        ["^.*77", [""]],
        ["^(?i)39", [""]],
        ["^\\*98$", ["*98"]],
        ["^(3|39)0", ["30", "390"]],
        ["^(39|)", [""]],
        ["(", [""]],
        ["^[0-9]{4}1", [""]],
        ["^[0-9]1", ["01", "11", "21", "31", "41", "51", "61", "71", "81", "91"]],
    ])("%s begin with one of %j", (pattern, prefixes) => {
        expect(literalPrefixes(pattern)).toEqual(prefixes);
    });

    it("are found by what they begin with, whatever they match", () => {
        const atoms = [
            "1",
            "2",
            "\\d",
            ".",
            "[12]",
            "[^1]",
            "(1|22)",
            "(?:12)?",
            "1?",
            "2*",
            "1+",
            "2{2}",
            "1{1,2}",
            "\\+",
        ];
        const numbers = [
            "",
            "1",
            "2",
            "11",
            "12",
            "21",
            "22",
            "112",
            "121",
            "122",
            "211",
            "212",
            "221",
            "222",
            "1122",
            "2211",
        ];
        let matches = 0;
        for (const a of atoms) {
            for (const b of atoms) {
                for (const pattern of [`^${a}${b}`, `${a}|${b}2`, `^${a}${b}1$`, `(${a}${b})+`]) {
                    const known = patternOf(pattern, expect.unreachable);
                    const prefixes = literalPrefixes(pattern);
                    for (const number of numbers.filter((each) => known.matchesStart(each))) {
                        matches += 1;
                        if (!prefixes.some((prefix) => number.startsWith(prefix))) {
                            expect.unreachable(`${pattern} matches ${number}, which begins with none of ${prefixes}`);
                        }
                    }
                }
            }
        }
        expect(matches).toBeGreaterThan(1_000);
    });

    it.each([
        ["^(20|113)4?$", "1134", true],
        ["^(20|113)4?$", "20", true],
        ["^(?:20|(?:113)?5)[0-9]{2}$", "1135", false],
        ["^(?:20|(?:113)?5)[0-9]{2}$", "11356", false],
        ["^(?:20|(?:113)?5)[0-9]{2}$", "511", true],
        ["^(20|113)+4$", "20201134", true],
        ["^\\+44", "44", true],
        ["^\\+44$", "442", false],
        ["^[+]44(20|113)", "44113", true],
        ["^\\*98", "98", false],
        ["^\\*98", "*98", true],
        ["^.44", "44", false],
        ["^4.{2}2?$", "4412", true],
        ["^39[0-9]+$", "39011", true],
        ["39", "39011", true],
        ["9", "39011", false],
        ["^39$", "390", false],
        ["(?P<area>39)\\d{3}\\Z", "39011", true],
        ["39|40", "40", true],
        ["\\+?39", "39", true],
    ])("%s against %s: %j", (pattern, number, expected) => {
        expect(patternOf(pattern, expect.unreachable).matchesStart(number)).toBe(expected);
    });

    it.each(["(", "[", "a{2,1}", "(?!39)", "(39)\\1", "a++", "\\Q39|\\E", "(?P<x", "a{1001}"])(
        "%s cannot be used, and the problem says so",
        (pattern) => {
            expect(patternProblem(pattern)).toContain(`"${pattern}" is not a usable regular expression: `);
            const problems: string[] = [];
            expect(patternOf(pattern, (text) => problems.push(text)).matchesStart("39")).toBe(false);
            expect(problems).toHaveLength(1);
        },
    );

    it.each(["(a+)+$", "(a|a)*$", "(a|aa)+$", "(.*)*x", "([a-z]+)*\\d"])("%s cannot hold the process up", (pattern) => {
        const begin = process.hrtime.bigint();
        patternOf(pattern, expect.unreachable).matchesStart(`${"a".repeat(1000)}!`);
        expect(Number(process.hrtime.bigint() - begin) / 1e6).toBeLessThan(60_000);
    });
});
