import { type Field, uuid } from "../crud/field.js";

/** The tenant of a row: named on POST, created when unknown; a PUT may repeat it. */
export const tenantUuid = (options: Partial<Pick<Field, "put" | "nullable">> = {}): Field =>
    uuid("The tenant that owns it, a UUID of version 4", { post: "optional", put: "optional", ...options });

/** Whose the examples are. */
export const exampleTenant = "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e";
