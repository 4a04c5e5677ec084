import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { forget, read } from "../frame/kept.js";
import { resource } from "../frame/resource.js";
import { number, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";
import { keepers } from "./keepers.js";
import { adjectives, adverbs, animals } from "./words.js";

const replace = true;

export const bytes = resource({
    fields: { keepers, length: { shape: number, required: true, min: 1, replace } },
    computed: ["base64", "hex"],
    secretOutputs: ["base64", "hex"],
    create: async (_operation, inputs) => {
        const drawn = randomBytes(inputs.length);
        // The official plugin gives no id of its own: "none", as the value is secret.
        return { id: "none", outputs: { base64: drawn.toString("base64"), hex: drawn.toString("hex") } };
    },
    read,
    delete: forget,
});

export const id = resource({
    fields: {
        keepers,
        byteLength: { shape: number, required: true, min: 1, replace },
        prefix: { shape: text, replace },
    },
    computed: ["b64Std", "b64Url", "dec", "hex"],
    create: async (_operation, { byteLength, prefix = "" }) => {
        const drawn = randomBytes(byteLength);
        const outputs: Properties = {
            b64Std: prefix + drawn.toString("base64"),
            b64Url: prefix + drawn.toString("base64url"),
            dec: prefix + BigInt(`0x${drawn.toString("hex")}`).toString(),
            hex: prefix + drawn.toString("hex"),
        };
        return { id: drawn.toString("base64url"), outputs };
    },
    read,
    delete: forget,
});

export const uuid = resource({
    fields: { keepers },
    computed: ["result"],
    create: async () => {
        const result = randomUUID();
        return { id: result, outputs: { result } };
    },
    read,
    delete: forget,
});

export const integer = resource({
    fields: {
        keepers,
        min: { shape: number, required: true, replace },
        max: { shape: number, required: true, replace },
    },
    computed: ["result"],
    validate: ({ min, max }) =>
        typeof min === "number" && typeof max === "number" && min > max
            ? [{ property: "min", reason: `min is ${min}; it must be at most max, which is ${max}` }]
            : [],
    create: async (_operation, { min, max }) => {
        const result = randomInt(min, max + 1);
        return { id: String(result), outputs: { result } };
    },
    read,
    delete: forget,
});

function pick(words: readonly string[]): string {
    return words[randomInt(words.length)] ?? "";
}

export const pet = resource({
    fields: {
        keepers,
        length: { shape: number, default: 2, min: 1, replace },
        prefix: { shape: text, replace },
        separator: { shape: text, default: "-", replace },
    },
    computed: [],
    create: async (_operation, { length, prefix, separator }) => {
        // Adverbs, then one adjective, then the animal: "rarely-quick-otter".
        const before = Array.from({ length: Math.max(length - 2, 0) }, () => pick(adverbs));
        const adjective = length > 1 ? [pick(adjectives)] : [];
        const words = [...(prefix === undefined ? [] : [prefix]), ...before, ...adjective, pick(animals)];
        return { id: words.join(separator), outputs: {} };
    },
    read,
    delete: forget,
});
