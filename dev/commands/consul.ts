import http from "node:http";
import https from "node:https";
import type { StackOutputs } from "./pulumi";

/** What Consul answered. */
export interface ConsulAnswer {
    readonly status: number;
    readonly text: string;
}

/** Where a Consul is, and what it is known by. */
export interface ConsulPlace {
    readonly url: string;
    /** Certificate of the authority of its agents, in PEM, where it has one of its own. */
    readonly ca?: string | undefined;
    readonly token?: string | undefined;
}

/** Asks the Consul of a running stack, with the token that may do everything there unless another one is given. */
export function askConsul(
    { consulCa, consulHttpAddress, consulToken }: StackOutputs,
    path: string,
    token = consulToken,
): Promise<ConsulAnswer> {
    return ask({ url: consulHttpAddress, ca: consulCa, token }, path);
}

/** Asks a Consul. Raises when it does not answer. */
export function ask({ ca, token, url }: ConsulPlace, path: string, method = "GET", body = ""): Promise<ConsulAnswer> {
    const headers = token === undefined ? {} : { "X-Consul-Token": token };
    const { request } = url.startsWith("https:") ? https : http;
    return new Promise((resolve, reject) => {
        const question = request(`${url}${path}`, { method, ca, headers, timeout: patienceMs }, (response) => {
            let text = "";
            response.setEncoding("utf8");
            response.on("data", (chunk: string) => {
                text += chunk;
            });
            response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
            response.on("error", reject);
        });
        question.on("timeout", () => question.destroy(new Error(`Consul at ${url} does not answer.`)));
        question.on("error", reject);
        question.end(body);
    });
}

const patienceMs = 10_000;
