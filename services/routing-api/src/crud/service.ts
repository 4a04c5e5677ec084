import { sql } from "kysely";
import type { Databases } from "../db/pool.js";
import { ApiError, notFound, tenantRequired } from "../http/errors.js";
import type { Field } from "./field.js";
import type { Change, Resource } from "./resource.js";
import { deleteRow, findRow, insertRow, listRows, lockRow, type Page, updateRow } from "./rows.js";
import type { Value, Values } from "./values.js";
import { textOf } from "./values.js";
import { isDeadlock, violationOf } from "./violations.js";

/** Create, read, update and delete for one collection. */
export class ResourceService {
    constructor(
        private readonly databases: Pick<Databases, "reads" | "writes">,
        private readonly resource: Resource,
    ) {}

    async create(body: Values): Promise<Values> {
        const { resource } = this;
        const given = fieldsOf(resource, "post").map(([name, field]): [string, Value] => [
            name,
            body[name] ?? field.default ?? null,
        ]);
        const prepared = (await resource.prepare?.(body)) ?? {};
        return this.#write(async (db) => {
            if (resource.ofTenant) await ensureTenant(db, textOf(body, "tenant_uuid"));
            await resource.lock?.(db, body);
            const change = { db, body, prepared, current: undefined, next: Object.fromEntries(given) };
            return insertRow(db, resource, { ...storedOnly(resource, given), ...(await resource.derive?.(change)) });
        });
    }

    async read(key: Value): Promise<Values> {
        return this.#found(await findRow(this.databases.reads, this.resource, key));
    }

    list(query: Page & Values): AsyncGenerator<readonly Values[]> {
        return listRows(this.databases.reads, this.resource, query, query);
    }

    async update(key: Value, body: Values): Promise<Values> {
        const { resource } = this;
        const prepared = (await resource.prepare?.(body)) ?? {};
        return this.#write(async (db) => {
            await resource.lock?.(db, body);
            const current = this.#found(await lockRow(db, resource, key));
            refuseMove(resource, current, body);
            const given = fieldsOf(resource, "put").map(([name, field]): [string, Value] => [
                name,
                putValue(resource, field, body[name], current[name] ?? null),
            ]);
            const change = { db, body, prepared, current, next: { ...current, ...Object.fromEntries(given) } };
            const row = await updateRow(db, resource, key, {
                ...storedOnly(resource, given),
                ...(await resource.derive?.(change)),
            });
            await resource.afterUpdate?.({ ...change, next: row });
            return row;
        });
    }

    async remove(key: Value): Promise<Values> {
        return this.#write(async (db) => this.#found(await deleteRow(db, this.resource, key)));
    }

    #found(row: Values | undefined): Values {
        if (row === undefined) throw notFound(this.resource.label);
        return row;
    }

    async #write(work: (db: Change["db"]) => Promise<Values>): Promise<Values> {
        for (let attempt = 1; ; attempt += 1) {
            try {
                return await this.databases.writes.transaction().execute(work);
            } catch (error) {
                if (attempt < maxAttempts && isDeadlock(error)) continue;
                throw violationOf(error, this.resource) ?? error;
            }
        }
    }
}

/** PostgreSQL ends one of two transactions that wait for each other; doing it again is all that is needed. */
const maxAttempts = 4;

function fieldsOf(resource: Resource, method: "post" | "put"): [string, Field][] {
    return Object.entries(resource.fields).filter(([, field]) => field[method] !== "ignored");
}

function storedOnly(resource: Resource, given: readonly [string, Value][]): Values {
    return Object.fromEntries(given.filter(([name]) => resource.fields[name]?.stored));
}

/** A field with a default is reset when absent (validation has filled the default in), an optional one keeps its value. */
function putValue(resource: Resource, field: Field, given: Value | undefined, stored: Value): Value {
    const keeps = resource.keeps ?? ((value: unknown) => value === undefined || value === null);
    if (keeps(given)) return field.default ?? stored;
    return given ?? stored;
}

/** An unknown tenant is created with its UUID for a name: portals make tenants elsewhere, and rely on this. */
async function ensureTenant(db: Change["db"], tenant: string | null): Promise<void> {
    if (tenant === null) throw tenantRequired();
    await sql`insert into tenants (uuid, name) values (${tenant}, ${tenant}) on conflict do nothing`.execute(db);
}

function refuseMove(resource: Resource, current: Values, body: Values): void {
    if (resource.fields.tenant_uuid?.put !== "optional") return;
    const wanted = body.tenant_uuid ?? null;
    if (wanted === null || wanted === current.tenant_uuid) return;
    throw new ApiError(403, `${resource.label} cannot be moved to another tenant: delete it and create it there`);
}
