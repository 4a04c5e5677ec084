import type * as z from "zod";

/** Instances behind one address would be taken for each other: each needs one of its own, or its host's. */
export function oneBehindAnAddress<Schema extends z.ZodObject>(schema: Schema): Schema {
    return schema.superRefine(({ advertisedAddress, replicas }, context) => {
        if (advertisedAddress === undefined || typeof replicas !== "number" || replicas < 2) return;
        context.addIssue({
            code: "custom",
            path: ["advertisedAddress"],
            message: "an address for a single instance; with more replicas, a role of its own for each address",
        });
    });
}
