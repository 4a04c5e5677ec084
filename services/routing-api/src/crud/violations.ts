import pg from "pg";
import { type ApiError, duplicate, invalidField } from "../http/errors.js";
import type { Resource } from "./resource.js";

const uniqueViolation = "23505";
const foreignKeyViolation = "23503";
const deadlockDetected = "40P01";

export function isDeadlock(error: unknown): boolean {
    return error instanceof pg.DatabaseError && error.code === deadlockDetected;
}

/**
 * The answer to a violated constraint. The database alone decides what is a duplicate or an unknown reference: a look-up
 * before the write would race with other writers.
 */
export function violationOf(error: unknown, resource: Resource): ApiError | undefined {
    if (!(error instanceof pg.DatabaseError) || error.constraint === undefined) return undefined;
    if (error.code === uniqueViolation) {
        const label = resource.uniques[error.constraint];
        return label === undefined ? undefined : duplicate(resource.resource, label);
    }
    if (error.code === foreignKeyViolation) {
        const field = referenceField(resource, error.constraint);
        if (field === undefined) return undefined;
        const scope = resource.ofTenant ? " in this tenant" : "";
        return invalidField(field, `${field} refers to nothing that exists${scope}`, "value_error.reference");
    }
    return undefined;
}

function referenceField(resource: Resource, constraint: string): string | undefined {
    return resource.references[constraint] ?? (constraint.endsWith("_tenant_uuid_fkey") ? "tenant_uuid" : undefined);
}
