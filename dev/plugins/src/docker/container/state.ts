import type Docker from "dockerode";
import type { Found } from "../../frame/resource.js";
import type { Properties, Value } from "../../frame/values.js";
import { labelList } from "../client.js";
import type { FormerInputs } from "./fields.js";
import { portKey } from "./options.js";
import { cpusText, durationText } from "./spelling.js";

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

/** Limits that mean "none" when they are not declared: any other value is then a difference. */
const unlimited: Properties = {
    maxRetryCount: 0,
    memory: 0,
    memorySwap: 0,
    memoryReservation: 0,
    cpuShares: 0,
    cpuSet: "",
};

/**
 * What the official plugin reads of a container that may be spelled or set otherwise than it was declared. It reads
 * neither variables, labels, files, volumes nor networks.
 */
export function readBack(info: Info, former: FormerInputs): Properties {
    const { Config, HostConfig, State } = info;
    const seen: Properties = {
        name: nameOf(info),
        restart: HostConfig.RestartPolicy?.Name || "no",
        maxRetryCount: HostConfig.RestartPolicy?.MaximumRetryCount ?? 0,
        memory: inMiB(HostConfig.Memory),
        memorySwap: inMiB(HostConfig.MemorySwap),
        memoryReservation: inMiB(HostConfig.MemoryReservation),
        cpuShares: HostConfig.CpuShares ?? 0,
        cpuSet: HostConfig.CpusetCpus ?? "",
        // An image that was declared by its id is read as an id, any other by the name that the container was made with.
        image: former.image?.startsWith("sha256:") ? info.Image : Config.Image,
    };
    if (HostConfig.NanoCpus) seen.cpus = cpusText(HostConfig.NanoCpus);
    if (former.healthcheck && Config.Healthcheck) seen.healthcheck = healthcheckOf(Config.Healthcheck);
    if (former.mustRun !== false && former.start !== false && !State.Running) {
        seen.mustRun = false;
        // The engine knows no published ports of what does not run, and the plugin takes that for a change of them.
        if (former.ports && former.ports.length > 0) seen.ports = [];
    }
    return Object.fromEntries(
        Object.entries(seen).filter(([name, value]) => name in former || name === "cpus" || isLimit(name, value)),
    );
}

function isLimit(name: string, value: Value): boolean {
    return name in unlimited && value !== unlimited[name];
}

function healthcheckOf(check: NonNullable<Info["Config"]["Healthcheck"]>): Properties {
    return {
        tests: check.Test ?? [],
        interval: durationText(check.Interval ?? 0),
        timeout: durationText(check.Timeout ?? 0),
        startPeriod: durationText(check.StartPeriod ?? 0),
        startInterval: durationText(check.StartInterval ?? 0),
        retries: check.Retries ?? 0,
    };
}

/**
 * What was declared, as the plugin compares it with what is declared now: as it stands in the state, where it was last
 * read. What only the image or the engine chose is no declaration.
 */
export function settled(olds: Properties, state: Properties): Properties {
    const names = ["cpus", "healthcheck", ...Object.keys(unlimited)];
    const inState = names.flatMap((name): [string, Value][] => {
        const value = state[name];
        const counts = value !== undefined && (name in olds || name === "cpus" || isLimit(name, value));
        return counts ? [[name, value]] : [];
    });
    return { ...olds, ...Object.fromEntries(inState) };
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

export function found(info: Info, former: FormerInputs, state: Properties): Found {
    const imported = Object.keys(former).length === 0;
    const seen = readBack(info, former);
    const outputs = outputsOf(info, former);
    if (seen.ports !== undefined) outputs.ports = seen.ports;
    if (state.containerLogs !== undefined) outputs.containerLogs = state.containerLogs;
    return { id: info.Id, outputs, inputs: imported ? importedInputs(info) : { ...former, ...seen } };
}
