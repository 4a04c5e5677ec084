import { assetRefusal, isAsset } from "./assets.js";
import type { Field, Fields, Shape } from "./schema.js";
import { isProperties, type Properties, unknown, type Value } from "./values.js";

export interface Problem {
    /** Path of the property, as the program writes it. */
    readonly property: string;
    readonly reason: string;
}

const shapeNames: Record<Shape["kind"], string> = {
    text: "a string",
    number: "a number",
    flag: "true or false",
    asset: "an asset or an archive",
    anything: "a value",
    list: "a list",
    set: "a list",
    map: "an object of keys and values",
    object: "an object",
};

/** Names that the engine and the SDKs add by themselves. */
export function isInternal(name: string): boolean {
    return name.startsWith("__");
}

/** Says what is wrong with what the program wrote; values that are not known yet are left for later. */
export function findProblems(fields: Fields, values: Properties, path = ""): Problem[] {
    const known = Object.keys(fields);
    const strangers = Object.keys(values)
        .filter((name) => !isInternal(name) && fields[name] === undefined)
        .map((name) => ({
            property: path + name,
            reason: `${path + name} is not a property that this plugin knows here; it knows ${known.join(", ")}`,
        }));
    const wrong = Object.entries(fields).flatMap(([name, field]) => fieldProblems(field, values[name], path + name));
    return [...strangers, ...wrong];
}

function fieldProblems(field: Field, value: Value | undefined, path: string): Problem[] {
    if (value === undefined) {
        return field.required && field.default === undefined
            ? [{ property: path, reason: `${path} is required and missing` }]
            : [];
    }
    return [...shapeProblems(field.shape, value, path), ...limitProblems(field, value, path)];
}

function shapeProblems(shape: Shape, value: Value, path: string): Problem[] {
    if (value === unknown || shape.kind === "anything") return [];
    if (shape.kind !== "asset" && isAsset(value)) return [{ property: path, reason: assetRefusal(path) }];
    const wrong = [{ property: path, reason: `${path} must be ${shapeNames[shape.kind]}` }];
    switch (shape.kind) {
        case "text":
            return typeof value === "string" ? [] : wrong;
        case "number":
            return typeof value === "number" ? [] : wrong;
        case "flag":
            return typeof value === "boolean" ? [] : wrong;
        case "asset":
            return isAsset(value) ? [] : wrong;
        case "list":
        case "set":
            return Array.isArray(value)
                ? value.flatMap((item, index) => shapeProblems(shape.of, item, `${path}[${index}]`))
                : wrong;
        case "map":
            return isProperties(value)
                ? Object.entries(value).flatMap(([key, item]) => shapeProblems(shape.of, item, `${path}.${key}`))
                : wrong;
        case "object":
            return isProperties(value) ? findProblems(shape.fields, value, `${path}.`) : wrong;
    }
}

function limitProblems(field: Field, value: Value, path: string): Problem[] {
    if (typeof value === "string") {
        if (field.oneOf && !field.oneOf.includes(value)) {
            return [{ property: path, reason: `${path} is "${value}"; allowed are ${field.oneOf.join(", ")}` }];
        }
        if (field.pattern && !field.pattern.regexp.test(value)) {
            return [{ property: path, reason: `${path} is "${value}"; it must be ${field.pattern.meaning}` }];
        }
    }
    if (typeof value === "number") {
        const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field;
        if (!Number.isInteger(value) || value < min || value > max) {
            const range = [
                field.min === undefined ? [] : [`at least ${field.min}`],
                field.max === undefined ? [] : [`at most ${field.max}`],
            ].flat();
            return [
                {
                    property: path,
                    reason: `${path} is ${value}; it must be ${["a whole number", ...range].join(", ")}`,
                },
            ];
        }
    }
    return [];
}

/** The values with every default filled in, and the names of the top-level properties that a default filled. */
export function withDefaults(fields: Fields, values: Properties): { values: Properties; defaulted: string[] } {
    const filled: Properties = {};
    const defaulted: string[] = [];
    for (const [name, value] of Object.entries(values)) {
        const field = fields[name];
        filled[name] = field === undefined ? value : shapeWithDefaults(field.shape, value);
    }
    for (const [name, field] of Object.entries(fields)) {
        if (filled[name] === undefined && field.default !== undefined) {
            filled[name] = field.default;
            defaulted.push(name);
        }
    }
    return { values: filled, defaulted };
}

function shapeWithDefaults(shape: Shape, value: Value): Value {
    if (value === unknown) return value;
    if ((shape.kind === "list" || shape.kind === "set") && Array.isArray(value)) {
        return value.map((item) => shapeWithDefaults(shape.of, item));
    }
    if (shape.kind === "map" && isProperties(value)) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shapeWithDefaults(shape.of, item)]));
    }
    if (shape.kind === "object" && isProperties(value)) return withDefaults(shape.fields, value).values;
    return value;
}
