/** What a column, and a field of a body, can hold. */
export type Value = string | number | boolean | Date | null;

/** Columns or fields by name. */
export type Values = Readonly<Record<string, Value>>;

/** Reads a text; throws when the frame handed over something else, which would be a mistake of a resource's description. */
export function textOf(values: Values, name: string): string | null {
    const value = values[name] ?? null;
    if (value === null || typeof value === "string") return value;
    throw new TypeError(`${name} holds a ${typeof value} where a text was expected`);
}

export function integerOf(values: Values, name: string): number {
    const value = values[name];
    if (typeof value === "number") return value;
    throw new TypeError(`${name} holds a ${typeof value} where an integer was expected`);
}
