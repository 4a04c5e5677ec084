import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/rendering/render";
import { hooks, program } from "./support/programs";

const machine = join(packageRoot, "templates", "machine");
const starts = ["consul", "postgres", "rtpengine"].map((image) =>
    join(packageRoot, "images", image, "root", "usr", "local", "lib", "c4", `${image}-start`),
);
const scripts = [hooks, machine]
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => !path.endsWith(".hcl"))
    .concat(starts);

describe.each(scripts)("%s", (script) => {
    it("is a script of dash", () => {
        execFileSync(program("dash"), ["-n", script]);
    });

    it("is clean", () => {
        const words = execFileSync(program("shellcheck"), ["-x", "-P", "SCRIPTDIR", "-s", "sh", script]).toString();
        expect(words).toBe("");
    });

    it("stops at its first error", () => {
        // What is sourced has the options of who sources it; the reload must never fail, for consul-template would end.
        const expected = { "c4-lib": undefined, "c4-host-lib": undefined, "c4-reload": "set -u" };
        const options = /^set .*$/m.exec(readFileSync(script, "utf8"))?.[0];
        const name = script.split("/").at(-1) ?? "";
        expect(options).toBe(name in expected ? expected[name as keyof typeof expected] : "set -eu");
    });

    it("is executable when it is a program", () => {
        const isProgram = readFileSync(script, "utf8").startsWith("#!/bin/sh\n");
        expect((statSync(script).mode & 0o111) !== 0).toBe(isProgram);
    });
});
