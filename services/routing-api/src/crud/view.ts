import type { FastifyRequest } from "fastify";
import { type QueryExecutorProvider, type RawBuilder, type SqlBool, sql } from "kysely";
import { type Principal, principalOf } from "../access/principal.js";
import { ApiError, invalidField } from "../http/errors.js";
import type { Resource } from "./resource.js";
import { textOf, type Values } from "./values.js";

/** A collection as somebody sees it: all of it, or what is one tenant's. */
export interface View extends Resource {
    readonly principal: Principal;
    readonly requestId: string;
}

export function viewFor(request: FastifyRequest, resource: Resource): View {
    return { ...resource, principal: principalOf(request), requestId: request.id };
}

/** What a row must meet to be seen; undefined where all are. */
export function visible({ owner, principal: { tenant } }: View): RawBuilder<SqlBool> | undefined {
    if (tenant === undefined) return undefined;
    if (typeof owner === "string") return sql`${sql.ref(owner)} = ${tenant}`;
    const { field, table } = owner;
    return sql`${sql.ref(field)} in (select id from ${sql.table(table)} where tenant_uuid = ${tenant})`;
}

/** The body of a POST, with the tenant whose the token is. */
export function inTenant({ owner, ofTenant, principal: { tenant } }: View, body: Values): Values {
    if (tenant === undefined || typeof owner !== "string") return body;
    const given = textOf(body, owner);
    if (given === null && ofTenant) return { ...body, [owner]: tenant };
    if (given === tenant) return body;
    throw new ApiError(403, `Token not valid for ${owner} ${given}`);
}

/** Refuses what refers to another tenant's: it is told what it would be told of one that is not there. */
export async function refuseForeign(db: QueryExecutorProvider, view: View, next: Values): Promise<void> {
    const { owner, crossing = [], principal } = view;
    if (principal.tenant === undefined) return;
    for (const { field, table } of [...(typeof owner === "string" ? [] : [owner]), ...crossing]) {
        const found = await sql`select from ${sql.table(table)}
            where id = ${next[field] ?? null} and tenant_uuid = ${principal.tenant}`.execute(db);
        if (found.rows.length > 0) continue;
        throw invalidField(field, `${field} refers to nothing that exists`, "value_error.reference");
    }
}
