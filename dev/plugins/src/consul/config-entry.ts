import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Problem } from "../frame/check.js";
import { type Operation, resource } from "../frame/resource.js";
import { type FieldsValue, text } from "../frame/schema.js";
import { isObject, type Properties } from "../frame/values.js";
import type { ConsulClient } from "./client.js";
import { placeQuery } from "./place.js";

const replace = true;

const fields = {
    kind: { shape: text, required: true, replace },
    name: { shape: text, replace },
    namespace: { shape: text, replace },
    partition: { shape: text, replace },
    configJson: { shape: text },
} as const;

type Inputs = FieldsValue<typeof fields>;
type Consul = Operation<ConsulClient>;

// What Consul adds to every entry, and what has properties of its own.
const notConfig: ReadonlySet<string> = new Set([
    "Kind",
    "Name",
    "Namespace",
    "Partition",
    "CreateIndex",
    "ModifyIndex",
    "Hash",
]);

function parsed(json: string): unknown {
    try {
        return JSON.parse(json);
    } catch {
        // The check that comes first says so to the user.
        return undefined;
    }
}

function jsonProblems({ configJson }: Properties): Problem[] {
    if (typeof configJson !== "string" || isObject(parsed(configJson))) return [];
    return [{ property: "configJson", reason: "configJson is not the JSON text of an object" }];
}

async function actualConfig(
    operation: Consul,
    inputs: { kind: string; name: string } & Partial<Inputs>,
): Promise<string | undefined> {
    const { status, body } = await operation.client.ask(operation, {
        method: "GET",
        path: `/v1/config/${encodeURIComponent(inputs.kind)}/${encodeURIComponent(inputs.name)}`,
        query: placeQuery(inputs),
    });
    if (status === 404) return undefined;
    const what = `${inputs.kind} ${inputs.name}`;
    if (status !== 200) throw new Error(`Consul answered ${status} when ${what} was read: ${body.trim()}`);
    const entry = z.record(z.string(), z.unknown()).parse(JSON.parse(body));
    return JSON.stringify(Object.fromEntries(Object.entries(entry).filter(([name]) => !notConfig.has(name))));
}

async function write(operation: Consul, inputs: Inputs): Promise<Properties> {
    const { kind, name = "" } = inputs;
    const config = parsed(inputs.configJson ?? "{}");
    await operation.client.demand(operation, {
        method: "PUT",
        path: "/v1/config",
        query: placeQuery(inputs),
        body: JSON.stringify({ ...(isObject(config) && config), Kind: kind, Name: name }),
    });
    const actual = await actualConfig(operation, { ...inputs, name });
    if (actual === undefined)
        throw new Error(`Consul took ${kind} ${name}, but does not know it: look at its configJson`);
    return { configJson: actual };
}

export const configEntry = resource({
    fields,
    autoName: "name",
    computed: ["configJson"],
    recomputed: ["configJson"],
    validate: jsonProblems,
    // Compared with what Consul made of the text. As with the official plugin, a field that Consul fills in by itself has
    // to be in the program, too (service-defaults: Expose, MeshGateway, TransparentProxy), or it is a change for ever.
    settled: (olds, state, news) => {
        const { configJson } = state;
        if (typeof configJson !== "string" || typeof news.configJson !== "string") return olds;
        const same = isDeepStrictEqual(parsed(configJson), parsed(news.configJson));
        return { ...olds, configJson: same ? news.configJson : configJson };
    },
    create: async (operation: Consul, inputs) => {
        const outputs = await write(operation, inputs);
        return { id: `${inputs.kind}-${inputs.name}`, outputs };
    },
    read: async (operation, id, former) => {
        const { kind, name } = former;
        if (kind === undefined || name === undefined) throw new Error("consul.ConfigEntry cannot be imported");
        const configJson = await actualConfig(operation, { ...former, kind, name });
        return configJson === undefined ? undefined : { id, outputs: { configJson }, inputs: { ...former } };
    },
    update: async (operation, _id, inputs) => write(operation, inputs),
    delete: async (operation, _id, { kind = "", name = "", ...place }) => {
        await operation.client.demand(operation, {
            method: "DELETE",
            path: `/v1/config/${encodeURIComponent(kind)}/${encodeURIComponent(name)}`,
            query: placeQuery(place),
        });
    },
});
