import { appendFile, stat } from "node:fs/promises";
import path from "node:path";
import { messageOf } from "../frame/failure.js";
import type { Operation } from "../frame/resource.js";
import { type FieldsValue, flag, list, map, number, object, set, text } from "../frame/schema.js";
import type { DockerClient } from "./client.js";
import { packContext } from "./context.js";
import { follow, splitName } from "./images.js";

const fields = {
    /** Folder of the build context, relative to the Pulumi project. */
    context: { shape: text, required: true },
    dockerfile: { shape: text, default: "Dockerfile" },
    buildArgs: { shape: map(text) },
    tags: { shape: list(text) },
    labels: { shape: map(text) },
    label: { shape: map(text) },
    target: { shape: text },
    platform: { shape: text },
    networkMode: { shape: text },
    extraHosts: { shape: list(text) },
    cacheFroms: { shape: list(text) },
    noCache: { shape: flag },
    pullParent: { shape: flag },
    remove: { shape: flag, default: true },
    forceRemove: { shape: flag },
    suppressOutput: { shape: flag },
    squash: { shape: flag },
    /** Bytes. */
    shmSize: { shape: number },
    /** Bytes. */
    memory: { shape: number },
    memorySwap: { shape: number },
    cpuShares: { shape: number },
    cpuPeriod: { shape: number },
    cpuQuota: { shape: number },
    /** The engine's classic builder is the one that is used; the official plugin takes BuildKit where the engine has it. */
    version: { shape: text, oneOf: ["1"] },
    useLegacyBuilder: { shape: flag },
    securityOpts: { shape: set(text) },
    /** What the builder says is appended to this file, and then left out of the error. */
    buildLogFile: { shape: text },
} as const;

export const build = object(fields);

export type Build = FieldsValue<typeof fields>;

const keptLines = 25;

/** Builds an image under the given name by the engine's classic builder. */
export async function buildImage(operation: Operation<DockerClient>, name: string, options: Build): Promise<void> {
    const { client, log, signal } = operation;
    const context = path.resolve(options.context);
    const isFolder = await stat(context).then(
        (entry) => entry.isDirectory(),
        () => false,
    );
    if (!isFolder) throw new Error(`build.context of image ${name} is ${context}, which is no folder`);
    const lines: string[] = [];
    log.progress(`building ${name} from ${context}`);
    try {
        const stream = await client.docker.buildImage(await packContext(context, options.dockerfile), {
            t: name,
            dockerfile: options.dockerfile,
            rm: options.remove,
            abortSignal: signal,
            ...engineOptions(options),
        });
        await follow(client, stream, (line) => {
            lines.push(line);
            if (/^Step \d+\/\d+/.test(line)) log.progress(`${name}: ${line}`);
            log.debug(line);
        });
    } catch (error) {
        const last = options.buildLogFile ? [] : lines.slice(-keptLines).map((line) => `    ${line}`);
        throw new Error([`image ${name} could not be built: ${messageOf(error)}`, ...last].join("\n"));
    } finally {
        if (options.buildLogFile) await appendFile(options.buildLogFile, lines.map((line) => `${line}\n`).join(""));
    }
    for (const tag of options.tags ?? []) {
        const { repository, tag: version } = splitName(tag);
        await client.docker.getImage(name).tag({ repo: repository, tag: version });
    }
    log.info(`built ${name}`);
}

function engineOptions(options: Build) {
    return {
        ...(options.buildArgs && { buildargs: options.buildArgs }),
        ...((options.labels ?? options.label) && { labels: { ...options.label, ...options.labels } }),
        ...(options.target !== undefined && { target: options.target }),
        ...(options.platform !== undefined && { platform: options.platform }),
        ...(options.networkMode !== undefined && { networkmode: options.networkMode }),
        ...(options.extraHosts && { extrahosts: options.extraHosts.join(",") }),
        ...(options.cacheFroms && { cachefrom: JSON.stringify(options.cacheFroms) }),
        ...(options.noCache !== undefined && { nocache: options.noCache }),
        ...(options.pullParent !== undefined && { pull: options.pullParent }),
        ...(options.forceRemove !== undefined && { forcerm: options.forceRemove }),
        ...(options.suppressOutput !== undefined && { q: options.suppressOutput }),
        ...(options.squash !== undefined && { squash: options.squash }),
        ...(options.shmSize !== undefined && { shmsize: options.shmSize }),
        ...(options.memory !== undefined && { memory: options.memory }),
        ...(options.memorySwap !== undefined && { memswap: options.memorySwap }),
        ...(options.cpuShares !== undefined && { cpushares: options.cpuShares }),
        ...(options.cpuPeriod !== undefined && { cpuperiod: options.cpuPeriod }),
        ...(options.cpuQuota !== undefined && { cpuquota: options.cpuQuota }),
        ...(options.securityOpts && { securityopt: JSON.stringify(options.securityOpts) }),
    };
}
