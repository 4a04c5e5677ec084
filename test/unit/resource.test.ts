import * as docker from "@pulumi/docker";
import { describe, expect, it } from "vitest";
import { create, type Transform } from "../../src/resource";
import { Parent } from "../tools/parent";
import { record } from "../tools/recorder";

/** A volume `edge-data` of a component named edge, as a transform leaves it. */
function volume(transform?: Transform<docker.VolumeArgs>, name = "edge-data") {
    return record(() =>
        create(docker.Volume, { name: "edge", parent: new Parent() }, { name, args: {}, transform, about: "web" }),
    );
}

describe("a resource of a component", () => {
    it("is made as it is declared where nobody transforms it, or a transform returns nothing of it", async () => {
        for (const transform of [undefined, () => ({})]) {
            expect((await volume(transform)).recorder.get("edge-data").inputs).toEqual({});
        }
    });

    it("has the last word of a transform on what it is made of, which knows what it is for", async () => {
        const { recorder } = await volume((args, _opts, workload) => ({ args: { ...args, driver: workload } }));
        expect(recorder.get("edge-data").inputs).toEqual({ driver: "web" });
    });

    it("has the last word of a transform on how Pulumi treats it", async () => {
        const { recorder } = await record(() => {
            const other = new docker.Provider("other", { host: "unix:///other.sock" });
            const owner = { name: "edge", parent: new Parent() };
            const transform: Transform<docker.VolumeArgs> = (_args, opts) => ({ opts: { ...opts, provider: other } });
            create(docker.Volume, owner, { name: "edge-data", args: {}, transform, about: "web" });
        });
        expect(recorder.get("edge-data").provider).toBe("other");
    });

    it("is named after its component", async () => {
        await expect(volume(undefined, "data")).rejects.toThrow(
            "data would be a child of edge, and is not named after it.",
        );
        await expect(volume(undefined, "edges")).rejects.toThrow(/edges would be a child of edge/);
    });

    it("stays in its component, and is not left to a transform that returns something else", async () => {
        await expect(volume(() => ({ opts: { protect: true } }))).rejects.toThrow(
            /A transform of edge-data returns opts without its parent/,
        );
        // What plain JavaScript can return although the types forbid it.
        const former = (args: docker.VolumeArgs) => ({ ...args, driver: "local" });
        await expect(volume((args) => Object(former(args)))).rejects.toThrow(
            "A transform of edge-data returns driver: return { args: { ...args, ... } }, { opts }, or both.",
        );
    });
});
