import { isDeepStrictEqual } from "node:util";
import { type Operation, resource } from "../frame/resource.js";
import { type FieldsValue, flag, number, object, set, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";
import type { ConsulClient } from "./client.js";
import { deleteKey, getKey, putKey } from "./kv.js";
import { type Place, placeFields, placeOf } from "./place.js";

const fields = {
    ...placeFields,
    token: { shape: text },
    keys: {
        shape: set(
            object({
                path: { shape: text, required: true },
                /** Without it the key is only read, into `var`. */
                value: { shape: text },
                name: { shape: text },
                default: { shape: text },
                flags: { shape: number, default: 0 },
                delete: { shape: flag, default: false },
            }),
        ),
    },
} as const;

type Inputs = FieldsValue<typeof fields>;
type Key = NonNullable<Inputs["keys"]>[number];
type Consul = Operation<ConsulClient>;

async function write(operation: Consul, place: Place, keys: readonly Key[]): Promise<void> {
    for (const { path, value, flags } of keys) {
        if (value) await putKey(operation, place, { key: path, value, flags });
    }
}

async function outputsOf(operation: Consul, place: Place, keys: readonly Key[]): Promise<Properties> {
    const named: Properties = {};
    for (const { name, path, default: fallback = "" } of keys) {
        if (name) named[name] = (await getKey(operation, place, path))?.value || fallback;
    }
    return { var: named, datacenter: place.datacenter ?? "" };
}

export const keys = resource({
    fields,
    computed: ["datacenter", "var"],
    recomputed: ["var"],
    secretOutputs: ["token"],
    derivedOutputs: { var: "keys" },
    create: async (operation: Consul, inputs) => {
        const place = await placeOf(operation, inputs);
        await write(operation, place, inputs.keys ?? []);
        return { id: "consul", outputs: await outputsOf(operation, place, inputs.keys ?? []) };
    },
    read: async (operation, id, former) => {
        if (Object.keys(former).length === 0) throw new Error("consul.Keys cannot be imported");
        const place = await placeOf(operation, former);
        const now: Key[] = [];
        for (const key of former.keys ?? []) {
            if (!key.value) {
                now.push(key);
                continue;
            }
            const entry = await getKey(operation, place, key.path);
            now.push({ ...key, value: entry?.value || key.default || "", flags: entry?.flags ?? key.flags });
        }
        const inputs = { ...former, ...(former.keys && { keys: now }) };
        return { id, outputs: await outputsOf(operation, place, former.keys ?? []), inputs };
    },
    update: async (operation, _id, inputs, former) => {
        const place = await placeOf(operation, inputs);
        const news = inputs.keys ?? [];
        const olds = former.keys ?? [];
        // New ones come before old ones go: a renamed key is never missing under both names.
        await write(
            operation,
            place,
            news.filter((key) => !olds.some((old) => isDeepStrictEqual(old, key))),
        );
        for (const old of olds) {
            if (old.delete && !news.some(({ path }) => path === old.path)) await deleteKey(operation, place, old.path);
        }
        return outputsOf(operation, place, news);
    },
    delete: async (operation, _id, former) => {
        const place = await placeOf(operation, former);
        for (const key of former.keys ?? []) {
            if (key.delete) await deleteKey(operation, place, key.path);
        }
    },
});
