import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { interopOf, interopPage, kinds, sectionsOf } from "../../../dev/commands/tests/interop";
import { packageRoot } from "../../../src/rendering/render";

const reportOf = (file: string, cases: Record<string, string>) =>
    JSON.stringify({
        testResults: [
            {
                name: `/somewhere/test/kamailio/${file}.test.ts`,
                assertionResults: Object.entries(cases).map(([fullName, status]) => ({ fullName, status })),
            },
        ],
    });

describe("the page of what was tried", () => {
    const files = readdirSync(join(packageRoot, "test/kamailio"))
        .filter((file) => file.endsWith(".test.ts"))
        .map((file) => basename(file, ".test.ts"));

    it("has a section of each kind, and of no file that is not there any more", () => {
        const page = readFileSync(join(packageRoot, interopPage), "utf8");
        expect([...sectionsOf(page).keys()]).toEqual(expect.arrayContaining(Object.keys(kinds)));
        expect(files).toEqual(expect.arrayContaining([...sectionsOf(page).keys()]));
    });

    it("has a section of a file that is new", () => {
        const page = interopOf("", reportOf("new-one", { a: "passed" }));
        expect(sectionsOf(page).get("new-one")).toContain("| a | passed |");
        expect(interopOf(page, reportOf("calls", { b: "passed" }))).toContain("## new-one");
    });

    it("has each case of a run with its result, and keeps what another run said", () => {
        const first = interopOf("", reportOf("calls", { "a | b": "passed", c: "failed" }));
        expect(sectionsOf(first).get("calls")).toMatch(/\| a \\\| b \| passed \|\n\| c \| failed \|$/);
        const second = interopOf(first, reportOf("udp", { d: "passed" }));
        expect(sectionsOf(second).get("calls")).toBe(sectionsOf(first).get("calls"));
        expect(sectionsOf(second).get("udp")).toContain("| d | passed |");
    });

    it("is not changed by a file of which a part was run", () => {
        const page = interopOf("", reportOf("calls", { a: "passed" }));
        expect(interopOf(page, reportOf("calls", { a: "passed", b: "skipped" }))).toBe(page);
    });
});
