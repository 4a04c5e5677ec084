import { readFileSync } from "node:fs";
import path from "node:path";
import Docker from "dockerode";
import { messageOf } from "../frame/failure.js";
import { type FieldsValue, flag, isComplete, list, object, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";

export const config = {
    /** Where the engine answers: `unix:///var/run/docker.sock`, `tcp://host:2376`. */
    host: { shape: text },
    caMaterial: { shape: text },
    certMaterial: { shape: text },
    keyMaterial: { shape: text },
    /** A folder with ca.pem, cert.pem and key.pem. */
    certPath: { shape: text },
    disableDockerDaemonCheck: { shape: flag },
    registryAuth: {
        shape: list(
            object({
                address: { shape: text, required: true },
                username: { shape: text },
                password: { shape: text },
                authDisabled: { shape: flag },
            }),
        ),
    },
} as const;

export interface RegistryAuth {
    readonly username: string;
    readonly password: string;
    readonly serveraddress: string;
}

export interface DockerClient {
    readonly docker: Docker;
    /** How to log in to a registry; undefined where it needs nobody's name. */
    authFor(registry: string): RegistryAuth | undefined;
}

const defaultHost = "unix:///var/run/docker.sock";

export function connect(values: Properties): DockerClient {
    if (!isComplete(config, values)) throw new Error("the docker provider's configuration is not complete");
    const auths = values.registryAuth ?? [];
    return {
        docker: new Docker(endpoint(values)),
        authFor: (registry) => {
            const found = auths.find((auth) => bareRegistry(auth.address) === bareRegistry(registry));
            if (!found || found.authDisabled) return undefined;
            const username = found.username ?? process.env.DOCKER_REGISTRY_USER ?? "";
            const password = found.password ?? process.env.DOCKER_REGISTRY_PASS ?? "";
            return { username, password, serveraddress: found.address };
        },
    };
}

function bareRegistry(address: string): string {
    return address.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
}

function endpoint(values: FieldsValue<typeof config>): Docker.DockerOptions {
    const host = values.host ?? process.env.DOCKER_HOST ?? defaultHost;
    if (host.startsWith("unix://")) return { socketPath: host.slice("unix://".length) };
    const match = /^(tcp|http|https):\/\/([^/:]+)(?::(\d+))?$/.exec(host);
    if (!match) {
        throw new Error(
            `the docker provider's host is "${host}"; allowed are unix://PATH, tcp://HOST:PORT and https://HOST:PORT`,
        );
    }
    const [, scheme, name, port] = match;
    const tls = tlsMaterial(values);
    const encrypted = scheme === "https" || tls !== undefined;
    return {
        protocol: encrypted ? "https" : "http",
        host: name,
        port: Number(port ?? (encrypted ? 2376 : 2375)),
        ...tls,
    };
}

function tlsMaterial(values: FieldsValue<typeof config>): { ca: string; cert: string; key: string } | undefined {
    const folder = values.certPath ?? process.env.DOCKER_CERT_PATH;
    if (folder !== undefined) {
        const file = (name: string): string => readFileSync(path.join(folder, name), "utf8");
        return { ca: file("ca.pem"), cert: file("cert.pem"), key: file("key.pem") };
    }
    const { caMaterial: ca, certMaterial: cert, keyMaterial: key } = values;
    return ca !== undefined && cert !== undefined && key !== undefined ? { ca, cert, key } : undefined;
}

/** Dockerode's errors carry the engine's HTTP status. */
export function hasStatus(error: unknown, ...statuses: number[]): boolean {
    return (
        typeof error === "object" &&
        error !== null &&
        "statusCode" in error &&
        typeof error.statusCode === "number" &&
        statuses.includes(error.statusCode)
    );
}

/** The engine's own words, without the library's "(HTTP code 409) conflict -". */
export function engineMessage(error: unknown): string {
    return messageOf(error)
        .replace(/^\(HTTP code \d+\) [^-]*- /, "")
        .trim();
}

/** What `ask` finds, or undefined where the engine knows no such thing. */
export async function ifFound<T>(ask: Promise<T>): Promise<T | undefined> {
    try {
        return await ask;
    } catch (error) {
        if (hasStatus(error, 404)) return undefined;
        throw error;
    }
}

export interface Label {
    readonly label: string;
    readonly value: string;
}

export const label = object({ label: { shape: text, required: true }, value: { shape: text, required: true } });

export function labelMap(labels: readonly Label[] | undefined): Record<string, string> {
    return Object.fromEntries((labels ?? []).map(({ label, value }) => [label, value]));
}

export function labelList(labels: Record<string, string> | null | undefined): Properties[] {
    return Object.entries(labels ?? {}).map(([label, value]) => ({ label, value }));
}
