import type { ProviderDefinition } from "../frame/provider.js";
import { ConsulClient, config } from "./client.js";
import { keyPrefix } from "./key-prefix.js";
import { keys } from "./keys.js";

export const consul: ProviderDefinition<ConsulClient> = {
    name: "consul",
    version: "3.15.1",
    config,
    configure: (values) => new ConsulClient(values),
    resources: {
        "consul:index/keyPrefix:KeyPrefix": keyPrefix,
        "consul:index/keys:Keys": keys,
    },
    dataSources: {},
};
