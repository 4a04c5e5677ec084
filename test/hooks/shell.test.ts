import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/rendering/render";
import { executable } from "../tools/executables";
import { hooksFolder } from "./support/supervised-instance";

const machine = join(packageRoot, "templates", "machine");
const own = ["consul", "postgres", "rtpengine"].flatMap((image) => {
    const folder = join(packageRoot, "images", image, "root", "usr", "local", "lib", "c4");
    return readdirSync(folder).map((name) => join(folder, name));
});
const scripts = [hooksFolder, machine]
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => !path.endsWith(".hcl"))
    .concat(own);

describe.each(scripts)("%s", (script) => {
    it("is a script of dash", () => {
        execFileSync(executable("dash"), ["-n", script]);
    });

    it("is clean", () => {
        const words = execFileSync(executable("shellcheck"), ["-x", "-P", "SCRIPTDIR", "-s", "sh", script]).toString();
        expect(words).toBe("");
    });

    it("stops at its first error", () => {
        // What is sourced has the options of who sources it; the reload must never fail, for consul-template would end.
        const sourced = { "c4-lib": undefined, "c4-backup-lib": undefined, "c4-host-lib": undefined };
        const expected = { ...sourced, "c4-reload": "set -u" };
        const options = /^set .*$/m.exec(readFileSync(script, "utf8"))?.[0];
        const name = script.split("/").at(-1) ?? "";
        expect(options).toBe(name in expected ? expected[name as keyof typeof expected] : "set -eu");
    });

    it("is executable when it is a program", () => {
        const isProgram = readFileSync(script, "utf8").startsWith("#!/bin/sh\n");
        expect((statSync(script).mode & 0o111) !== 0).toBe(isProgram);
    });
});
