import { type Asset, isAsset } from "./assets.js";
import { holdsUnknown, isObject, type Value } from "./values.js";

/** The shape of a property's value. A set is a list whose order means nothing. */
export type Shape =
    | { readonly kind: "text" }
    | { readonly kind: "number" }
    | { readonly kind: "flag" }
    /** A file, a text or an archive. */
    | { readonly kind: "asset" }
    /** Whatever the program likes: it is only compared. */
    | { readonly kind: "anything" }
    | { readonly kind: "list" | "set" | "map"; readonly of: Shape }
    | { readonly kind: "object"; readonly fields: Fields };

export interface Field {
    readonly shape: Shape;
    readonly required?: true;
    /** Taken when the program says nothing. */
    readonly default?: string | number | boolean;
    /** A change replaces the resource instead of updating it. */
    readonly replace?: true;
    /** The only texts that are allowed. */
    readonly oneOf?: readonly string[];
    /** A pattern that the text must match, and how to say so. */
    readonly pattern?: { readonly regexp: RegExp; readonly meaning: string };
    readonly min?: number;
    readonly max?: number;
}

export type Fields = { readonly [name: string]: Field };

export const text = { kind: "text" } as const;
export const number = { kind: "number" } as const;
export const flag = { kind: "flag" } as const;
export const asset = { kind: "asset" } as const;
export const anything = { kind: "anything" } as const;
export function list<const S extends Shape>(of: S) {
    return { kind: "list", of } as const;
}
export function set<const S extends Shape>(of: S) {
    return { kind: "set", of } as const;
}
export function map<const S extends Shape>(of: S) {
    return { kind: "map", of } as const;
}
export function object<const F extends Fields>(fields: F) {
    return { kind: "object", fields } as const;
}

type ShapeValue<S> = S extends { readonly kind: "text" }
    ? string
    : S extends { readonly kind: "number" }
      ? number
      : S extends { readonly kind: "flag" }
        ? boolean
        : S extends { readonly kind: "asset" }
          ? Asset
          : S extends { readonly kind: "anything" }
            ? Value
            : S extends { readonly kind: "list" | "set"; readonly of: infer E }
              ? ShapeValue<E>[]
              : S extends { readonly kind: "map"; readonly of: infer E }
                ? Record<string, ShapeValue<E>>
                : S extends { readonly kind: "object"; readonly fields: infer F }
                  ? FieldsValue<F>
                  : never;

type Present = { readonly required: true } | { readonly default: string | number | boolean };

type ValueOfField<F> = F extends { readonly oneOf: readonly (infer T)[] }
    ? T
    : F extends { readonly shape: infer S }
      ? ShapeValue<S>
      : never;

/** The TypeScript type of an object that has these fields. */
export type FieldsValue<F> = {
    [K in keyof F as F[K] extends Present ? K : never]: ValueOfField<F[K]>;
} & {
    [K in keyof F as F[K] extends Present ? never : K]?: ValueOfField<F[K]>;
};

/** What is known of a resource's former inputs: another version of the program may have written them. */
export type FormerValue<F> = { [K in keyof F]?: ValueOfField<F[K]> };

/** Whether a value is complete: known, of the right type, with everything that is required or has a default. */
export function isComplete<const F extends Fields>(fields: F, value: unknown): value is FieldsValue<F> {
    return isObject(value) && fieldsHold(fields, value, true);
}

/** Whether what is there is of the right type; fields may be missing. */
export function isFormer<const F extends Fields>(fields: F, value: unknown): value is FormerValue<F> {
    return isObject(value) && fieldsHold(fields, value, false);
}

function fieldsHold(fields: Fields, value: Record<string, unknown>, complete: boolean): boolean {
    return Object.entries(fields).every(([name, field]) => {
        const item = value[name];
        if (item === undefined) return !complete || (!field.required && field.default === undefined);
        if (field.oneOf && !(typeof item === "string" && field.oneOf.includes(item))) return false;
        return shapeHolds(field.shape, item, complete);
    });
}

function shapeHolds(shape: Shape, value: unknown, complete: boolean): boolean {
    switch (shape.kind) {
        case "text":
            return typeof value === "string";
        case "number":
            return typeof value === "number";
        case "flag":
            return typeof value === "boolean";
        case "asset":
            return isAsset(value);
        case "anything":
            return !complete || !holdsUnknown(value);
        case "list":
        case "set":
            return Array.isArray(value) && value.every((item) => shapeHolds(shape.of, item, complete));
        case "map":
            return isObject(value) && Object.values(value).every((item) => shapeHolds(shape.of, item, complete));
        case "object":
            return isObject(value) && fieldsHold(shape.fields, value, complete);
    }
}
