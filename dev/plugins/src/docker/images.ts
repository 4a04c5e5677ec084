import type Docker from "dockerode";
import type { Operation } from "../frame/resource.js";
import { isObject } from "../frame/values.js";
import { type DockerClient, engineMessage, ifFound } from "./client.js";

const hub = "registry-1.docker.io";

/** The registry in an image's name; the first part is one when it has a dot, a port or is `localhost`. */
export function registryOf(image: string): string {
    const [first = "", ...rest] = image.split("/");
    return rest.length > 0 && (/[.:]/.test(first) || first === "localhost") ? first : hub;
}

/** Splits `repository:tag`; a digest counts as a tag. */
export function splitName(image: string): { repository: string; tag: string } {
    const at = image.indexOf("@");
    if (at >= 0) return { repository: image.slice(0, at), tag: image.slice(at + 1) };
    const colon = image.lastIndexOf(":");
    return colon > image.lastIndexOf("/")
        ? { repository: image.slice(0, colon), tag: image.slice(colon + 1) }
        : { repository: image, tag: "latest" };
}

export function findImage({ docker }: DockerClient, name: string): Promise<Docker.ImageInspectInfo | undefined> {
    return ifFound(docker.getImage(name).inspect());
}

export async function findOrPull(operation: Operation<DockerClient>, name: string): Promise<Docker.ImageInspectInfo> {
    const here = await findImage(operation.client, name);
    if (here) return here;
    if (/^(sha256:)?[0-9a-f]{12,64}$/.test(name)) {
        throw new Error(
            `image ${name} is not on this Docker engine; an image that is named by its id cannot be pulled`,
        );
    }
    try {
        await pull(operation, name);
    } catch (error) {
        throw new Error(`image ${name} is not on this Docker engine and could not be pulled: ${engineMessage(error)}`);
    }
    const pulled = await findImage(operation.client, name);
    if (!pulled) throw new Error(`image ${name} was pulled, but the Docker engine does not know it afterwards`);
    return pulled;
}

async function pull({ client, log, signal }: Operation<DockerClient>, name: string): Promise<void> {
    log.progress(`pulling ${name}`);
    const authconfig = client.authFor(registryOf(name));
    const { repository, tag } = splitName(name);
    // Without a tag the engine would pull every one that there is.
    const reference = tag.includes(":") ? `${repository}@${tag}` : `${repository}:${tag}`;
    const stream = await client.docker.pull(reference, { abortSignal: signal, ...(authconfig && { authconfig }) });
    await follow(client, stream, (line) => log.debug(line));
}

/** Reads the engine's stream of messages to its end; a message that says so is an error. */
export function follow(
    { docker }: DockerClient,
    stream: NodeJS.ReadableStream,
    onLine: (line: string) => void,
): Promise<void> {
    return new Promise((resolve, reject) => {
        const done = (error: Error | null): void => (error ? reject(error) : resolve());
        docker.modem.followProgress(stream, done, (message: unknown) => {
            if (!isObject(message)) return;
            if (typeof message.error === "string") {
                reject(new Error(message.error));
                return;
            }
            const text = typeof message.stream === "string" ? message.stream : message.status;
            if (typeof text !== "string") return;
            for (const line of text.split("\n")) {
                if (line.trim() !== "") onLine(line);
            }
        });
    });
}

export function repoDigest(info: Docker.ImageInspectInfo): string {
    return info.RepoDigests?.[0] ?? "";
}
