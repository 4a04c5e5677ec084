import type Docker from "dockerode";
import { type Operation, resource } from "../frame/resource.js";
import { map, set, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";
import { type DockerClient, engineMessage, ifFound, label, labelList, labelMap } from "./client.js";

const replace = true;

const fields = {
    name: { shape: text, replace },
    driver: { shape: text, replace },
    driverOpts: { shape: map(text), replace },
    labels: { shape: set(label), replace },
} as const;

function inspect({ client }: Operation<DockerClient>, name: string): Promise<Docker.VolumeInspectInfo | undefined> {
    return ifFound(client.docker.getVolume(name).inspect());
}

export const volume = resource({
    fields,
    autoName: "name",
    computed: ["driver", "mountpoint"],
    create: async (operation: Operation<DockerClient>, inputs) => {
        const name = inputs.name ?? "";
        await operation.client.docker
            .createVolume({
                Name: name,
                Labels: labelMap(inputs.labels),
                ...(inputs.driver && { Driver: inputs.driver }),
                ...(inputs.driverOpts && { DriverOpts: inputs.driverOpts }),
            })
            .catch((error: unknown) => {
                throw new Error(`volume ${name} could not be created: ${engineMessage(error)}`);
            });
        const info = await inspect(operation, name);
        if (!info) throw new Error(`volume ${name} was created and is gone again`);
        return { id: info.Name, outputs: { driver: info.Driver, mountpoint: info.Mountpoint } };
    },
    read: async (operation, id, former) => {
        const info = await inspect(operation, id);
        if (!info) return undefined;
        const outputs = { driver: info.Driver, mountpoint: info.Mountpoint };
        const now: Properties = { name: info.Name, driver: info.Driver, labels: labelList(info.Labels) };
        if (info.Options) now.driverOpts = info.Options;
        const imported = Object.keys(former).length === 0;
        const declared = Object.entries(now).filter(([name]) => imported || name in former);
        const inputs = { ...former, ...Object.fromEntries(declared) };
        return { id: info.Name, outputs, inputs };
    },
    delete: async ({ client }, id) => {
        await ifFound(client.docker.getVolume(id).remove()).catch((error: unknown) => {
            throw new Error(`volume ${id} could not be removed: ${engineMessage(error)}`);
        });
    },
});
