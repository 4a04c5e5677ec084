import { z } from "zod";
import type { Operation } from "../frame/resource.js";
import { text } from "../frame/schema.js";
import type { ConsulClient } from "./client.js";

/** Where something is in Consul, and who reads and writes it. */
export interface Place {
    readonly datacenter: string | undefined;
    readonly namespace: string | undefined;
    readonly partition: string | undefined;
    /** Instead of the provider's token. */
    readonly token: string | undefined;
}

const replace = true;

export const placeFields = {
    datacenter: { shape: text, replace },
    namespace: { shape: text, replace },
    partition: { shape: text, replace },
} as const;

type Given = { readonly [name in keyof Place]?: string | undefined };

export async function placeOf(operation: Operation<ConsulClient>, given: Given): Promise<Place> {
    const datacenter = (await datacenterOf(operation, given.datacenter)) || undefined;
    return { datacenter, namespace: given.namespace, partition: given.partition, token: given.token };
}

export function placeQuery(place: Given): Record<string, string | undefined> {
    return { dc: place.datacenter, ns: place.namespace, partition: place.partition };
}

const self = z.object({ Config: z.object({ Datacenter: z.string() }) });

/** The datacenter that a resource is in: its own, the provider's, or the agent's. */
async function datacenterOf(operation: Operation<ConsulClient>, given: string | undefined): Promise<string> {
    const known = given ?? operation.client.datacenter;
    if (known) return known;
    const answer = await operation.client.ask(operation, { method: "GET", path: "/v1/agent/self" });
    // A token that may not read the agent: the agent then puts its own datacenter in.
    if (answer.status === 403) return "";
    if (answer.status !== 200) throw new Error(`Consul's agent did not tell its datacenter: ${answer.body.trim()}`);
    return self.parse(JSON.parse(answer.body)).Config.Datacenter;
}
