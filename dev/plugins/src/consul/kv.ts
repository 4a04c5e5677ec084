import { z } from "zod";
import type { Operation } from "../frame/resource.js";
import type { ConsulClient } from "./client.js";
import { type Place, placeQuery } from "./place.js";

export interface Entry {
    readonly key: string;
    readonly value: string;
    readonly flags: number;
}

const entries = z.array(z.object({ Key: z.string(), Value: z.string().nullable(), Flags: z.number() }));

type Consul = Operation<ConsulClient>;

function pathOf(key: string): string {
    return `/v1/kv/${key.split("/").map(encodeURIComponent).join("/")}`;
}

async function list(operation: Consul, place: Place, key: string, recurse: boolean): Promise<Entry[]> {
    const request = {
        method: "GET",
        path: pathOf(key),
        query: { ...placeQuery(place), ...(recurse && { recurse: "true" }) },
        token: place.token,
    } as const;
    const answer = await operation.client.ask(operation, request);
    if (answer.status === 404) return [];
    if (answer.status !== 200) {
        throw new Error(`Consul answered ${answer.status} when key ${key} was read: ${answer.body.trim()}`);
    }
    return entries.parse(JSON.parse(answer.body)).map(({ Key, Value, Flags }) => ({
        key: Key,
        value: Buffer.from(Value ?? "", "base64").toString("utf8"),
        flags: Flags,
    }));
}

export async function getKey(operation: Consul, place: Place, key: string): Promise<Entry | undefined> {
    return (await list(operation, place, key, false))[0];
}

export function listKeys(operation: Consul, place: Place, prefix: string): Promise<Entry[]> {
    return list(operation, place, prefix, true);
}

export async function putKey(operation: Consul, place: Place, entry: Entry): Promise<void> {
    const answer = await operation.client.demand(operation, {
        method: "PUT",
        path: pathOf(entry.key),
        query: { ...placeQuery(place), ...(entry.flags !== 0 && { flags: String(entry.flags) }) },
        body: entry.value,
        token: place.token,
    });
    if (answer.body.trim() !== "true") throw new Error(`Consul did not take key ${entry.key}: ${answer.body.trim()}`);
}

export async function deleteKey(operation: Consul, place: Place, key: string, recurse = false): Promise<void> {
    await operation.client.demand(operation, {
        method: "DELETE",
        path: pathOf(key),
        query: { ...placeQuery(place), ...(recurse && { recurse: "true" }) },
        token: place.token,
    });
}
