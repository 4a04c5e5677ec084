import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failedBuilds } from "../../dev/commands/build-logs";
import { Program } from "../tools/program";
import { removeFolder, temporaryFolder } from "../tools/temporary";

describe("an image that cannot be built", () => {
    const program = new Program();
    program.lives();
    const context = temporaryFolder("context");
    beforeAll(() => {
        const lines = ["FROM debian:trixie-slim", "RUN echo no package named tarantula; exit 7"];
        writeFileSync(join(context, "Dockerfile"), `${lines.join("\n")}\n`);
        // Content that nobody has built yet.
        const path = join(context, "tool");
        writeFileSync(path, `#!/bin/sh\n# ${context}\n`, { mode: 0o755 });
        const binaries = JSON.stringify({ consul: { path }, consulTemplate: { path } });
        program.declare(`
            const build = { context: ${JSON.stringify(context)} };
            const image = (args, opts, layer) =>
                layer === "base" ? { args: { ...args, build: { ...args.build, ...build } } } : {};
            const target = c4.docker({ subnet: "198.18.36.0/24", binaries: ${binaries}, transform: { image } });
            new c4.C4("faulty", { target });`);
    });
    afterAll(async () => {
        await program.destroy();
        removeFolder(context);
    });

    it("is said with where the log of its build is, and that ends with the cause; each time", async () => {
        let before = 0;
        for (const _time of ["first", "second"]) {
            const { said } = await program.failure();
            expect(said).toMatch(/could not be built: .*returned a non-zero code: 7/);
            const [, tag] = /image (faulty\/base:[0-9a-f]{12}) could not be built/.exec(said) ?? [];
            const [, folder = ""] = /the log is in (\S+), as <image>-<hash>\.log/.exec(said) ?? [];
            const buildLogFile = join(folder, `${tag?.split("/")[1]?.replace(":", "-")}.log`);
            const step = { op: "create", type: "docker:index/remoteImage:RemoteImage", name: "faulty-base-image" };
            const shown = failedBuilds(
                [{ ...step, inputs: { build: { buildLogFile } }, former: {} }],
                said.split("\n"),
            );
            expect(shown).toContain("    no package named tarantula");
            const causes = readFileSync(buildLogFile, "utf8").match(/^no package named tarantula$/gm) ?? [];
            expect(causes.length).toBeGreaterThan(before);
            before = causes.length;
        }
    });
});
