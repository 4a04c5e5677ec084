import type { ProviderDefinition } from "../frame/provider.js";
import { aclPolicy, aclToken, aclTokenPolicyAttachment, getAclTokenSecretId } from "./acl.js";
import { ConsulClient, config } from "./client.js";
import { configEntry } from "./config-entry.js";
import { intention } from "./intention.js";
import { keyPrefix } from "./key-prefix.js";
import { keys } from "./keys.js";
import { getKeys } from "./lookups.js";
import { node } from "./node.js";
import { service } from "./service.js";

export const consul: ProviderDefinition<ConsulClient> = {
    name: "consul",
    version: "3.15.1",
    config,
    configure: (values) => new ConsulClient(values),
    resources: {
        "consul:index/aclPolicy:AclPolicy": aclPolicy,
        "consul:index/aclToken:AclToken": aclToken,
        "consul:index/aclTokenPolicyAttachment:AclTokenPolicyAttachment": aclTokenPolicyAttachment,
        "consul:index/configEntry:ConfigEntry": configEntry,
        "consul:index/intention:Intention": intention,
        "consul:index/keyPrefix:KeyPrefix": keyPrefix,
        "consul:index/keys:Keys": keys,
        "consul:index/node:Node": node,
        "consul:index/service:Service": service,
    },
    dataSources: {
        "consul:index/getAclTokenSecretId:getAclTokenSecretId": getAclTokenSecretId,
        "consul:index/getKeys:getKeys": getKeys,
    },
};
