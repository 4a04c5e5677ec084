import type * as z from "zod";

/** What runs elsewhere is not described a second time: beside `external`, nothing but what `beside` names. */
export function nothingBesideExternal(...beside: readonly string[]) {
    return <Schema extends z.ZodObject>(schema: Schema): Schema =>
        schema.superRefine((args, context) => {
            if (args.external === undefined) return;
            for (const [option, value] of Object.entries(args)) {
                if (value === undefined || option === "external" || beside.includes(option)) continue;
                context.addIssue({
                    code: "custom",
                    path: [option],
                    message: "nothing beside external, which runs elsewhere",
                });
            }
        });
}
