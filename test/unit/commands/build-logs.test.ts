import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failedBuilds } from "../../../dev/commands/build-logs";
import { removeFolder, temporaryFolder } from "../../tools/temporary";

describe("an image that make up could not build", () => {
    const folder = temporaryFolder("logs");
    const file = (image: string) => join(folder, `${image}-0123456789ab.log`);
    const step = (image: string, type = "docker:index/remoteImage:RemoteImage") => ({
        op: "create",
        type,
        name: `edge-${image}-image`,
        inputs: { build: { buildLogFile: file(image) } },
        former: {},
    });
    const said = [
        " +  docker:index:RemoteImage edge-base-image creating (3s) ",
        " +  docker:index:RemoteImage edge-consul-image creating (3s) ",
        " +  docker:index:RemoteImage edge-base-image **creating failed** error: 1 error occurred:",
    ];
    beforeAll(() => {
        const lines = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`);
        writeFileSync(file("base"), `${lines.join("\n")}\n`);
        writeFileSync(file("consul"), "cut off\n");
    });
    afterAll(() => removeFolder(folder));

    it("is said with the end of its log, and no other's", () => {
        const [head, ...lines] = failedBuilds([step("base"), step("consul")], said);
        expect(head).toBe(`The log of building edge-base-image is ${file("base")}, and ends:`);
        expect(lines).toHaveLength(25);
        expect(lines.at(-1)).toBe("    line 100");
    });

    it("says no more when it has no log, or when it is no image that failed", () => {
        expect(failedBuilds([step("none")], [said[2]?.replace("base", "none") ?? ""])).toEqual([]);
        expect(failedBuilds([step("base", "docker:index/container:Container")], said)).toEqual([]);
    });
});
