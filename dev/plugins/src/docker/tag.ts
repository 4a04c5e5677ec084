import { type Operation, resource } from "../frame/resource.js";
import { set, text } from "../frame/schema.js";
import type { DockerClient } from "./client.js";
import { findImage, findOrPull, splitName } from "./images.js";

const replace = true;

export const tag = resource({
    fields: {
        sourceImage: { shape: text, required: true, replace },
        targetImage: { shape: text, required: true, replace },
        tagTriggers: { shape: set(text), replace },
    },
    computed: ["sourceImageId"],
    create: async (operation: Operation<DockerClient>, inputs) => {
        const source = await findOrPull(operation, inputs.sourceImage);
        const { repository, tag } = splitName(inputs.targetImage);
        await operation.client.docker.getImage(source.Id).tag({ repo: repository, tag });
        return { id: `${inputs.sourceImage}.${inputs.targetImage}`, outputs: { sourceImageId: source.Id } };
    },
    read: async ({ client }, id, former, { sourceImageId }) => {
        if (former.sourceImage === undefined || former.targetImage === undefined) {
            throw new Error(`tag ${id} cannot be imported: its id does not tell the source from the target`);
        }
        const target = await findImage(client, former.targetImage);
        if (!target || target.Id !== sourceImageId) return undefined;
        return { id, outputs: { sourceImageId: target.Id }, inputs: { ...former } };
    },
    // The official plugin leaves the tag, too: other things may use it.
    delete: async () => {},
});
