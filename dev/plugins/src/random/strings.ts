import { randomInt } from "node:crypto";
import { hash } from "bcryptjs";
import type { Problem } from "../frame/check.js";
import { forget, read } from "../frame/kept.js";
import { resource } from "../frame/resource.js";
import { type FieldsValue, flag, number, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";
import { keepers } from "./keepers.js";

const replace = true;
const yes = { shape: flag, default: true, replace } as const;
const atLeastNone = { shape: number, default: 0, min: 0, replace } as const;

const fields = {
    keepers,
    length: { shape: number, required: true, min: 1, replace },
    lower: yes,
    upper: yes,
    numeric: yes,
    /** The former name of `numeric`. */
    number: { shape: flag, replace },
    special: yes,
    minLower: atLeastNone,
    minUpper: atLeastNone,
    minNumeric: atLeastNone,
    minSpecial: atLeastNone,
    overrideSpecial: { shape: text, replace },
} as const;

type Inputs = FieldsValue<typeof fields>;

const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = lower.toUpperCase();
const digits = "0123456789";
const special = "!@#$%&*()-_=+[]{}<>:?";
const bcryptCost = 10;

function kindsOf(inputs: Inputs): { characters: string; allowed: boolean; least: number }[] {
    return [
        { characters: lower, allowed: inputs.lower, least: inputs.minLower },
        { characters: upper, allowed: inputs.upper, least: inputs.minUpper },
        { characters: digits, allowed: inputs.number ?? inputs.numeric, least: inputs.minNumeric },
        { characters: inputs.overrideSpecial ?? special, allowed: inputs.special, least: inputs.minSpecial },
    ];
}

function pick(characters: string): string {
    return characters.charAt(randomInt(characters.length));
}

function shuffled(items: string[]): string[] {
    const result = [...items];
    for (let last = result.length - 1; last > 0; last--) {
        const other = randomInt(last + 1);
        [result[last], result[other]] = [result[other] ?? "", result[last] ?? ""];
    }
    return result;
}

/** Draws the least numbers first and the rest from everything that is allowed. */
export function draw(inputs: Inputs): string {
    const kinds = kindsOf(inputs);
    const alphabet = kinds
        .filter((kind) => kind.allowed)
        .map((kind) => kind.characters)
        .join("");
    if (alphabet === "") throw new Error("one of lower, upper, numeric and special must be true");
    const needed = kinds.flatMap((kind) => Array.from({ length: kind.least }, () => pick(kind.characters)));
    const rest = Array.from({ length: inputs.length - needed.length }, () => pick(alphabet));
    return shuffled([...needed, ...rest]).join("");
}

function validate(values: Properties): Problem[] {
    const least = ["minLower", "minUpper", "minNumeric", "minSpecial"]
        .map((name) => values[name])
        .reduce<number>((sum, value) => sum + (typeof value === "number" ? value : 0), 0);
    const { length } = values;
    if (typeof length !== "number" || length >= least) return [];
    return [
        {
            property: "length",
            reason: `length is ${length}; it must be at least ${least}, the sum of minLower, minUpper, minNumeric and minSpecial`,
        },
    ];
}

export const string = resource({
    fields,
    computed: ["result"],
    validate,
    create: async (_operation, inputs) => {
        const result = draw(inputs);
        return { id: result, outputs: { result } };
    },
    read,
    delete: forget,
});

export const password = resource({
    fields,
    computed: ["result", "bcryptHash"],
    secretOutputs: ["result", "bcryptHash"],
    validate,
    create: async (_operation, inputs) => {
        const result = draw(inputs);
        // The official plugin's id is the word "none": an id is not secret.
        return { id: "none", outputs: { result, bcryptHash: await hash(result, bcryptCost) } };
    },
    read,
    delete: forget,
});
