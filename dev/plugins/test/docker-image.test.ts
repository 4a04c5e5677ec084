import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { removeFolder, temporaryFolder } from "../../../test/tools/temporary.js";
import { docker } from "../src/docker/provider.js";
import { baseImage, container, engine, label, program, remoteImage, run, sweep, tag } from "./support/docker.js";
import { TestProvider } from "./support/provider.js";

let provider: TestProvider;
beforeAll(async () => {
    await sweep();
    provider = await TestProvider.start(docker);
});
afterAll(async () => {
    provider.stop();
    await sweep();
});

describe("RemoteImage", () => {
    let folder: string;
    const name = `c4-plugin-test:${label.value}`;
    beforeAll(async () => {
        folder = temporaryFolder("plugin-image");
        await mkdir(path.join(folder, "bin"));
        await writeFile(path.join(folder, "bin", "hello"), "#!/bin/sh\necho hello\n", { mode: 0o755 });
        await writeFile(path.join(folder, "secret.txt"), "not for the image");
        await symlink("hello", path.join(folder, "bin", "hi"));
        await writeFile(path.join(folder, ".dockerignore"), "*.txt\nDockerfile*\n.dockerignore\n");
        const lines = [
            "ARG BASE",
            `FROM \${BASE}`,
            "COPY . /ctx",
            "RUN /ctx/bin/hi",
            `LABEL ${label.label}=${label.value}`,
        ];
        await writeFile(path.join(folder, "Dockerfile"), `${lines.join("\n")}\n`);
    });
    afterAll(() => removeFolder(folder));

    test("is built from its context without what .dockerignore names, and removed under its own name only", async () => {
        const values = { name, build: { context: folder, buildArgs: { BASE: baseImage } }, triggers: { hash: "1" } };
        const made = await provider.create(remoteImage, "img", { values });
        expect(made.outputs.imageId).toMatch(/^sha256:[0-9a-f]{64}$/);
        expect(made.id).toBe(`${String(made.outputs.imageId)}${name}`);
        expect(provider.messages.join("\n")).toMatch(/Step 4\/5/);
        expect((await provider.diff(remoteImage, "img", made, values)).kind).toBe("DIFF_NONE");
        expect(await provider.diff(remoteImage, "img", made, { ...values, triggers: { hash: "2" } })).toMatchObject({
            replaces: ["triggers"],
            deleteBeforeReplace: false,
        });
        expect(await provider.read(made)).toEqual(made);

        const user = await provider.create(container, "user", {
            values: program({ image: made.outputs.imageId ?? "" }),
        });
        expect(await run(user.id, "sh", "-c", "ls -a /ctx; /ctx/bin/hi")).toMatch(/^\.\s+\.\.\s+bin\s+hello\n$/);
        await provider.delete(user);

        const alias = await provider.create(tag, "alias", {
            values: { sourceImage: name, targetImage: `${name}-too` },
        });
        expect(alias.outputs.sourceImageId).toBe(made.outputs.imageId);
        const kept = { ...made, inputs: { ...made.inputs, keepLocally: true } };
        await provider.delete(kept);
        expect(await provider.read(made)).toBeDefined();
        await provider.delete(made);
        expect(await provider.read(made)).toBeUndefined();
        expect(await provider.read(alias)).toBeDefined();
        await engine.getImage(`${name}-too`).remove();
    });

    test("a name that means another image by now is read as that image", async () => {
        const made = await provider.create(remoteImage, "moved", {
            values: { name, build: { context: folder, buildArgs: { BASE: baseImage } } },
        });
        const { Id: other } = await engine.getImage(baseImage).inspect();
        const [repo = "", moved = ""] = name.split(":");
        await engine.getImage(baseImage).tag({ repo, tag: moved });
        expect(await provider.read(made)).toMatchObject({ id: other + name, outputs: { imageId: other } });
        await engine.getImage(String(made.outputs.imageId)).remove({ force: true });
        await engine.getImage(name).remove();
    });

    test("a build with a log file appends what it says, and leaves it out of its error", async () => {
        const buildLogFile = path.join(folder, "build.log");
        await writeFile(path.join(folder, "Dockerfile.log"), `FROM ${baseImage}\nRUN echo no such package; exit 7\n`);
        const build = { context: folder, dockerfile: "Dockerfile.log", forceRemove: true, buildLogFile };
        for (const times of [1, 2]) {
            const create = provider.create(remoteImage, "logged", { values: { name: `${name}-logged`, build } });
            await expect(create).rejects.toThrow(/could not be built: [^\n]*returned a non-zero code: 7/);
            expect((await readFile(buildLogFile, "utf8")).match(/^no such package$/gm)).toHaveLength(times);
        }
    });

    test("a build that fails shows its last lines and no secret", async () => {
        await writeFile(path.join(folder, "Dockerfile.bad"), `FROM ${baseImage}\nARG PW\nRUN echo pw is $PW; exit 7\n`);
        const build = {
            context: folder,
            dockerfile: "Dockerfile.bad",
            buildArgs: { PW: "correct-horse" },
            forceRemove: true,
        };
        const create = provider.create(remoteImage, "bad", {
            values: { name: `${name}-bad`, build },
            secrets: ["build"],
        });
        await expect(create).rejects.toThrow(
            /could not be built: .*returned a non-zero code: 7[\s\S]*pw is \[secret\]/,
        );
        expect(provider.messages.join("\n")).not.toContain("correct-horse");
    });

    test("a context that is no folder is named", async () => {
        const values = { name, build: { context: "/no/such/folder" } };
        await expect(provider.create(remoteImage, "img", { values })).rejects.toThrow(
            `build.context of image ${name} is /no/such/folder, which is no folder`,
        );
    });
});
