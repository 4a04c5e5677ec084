import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../frame/failure.js";
import type { Operation } from "../frame/resource.js";
import { type FieldsValue, flag, isComplete, list, object, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";

export const config = {
    /** `host:port`, or a URL. */
    address: { shape: text },
    scheme: { shape: text, oneOf: ["http", "https"] },
    token: { shape: text },
    datacenter: { shape: text },
    namespace: { shape: text },
    /** `user:password`. */
    httpAuth: { shape: text },
    caPem: { shape: text },
    caFile: { shape: text },
    certPem: { shape: text },
    certFile: { shape: text },
    keyPem: { shape: text },
    keyFile: { shape: text },
    insecureHttps: { shape: flag },
    headers: { shape: list(object({ name: { shape: text, required: true }, value: { shape: text, required: true } })) },
} as const;

type Config = FieldsValue<typeof config>;

export interface Answer {
    readonly status: number;
    readonly body: string;
}

export interface Request {
    readonly method: "GET" | "PUT" | "DELETE" | "POST";
    readonly path: string;
    readonly query?: Record<string, string | undefined>;
    readonly body?: string | Buffer;
    /** Instead of the provider's token. */
    readonly token?: string | undefined;
}

type Asker = Pick<Operation<unknown>, "signal" | "log" | "name">;

export class ConsulError extends Error {
    constructor(
        message: string,
        readonly status: number,
    ) {
        super(message);
    }
}

// An agent that has just been started refuses connections, then has no leader: both pass within seconds. The update that makes
// something may have started it; a lookup is made by every preview, also where there is no Consul to wait for.
const patienceMs = { resource: 30_000, lookup: 10_000 };
// Longer than a server without a leader keeps a question to itself (rpc_hold_timeout, 7 s). One that hangs says nothing at all.
const silenceMs = 10_000;
const firstPauseMs = 100;
const longestPauseMs = 1_000;
const startingCodes: ReadonlySet<string> = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOTFOUND", "EAI_AGAIN"]);

function isStarting({ status, body }: Answer): boolean {
    const passing = /No cluster leader|No known Consul servers|leadership lost|not ready to serve/i;
    // Of a server whose leader has not written the management token yet. Where nobody ever does, it is said after the wait.
    const unknownToken = /ACL system must be bootstrapped/i;
    return status === 503 || (status === 500 && passing.test(body)) || (status === 403 && unknownToken.test(body));
}

function codeOf(error: unknown): string {
    return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

export class ConsulClient {
    private readonly base: URL;
    private readonly agent: http.Agent;
    private readonly headers: Record<string, string>;
    readonly datacenter: string | undefined;
    private readonly token: string | undefined;

    constructor(values: Properties) {
        if (!isComplete(config, values)) throw new Error("the consul provider's configuration is not complete");
        this.base = baseUrl(values);
        this.agent = this.base.protocol === "https:" ? new https.Agent(tlsOptions(values)) : new http.Agent();
        this.datacenter = values.datacenter;
        this.token = values.token ?? (process.env.CONSUL_HTTP_TOKEN || undefined);
        const auth = values.httpAuth ?? process.env.CONSUL_HTTP_AUTH;
        this.headers = {
            ...Object.fromEntries((values.headers ?? []).map(({ name, value }) => [name, value])),
            ...(auth && { Authorization: `Basic ${Buffer.from(auth).toString("base64")}` }),
        };
    }

    /** Asks, waiting a bounded time for an agent that is starting or electing; other errors are for the caller. */
    async ask({ signal, log, name }: Asker, request: Request): Promise<Answer> {
        const deadline = Date.now() + (name === "" ? patienceMs.lookup : patienceMs.resource);
        for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
            const trouble = await this.once(request, signal).then(
                (answer) => (isStarting(answer) ? { why: answer.body.trim(), answer } : { answer, why: undefined }),
                (error: unknown) => {
                    if (!startingCodes.has(codeOf(error))) throw this.unreachable(error);
                    return { why: messageOf(error) || codeOf(error), answer: undefined, error };
                },
            );
            if (trouble.why === undefined) return trouble.answer;
            if (Date.now() + pause > deadline) {
                if (trouble.answer) return trouble.answer;
                throw this.unreachable(trouble.error);
            }
            log.progress(`waiting for Consul at ${this.base.host}: ${trouble.why}`);
            await sleep(pause, undefined, { signal });
        }
    }

    /** Asks for something that must succeed. */
    async demand(operation: Asker, request: Request): Promise<Answer> {
        const answer = await this.ask(operation, request);
        if (answer.status >= 200 && answer.status < 300) return answer;
        const what = `${request.method} ${request.path}`;
        throw new ConsulError(`Consul answered ${answer.status} to ${what}: ${answer.body.trim()}`, answer.status);
    }

    private unreachable(error: unknown): Error {
        return new Error(`Consul at ${this.base.origin} cannot be reached: ${messageOf(error) || codeOf(error)}`);
    }

    private once(request: Request, signal: AbortSignal): Promise<Answer> {
        const url = new URL(this.base);
        url.pathname = request.path;
        for (const [name, value] of Object.entries(request.query ?? {})) {
            if (value !== undefined) url.searchParams.set(name, value);
        }
        const token = request.token || this.token;
        const headers = { ...this.headers, ...(token && { "X-Consul-Token": token }) };
        const { request: open } = url.protocol === "https:" ? https : http;
        return new Promise((resolve, reject) => {
            const { method, path } = request;
            const options = { method, headers, agent: this.agent, signal, timeout: silenceMs };
            const call = open(url, options, (response) => {
                const chunks: Buffer[] = [];
                response.on("data", (chunk: Buffer) => chunks.push(chunk));
                response.on("end", () =>
                    resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
                );
                response.on("error", reject);
            });
            call.on("error", reject);
            call.on("timeout", () =>
                call.destroy(new Error(`${method} ${path} was not answered for ${silenceMs / 1000} seconds`)),
            );
            call.end(request.body);
        });
    }
}

function baseUrl(values: Config): URL {
    const address = values.address ?? (process.env.CONSUL_HTTP_ADDR || "localhost:8500");
    const useTls = process.env.CONSUL_HTTP_SSL === "true" || process.env.CONSUL_HTTP_SSL === "1";
    const scheme = values.scheme ?? (useTls ? "https" : "http");
    const text = /^https?:\/\//.test(address) ? address : `${scheme}://${address}`;
    try {
        return new URL(text);
    } catch {
        throw new Error(`the consul provider's address is "${address}"; allowed are HOST:PORT and http(s)://HOST:PORT`);
    }
}

function tlsOptions(values: Config): https.AgentOptions {
    const material = (pem: string | undefined, file: string | undefined): string | undefined =>
        pem ?? (file ? readFileSync(file, "utf8") : undefined);
    const ca = material(values.caPem, values.caFile ?? process.env.CONSUL_CACERT);
    const cert = material(values.certPem, values.certFile ?? process.env.CONSUL_CLIENT_CERT);
    const key = material(values.keyPem, values.keyFile ?? process.env.CONSUL_CLIENT_KEY);
    return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }), rejectUnauthorized: !values.insecureHttps };
}
