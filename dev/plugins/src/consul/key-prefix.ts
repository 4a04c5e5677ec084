import { messageOf } from "../frame/failure.js";
import { type Operation, PartialFailure, resource } from "../frame/resource.js";
import { type FieldsValue, type FormerValue, map, number, object, set, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";
import type { ConsulClient } from "./client.js";
import { deleteKey, type Entry, listKeys, putKey } from "./kv.js";
import { type Place, placeFields, placeOf } from "./place.js";

const replace = true;

const fields = {
    ...placeFields,
    token: { shape: text },
    pathPrefix: { shape: text, required: true, replace },
    subkeys: { shape: map(text) },
    subkeyCollection: {
        shape: set(
            object({
                path: { shape: text, required: true },
                value: { shape: text, required: true },
                flags: { shape: number, default: 0 },
            }),
        ),
    },
} as const;

type Inputs = FormerValue<typeof fields>;
type Consul = Operation<ConsulClient>;

function entriesOf(prefix: string, { subkeys = {}, subkeyCollection = [] }: Inputs): Entry[] {
    return [
        ...Object.entries(subkeys).map(([path, value]) => ({ key: prefix + path, value, flags: 0 })),
        ...subkeyCollection.map(({ path, value, flags }) => ({ key: prefix + path, value, flags })),
    ];
}

async function writeAll(operation: Consul, place: Place, entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) await putKey(operation, place, entry);
}

/** What is under the prefix, in the form in which the program declared it. */
function subkeysOf(prefix: string, former: Inputs, entries: readonly Entry[]): Properties {
    const collected = new Set((former.subkeyCollection ?? []).map(({ path }) => path));
    const bare = entries.map(({ key, value, flags }) => ({ path: key.slice(prefix.length), value, flags }));
    const inMap = bare.filter(({ path }) => !collected.has(path));
    return {
        ...((former.subkeys || inMap.length > 0) && {
            subkeys: Object.fromEntries(inMap.map(({ path, value }) => [path, value])),
        }),
        ...(former.subkeyCollection && { subkeyCollection: bare.filter(({ path }) => collected.has(path)) }),
    };
}

export const keyPrefix = resource({
    fields,
    computed: ["datacenter"],
    secretOutputs: ["token"],
    mendByUpdate: true,
    create: async (operation: Consul, inputs: FieldsValue<typeof fields>) => {
        const { pathPrefix } = inputs;
        const place = await placeOf(operation, inputs);
        const entries = entriesOf(pathPrefix, inputs);
        const present = await listKeys(operation, place, pathPrefix);
        if (present.length > 0) {
            throw new Error(
                `${present.length} keys already exist under ${pathPrefix}; delete them before managing this prefix`,
            );
        }
        const outputs = { datacenter: place.datacenter ?? "" };
        try {
            await writeAll(operation, place, entries);
        } catch (error) {
            throw new PartialFailure(
                `not all keys under ${pathPrefix} were written: ${messageOf(error)}`,
                pathPrefix,
                outputs,
            );
        }
        return { id: pathPrefix, outputs };
    },
    read: async (operation, id, former) => {
        const place = await placeOf(operation, former);
        const entries = await listKeys(operation, place, id);
        const imported = Object.keys(former).length === 0;
        if (imported && entries.length === 0) return undefined;
        const { subkeys: _old, subkeyCollection: _oldToo, ...rest } = former;
        return {
            id,
            outputs: { datacenter: place.datacenter ?? "" },
            inputs: { ...rest, pathPrefix: id, ...subkeysOf(id, former, entries) },
        };
    },
    update: async (operation, id, inputs, former) => {
        const place = await placeOf(operation, inputs);
        const news = entriesOf(id, inputs);
        await writeAll(operation, place, news);
        for (const { key } of entriesOf(id, former)) {
            if (!news.some((entry) => entry.key === key)) await deleteKey(operation, place, key);
        }
        return { datacenter: place.datacenter ?? "" };
    },
    delete: async (operation, id, former) => {
        await deleteKey(operation, await placeOf(operation, former), id, true);
    },
});
