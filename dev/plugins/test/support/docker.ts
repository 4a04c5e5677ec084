import { randomUUID } from "node:crypto";
import Docker from "dockerode";
import type { Properties } from "../../src/frame/values.js";

/** On everything that these tests make, so that a run that was killed is cleaned up by the next. */
export const label = { label: "pulumi-wazo-c4.plugin-test", value: randomUUID() };
export const subnet = "198.18.34.0/24";
export const baseImage = "debian:trixie-slim";

export const container = "docker:index/container:Container";
export const network = "docker:index/network:Network";
export const volume = "docker:index/volume:Volume";
export const remoteImage = "docker:index/remoteImage:RemoteImage";
export const tag = "docker:index/tag:Tag";

/** A container that lives until it is told to end. */
export function program(values: Properties): Properties {
    const command = ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.05; done"];
    return { image: baseImage, command, labels: [label], ...values };
}

export const engine = new Docker();

/** Removes what carries the tests' label, each by its id. */
export async function sweep(): Promise<void> {
    const filters = { label: [label.label] };
    for (const { Id } of await engine.listContainers({ all: true, filters })) {
        await engine.getContainer(Id).remove({ force: true, v: true });
    }
    for (const { Id } of await engine.listNetworks({ filters })) await engine.getNetwork(Id).remove();
    const { Volumes } = await engine.listVolumes({ filters: { label: [label.label] } });
    for (const { Name } of Volumes ?? []) await engine.getVolume(Name).remove();
    for (const { Id } of await engine.listImages({ filters })) await engine.getImage(Id).remove({ force: true });
}

/** A shell command's output in a running container. */
export async function run(containerId: string, ...command: string[]): Promise<string> {
    const exec = await engine
        .getContainer(containerId)
        .exec({ Cmd: command, AttachStdout: true, AttachStderr: true, Tty: true });
    const stream = await exec.start({ Tty: true });
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString("utf8").replaceAll("\r\n", "\n");
}
