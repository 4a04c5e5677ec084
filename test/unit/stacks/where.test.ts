import { spawnSync } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { removeFolder, temporaryFolder } from "../../tools/temporary";

describe("where a stack runs", () => {
    let folder: string;
    beforeEach(() => {
        folder = temporaryFolder("where");
        cpSync("stacks/where.js", join(folder, "where.js"));
    });
    afterEach(() => removeFolder(folder));

    const ask = (what: string, stack: string) => {
        const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "where.js"), what, stack]);
        return { status, stdout: stdout.toString(), stderr: stderr.toString() };
    };
    const configure = (...lines: string[]) =>
        writeFileSync(
            join(folder, "Pulumi.trial.yaml"),
            ["config:", ...lines.map((line) => `  ${line}`), ""].join("\n"),
        );

    it.each([
        ["local", "docker"],
        ["kubernetes", "kubernetes"],
        ["vms", "vms"],
    ])("is, of %s without a configuration, %s", (stack, target) => {
        expect(ask("target", stack)).toMatchObject({ status: 0, stdout: `${target}\n` });
    });

    it.each(["kubernetes", '"kubernetes"', "'kubernetes'", "kubernetes # a cluster"])(
        "is what is configured: %s",
        (text) => {
            configure("wazo-c4:targets: nothing", `wazo-c4:target: ${text}`);
            expect(ask("target", "trial")).toMatchObject({ status: 0, stdout: "kubernetes\n" });
        },
    );

    it("is refused when there is no such target, with those that there are", () => {
        configure("wazo-c4:target: openstack");
        const { status, stderr } = ask("target", "trial");
        expect(status).toBe(1);
        expect(stderr).toBe("error: target is openstack; it can be docker, kubernetes, vms.\n");
    });

    it("is refused when it cannot be read, and is not taken for another", () => {
        configure("wazo-c4:target:", "  secure: AAAB");
        const { status, stderr } = ask("target", "trial");
        expect(status).toBe(1);
        expect(stderr).toContain("target in stacks/Pulumi.trial.yaml is not a plain value");
    });

    it("has a platform's name and its hosts", () => {
        expect(ask("platform", "trial").stdout).toBe("edge\n");
        expect(ask("inventory", "trial").stdout).toBe("\n");
        configure("wazo-c4:platform: voice", "wazo-c4:inventory: /etc/c4/hosts.json");
        expect(ask("platform", "trial").stdout).toBe("voice\n");
        expect(ask("inventory", "trial").stdout).toBe("/etc/c4/hosts.json\n");
    });
});
