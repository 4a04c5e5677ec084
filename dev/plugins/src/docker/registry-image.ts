import { type Operation, resource } from "../frame/resource.js";
import { flag, map, object, text } from "../frame/schema.js";
import { type DockerClient, engineMessage } from "./client.js";
import { findImage, findOrPull, follow, registryOf, repoDigest } from "./images.js";

const replace = true;

export const registryImage = resource({
    fields: {
        name: { shape: text, replace },
        keepRemotely: { shape: flag, default: false },
        insecureSkipVerify: { shape: flag, default: false },
        triggers: { shape: map(text), replace },
        authConfig: {
            shape: object({
                address: { shape: text, required: true },
                username: { shape: text },
                password: { shape: text },
            }),
        },
    },
    autoName: "name",
    computed: ["sha256Digest"],
    validate: ({ keepRemotely }) =>
        keepRemotely === false
            ? [
                  {
                      property: "keepRemotely",
                      reason: "keepRemotely must be true: this stand-in pushes images but cannot delete them from a registry",
                  },
              ]
            : [],
    create: async (operation: Operation<DockerClient>, inputs) => {
        const { client, log, signal } = operation;
        const name = inputs.name ?? "";
        await findOrPull(operation, name);
        const { authConfig: given } = inputs;
        const authconfig = given
            ? { username: given.username ?? "", password: given.password ?? "", serveraddress: given.address }
            : // The engine wants to hear that there is none, too.
              (client.authFor(registryOf(name)) ?? { username: "", password: "", serveraddress: registryOf(name) });
        try {
            const stream = await client.docker.getImage(name).push({ abortSignal: signal, authconfig });
            await follow(client, stream, (line) => log.debug(line));
        } catch (error) {
            throw new Error(`image ${name} could not be pushed: ${engineMessage(error)}`);
        }
        const info = await findOrPull(operation, name);
        const sha256Digest = repoDigest(info).split("@")[1] ?? "";
        return { id: sha256Digest, outputs: { sha256Digest } };
    },
    read: async ({ client }, id, former) => {
        const info = former.name === undefined ? undefined : await findImage(client, former.name);
        const digests = (info?.RepoDigests ?? []).map((digest) => digest.split("@")[1]);
        return digests.includes(id) ? { id, outputs: { sha256Digest: id }, inputs: { ...former } } : undefined;
    },
    update: async (_operation, id) => ({ sha256Digest: id }),
    delete: async () => {},
});
