import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Checkout } from "./support/checkout";
import { greets, pin } from "./support/pins";

const build = 'set -eu; root=$PWD; here=$PWD/dev/toolchain; . "$here/lib.sh"; . "$here/go.sh"; go_tool hello';

describe("a program that comes as a Go module", () => {
    let checkout: Checkout;
    beforeEach(() => {
        checkout = new Checkout();
        pin(checkout, "hello", "v1.2.3", greets("first"));
    });
    afterEach(() => checkout.remove());

    it("is built once, and again when its pins change", async () => {
        const first = await checkout.run(build);
        expect(first.output).toMatch(/build hello v1\.2\.3 \.\.\.\n.*build hello v1\.2\.3: done in \d+ s/);
        expect(await checkout.run(".c4/bin/hello")).toMatchObject({ status: 0, output: "first\n" });
        expect(await checkout.run(build)).toMatchObject({ status: 0, output: "" });

        pin(checkout, "hello", "v1.2.4", greets("second"));
        expect((await checkout.run(build)).output).toContain("build hello v1.2.4: done");
        expect((await checkout.run(".c4/bin/hello")).output).toBe("second\n");
    });

    it("needs no library of the machine", async () => {
        await checkout.run(build);
        expect((await checkout.run("ldd .c4/bin/hello")).output).toContain("not a dynamic executable");
    });

    it("keeps the last good program when a build fails, says why, and is built by the next run", async () => {
        await checkout.run(build);
        pin(checkout, "hello", "v1.2.4", "package main\nfunc main() { nonsense() }\n");
        const failed = await checkout.run(build);
        expect(failed.status).not.toBe(0);
        expect(failed.output).toMatch(
            /build hello v1\.2\.4 failed after \d+ s; the end of \.c4\/log\/build-hello-v1\.2\.4\.log/,
        );
        expect(failed.output).toContain("undefined: nonsense");
        expect((await checkout.run(".c4/bin/hello")).output).toBe("first\n");

        pin(checkout, "hello", "v1.2.4", greets("mended"));
        expect((await checkout.run(build)).status).toBe(0);
        expect((await checkout.run(".c4/bin/hello")).output).toBe("mended\n");
    });

    it("leaves no half program when the build is killed", async () => {
        // A compiler that has written half, when everything is killed.
        checkout.write(
            "path/go",
            '#!/bin/sh\nfor word do [ "$last" != -o ] || printf half >"$word"; last=$word; done\nkill -9 0\n',
            0o755,
        );
        const killed = await checkout.run(build, { PATH: `${join(checkout.root, "path")}:${process.env.PATH ?? ""}` });
        expect(killed.signal).toBe("SIGKILL");
        expect(readdirSync(join(checkout.root, ".c4/bin"))).toEqual([".hello.new"]);

        expect((await checkout.run(build)).status).toBe(0);
        expect((await checkout.run(".c4/bin/hello")).output).toBe("first\n");
        expect(existsSync(join(checkout.root, ".c4/bin/.hello.new"))).toBe(false);
    });
});
