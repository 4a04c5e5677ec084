import type Docker from "dockerode";
import { messageOf } from "../../frame/failure.js";
import { type Operation, PartialFailure, resource } from "../../frame/resource.js";
import { isProperties, type Properties, unknown, type Value } from "../../frame/values.js";
import { type DockerClient, engineMessage, hasStatus, ifFound } from "../client.js";
import { findOrPull } from "../images.js";
import { fields, type Inputs } from "./fields.js";
import { lastLog, whyNotHealthy, whyNotRunning } from "./life.js";
import { changeableOptions, createOptions } from "./options.js";
import { computed, found, outputsOf, readBack, settled } from "./state.js";
import { putUploads, uploadProblems } from "./uploads.js";

async function connectNetworks({ docker }: DockerClient, container: Docker.Container, inputs: Inputs): Promise<void> {
    if (!inputs.networksAdvanced) return;
    // The engine joins a new container to the default network; named networks are meant instead of it.
    await docker
        .getNetwork("bridge")
        .disconnect({ Container: container.id })
        .catch((error: unknown) => {
            if (!messageOf(error).includes("is not connected to")) throw error;
        });
    for (const network of inputs.networksAdvanced) {
        await docker
            .getNetwork(network.name)
            .connect({
                Container: container.id,
                EndpointConfig: {
                    Aliases: network.aliases ?? [],
                    IPAMConfig: {
                        ...(network.ipv4Address && { IPv4Address: network.ipv4Address }),
                        ...(network.ipv6Address && { IPv6Address: network.ipv6Address }),
                        ...(network.linkLocalIps && { LinkLocalIPs: network.linkLocalIps }),
                    },
                    ...(network.macAddress && { MacAddress: network.macAddress }),
                    ...(network.driverOpts && {
                        DriverOpts: Object.fromEntries(
                            network.driverOpts.map((option) => [
                                option.split("=")[0],
                                option.split("=").slice(1).join("="),
                            ]),
                        ),
                    }),
                },
            })
            .catch((error: unknown) => {
                throw new Error(`it could not join network ${network.name}: ${engineMessage(error)}`);
            });
    }
}

/** Brings a container that exists to life; what is wrong with it is the error. */
async function bringUp(
    operation: Operation<DockerClient>,
    container: Docker.Container,
    inputs: Inputs,
): Promise<Properties> {
    await connectNetworks(operation.client, container, inputs);
    await putUploads(container, inputs.uploads ?? []);
    if (!inputs.start) return {};
    return start(operation, container, inputs);
}

async function start(
    operation: Operation<DockerClient>,
    container: Docker.Container,
    inputs: Inputs,
): Promise<Properties> {
    await container.start().catch((error: unknown) => {
        // 304: it runs already.
        if (!hasStatus(error, 304)) throw new Error(`it could not be started: ${engineMessage(error)}`);
    });
    if (inputs.attach) {
        await container.wait({ abortSignal: operation.signal });
        return inputs.logs ? { containerLogs: await lastLog(container, inputs.tty, Number.MAX_SAFE_INTEGER) } : {};
    }
    const trouble = inputs.wait
        ? await whyNotHealthy(container, inputs.waitTimeout, inputs.restart !== "no", operation.signal)
        : inputs.mustRun
          ? await whyNotRunning(container)
          : undefined;
    if (trouble) throw new Error(`it ${trouble}`);
    return {};
}

/** The engine chooses the ports that the program left open. */
function withOpenPorts({ ports }: Properties): Properties {
    if (!Array.isArray(ports)) return {};
    const open: Value = unknown;
    return {
        ports: ports.map((port) =>
            isProperties(port) && port.external === undefined ? { ...port, external: open } : port,
        ),
    };
}

export const container = resource({
    fields,
    autoName: "name",
    computed,
    deleteBeforeReplace: true,
    validate: uploadProblems,
    foresee: withOpenPorts,
    settled,
    create: async (operation: Operation<DockerClient>, inputs) => {
        const { client } = operation;
        await findOrPull(operation, inputs.image);
        const name = inputs.name ?? "";
        const made = await client.docker.createContainer(createOptions(inputs)).catch((error: unknown) => {
            throw new Error(`container ${name} could not be created: ${engineMessage(error)}`);
        });
        try {
            const logs = await bringUp(operation, made, inputs);
            const info = await made.inspect();
            return { id: made.id, outputs: { ...readBack(info, inputs), ...outputsOf(info, inputs), ...logs } };
        } catch (error) {
            const info = await ifFound(made.inspect());
            const outputs = info ? outputsOf(info, inputs) : {};
            throw new PartialFailure(`container ${name} was created, but ${messageOf(error)}`, made.id, outputs);
        }
    },
    read: async ({ client }, id, former, state) => {
        const info = await ifFound(client.docker.getContainer(id).inspect());
        return info && found(info, former, state);
    },
    update: async (operation, id, inputs, former) => {
        const container = operation.client.docker.getContainer(id);
        await container.update(changeableOptions(inputs)).catch((error: unknown) => {
            throw new Error(`container ${inputs.name ?? id} could not be updated: ${engineMessage(error)}`);
        });
        const stopped = inputs.mustRun && inputs.start && !(await container.inspect()).State.Running;
        if (stopped || (inputs.start && former.start === false)) {
            try {
                await start(operation, container, inputs);
            } catch (error) {
                const outputs = outputsOf(await container.inspect(), inputs);
                throw new PartialFailure(
                    `container ${inputs.name ?? id} was updated, but ${messageOf(error)}`,
                    id,
                    outputs,
                );
            }
        }
        return outputsOf(await container.inspect(), inputs);
    },
    delete: async ({ client }, id, former) => {
        const container = client.docker.getContainer(id);
        const grace = former.destroyGraceSeconds ?? 0;
        if (grace > 0 && !former.attach) {
            await container.stop({ t: grace }).catch((error: unknown) => {
                // 304: it is stopped already; 404: it is gone already.
                if (!hasStatus(error, 304, 404)) throw error;
            });
        }
        await container.remove({ force: true, v: former.removeVolumes ?? true }).catch((error: unknown) => {
            // 409: `rm` or somebody else is removing it at this moment.
            if (!hasStatus(error, 404, 409))
                throw new Error(`container ${id} could not be removed: ${engineMessage(error)}`);
        });
        await ifFound(container.wait({ condition: "removed" }));
    },
});
