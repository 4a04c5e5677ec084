import { execFileSync } from "node:child_process";
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Checkout } from "./support/checkout";
import { greets, pin } from "./support/pins";

const basics =
    "sh cat cut date dirname find getent grep head id ldd mkdir paste sed setpriv sha256sum sort tail tr uname".split(
        " ",
    );

const where = (program: string) => execFileSync("which", [program], { encoding: "utf8" }).trim();
const programs = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, where(name)]));

describe("what is needed beforehand", () => {
    let checkout: Checkout;
    beforeEach(() => {
        checkout = new Checkout();
    });
    afterEach(() => checkout.remove());

    it("is named at once and all together, before anything is done", async () => {
        const PATH = checkout.pathOf(programs(basics));
        const ended = await checkout.run("dev/toolchain/ensure check", { PATH, DOWNLOADS: "off" });
        expect(ended.status).toBe(1);
        for (const program of ["make", "git", "node", "npm", "flock"])
            expect(ended.output).toContain(`\n  ${program}\n`);
        expect(ended.output).toContain("\n  Go 1.24 or later, to build actionlint\n");
        expect(existsSync(join(checkout.root, "node_modules"))).toBe(false);
    });

    it("includes versions: an older Node and an older Go are told from what is needed", async () => {
        const old = { node: "echo 18.19.0", go: "echo go1.23.4" };
        for (const [name, answer] of Object.entries(old))
            checkout.write(`old/${name}`, `#!/bin/sh\n${answer}\n`, 0o755);
        const PATH = `${join(checkout.root, "old")}:${process.env.PATH ?? ""}`;
        const ended = await checkout.run("dev/toolchain/ensure check", { PATH, DOWNLOADS: "off" });
        expect(ended.status).toBe(1);
        expect(ended.output).toContain("Node 20 or later: this is 18.19.0");
        expect(ended.output).toContain("Go 1.24 or later, to build actionlint: this is go1.23.4");
    });

    it("includes Go only where the tools cannot be downloaded, and then says both", async () => {
        pin(checkout, "actionlint", "v1.9.9", greets("lint"));
        checkout.write("stub/npm", "#!/bin/sh\n", 0o755);
        const PATH = `${join(checkout.root, "stub")}:${checkout.pathOf(
            programs([...basics, "make", "git", "node", "flock", "shellcheck", "mkdir", "rm", "wc", "xargs"]),
        )}`;
        const ended = await checkout.run("dev/toolchain/ensure check", { PATH, C4_GITHUB: "http://127.0.0.1:2" });
        expect(ended.status).toBe(1);
        expect(ended.output).toContain("not downloaded: actionlint 1.9.9 (127.0.0.1:2: it refuses the connection");
        expect(ended.output).toContain("\n  Go 1.24 or later, to build actionlint\n");
    });

    it("includes an engine, where none answers and none may be started", async () => {
        const ended = await checkout.run("dev/toolchain/ensure run local", { DOCKER_HOST: "tcp://127.0.0.1:1" });
        expect(ended.status).toBe(1);
        expect(ended.output).toContain("a Docker engine that answers at DOCKER_HOST=tcp://127.0.0.1:1: start one");
    });

    it("includes Debian packages, for who is not root", async () => {
        const PATH = checkout.pathOf(programs([...basics, "make", "git", "node", "npm", "go", "flock"]));
        chmodSync(checkout.root, 0o777);
        const user = process.getuid?.() === 0 ? "setpriv --reuid 65534 --clear-groups " : "";
        const ended = await checkout.run(`${user}dev/toolchain/ensure check`, { PATH, HOME: "/nonexistent" });
        expect(ended.status).toBe(1);
        expect(ended.output).toContain("Debian packages: as root, apt-get install shellcheck");
    });

    it("is a word that it knows", async () => {
        const ended = await checkout.run("dev/toolchain/ensure everything");
        expect(ended).toMatchObject({
            status: 1,
            output: "error: usage: dev/toolchain/ensure check|images|run STACK|begin|test\n",
        });
    });
});

describe("two commands in one checkout", () => {
    const locked = 'set -eu; root=$PWD; . dev/toolchain/lib.sh; one_at_a_time; echo "has it";';

    it("wait for each other, and not for a dead one", async () => {
        const checkout = new Checkout();
        try {
            const first = checkout.start(`${locked} exec cat /dev/zero >/dev/null`);
            await first.printed("has it");
            const second = checkout.start(locked);
            await second.printed("another command of this checkout is preparing tools; waiting for it");
            process.kill(first.pid, "SIGKILL");
            expect((await second.ended).output).toMatch(/waiting for it\nhas it\n$/);
            expect((await first.ended).signal).toBe("SIGKILL");
        } finally {
            checkout.remove();
        }
    });
});
