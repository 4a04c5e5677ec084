import { type RawBuilder, sql } from "kysely";
import { times } from "./presenter.js";
import type { Resource } from "./resource.js";
import type { Value, Values } from "./values.js";

/** In which order rows come: by a column, then by what tells rows of the same value from each other. */
export interface Order {
    readonly names: readonly string[];
    readonly descending: boolean;
    /** Whether the first column may be null: such rows come last, either way. */
    readonly nullable: boolean;
}

/** What a list can be sorted by: what answers show, upwards or, with a minus, downwards. */
export function sortsOf(resource: Resource): readonly string[] {
    const shown = Object.entries(resource.fields).filter(
        ([, { out, stored, kind }]) => out && stored && kind !== "json",
    );
    const names = [...new Set([resource.key, ...shown.map(([name]) => name), ...Object.keys(times)])];
    return [...names, ...names.map((name) => `-${name}`)];
}

export function orderOf(resource: Resource, sort: string | undefined): Order {
    if (sort === undefined) return { names: resource.order, descending: false, nullable: false };
    const name = sort.replace(/^-/, "");
    return {
        names: name === resource.key ? [name] : [name, resource.key],
        descending: sort.startsWith("-"),
        nullable: name in times || resource.fields[name]?.nullable === true,
    };
}

export function orderBy({ names, descending }: Order): RawBuilder<unknown> {
    return sql.join(names.map((name) => sql`${sql.ref(name)} ${sql.raw(descending ? "desc nulls last" : "asc")}`));
}

/** What comes after a row of these values. */
export function comesAfter({ names, descending, nullable }: Order, values: readonly Value[]): RawBuilder<unknown> {
    const beyond = (columns: readonly string[], of: readonly Value[]) =>
        sql`(${sql.join(columns.map((name) => sql.ref(name)))}) ${sql.raw(descending ? "<" : ">")} (${sql.join(of)})`;
    if (!nullable) return beyond(names, values);
    const [first = "", ...others] = names;
    const [value = null, ...rest] = values;
    const column = sql.ref(first);
    if (value === null) return sql`(${column} is null and ${beyond(others, rest)})`;
    return sql`(${beyond([first], [value])} or (${column} = ${value} and ${beyond(others, rest)}) or ${column} is null)`;
}

export function valuesIn({ names }: Order, row: Values): readonly Value[] {
    return names.map((name) => row[name] ?? null);
}
