import { dataSource, type Operation } from "../frame/resource.js";
import { flag, list, object, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";
import type { ConsulClient } from "./client.js";
import { getKey } from "./kv.js";
import { placeOf } from "./place.js";

export const getKeys = dataSource({
    fields: {
        datacenter: { shape: text },
        namespace: { shape: text },
        partition: { shape: text },
        token: { shape: text },
        errorOnMissingKeys: { shape: flag, default: false },
        keys: {
            shape: list(
                object({
                    name: { shape: text, required: true },
                    path: { shape: text, required: true },
                    default: { shape: text },
                }),
            ),
        },
    },
    invoke: async (operation: Operation<ConsulClient>, inputs) => {
        const place = await placeOf(operation, inputs);
        const found: Properties = {};
        for (const { name, path, default: fallback } of inputs.keys ?? []) {
            const entry = await getKey(operation, place, path);
            if (!entry && fallback === undefined && inputs.errorOnMissingKeys) {
                throw new Error(`key ${path} is not in Consul and has no default`);
            }
            found[name] = entry?.value || fallback || "";
        }
        return { id: "-", datacenter: place.datacenter ?? "", keys: inputs.keys ?? [], var: found };
    },
});
