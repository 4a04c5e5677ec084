import { existsSync } from "node:fs";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { KubeConfig } from "@kubernetes/client-node";
import { isObject, type Properties, type Value } from "../frame/values.js";

/** How the provider was told to reach a cluster. */
export interface ClusterConfig {
    /** Contents or path. */
    readonly kubeconfig?: string;
    readonly context?: string;
    readonly namespace?: string;
}

/** The API server's refusal of a request. */
export class ApiError extends Error {
    constructor(
        message: string,
        readonly status: number,
    ) {
        super(message);
    }
}

/** The kind of an object, as the API server's discovery describes it. */
interface Kind {
    readonly plural: string;
    readonly namespaced: boolean;
}

/** Which object. */
export interface Address {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
}

export interface Request {
    readonly method: "GET" | "PATCH" | "DELETE";
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly contentType?: string;
    readonly signal: AbortSignal;
}

const connectTimeout = 10_000;

/** One cluster's API server. */
export class KubernetesClient {
    readonly namespace: string;
    private readonly config: KubeConfig;
    private readonly kinds = new Map<string, Promise<Map<string, Kind>>>();

    constructor({ kubeconfig, context, namespace }: ClusterConfig) {
        this.config = load(kubeconfig);
        if (context !== undefined) this.config.setCurrentContext(context);
        const current = this.config.getContextObject(this.config.getCurrentContext());
        if (!this.config.getCurrentCluster()) {
            throw new Error(
                `the kubeconfig has no cluster for the context "${this.config.getCurrentContext()}"; it has the contexts ${this.config
                    .getContexts()
                    .map(({ name }) => name)
                    .join(", ")}`,
            );
        }
        if (!this.server.startsWith("https://")) {
            throw new Error(
                `no cluster is configured (the server is "${this.server}"): set KUBECONFIG, or the provider's kubeconfig`,
            );
        }
        this.namespace = namespace ?? current?.namespace ?? "default";
    }

    get server(): string {
        return this.config.getCurrentCluster()?.server ?? "";
    }

    /** An object, or undefined when there is none. */
    async get(address: Address, signal: AbortSignal): Promise<Properties | undefined> {
        try {
            return await this.object({ method: "GET", path: await this.pathOf(address, signal), signal });
        } catch (error) {
            if (error instanceof ApiError && error.status === 404) return undefined;
            throw error;
        }
    }

    /** The objects of a namespace that a label selector finds. */
    async list(address: Omit<Address, "name">, selector: string, signal: AbortSignal): Promise<Properties[]> {
        const path = await this.pathOf({ ...address, name: "" }, signal);
        const { items } = await this.object({ method: "GET", path, query: { labelSelector: selector }, signal });
        return Array.isArray(items) ? items.filter(isObjectValue) : [];
    }

    /** Where the API serves an object; its namespace, where its kind has one, is the provider's when it has none. */
    async pathOf({ apiVersion, kind, name, namespace }: Address, signal: AbortSignal): Promise<string> {
        const found = await this.kindOf(apiVersion, kind, signal);
        const within = found.namespaced ? `/namespaces/${encodeURIComponent(namespace ?? this.namespace)}` : "";
        const own = name === "" ? "" : `/${encodeURIComponent(name)}`;
        return `${root(apiVersion)}${within}/${found.plural}${own}`;
    }

    async kindOf(apiVersion: string, kind: string, signal: AbortSignal): Promise<Kind> {
        const known = this.kinds.get(apiVersion) ?? this.discover(apiVersion, signal);
        this.kinds.set(apiVersion, known);
        const found = (await known).get(kind);
        if (!found) throw new Error(`the cluster at ${this.server} knows no kind ${kind} of ${apiVersion}`);
        return found;
    }

    async object(request: Request): Promise<Properties> {
        const answer: unknown = JSON.parse(await this.text(request));
        if (!isObjectValue(answer)) throw new Error(`${request.path} answered with something that is no object`);
        return answer;
    }

    async text(request: Request): Promise<string> {
        const { status, body } = await this.send(request);
        if (status < 200 || status > 299) throw new ApiError(reasonOf(body, status), status);
        return body;
    }

    private async discover(apiVersion: string, signal: AbortSignal): Promise<Map<string, Kind>> {
        try {
            const { resources } = await this.object({ method: "GET", path: root(apiVersion), signal });
            const list: unknown[] = Array.isArray(resources) ? resources : [];
            return new Map(list.flatMap((resource) => kindEntry(resource)));
        } catch (error) {
            // It may answer the next time.
            this.kinds.delete(apiVersion);
            if (!(error instanceof ApiError) || error.status !== 404) throw error;
            throw new Error(`the cluster at ${this.server} knows no API ${apiVersion}`, { cause: error });
        }
    }

    private async send(request: Request): Promise<{ status: number; body: string }> {
        const { method, path, query = {}, contentType = "application/json", signal } = request;
        const search = new URLSearchParams(query).toString();
        const url = new URL(`${this.server.replace(/\/$/, "")}${path}${search === "" ? "" : `?${search}`}`);
        const body = request.body === undefined ? undefined : JSON.stringify(request.body);
        const options: RequestOptions = {
            method,
            signal,
            headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": contentType }) },
        };
        await this.config.applyToHTTPSOptions(options);
        return new Promise((resolve, reject) => {
            const unreachable = (cause: Error): void => {
                if (signal.aborted) reject(signal.reason);
                else
                    reject(
                        new Error(`the Kubernetes cluster at ${this.server} cannot be reached: ${cause.message}`, {
                            cause,
                        }),
                    );
            };
            const sent = httpsRequest(url, options, (response) => {
                clearTimeout(timer);
                const chunks: Buffer[] = [];
                response.on("data", (chunk: Buffer) => chunks.push(chunk));
                response.on("error", unreachable);
                response.on("end", () =>
                    resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
                );
            });
            const timer = setTimeout(
                () => sent.destroy(new Error(`no answer within ${connectTimeout / 1000} s`)),
                connectTimeout,
            );
            sent.on("error", (error) => {
                clearTimeout(timer);
                unreachable(error);
            });
            sent.end(body);
        });
    }
}

function load(kubeconfig: string | undefined): KubeConfig {
    const config = new KubeConfig();
    try {
        if (kubeconfig === undefined) config.loadFromDefault();
        else if (existsSync(kubeconfig)) config.loadFromFile(kubeconfig);
        else config.loadFromString(kubeconfig);
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`the kubeconfig cannot be read: ${reason}`, { cause: error });
    }
    return config;
}

function root(apiVersion: string): string {
    return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function kindEntry(resource: unknown): [string, Kind][] {
    if (!isObject(resource)) return [];
    const { kind, name, namespaced } = resource;
    // What has a slash is a part of an object, such as its status.
    if (typeof kind !== "string" || typeof name !== "string" || name.includes("/")) return [];
    return [[kind, { plural: name, namespaced: namespaced === true }]];
}

/** What the API server says of its refusal. */
function reasonOf(body: string, status: number): string {
    try {
        const answer: unknown = JSON.parse(body);
        if (isObject(answer) && typeof answer.message === "string") return answer.message;
    } catch {
        // Not JSON: its text is all there is.
    }
    return `status ${status}: ${body.slice(0, 500)}`;
}

/** JSON holds nothing but what {@link Value} allows, null apart, which nobody here asks for. */
function isObjectValue(value: unknown): value is { [name: string]: Value } {
    return isObject(value);
}
