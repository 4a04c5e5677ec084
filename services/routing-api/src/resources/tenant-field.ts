import { type Field, uuid } from "../crud/field.js";

/** The tenant of a row: named on POST, created when unknown; a PUT may repeat it. */
export const tenantUuid = (options: Partial<Pick<Field, "put" | "nullable">> = {}): Field =>
    uuid("The tenant that owns it, a UUID of version 4", { post: "optional", put: "optional", ...options });
