import { sql } from "kysely";
import type { Field } from "./field.js";
import type { Change, Resource } from "./resource.js";
import { textOf, type Value, type Values } from "./values.js";
import { refuseForeign, type View } from "./view.js";

/** The columns of a row that a body makes. */
export async function rowOf(db: Change["db"], resource: View, body: Values, prepared: Values): Promise<Values> {
    const given = fieldsOf(resource, "post").map(([name, field]): [string, Value] => [
        name,
        body[name] ?? field.default ?? null,
    ]);
    await resource.lock?.(db, body);
    const change = { db, body, prepared, cleared: [], current: undefined, next: Object.fromEntries(given) };
    await refuseForeign(db, resource, change.next);
    return { ...storedOnly(resource, given), ...(await resource.derive?.(change)) };
}

/**
 * An unknown tenant is created with its UUID for a name: portals make tenants elsewhere, and rely on this.
 *
 * @returns Those that were created.
 */
export async function ensureTenants(
    db: Change["db"],
    { ofTenant }: Resource,
    bodies: readonly Values[],
): Promise<readonly Values[]> {
    if (!ofTenant) return [];
    const created: Values[] = [];
    // In one order, so that two who create the same ones do not wait for each other.
    for (const tenant of [...new Set(bodies.map((body) => textOf(body, "tenant_uuid")))].sort()) {
        const { rows } = await sql<Values>`insert into tenants (uuid, name) values (${tenant}, ${tenant})
            on conflict do nothing returning *`.execute(db);
        created.push(...rows);
    }
    return created;
}

export function fieldsOf(resource: Resource, method: "post" | "put"): [string, Field][] {
    return Object.entries(resource.fields).filter(([, field]) => field[method] !== "ignored");
}

export function storedOnly(resource: Resource, given: readonly [string, Value][]): Values {
    return Object.fromEntries(given.filter(([name]) => resource.fields[name]?.stored));
}
