import type { Databases } from "../db/pool.js";
import { ApiError, notFound, tenantRequired } from "../http/errors.js";
import { tenants } from "../resources/tenants.js";
import { createMany, type Outcome, prepareMany, RowError, type Valid } from "./bulk.js";
import { ensureTenants, fieldsOf, rowOf, storedOnly } from "./creation.js";
import type { Field } from "./field.js";
import { type Answer, answeredBefore, doneOnce, type Once } from "./once.js";
import type { Change, Resource } from "./resource.js";
import { deleteRow, findRow, insertRows, lockRow, only, updateRow } from "./rows.js";
import type { Trail } from "./trail.js";
import type { Value, Values } from "./values.js";
import { textOf } from "./values.js";
import { refuseChanged } from "./version.js";
import { inTenant, refuseForeign, type View } from "./view.js";
import { writing } from "./writing.js";

/** Create, read, update and delete for one collection. */
export class ResourceService {
    constructor(
        private readonly databases: Pick<Databases, "reads" | "writes">,
        private readonly resource: View,
        private readonly trail: Trail,
    ) {}

    /** @param answer What the client is told of the row. */
    async create(given: Values, answer: (row: Values) => Answer, once?: Once): Promise<Answer> {
        const { resource } = this;
        const body = inTenant(resource, given);
        const earlier = await answeredBefore(this.databases.writes, once);
        if (earlier !== undefined) return earlier;
        const prepared = (await resource.prepare?.(body)) ?? {};
        return this.#write((db) =>
            doneOnce(db, once, async () => {
                if (resource.ofTenant && textOf(body, "tenant_uuid") === null) throw tenantRequired();
                await this.#tenantsMade(db, await ensureTenants(db, resource, [body]));
                const after = only(await insertRows(db, resource, [await rowOf(db, resource, body, prepared)]));
                await this.trail.record(db, resource, resource, [{ after, body }]);
                return answer(after);
            }),
        );
    }

    /**
     * Many at once. All or nothing throws the first {@link RowError}.
     *
     * @param answer What the client is told of what became of each, in their order.
     */
    async createMany(
        bodies: readonly Valid[],
        allOrNothing: boolean,
        answer: (outcomes: readonly Outcome[]) => Promise<Answer>,
        once?: Once,
    ): Promise<Answer> {
        const earlier = await answeredBefore(this.databases.writes, once);
        if (earlier !== undefined) return earlier;
        const prepared = await prepareMany(this.resource, bodies);
        return this.#write((db) =>
            doneOnce(db, once, async () => {
                const { outcomes, tenants } = await createMany(db, this.resource, prepared, allOrNothing);
                await this.#tenantsMade(db, tenants);
                const bodyAt = new Map(bodies.map(({ at, body }) => [at, body]));
                const made = outcomes.flatMap((each) =>
                    each instanceof RowError ? [] : [{ after: each.row, body: bodyAt.get(each.at) ?? {} }],
                );
                await this.trail.record(db, this.resource, this.resource, made);
                return answer(outcomes);
            }),
        );
    }

    async read(key: Value): Promise<Values> {
        return this.#found(await findRow(this.databases.reads, this.resource, key));
    }

    async update(key: Value, body: Values, ifMatch?: string): Promise<Values> {
        const { resource } = this;
        const given = (current: Values) =>
            fieldsOf(resource, "put").map(([name, field]): [string, Value] => [
                name,
                putValue(resource, field, body[name], current[name] ?? null),
            ]);
        return this.#change(key, body, { ifMatch, before: {}, cleared: [] }, given);
    }

    /** What is not named stays as it is; null clears. */
    async patch(key: Value, body: Values, ifMatch?: string): Promise<Values> {
        const given = fieldsOf(this.resource, "put").filter(
            ([name]) => name !== "tenant_uuid" && body[name] !== undefined,
        );
        const before = this.resource.lock === undefined ? {} : await this.read(key);
        const changed = given.map(([name]): [string, Value] => [name, body[name] ?? null]);
        const cleared = changed.flatMap(([name, value]) => (value === null ? [name] : []));
        return this.#change(key, body, { ifMatch, before, cleared }, () => changed);
    }

    async #change(
        key: Value,
        body: Values,
        { ifMatch, before, cleared }: Conditions,
        givenOf: (current: Values) => readonly [string, Value][],
    ): Promise<Values> {
        const { resource } = this;
        const prepared = (await resource.prepare?.(body)) ?? {};
        return this.#write(async (db) => {
            await resource.lock?.(db, { ...before, ...body });
            const current = this.#found(await lockRow(db, resource, key));
            await resource.lock?.(db, { ...current, ...body });
            refuseChanged(resource.label, current, ifMatch);
            refuseMove(resource, current, body);
            const given = givenOf(current);
            const change = { db, body, prepared, cleared, current, next: { ...current, ...Object.fromEntries(given) } };
            await refuseForeign(db, resource, change.next);
            const columns = { ...storedOnly(resource, given), ...(await resource.derive?.(change)) };
            if (Object.keys(columns).length === 0) return current;
            const row = await updateRow(db, resource, key, columns);
            await resource.afterUpdate?.({ ...change, next: row });
            await this.trail.record(db, resource, resource, [{ before: current, after: row, body }]);
            return row;
        });
    }

    async remove(key: Value, ifMatch?: string): Promise<Values> {
        return this.#write(async (db) => {
            if (ifMatch !== undefined) {
                refuseChanged(this.resource.label, this.#found(await lockRow(db, this.resource, key)), ifMatch);
            }
            const before = this.#found(await deleteRow(db, this.resource, key));
            await this.trail.record(db, this.resource, this.resource, [{ before }]);
            return before;
        });
    }

    async #tenantsMade(db: Change["db"], made: readonly Values[]): Promise<void> {
        await this.trail.record(
            db,
            this.resource,
            tenants,
            made.map((after) => ({ after })),
        );
    }

    #found(row: Values | undefined): Values {
        if (row === undefined) throw notFound(this.resource.label);
        return row;
    }

    #write<T>(work: (db: Change["db"]) => Promise<T>): Promise<T> {
        return writing(this.databases.writes, this.resource, work);
    }
}

interface Conditions {
    readonly ifMatch: string | undefined;
    /** What is known of the row, and may have changed meanwhile. */
    readonly before: Values;
    readonly cleared: readonly string[];
}

/** A field with a default is reset when absent (validation has filled the default in), an optional one keeps its value. */
function putValue(resource: Resource, field: Field, given: Value | undefined, stored: Value): Value {
    const keeps = resource.keeps ?? ((value: unknown) => value === undefined || value === null);
    if (keeps(given)) return field.default ?? stored;
    return given ?? stored;
}

function refuseMove(resource: Resource, current: Values, body: Values): void {
    if (resource.fields.tenant_uuid?.put !== "optional") return;
    const wanted = body.tenant_uuid ?? null;
    if (wanted === null || wanted === current.tenant_uuid) return;
    throw new ApiError(403, `${resource.label} cannot be moved to another tenant: delete it and create it there`);
}
