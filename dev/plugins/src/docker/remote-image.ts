import type Docker from "dockerode";
import { type Found, type Operation, resource } from "../frame/resource.js";
import { flag, map, set, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";
import { build, buildImage } from "./build.js";
import { type DockerClient, engineMessage, ifFound } from "./client.js";
import { findImage, findOrPull, repoDigest } from "./images.js";

const replace = true;

const fields = {
    name: { shape: text, required: true, replace },
    build: { shape: build, replace },
    triggers: { shape: map(text), replace },
    pullTriggers: { shape: set(text), replace },
    platform: { shape: text, replace },
    keepLocally: { shape: flag },
    forceRemove: { shape: flag },
} as const;

function found(info: Docker.ImageInspectInfo, name: string, inputs: Properties): Found {
    return { id: info.Id + name, outputs: { imageId: info.Id, repoDigest: repoDigest(info) }, inputs };
}

export const remoteImage = resource({
    fields,
    computed: ["imageId", "repoDigest"],
    create: async (operation: Operation<DockerClient>, inputs) => {
        if (inputs.build) await buildImage(operation, inputs.name, inputs.build);
        const info = await findOrPull(operation, inputs.name);
        return found(info, inputs.name, inputs);
    },
    read: async ({ client }, id, former) => {
        // An id is the image's id and its name in one. What the name means now is the image, whoever made it.
        const name = former.name ?? id.replace(/^sha256:[0-9a-f]{64}/, "");
        const info = await findImage(client, name);
        return info && found(info, name, Object.keys(former).length > 0 ? { ...former } : { name });
    },
    // How an image is to be removed is all that can change without another image.
    update: async (operation, _id, inputs) => {
        const info = await findOrPull(operation, inputs.name);
        return { imageId: info.Id, repoDigest: repoDigest(info) };
    },
    delete: async ({ client }, _id, former, { imageId }) => {
        if (former.keepLocally || former.name === undefined || typeof imageId !== "string") return;
        const named = await findImage(client, former.name);
        const force = former.forceRemove ?? false;
        // The successor may have taken the name over: then only what nothing names any more is to go.
        const target = named?.Id === imageId ? former.name : await untagged(client, imageId);
        if (target === undefined) return;
        await ifFound(client.docker.getImage(target).remove({ force })).catch((error: unknown) => {
            throw new Error(`image ${former.name} could not be removed: ${engineMessage(error)}`);
        });
    },
});

async function untagged(client: DockerClient, imageId: string): Promise<string | undefined> {
    const info = await findImage(client, imageId);
    return info && (info.RepoTags ?? []).length === 0 ? imageId : undefined;
}
