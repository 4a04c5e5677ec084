import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import Handlebars from "handlebars";
import type { File } from "../topology/model";
import { isReference, type Resolver, resolve } from "../topology/references";

/** The package's own root: `dist/` and `src/` lie equally deep in it. */
export const packageRoot = join(__dirname, "..", "..");

const handlebars = Handlebars.create();
handlebars.registerHelper("eq", (left: unknown, right: unknown) => left === right);
handlebars.registerHelper("json", (value: unknown) => JSON.stringify(value));

/**
 * Text of a template of `templates/`. What ends in `.hbs` is rendered, a missing value being an error; anything else is
 * returned as it stands.
 */
export function render(template: string, context: object): string {
    const source = readFileSync(join(packageRoot, "templates", template), "utf8");
    if (!template.endsWith(".hbs")) return source;
    try {
        return handlebars.compile(source, { strict: true, noEscape: true })(context);
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`The template ${template} does not render: ${reason}`, { cause: error });
    }
}

/** Text of a workload's file, its references resolved by the target that places it. */
export function renderFile(file: File, resolver: Resolver): pulumi.Output<string> {
    return pulumi.output(resolveFields(file.context, resolver)).apply((context) => render(file.template, context));
}

function resolveFields(fields: object, resolver: Resolver): Record<string, unknown> {
    return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, resolveDeep(value, resolver)]));
}

function resolveDeep(value: unknown, resolver: Resolver): unknown {
    if (isReference(value)) return resolve(value, resolver);
    if (Array.isArray(value)) return value.map((item) => resolveDeep(item, resolver));
    if (typeof value === "object" && value !== null && !pulumi.Output.isInstance(value)) {
        return resolveFields(value, resolver);
    }
    return value;
}
