import { type FieldsValue, type FormerValue, flag, list, map, number, object, set, text } from "../../frame/schema.js";
import { label } from "../client.js";

const replace = true;
const duration = {
    shape: text,
    default: "0s",
    pattern: { regexp: /^(\d+(\.\d+)?(ns|us|ms|s|m|h))+$/, meaning: "a duration such as 500ms, 10s or 1m30s" },
} as const;

/**
 * What replaces a container is what replaces it with the official plugin. All else is an update, although that changes
 * only the restart policy, memory and shares on the engine: a changed healthcheck, tmpfs, init, quota or period is said to
 * be updated and takes effect when the container is replaced for another reason.
 */
export const fields = {
    name: { shape: text, replace },
    image: { shape: text, required: true, replace },
    command: { shape: list(text), replace },
    entrypoints: { shape: list(text), replace },
    envs: { shape: set(text), replace },
    hostname: { shape: text, replace },
    domainname: { shape: text, replace },
    user: { shape: text, replace },
    workingDir: { shape: text, replace },
    labels: { shape: set(label), replace },

    start: { shape: flag, default: true },
    mustRun: { shape: flag, default: true },
    wait: { shape: flag, default: false },
    /** Seconds. */
    waitTimeout: { shape: number, default: 60, min: 1 },
    attach: { shape: flag, default: false },
    logs: { shape: flag, default: false },
    rm: { shape: flag, default: false },
    removeVolumes: { shape: flag, default: true },
    /** Seconds. */
    destroyGraceSeconds: { shape: number, min: 0 },
    containerReadRefreshTimeoutMilliseconds: { shape: number, default: 15000, min: 0 },
    stopSignal: { shape: text, replace },
    /** Seconds. */
    stopTimeout: { shape: number, min: 0, replace },
    restart: { shape: text, default: "no", oneOf: ["no", "on-failure", "always", "unless-stopped"] },
    maxRetryCount: { shape: number, min: 0 },
    init: { shape: flag },
    tty: { shape: flag, default: false, replace },
    stdinOpen: { shape: flag, default: false, replace },

    networkMode: { shape: text, default: "bridge", replace },
    networksAdvanced: {
        shape: set(
            object({
                name: { shape: text, required: true },
                aliases: { shape: set(text) },
                ipv4Address: { shape: text },
                ipv6Address: { shape: text },
                macAddress: { shape: text },
                driverOpts: { shape: set(text) },
                linkLocalIps: { shape: set(text) },
            }),
        ),
        replace,
    },
    ports: {
        shape: list(
            object({
                internal: { shape: number, required: true, min: 1, max: 65535 },
                external: { shape: number, min: 0, max: 65535 },
                ip: { shape: text, default: "0.0.0.0" },
                protocol: { shape: text, default: "tcp", oneOf: ["tcp", "udp", "sctp"] },
            }),
        ),
        replace,
    },
    publishAllPorts: { shape: flag, replace },
    hosts: {
        shape: set(object({ host: { shape: text, required: true }, ip: { shape: text, required: true } })),
        replace,
    },
    dns: { shape: set(text), replace },
    dnsOpts: { shape: set(text), replace },
    dnsSearches: { shape: set(text), replace },

    volumes: {
        shape: set(
            object({
                volumeName: { shape: text },
                hostPath: { shape: text },
                containerPath: { shape: text },
                fromContainer: { shape: text },
                readOnly: { shape: flag },
            }),
        ),
        replace,
    },
    mounts: {
        shape: set(
            object({
                type: { shape: text, required: true, oneOf: ["bind", "volume", "tmpfs"] },
                target: { shape: text, required: true },
                source: { shape: text },
                readOnly: { shape: flag },
                bindOptions: {
                    shape: object({
                        propagation: {
                            shape: text,
                            oneOf: ["private", "rprivate", "shared", "rshared", "slave", "rslave"],
                        },
                    }),
                },
                tmpfsOptions: { shape: object({ sizeBytes: { shape: number }, mode: { shape: number } }) },
                volumeOptions: {
                    shape: object({
                        noCopy: { shape: flag },
                        labels: { shape: set(label) },
                        driverName: { shape: text },
                        driverOptions: { shape: map(text) },
                    }),
                },
            }),
        ),
        replace,
    },
    tmpfs: { shape: map(text) },
    readOnly: { shape: flag, default: false, replace },
    /** MiB. */
    shmSize: { shape: number, min: 0, replace },
    storageOpts: { shape: map(text), replace },
    uploads: {
        shape: set(
            object({
                file: { shape: text, required: true },
                content: { shape: text },
                contentBase64: { shape: text },
                source: { shape: text },
                sourceHash: { shape: text },
                executable: { shape: flag, default: false },
                permissions: {
                    shape: text,
                    pattern: { regexp: /^0[0-7]{3}$/, meaning: "an octal mode such as 0644" },
                },
                owner: { shape: text, pattern: { regexp: /^\d+$/, meaning: "a numeric user id" } },
                group: { shape: text, pattern: { regexp: /^\d+$/, meaning: "a numeric group id" } },
            }),
        ),
        replace,
    },

    healthcheck: {
        shape: object({
            tests: { shape: list(text), required: true },
            interval: duration,
            timeout: duration,
            startPeriod: duration,
            startInterval: duration,
            retries: { shape: number, default: 0, min: 0 },
        }),
    },

    /** MiB. */
    memory: { shape: number, min: 0 },
    /** MiB, memory and swap together; -1 for no limit. */
    memorySwap: { shape: number, min: -1 },
    /** MiB. */
    memoryReservation: { shape: number, min: 0 },
    cpuShares: { shape: number, min: 0 },
    cpuSet: { shape: text },
    cpuPeriod: { shape: number, min: 0 },
    cpuQuota: { shape: number },
    cpus: {
        shape: text,
        pattern: { regexp: /^(\d+\.?\d*|\.\d+)$/, meaning: "a number of processors such as 0.5" },
        replace,
    },

    capabilities: { shape: object({ adds: { shape: set(text) }, drops: { shape: set(text) } }), replace },
    privileged: { shape: flag, replace },
    securityOpts: { shape: set(text), replace },
    sysctls: { shape: map(text), replace },
    ulimits: {
        shape: set(
            object({
                name: { shape: text, required: true },
                soft: { shape: number, required: true },
                hard: { shape: number, required: true },
            }),
        ),
        replace,
    },
    devices: {
        shape: set(
            object({
                hostPath: { shape: text, required: true },
                containerPath: { shape: text },
                permissions: { shape: text },
            }),
        ),
        replace,
    },
    groupAdds: { shape: set(text), replace },
    ipcMode: { shape: text, replace },
    pidMode: { shape: text, replace },
    usernsMode: { shape: text, replace },
    cgroupnsMode: { shape: text, oneOf: ["private", "host"], replace },
    cgroupParent: { shape: text, replace },
    runtime: { shape: text, replace },

    logDriver: { shape: text, replace },
    logOpts: { shape: map(text), replace },
} as const;

export type Inputs = FieldsValue<typeof fields>;
export type FormerInputs = FormerValue<typeof fields>;
