import * as z from "zod";
import { heldToRules } from "./deferred";
import { ArgumentError, hidden, noOption, pathOf } from "./errors";
import { inputRuleOf, unwrapped } from "./rules";

/**
 * Arguments that their schema accepts: a copy, each Output in it held to its rule for when it is known.
 *
 * @throws ArgumentError for the first argument that the schema refuses.
 */
export function accepted<Args extends object>(schema: z.ZodType, args: Args, path: string): Args {
    const result = schema.safeParse(args);
    if (!result.success) throw refusal(schema, args, path, result.error);
    return heldToRules(schema, args, [path]);
}

function refusal(schema: z.ZodType, args: object, path: string, error: z.ZodError): Error {
    const [issue] = error.issues;
    if (issue === undefined) return error;
    const where = [path, ...issue.path];
    const level = levelAt(schema, issue.path);
    const value = valueAt(args, issue.path);
    switch (issue.code) {
        case "unrecognized_keys":
            return new ArgumentError(pathOf([...where, issue.keys[0] ?? ""]), noOption, optionsOf(level));
        case "invalid_key":
            return new ArgumentError(pathOf(where), noOption, issue.issues[0]?.message ?? issue.message);
        default: {
            const secret = value !== undefined && inputRuleOf(level)?.secret === true;
            return new ArgumentError(pathOf(where), secret ? hidden : value, issue.message);
        }
    }
}

function valueAt(args: unknown, path: readonly PropertyKey[]): unknown {
    return path.reduce<unknown>(
        (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
        args,
    );
}

/** The part of a schema that is about a path. */
function levelAt(schema: z.ZodType, path: readonly PropertyKey[]): object {
    let level: unknown = unwrapped(schema);
    for (const key of path) level = unwrapped(within(level, String(key)));
    return typeof level === "object" && level !== null ? level : schema;
}

function within(level: unknown, key: string): unknown {
    if (level instanceof z.ZodObject) return level.shape[key];
    if (level instanceof z.ZodArray) return level.element;
    if (level instanceof z.ZodRecord) return level.valueType;
    if (level instanceof z.ZodUnion) return level.options.map((option) => within(option, key)).find(Boolean);
    return undefined;
}

function optionsOf(level: object): string {
    return level instanceof z.ZodObject
        ? `one of the options ${Object.keys(level.shape).join(", ")}`
        : "no such option";
}
