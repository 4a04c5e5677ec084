import { isDeepStrictEqual } from "node:util";
import type { Operation, Resource } from "../frame/resource.js";
import { holdsUnknown, isProperties, type Properties, unknown, type Value } from "../frame/values.js";
import { type Address, ApiError, type KubernetesClient } from "./client.js";
import { addressOf, annotationOf, idOf, project, textAt, withoutBookkeeping } from "./objects.js";
import { autonamed, replacedInPlace, replaces } from "./replace.js";
import { awaitGone, awaitReady } from "./wait.js";

const fieldManager = "pulumi-kubernetes";
const autoNameDigits = 8;

/** A kind of object, whichever: the API server knows its fields, and refuses those that it does not know. */
export const anyKind: Resource<KubernetesClient> = {
    canUpdate: true,
    definition: {
        fields: {},
        open: true,
        computed: ["status"],
        recomputed: ["status"],
        secretOutputsOf: (values) => (values.kind === "Secret" ? ["data", "stringData"] : []),
        mendByUpdate: true,
        replaces,
        deleteBeforeReplace: replacedInPlace,
        normalize,
        foresee,
        foreseeUpdate: (news, state) => ({ ...merged(state, news), status: unknown }),
    },

    async rehearse(operation, inputs) {
        if (Object.values(inputs).some(holdsUnknown)) return;
        try {
            await apply(operation, inputs, { dryRun: "All" });
        } catch (error) {
            // What it lies in comes with the same deployment.
            if (error instanceof ApiError && error.status === 404) return;
            throw error;
        }
    },

    create: createOrUpdate,

    async read(operation, id, former, state) {
        const { client, signal } = operation;
        const address = Object.keys(former).length > 0 ? addressOf(former) : addressFrom(state, id);
        const live = await client.get(address, signal);
        if (live === undefined) return undefined;
        const outputs = withoutBookkeeping(live);
        const drifted = Object.keys(former).length === 0 || (await hasDrifted(operation, former, live));
        const seen = project(outputs, former);
        return { id: idOf(live), outputs, inputs: drifted && isProperties(seen) ? seen : former };
    },

    async update(operation, _id, inputs) {
        return (await createOrUpdate(operation, inputs)).outputs;
    },

    async delete(operation, id, former, state) {
        const { client, signal } = operation;
        const address = Object.keys(former).length > 0 ? addressOf(former) : addressFrom(state, id);
        try {
            // Whoever depends on it, such as a controller's pods, has gone when it goes.
            const body = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: "Foreground" };
            await client.object({ method: "DELETE", path: await client.pathOf(address, signal), body, signal });
        } catch (error) {
            if (error instanceof ApiError && error.status === 404) return;
            throw error;
        }
        await awaitGone(operation, address);
    },
};

async function createOrUpdate(operation: Operation<KubernetesClient>, inputs: Properties) {
    const applied = await apply(operation, inputs, {});
    const live = await awaitReady(operation, addressOf(applied), applied);
    return { id: idOf(live), outputs: withoutBookkeeping(live) };
}

/** Server-side apply: fields that the last one named and this one does not go. */
async function apply(
    { client, signal }: Operation<KubernetesClient>,
    inputs: Properties,
    query: Readonly<Record<string, string>>,
): Promise<Properties> {
    const force = annotationOf(inputs, "pulumi.com/patchForce") === "true" || query.force === "true";
    return client.object({
        method: "PATCH",
        path: await client.pathOf(addressOf(inputs), signal),
        query: { fieldManager, fieldValidation: "Strict", ...query, force: String(force) },
        contentType: "application/apply-patch+yaml",
        body: visible(inputs),
        signal,
    });
}

/** Whether the live object would be another one if the inputs were applied anew. */
async function hasDrifted(
    operation: Operation<KubernetesClient>,
    former: Properties,
    live: Properties,
): Promise<boolean> {
    const wanted = await apply(operation, former, { dryRun: "All", force: "true" });
    return !isDeepStrictEqual(comparable(wanted), comparable(live));
}

/** Without what changes by being applied, and by itself. */
function comparable(object: Properties): Properties {
    const { status: _status, metadata, ...rest } = object;
    if (!isProperties(metadata)) return rest;
    const { managedFields: _fields, resourceVersion: _version, generation: _generation, ...kept } = metadata;
    return { ...rest, metadata: kept };
}

/** Properties of Pulumi's own are nothing to the API server. */
function visible(inputs: Properties): Properties {
    return Object.fromEntries(Object.entries(inputs).filter(([name]) => !name.startsWith("__")));
}

/** Gives an object without a name one of its own, which it keeps. */
function normalize(values: Properties, olds: Properties, unique: (digits: number) => string): Properties {
    const metadata = isProperties(values.metadata) ? values.metadata : {};
    if (metadata.name !== undefined || metadata.generateName !== undefined) return values;
    const former = annotationOf(olds, autonamed) === "true" ? textAt(olds, "metadata", "name") : undefined;
    const annotations = isProperties(metadata.annotations) ? metadata.annotations : {};
    return {
        ...values,
        metadata: {
            ...metadata,
            annotations: { ...annotations, [autonamed]: "true" },
            name: former ?? unique(autoNameDigits),
        },
    };
}

/** What a preview can tell: addresses and ports of a Service are the cluster's to give. */
function foresee(values: Properties): Properties {
    if (values.kind !== "Service" || !isProperties(values.spec)) return { status: unknown };
    const { ports, clusterIP = unknown } = values.spec;
    const foreseen = Array.isArray(ports)
        ? ports.map((port): Value => (isProperties(port) ? { nodePort: unknown, ...port } : port))
        : unknown;
    return { status: unknown, spec: { ...values.spec, clusterIP, ports: foreseen } };
}

/** The state as it is, with what the program says laid over it. */
function merged(state: Properties, news: Properties): Properties {
    const changed = Object.entries(news).map(([name, now]): [string, Value] => [name, mergedValue(state[name], now)]);
    return { ...state, ...Object.fromEntries(changed) };
}

function mergedValue(state: Value | undefined, news: Value): Value {
    if (isProperties(state) && isProperties(news)) return merged(state, news);
    if (Array.isArray(state) && Array.isArray(news) && state.length === news.length) {
        return news.map((item, index) => mergedValue(state[index], item));
    }
    return news;
}

/** An object that is imported, or one whose inputs are not known: by its id and what the state says of it. */
function addressFrom(state: Properties, id: string): Address {
    const { apiVersion, kind } = addressOf(state);
    const [first = "", second] = id.split("/");
    return second === undefined
        ? { apiVersion, kind, name: first }
        : { apiVersion, kind, name: second, namespace: first };
}
