import type Docker from "dockerode";
import { labelMap } from "../client.js";
import type { Inputs } from "./fields.js";
import { nanoCpusOf } from "./spelling.js";

const bytesPerMiB = 1024 * 1024;
const nanosecondsPer: Record<string, number> = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

export function nanoseconds(duration: string): number {
    return [...duration.matchAll(/(\d+(?:\.\d+)?)(ns|us|ms|s|m|h)/g)].reduce(
        (sum, [, count, unit]) => sum + Number(count) * (nanosecondsPer[unit ?? ""] ?? 0),
        0,
    );
}

function mebibytes(value: number): number {
    // -1 means "no limit" and has no unit.
    return value > 0 ? value * bytesPerMiB : value;
}

/** Options without a value are not sent to the engine, which then takes its own default. */
export function createOptions(inputs: Inputs): Docker.ContainerCreateOptions {
    return {
        name: inputs.name,
        Image: inputs.image,
        Cmd: inputs.command,
        Entrypoint: inputs.entrypoints,
        Env: inputs.envs,
        Hostname: inputs.hostname,
        Domainname: inputs.domainname,
        User: inputs.user,
        WorkingDir: inputs.workingDir,
        Labels: inputs.labels && labelMap(inputs.labels),
        Tty: inputs.tty,
        OpenStdin: inputs.stdinOpen,
        StopSignal: inputs.stopSignal,
        StopTimeout: inputs.stopTimeout,
        Healthcheck: inputs.healthcheck && {
            Test: inputs.healthcheck.tests,
            Interval: nanoseconds(inputs.healthcheck.interval),
            Timeout: nanoseconds(inputs.healthcheck.timeout),
            StartPeriod: nanoseconds(inputs.healthcheck.startPeriod),
            StartInterval: nanoseconds(inputs.healthcheck.startInterval),
            Retries: inputs.healthcheck.retries,
        },
        ExposedPorts: inputs.ports && Object.fromEntries(inputs.ports.map((port) => [portKey(port), {}])),
        Volumes: anonymousVolumes(inputs),
        HostConfig: hostConfig(inputs),
    };
}

function hostConfig(inputs: Inputs): Docker.HostConfig {
    return {
        ...changeableOptions(inputs),
        ...processorTime(inputs),
        AutoRemove: inputs.rm,
        Init: inputs.init ?? false,
        NetworkMode: inputs.networkMode,
        PortBindings: portBindings(inputs),
        PublishAllPorts: inputs.publishAllPorts,
        ExtraHosts: inputs.hosts?.map(({ host, ip }) => `${host}:${ip}`),
        Dns: inputs.dns,
        DnsOptions: inputs.dnsOpts,
        DnsSearch: inputs.dnsSearches,
        Binds: binds(inputs),
        VolumesFrom: inputs.volumes?.flatMap(({ fromContainer }) => fromContainer ?? []),
        Mounts: inputs.mounts?.map(mountSettings),
        Tmpfs: inputs.tmpfs,
        ReadonlyRootfs: inputs.readOnly,
        ShmSize: inputs.shmSize === undefined ? undefined : mebibytes(inputs.shmSize),
        StorageOpt: inputs.storageOpts,
        CapAdd: inputs.capabilities?.adds,
        CapDrop: inputs.capabilities?.drops,
        Privileged: inputs.privileged,
        SecurityOpt: inputs.securityOpts,
        Sysctls: inputs.sysctls,
        Ulimits: inputs.ulimits?.map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard })),
        Devices: inputs.devices?.map((device) => ({
            PathOnHost: device.hostPath,
            PathInContainer: device.containerPath ?? device.hostPath,
            CgroupPermissions: device.permissions ?? "rwm",
        })),
        GroupAdd: inputs.groupAdds,
        IpcMode: inputs.ipcMode,
        PidMode: inputs.pidMode,
        UsernsMode: inputs.usernsMode,
        CgroupParent: inputs.cgroupParent,
        Runtime: inputs.runtime,
        LogConfig: inputs.logDriver ? { Type: inputs.logDriver, Config: inputs.logOpts ?? {} } : undefined,
        ...(inputs.cgroupnsMode && { CgroupnsMode: inputs.cgroupnsMode }),
    };
}

/** As with the official plugin, a period and a quota mean nothing beside `cpus`. */
function processorTime({ cpus, cpuPeriod, cpuQuota }: Inputs): Docker.HostConfig {
    return cpus === undefined ? { CpuPeriod: cpuPeriod, CpuQuota: cpuQuota } : { NanoCpus: nanoCpusOf(cpus) };
}

/** What the official plugin changes on a living container. */
export function changeableOptions(inputs: Inputs) {
    return {
        RestartPolicy: { Name: inputs.restart, MaximumRetryCount: inputs.maxRetryCount ?? 0 },
        Memory: inputs.memory === undefined ? undefined : mebibytes(inputs.memory),
        MemorySwap: inputs.memorySwap === undefined ? undefined : mebibytes(inputs.memorySwap),
        MemoryReservation: inputs.memoryReservation === undefined ? undefined : mebibytes(inputs.memoryReservation),
        CpuShares: inputs.cpuShares,
        CpusetCpus: inputs.cpuSet,
    };
}

type Port = NonNullable<Inputs["ports"]>[number];

export function portKey({ internal, protocol }: Port): string {
    return `${internal}/${protocol}`;
}

function portBindings({ ports }: Inputs): Record<string, { HostIp: string; HostPort: string }[]> | undefined {
    if (!ports) return undefined;
    const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
    for (const port of ports) {
        const key = portKey(port);
        // Port 0 is the engine's word for "any that is free".
        bindings[key] = [...(bindings[key] ?? []), { HostIp: port.ip, HostPort: String(port.external ?? 0) }];
    }
    return bindings;
}

function binds({ volumes }: Inputs): string[] | undefined {
    return volumes?.flatMap(({ volumeName, hostPath, containerPath, readOnly }) => {
        const source = volumeName ?? hostPath;
        return source && containerPath ? [`${source}:${containerPath}:${readOnly ? "ro" : "rw"}`] : [];
    });
}

function anonymousVolumes({ volumes }: Inputs): Record<string, object> | undefined {
    return (
        volumes &&
        Object.fromEntries(volumes.flatMap(({ containerPath }) => (containerPath ? [[containerPath, {}]] : [])))
    );
}

type Mount = NonNullable<Inputs["mounts"]>[number];

function mountSettings(mount: Mount): Docker.MountSettings {
    const volume = mount.volumeOptions;
    return {
        Type: mount.type,
        Target: mount.target,
        Source: mount.source ?? "",
        ReadOnly: mount.readOnly,
        BindOptions: mount.bindOptions?.propagation ? { Propagation: mount.bindOptions.propagation } : undefined,
        TmpfsOptions: mount.tmpfsOptions && {
            SizeBytes: mount.tmpfsOptions.sizeBytes ?? 0,
            // The engine's own default for a tmpfs: everybody may write, the sticky bit protects.
            Mode: mount.tmpfsOptions.mode ?? 0o1777,
        },
        VolumeOptions: volume && {
            NoCopy: volume.noCopy ?? false,
            Labels: labelMap(volume.labels),
            DriverConfig: { Name: volume.driverName ?? "", Options: volume.driverOptions ?? {} },
        },
    };
}
