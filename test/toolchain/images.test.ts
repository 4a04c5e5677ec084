import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { C4 } from "../../src/c4";
import { docker } from "../../src/targets/docker/index";
import { repository } from "../tools/executables";
import { record } from "../tools/recorder";
import { removeFolder, temporaryFolder } from "../tools/temporary";

describe("images that are built ahead", () => {
    let folder: string;
    beforeEach(() => {
        folder = temporaryFolder("images");
        const programs = {
            docker: `#!/bin/sh\necho "$@" >>${folder}/built\n`,
            consul: "#!/bin/sh\n",
            "consul-template": "#!/bin/sh\n",
        };
        for (const [name, text] of Object.entries(programs)) {
            writeFileSync(join(folder, name), text);
            chmodSync(join(folder, name), 0o755);
        }
        vi.stubEnv("PATH", `${folder}:${process.env.PATH ?? ""}`);
    });
    afterEach(() => {
        vi.unstubAllEnvs();
        removeFolder(folder);
    });

    it("are those that the platform builds then, but Consul's: by name, content and what they lie on", async () => {
        const ahead = join(repository, "dist", "images", "ahead.js");
        execFileSync(process.execPath, [ahead, "edge"], { cwd: folder });
        const built = readFileSync(join(folder, "built"), "utf8").trim().split("\n");
        const tags = built.map((args) => / --tag (\S+) /.exec(args)?.[1]);

        const { recorder } = await record(() => new C4("edge", { target: docker() }), true);
        const images = recorder.resources
            .filter(({ type }) => type === "docker:index/remoteImage:RemoteImage")
            .map(({ inputs }) => String(inputs.name));
        expect(tags.sort()).toEqual(images.filter((image) => !image.startsWith("edge/consul:")).sort());

        const base = images.find((image) => image.startsWith("edge/base:"));
        const others = built.filter((args) => !args.includes(` --tag ${base} `));
        for (const args of others) expect(args).toContain(` --build-arg BASE=${base} `);
    });
});
