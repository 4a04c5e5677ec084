import { z } from "zod";
import { type Operation, resource } from "../frame/resource.js";
import { type FieldsValue, map, text } from "../frame/schema.js";
import type { ConsulClient } from "./client.js";
import { placeOf } from "./place.js";

const replace = true;

const fields = {
    sourceName: { shape: text, required: true },
    sourceNamespace: { shape: text, default: "default" },
    destinationName: { shape: text, required: true, replace },
    destinationNamespace: { shape: text, default: "default", replace },
    action: { shape: text, required: true, oneOf: ["allow", "deny"] },
    description: { shape: text },
    meta: { shape: map(text) },
    datacenter: { shape: text, replace },
} as const;

type Inputs = FieldsValue<typeof fields>;
type Consul = Operation<ConsulClient>;

const answer = z.object({
    SourceName: z.string(),
    DestinationName: z.string(),
    Action: z.enum(["allow", "deny"]),
    Description: z.string().default(""),
    Meta: z.record(z.string(), z.string()).nullish(),
});

function body(inputs: Inputs, id?: string): string {
    return JSON.stringify({
        ID: id,
        SourceName: inputs.sourceName,
        SourceNS: inputs.sourceNamespace,
        DestinationName: inputs.destinationName,
        DestinationNS: inputs.destinationNamespace,
        SourceType: "consul",
        Action: inputs.action,
        Description: inputs.description,
        Meta: inputs.meta,
    });
}

export const intention = resource({
    fields,
    computed: ["datacenter"],
    create: async (operation: Consul, inputs) => {
        const { datacenter } = await placeOf(operation, inputs);
        const made = await operation.client.demand(operation, {
            method: "POST",
            path: "/v1/connect/intentions",
            query: { dc: datacenter },
            body: body(inputs),
        });
        const { ID } = z.object({ ID: z.string() }).parse(JSON.parse(made.body));
        return { id: ID, outputs: { datacenter: datacenter ?? "" } };
    },
    read: async (operation, id, former) => {
        const { datacenter } = await placeOf(operation, former);
        const path = `/v1/connect/intentions/${id}`;
        const found = await operation.client.ask(operation, { method: "GET", path, query: { dc: datacenter } });
        if (found.status === 404) return undefined;
        if (found.status !== 200)
            throw new Error(`Consul answered ${found.status} to GET ${path}: ${found.body.trim()}`);
        const now = answer.parse(JSON.parse(found.body));
        const inputs = {
            ...former,
            sourceName: now.SourceName,
            destinationName: now.DestinationName,
            action: now.Action,
            ...(former.description !== undefined && { description: now.Description }),
            ...(former.meta && { meta: now.Meta ?? {} }),
        };
        return { id, outputs: { datacenter: datacenter ?? "" }, inputs };
    },
    update: async (operation, id, inputs) => {
        const { datacenter } = await placeOf(operation, inputs);
        await operation.client.demand(operation, {
            method: "PUT",
            path: `/v1/connect/intentions/${id}`,
            query: { dc: datacenter },
            body: body(inputs, id),
        });
        return { datacenter: datacenter ?? "" };
    },
    delete: async (operation, id, former) => {
        const { datacenter } = await placeOf(operation, former);
        const path = `/v1/connect/intentions/${id}`;
        await operation.client.demand(operation, { method: "DELETE", path, query: { dc: datacenter } });
    },
});
