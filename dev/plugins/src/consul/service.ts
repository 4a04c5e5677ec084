import { z } from "zod";
import type { Found } from "../frame/resource.js";
import { type Operation, resource } from "../frame/resource.js";
import { type FieldsValue, type FormerValue, flag, list, map, number, object, set, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";
import type { ConsulClient } from "./client.js";
import { findNode } from "./node.js";
import { type Place, placeFields, placeOf, placeQuery } from "./place.js";

const replace = true;

const fields = {
    ...placeFields,
    name: { shape: text, replace },
    node: { shape: text, required: true, replace },
    serviceId: { shape: text, replace },
    address: { shape: text },
    port: { shape: number, min: 0, max: 65535 },
    tags: { shape: list(text) },
    meta: { shape: map(text) },
    weights: { shape: map(number) },
    enableTagOverride: { shape: flag, default: false },
    /** Without effect, as in the official plugin. */
    external: { shape: flag },
    checks: {
        shape: list(
            object({
                checkId: { shape: text, required: true },
                name: { shape: text, required: true },
                notes: { shape: text, default: "" },
                status: { shape: text, default: "critical", oneOf: ["passing", "warning", "critical"] },
                tcp: { shape: text },
                http: { shape: text },
                headers: {
                    shape: set(
                        object({
                            name: { shape: text, required: true },
                            values: { shape: list(text), required: true },
                        }),
                    ),
                },
                tlsSkipVerify: { shape: flag, default: false },
                method: { shape: text, default: "GET" },
                interval: { shape: text, required: true },
                timeout: { shape: text, required: true },
                deregisterCriticalServiceAfter: { shape: text, default: "30s" },
            }),
        ),
    },
} as const;

type Inputs = FieldsValue<typeof fields>;
type Former = FormerValue<typeof fields>;
type Consul = Operation<ConsulClient>;

// The official plugin marks what it registers in this way.
const sourceKey = "external-source";
const sourceValue = "terraform";

const answer = z.array(
    z.object({
        Node: z.string(),
        ServiceID: z.string(),
        ServiceName: z.string(),
        ServiceAddress: z.string(),
        ServicePort: z.number(),
        ServiceTags: z.array(z.string()).nullish(),
        ServiceMeta: z.record(z.string(), z.string()).nullish(),
        ServiceWeights: z.object({ Passing: z.number(), Warning: z.number() }),
    }),
);

type Registered = z.infer<typeof answer>[number];

async function find(operation: Consul, place: Place, inputs: Former, id: string): Promise<Registered | undefined> {
    const { body } = await operation.client.demand(operation, {
        method: "GET",
        path: `/v1/catalog/service/${encodeURIComponent(inputs.name ?? id)}`,
        query: placeQuery(place),
    });
    return answer.parse(JSON.parse(body)).find((entry) => entry.ServiceID === id && entry.Node === inputs.node);
}

async function register(operation: Consul, place: Place, inputs: Inputs): Promise<void> {
    const node = await findNode(operation, place, inputs.node);
    // Consul would make up a node that nobody manages.
    if (!node) throw new Error(`node ${inputs.node} of service ${inputs.name} is not in Consul's catalog`);
    const id = inputs.serviceId ?? inputs.name;
    await operation.client.demand(operation, {
        method: "PUT",
        path: "/v1/catalog/register",
        body: JSON.stringify({
            Datacenter: place.datacenter,
            Partition: place.partition,
            Node: inputs.node,
            SkipNodeUpdate: true,
            Service: {
                ID: id,
                Service: inputs.name,
                Namespace: place.namespace,
                Address: inputs.address ?? node.Address,
                Port: inputs.port,
                Tags: inputs.tags,
                Meta: { ...inputs.meta, [sourceKey]: sourceValue },
                Weights: inputs.weights && {
                    Passing: inputs.weights.passing ?? 1,
                    Warning: inputs.weights.warning ?? 1,
                },
                EnableTagOverride: inputs.enableTagOverride,
            },
            Checks: inputs.checks?.map((check) => ({
                Node: inputs.node,
                ServiceID: id,
                CheckID: check.checkId,
                Name: check.name,
                Notes: check.notes,
                Status: check.status,
                Definition: {
                    TCP: check.tcp,
                    HTTP: check.http,
                    Header: Object.fromEntries((check.headers ?? []).map(({ name, values }) => [name, values])),
                    Method: check.method,
                    TLSSkipVerify: check.tlsSkipVerify,
                    Interval: check.interval,
                    Timeout: check.timeout,
                    DeregisterCriticalServiceAfter: check.deregisterCriticalServiceAfter,
                },
            })),
        }),
    });
}

function found(entry: Registered, place: Place, former: Former): Found {
    const { [sourceKey]: _source, ...meta } = entry.ServiceMeta ?? {};
    const weights = { passing: entry.ServiceWeights.Passing, warning: entry.ServiceWeights.Warning };
    const actual: Properties = {
        address: entry.ServiceAddress,
        port: entry.ServicePort,
        tags: entry.ServiceTags ?? [],
        meta,
        weights,
    };
    const declared = Object.fromEntries(Object.entries(actual).filter(([name]) => name in former));
    const outputs = {
        address: entry.ServiceAddress,
        datacenter: place.datacenter ?? "",
        serviceId: entry.ServiceID,
        weights,
    };
    return { id: entry.ServiceID, outputs, inputs: { ...former, ...declared } };
}

async function registered(operation: Consul, place: Place, inputs: Inputs): Promise<Found> {
    const id = inputs.serviceId ?? inputs.name ?? "";
    const entry = await find(operation, place, inputs, id);
    if (!entry) throw new Error(`service ${id} was registered, but Consul's catalog does not have it`);
    return found(entry, place, inputs);
}

export const service = resource({
    fields,
    autoName: "name",
    computed: ["address", "datacenter", "serviceId", "weights"],
    recomputed: ["address"],
    validate: ({ checks }) =>
        (Array.isArray(checks) ? checks : []).flatMap((check, index) =>
            typeof check === "object" && "tcp" in check && "http" in check
                ? [
                      {
                          property: `checks[${index}]`,
                          reason: `checks[${index}] has tcp and http; one of them is allowed`,
                      },
                  ]
                : [],
        ),
    create: async (operation: Consul, inputs) => {
        const place = await placeOf(operation, inputs);
        await register(operation, place, inputs);
        return registered(operation, place, inputs);
    },
    read: async (operation, id, former) => {
        if (former.name === undefined) throw new Error("consul.Service cannot be imported");
        const place = await placeOf(operation, former);
        const entry = await find(operation, place, former, id);
        return entry && found(entry, place, former);
    },
    update: async (operation, _id, inputs) => {
        const place = await placeOf(operation, inputs);
        await register(operation, place, inputs);
        return (await registered(operation, place, inputs)).outputs;
    },
    delete: async (operation, id, former) => {
        const place = await placeOf(operation, former);
        await operation.client.demand(operation, {
            method: "PUT",
            path: "/v1/catalog/deregister",
            body: JSON.stringify({
                Datacenter: place.datacenter,
                Namespace: place.namespace,
                Partition: place.partition,
                Node: former.node,
                ServiceID: id,
            }),
        });
    },
});
