import type { ProviderDefinition } from "../frame/provider.js";
import { text } from "../frame/schema.js";
import { KubernetesClient } from "./client.js";
import { anyKind } from "./resource.js";

/** Kinds of the API are `kubernetes:group/version:Kind`; charts and files of YAML are components of the SDK, or not there. */
const kindToken = /^kubernetes:[a-z0-9.]+\/v\d+((alpha|beta)\d+)?:[A-Z]\w+$/;

export const kubernetes: ProviderDefinition<KubernetesClient> = {
    name: "kubernetes",
    version: "4.34.2",
    config: { kubeconfig: { shape: text }, context: { shape: text }, namespace: { shape: text } },
    configure: ({ kubeconfig, context, namespace }) =>
        new KubernetesClient({
            ...(typeof kubeconfig === "string" ? { kubeconfig } : {}),
            ...(typeof context === "string" ? { context } : {}),
            ...(typeof namespace === "string" ? { namespace } : {}),
        }),
    resources: {},
    resourceOf: (token) => (kindToken.test(token) && !/(List|Patch)$/.test(token) ? anyKind : undefined),
    dataSources: {},
};
