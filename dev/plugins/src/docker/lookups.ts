import { dataSource, type Operation } from "../frame/resource.js";
import { text } from "../frame/schema.js";
import { type DockerClient, engineMessage } from "./client.js";
import { findImage, repoDigest } from "./images.js";

export const getNetwork = dataSource({
    fields: { name: { shape: text, required: true } },
    invoke: async ({ client }: Operation<DockerClient>, { name }) => {
        const info = await client.docker
            .getNetwork(name)
            .inspect()
            .catch((error: unknown) => {
                throw new Error(`network ${name} could not be found: ${engineMessage(error)}`);
            });
        const pools = info.IPAM?.Config ?? [];
        return {
            id: info.Id,
            name: info.Name,
            driver: info.Driver,
            internal: info.Internal,
            options: info.Options ?? {},
            scope: info.Scope,
            ipamConfigs: pools.map(({ Subnet = "", Gateway = "" }) => ({ subnet: Subnet, gateway: Gateway })),
            containers: Object.entries(info.Containers ?? {}).map(([containerId, container]) => ({
                containerId,
                containerName: container.Name,
                ipv4Address: container.IPv4Address,
            })),
        };
    },
});

export const getRemoteImage = dataSource({
    fields: { name: { shape: text, required: true } },
    invoke: async ({ client }: Operation<DockerClient>, { name }) => {
        const info = await findImage(client, name);
        if (!info) throw new Error(`image ${name} is not on this Docker engine`);
        return { id: info.Id, name, repoDigest: repoDigest(info) };
    },
});
