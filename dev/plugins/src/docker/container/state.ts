import type Docker from "dockerode";
import type { Found } from "../../frame/resource.js";
import type { Properties, Value } from "../../frame/values.js";
import { ifFound, labelList } from "../client.js";
import type { FormerInputs } from "./fields.js";
import { portKey } from "./options.js";

const bytesPerMiB = 1024 * 1024;

/** Outputs that only the engine knows. */
export const computed = [
    "bridge",
    "command",
    "containerLogs",
    "entrypoints",
    "exitCode",
    "hostname",
    "init",
    "ipcMode",
    "logDriver",
    "networkDatas",
    "runtime",
    "shmSize",
    "stopSignal",
    "stopTimeout",
] as const;

type Info = Docker.ContainerInspectInfo;

function inMiB(bytes: number | undefined): number {
    return bytes === undefined || bytes <= 0 ? (bytes ?? 0) : bytes / bytesPerMiB;
}

export function nameOf(info: Info): string {
    return info.Name.replace(/^\//, "");
}

export function outputsOf(info: Info, inputs: FormerInputs): Properties {
    const { Config, HostConfig, State } = info;
    const outputs: Properties = {
        bridge: "",
        command: Config.Cmd ?? [],
        entrypoints: [Config.Entrypoint ?? []].flat(),
        hostname: Config.Hostname,
        init: HostConfig.Init ?? false,
        ipcMode: HostConfig.IpcMode ?? "",
        logDriver: HostConfig.LogConfig?.Type ?? "",
        networkDatas: Object.entries(info.NetworkSettings.Networks).map(([networkName, data]) => ({
            networkName,
            ipAddress: data.IPAddress,
            ipPrefixLength: data.IPPrefixLen,
            gateway: data.Gateway,
            globalIpv6Address: data.GlobalIPv6Address,
            globalIpv6PrefixLength: data.GlobalIPv6PrefixLen,
            ipv6Gateway: data.IPv6Gateway,
            macAddress: data.MacAddress,
        })),
        runtime: HostConfig.Runtime ?? "",
        shmSize: inMiB(HostConfig.ShmSize),
    };
    if (!State.Running) outputs.exitCode = State.ExitCode;
    if (inputs.ports) outputs.ports = inputs.ports.map((port) => publishedPort(info, port));
    return outputs;
}

/** A port with the number that the engine chose where the program left it open. */
function publishedPort(info: Info, port: NonNullable<FormerInputs["ports"]>[number]): Value {
    if (port.external !== undefined) return port;
    const bindings = info.NetworkSettings.Ports[portKey(port)] ?? [];
    const bound = bindings.find(({ HostIp }) => HostIp === port.ip) ?? bindings[0];
    return bound ? { ...port, external: Number(bound.HostPort) } : port;
}

/** The inputs as the engine has them: what somebody has changed behind Pulumi's back differs from the former ones. */
export async function actualInputs(docker: Docker, info: Info, former: FormerInputs): Promise<Properties> {
    const { HostConfig } = info;
    const seen: Properties = {
        name: nameOf(info),
        restart: HostConfig.RestartPolicy?.Name || "no",
        maxRetryCount: HostConfig.RestartPolicy?.MaximumRetryCount ?? 0,
        memory: inMiB(HostConfig.Memory),
        memorySwap: inMiB(HostConfig.MemorySwap),
        memoryReservation: inMiB(HostConfig.MemoryReservation),
        cpuShares: HostConfig.CpuShares ?? 0,
        cpuSet: HostConfig.CpusetCpus ?? "",
        image: await imageOf(docker, info, former.image),
    };
    if (HostConfig.NanoCpus !== undefined && Number(former.cpus) !== HostConfig.NanoCpus / 1e9) {
        seen.cpus = String(HostConfig.NanoCpus / 1e9);
    }
    if (former.networksAdvanced) {
        const networks = Object.entries(info.NetworkSettings.Networks);
        seen.networksAdvanced = former.networksAdvanced.filter(({ name }) =>
            networks.some(([connected, { NetworkID }]) => connected === name || NetworkID === name),
        );
    }
    if (former.mustRun !== false && former.start !== false && !info.State.Running) seen.mustRun = false;
    const declared = Object.entries(seen).filter(([name]) => name in former);
    return { ...former, ...Object.fromEntries(declared) };
}

/** The image as it was declared while that still means the image that runs, or else the one that runs. */
async function imageOf(docker: Docker, info: Info, declared: string | undefined): Promise<string> {
    if (declared === undefined) return info.Image;
    const image = await ifFound(docker.getImage(declared).inspect());
    return image?.Id === info.Image ? declared : info.Image;
}

/** The inputs that would make this container, for `pulumi import`. */
export function importedInputs(info: Info): Properties {
    const { Config, HostConfig } = info;
    const check = Config.Healthcheck;
    return {
        name: nameOf(info),
        image: info.Image,
        command: Config.Cmd ?? [],
        entrypoints: [Config.Entrypoint ?? []].flat(),
        envs: Config.Env,
        hostname: Config.Hostname,
        labels: labelList(Config.Labels),
        networkMode: HostConfig.NetworkMode ?? "bridge",
        restart: HostConfig.RestartPolicy?.Name || "no",
        ...(Config.User && { user: Config.User }),
        ...(HostConfig.Memory && { memory: inMiB(HostConfig.Memory), memorySwap: inMiB(HostConfig.MemorySwap) }),
        ...(check?.Test && { healthcheck: { tests: check.Test, retries: check.Retries ?? 0 } }),
    };
}

export async function found(docker: Docker, info: Info, former: FormerInputs, state: Properties): Promise<Found> {
    const imported = Object.keys(former).length === 0;
    const inputs = imported ? importedInputs(info) : await actualInputs(docker, info, former);
    const outputs = { ...outputsOf(info, former) };
    if (state.containerLogs !== undefined) outputs.containerLogs = state.containerLogs;
    return { id: info.Id, outputs, inputs };
}
