import type { ProviderDefinition } from "../frame/provider.js";
import { config, connect, type DockerClient } from "./client.js";
import { container } from "./container/resource.js";
import { getNetwork, getRemoteImage } from "./lookups.js";
import { network } from "./network.js";
import { registryImage } from "./registry-image.js";
import { remoteImage } from "./remote-image.js";
import { tag } from "./tag.js";
import { volume } from "./volume.js";

export const docker: ProviderDefinition<DockerClient> = {
    name: "docker",
    version: "5.2.0",
    config,
    configure: connect,
    resources: {
        "docker:index/container:Container": container,
        "docker:index/network:Network": network,
        "docker:index/registryImage:RegistryImage": registryImage,
        "docker:index/remoteImage:RemoteImage": remoteImage,
        "docker:index/tag:Tag": tag,
        "docker:index/volume:Volume": volume,
    },
    dataSources: {
        "docker:index/getNetwork:getNetwork": getNetwork,
        "docker:index/getRemoteImage:getRemoteImage": getRemoteImage,
    },
};
