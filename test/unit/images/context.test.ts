import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type BuildContext, describeContext, stageContext } from "../../../src/images/context";
import { removeFolder, temporaryFolder } from "../../tools/temporary";

const root = temporaryFolder("context");
afterAll(() => removeFolder(root));

it("takes what another program has staged meanwhile, and leaves nothing else", () => {
    const source = join(root, "Dockerfile");
    writeFileSync(source, "FROM scratch\n");
    const context = describeContext({ Dockerfile: source }, {});
    const folder = join(root, "staged", "image");
    const overtaken: BuildContext = {
        ...context,
        files: context.files.map((file) => ({
            ...file,
            get from() {
                stageContext(context, folder);
                return file.from;
            },
        })),
    };
    stageContext(overtaken, folder);
    expect(readFileSync(join(folder, "Dockerfile"), "utf8")).toBe("FROM scratch\n");
    expect(readdirSync(dirname(folder))).toEqual(["image"]);
});

it("says why a file cannot be staged, and leaves no part of the folder", () => {
    const context: BuildContext = {
        hash: "0",
        buildArgs: {},
        files: [{ to: "Dockerfile", from: join(root, "absent"), executable: false }],
    };
    const folder = join(root, "failed", "image");
    expect(() => stageContext(context, folder)).toThrow(/ENOENT.*absent/);
    expect(readdirSync(dirname(folder))).toEqual([]);
});
