import { Type } from "typebox";
import type { Resource } from "./resource.js";
import type { Value, Values } from "./values.js";

export type Present = (row: Values) => Values;

/** When a row was made and changed. Clients of the original take what they know, and no more: it is shown to who asks for it. */
export const times = {
    created_at: "When it was created, UTC; null for what was there before such was noted",
    changed_at: "When it was changed last, UTC",
};

export const timesAsked = {
    times: Type.Optional(
        Type.Boolean({ default: false, description: `Whether to show ${Object.keys(times).join(" and ")}` }),
    ),
};

/** How rows are shown to a client, by whether it asks for their times. */
export function presenters(resource: Resource): (query: { readonly times?: boolean }) => Present {
    const plain = presenter(resource, []);
    const timed = presenter(resource, Object.keys(times));
    return (query) => (query.times === true ? timed : plain);
}

/** Names what an answer holds, one by one: a column that is added later stays inside until a field says otherwise. */
function presenter(resource: Resource, more: readonly string[]): Present {
    const names = [
        ...(resource.key === "id" ? ["id"] : []),
        ...Object.entries(resource.fields).flatMap(([name, field]) => (field.out ? [name] : [])),
        ...more,
    ];
    return (row) => Object.fromEntries(names.map((name) => [name, presented(row[name] ?? null)]));
}

/** Moments are UTC without saying so, and fractions only when there are any: the form of the original. */
function presented(value: Value): Value {
    return value instanceof Date ? value.toISOString().replace(/(\.000)?Z$/, "") : value;
}
