import { z } from "zod";
import { type Operation, resource } from "../frame/resource.js";
import { type FieldsValue, map, text } from "../frame/schema.js";
import type { ConsulClient } from "./client.js";
import { type Place, placeOf, placeQuery } from "./place.js";

const replace = true;

const fields = {
    name: { shape: text, replace },
    address: { shape: text, required: true, replace },
    datacenter: { shape: text, replace },
    partition: { shape: text, replace },
    meta: { shape: map(text) },
    token: { shape: text },
} as const;

type Inputs = FieldsValue<typeof fields>;
type Consul = Operation<ConsulClient>;

const answer = z
    .object({
        Node: z.object({ Node: z.string(), Address: z.string(), Meta: z.record(z.string(), z.string()).nullish() }),
    })
    .nullable();

export async function findNode(operation: Consul, place: Place, name: string) {
    const { status, body } = await operation.client.ask(operation, {
        method: "GET",
        path: `/v1/catalog/node/${encodeURIComponent(name)}`,
        query: placeQuery(place),
        token: place.token,
    });
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`Consul answered ${status} when node ${name} was read: ${body.trim()}`);
    return answer.parse(JSON.parse(body))?.Node;
}

async function register(operation: Consul, place: Place, inputs: Inputs): Promise<void> {
    await operation.client.demand(operation, {
        method: "PUT",
        path: "/v1/catalog/register",
        body: JSON.stringify({
            Datacenter: place.datacenter,
            Partition: place.partition,
            Node: inputs.name,
            Address: inputs.address,
            NodeMeta: inputs.meta,
        }),
        token: place.token,
    });
}

export const node = resource({
    fields,
    autoName: "name",
    computed: ["datacenter"],
    secretOutputs: ["token"],
    create: async (operation: Consul, inputs) => {
        const place = await placeOf(operation, inputs);
        await register(operation, place, inputs);
        return { id: `${inputs.name}-${inputs.address}`, outputs: { datacenter: place.datacenter ?? "" } };
    },
    read: async (operation, id, former) => {
        if (former.name === undefined) throw new Error("consul.Node cannot be imported");
        const place = await placeOf(operation, former);
        const found = await findNode(operation, place, former.name);
        if (!found) return undefined;
        const inputs = { ...former, address: found.Address, ...(former.meta && { meta: found.Meta ?? {} }) };
        return { id, outputs: { datacenter: place.datacenter ?? "" }, inputs };
    },
    update: async (operation, _id, inputs) => {
        const place = await placeOf(operation, inputs);
        await register(operation, place, inputs);
        return { datacenter: place.datacenter ?? "" };
    },
    delete: async (operation, _id, former) => {
        const place = await placeOf(operation, former);
        await operation.client.demand(operation, {
            method: "PUT",
            path: "/v1/catalog/deregister",
            body: JSON.stringify({ Datacenter: place.datacenter, Partition: place.partition, Node: former.name }),
            token: place.token,
        });
    },
});
