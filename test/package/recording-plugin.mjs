// A provider plugin that makes nothing and says that it did: names, defaults and secrets are those of the stand-ins of
// dev/plugins. Usage: node recording-plugin.mjs command|consul|docker|kubernetes|random|tls

import { command } from "../../dev/plugins/dist/command/provider.js";
import { consul } from "../../dev/plugins/dist/consul/provider.js";
import { docker } from "../../dev/plugins/dist/docker/provider.js";
import { logToErrorOutput } from "../../dev/plugins/dist/frame/log.js";
import { serve } from "../../dev/plugins/dist/frame/server.js";
import { kubernetes } from "../../dev/plugins/dist/kubernetes/provider.js";
import { random } from "../../dev/plugins/dist/random/provider.js";
import { tls } from "../../dev/plugins/dist/tls/provider.js";

const name = process.argv[2];
const definition = [command, consul, docker, kubernetes, random, tls].find((each) => each.name === name);
if (definition === undefined) throw new Error(`There is no plugin ${name}.`);

/** What only a creation tells, where programs read it. */
function computed(token, inputs, resource) {
    switch (token) {
        case "docker:index/remoteImage:RemoteImage":
            return { id: `sha256:${resource}`, outputs: { imageId: `sha256:${resource}` } };
        case "kubernetes:core/v1:Service":
            return { id: idOf(inputs), outputs: { spec: served(inputs.spec), status: {} } };
        default:
            return { id: token.startsWith("kubernetes:") ? idOf(inputs) : `${resource}-1a2b3c4d`, outputs: inputs };
    }
}

/** A Service with the addresses that a cluster gives. */
function served({ ports = [], ...spec }) {
    const given = ports.map((port, index) => (spec.type === "NodePort" ? { nodePort: 30000 + index, ...port } : port));
    return { ...spec, ports: given, clusterIP: "198.18.32.1" };
}

const idOf = ({ metadata }) => [metadata.namespace, metadata.name].filter(Boolean).join("/");

function recording(token, resource) {
    const { rehearse: _, ...rest } = resource;
    return { ...rest, create: async (operation, inputs) => computed(token, inputs, operation.name) };
}

// Those reach nothing outside of the state.
const recorded =
    name === "random" || name === "tls"
        ? definition
        : {
              ...definition,
              configure: () => ({}),
              resources: Object.fromEntries(
                  Object.entries(definition.resources).map(([token, resource]) => [token, recording(token, resource)]),
              ),
              resourceOf: (token) => {
                  const resource = definition.resourceOf?.(token);
                  return resource === undefined ? undefined : recording(token, resource);
              },
          };

// The engine reads the port from the first line and expects nothing else on this output.
process.stdout.write(`${await serve(recorded, logToErrorOutput, new AbortController())}\n`);
