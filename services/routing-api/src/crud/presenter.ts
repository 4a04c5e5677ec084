import type { Resource } from "./resource.js";
import type { Value, Values } from "./values.js";

/** Names what an answer holds, one by one: a column that is added later stays inside until a field says otherwise. */
export function presenter(resource: Resource): (row: Values) => Values {
    const names = [
        ...(resource.key === "id" ? ["id"] : []),
        ...Object.entries(resource.fields).flatMap(([name, field]) => (field.out ? [name] : [])),
    ];
    return (row) => Object.fromEntries(names.map((name) => [name, presented(row[name] ?? null)]));
}

/** Moments are UTC without saying so, and fractions only when there are any: the form of the original. */
function presented(value: Value): Value {
    return value instanceof Date ? value.toISOString().replace(/(\.000)?Z$/, "") : value;
}
