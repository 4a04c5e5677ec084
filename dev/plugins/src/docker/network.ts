import type Docker from "dockerode";
import { type Found, type Operation, resource } from "../frame/resource.js";
import { type FormerValue, flag, map, object, set, text } from "../frame/schema.js";
import type { Properties, Value } from "../frame/values.js";
import { type DockerClient, engineMessage, ifFound, label, labelList, labelMap } from "./client.js";

const replace = true;

const fields = {
    name: { shape: text, replace },
    driver: { shape: text, replace },
    internal: { shape: flag, replace },
    attachable: { shape: flag, replace },
    ingress: { shape: flag, replace },
    ipv6: { shape: flag, replace },
    checkDuplicate: { shape: flag, replace },
    labels: { shape: set(label), replace },
    options: { shape: map(text), replace },
    ipamDriver: { shape: text, default: "default", replace },
    ipamOptions: { shape: map(text), replace },
    ipamConfigs: {
        shape: set(
            object({
                subnet: { shape: text },
                ipRange: { shape: text },
                gateway: { shape: text },
                auxAddress: { shape: map(text) },
            }),
        ),
        replace,
    },
} as const;

function real(info: Docker.NetworkInspectInfo): Properties {
    const pools = info.IPAM?.Config ?? [];
    return {
        name: info.Name,
        driver: info.Driver,
        internal: info.Internal,
        attachable: info.Attachable,
        ingress: info.Ingress,
        ipv6: info.EnableIPv6,
        labels: labelList(info.Labels),
        options: info.Options ?? {},
        ipamDriver: info.IPAM?.Driver ?? "default",
        ipamOptions: info.IPAM?.Options ?? {},
        ipamConfigs: pools.map((pool) =>
            withoutEmpty({
                subnet: pool.Subnet,
                gateway: pool.Gateway,
                ipRange: pool.IPRange,
                auxAddress: pool.AuxiliaryAddresses && withoutEmpty(pool.AuxiliaryAddresses),
            }),
        ),
        scope: info.Scope,
    };
}

function withoutEmpty(values: Record<string, Value | undefined>): Properties {
    return Object.fromEntries(
        Object.entries(values).flatMap(([name, value]): [string, Value][] => (value ? [[name, value]] : [])),
    );
}

function found(info: Docker.NetworkInspectInfo, former: FormerValue<typeof fields>): Found {
    const now = real(info);
    const declared = Object.fromEntries(Object.entries(now).filter(([name]) => name in former));
    const inputs = Object.keys(former).length > 0 ? { ...former, ...declared } : imported(now);
    const added = Object.fromEntries(Object.entries(now).filter(([name]) => !(name in inputs)));
    return { id: info.Id, outputs: added, inputs };
}

function imported(now: Properties): Properties {
    const { scope: _computed, ...inputs } = now;
    return inputs;
}

async function inspect({ client }: Operation<DockerClient>, id: string): Promise<Docker.NetworkInspectInfo> {
    return client.docker.getNetwork(id).inspect();
}

export const network = resource({
    fields,
    autoName: "name",
    computed: ["driver", "internal", "ipamConfigs", "options", "scope"],
    create: async (operation: Operation<DockerClient>, inputs) => {
        const ipam = {
            Driver: inputs.ipamDriver,
            ...(inputs.ipamOptions && { Options: inputs.ipamOptions }),
            ...(inputs.ipamConfigs && {
                Config: inputs.ipamConfigs.map((pool) => ({
                    ...(pool.subnet && { Subnet: pool.subnet }),
                    ...(pool.ipRange && { IPRange: pool.ipRange }),
                    ...(pool.gateway && { Gateway: pool.gateway }),
                    ...(pool.auxAddress && { AuxiliaryAddresses: pool.auxAddress }),
                })),
            }),
        };
        const name = inputs.name ?? "";
        const created = await operation.client.docker
            .createNetwork({
                Name: name,
                // Two networks of one name are hardly ever wanted; the engine does not refuse them by itself.
                CheckDuplicate: inputs.checkDuplicate ?? true,
                ...(inputs.driver && { Driver: inputs.driver }),
                ...(inputs.internal !== undefined && { Internal: inputs.internal }),
                ...(inputs.attachable !== undefined && { Attachable: inputs.attachable }),
                ...(inputs.ingress !== undefined && { Ingress: inputs.ingress }),
                ...(inputs.ipv6 !== undefined && { EnableIPv6: inputs.ipv6 }),
                ...(inputs.options && { Options: inputs.options }),
                Labels: labelMap(inputs.labels),
                IPAM: ipam,
            })
            .catch((error: unknown) => {
                throw new Error(`network ${name} could not be created: ${engineMessage(error)}`);
            });
        const info = await inspect(operation, created.id);
        return found(info, inputs);
    },
    read: async (operation, id, former) => {
        const info = await ifFound(inspect(operation, id));
        return info && found(info, former);
    },
    delete: async ({ client }, id, former) => {
        await ifFound(client.docker.getNetwork(id).remove()).catch((error: unknown) => {
            throw new Error(`network ${former.name ?? id} could not be removed: ${engineMessage(error)}`);
        });
    },
});
