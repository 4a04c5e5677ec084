import { isSecret, type Output, output } from "@pulumi/pulumi";
import * as z from "zod";
import { ArgumentError, hidden, pathOf } from "./errors";
import { type InputRule, inputRuleOf, isDeferred, unwrapped } from "./rules";

/** A copy of accepted arguments in which each Output raises, once it is known, what a plain value would have raised. */
export function heldToRules<Args extends object>(schema: unknown, args: Args, path: readonly PropertyKey[]): Args {
    const copy: Args = Array.isArray(args) ? Object.assign([], args) : Object.assign({}, args);
    for (const [key, rule] of rulesWithin(unwrapped(schema), args)) {
        Reflect.set(copy, key, heldToRule(rule, Reflect.get(args, key), [...path, key]));
    }
    return copy;
}

function heldToRule(schema: unknown, value: unknown, path: readonly PropertyKey[]): unknown {
    const level = unwrapped(schema);
    if (typeof level !== "object" || level === null) return value;
    const rule = inputRuleOf(level);
    if (rule !== undefined) return isDeferred(value) ? whenKnown(value, rule, path) : value;
    const structured = rulesWithin(level, value).length > 0;
    return structured && typeof value === "object" && value !== null ? heldToRules(level, value, path) : value;
}

/** The rules of what a value consists of. What is checked as a whole, a target or a function, consists of nothing. */
function rulesWithin(schema: unknown, value: unknown): [PropertyKey, unknown][] {
    if (typeof value !== "object" || value === null) return [];
    if (schema instanceof z.ZodObject) return Object.entries(schema.shape).filter(([key]) => key in value);
    if (schema instanceof z.ZodArray && Array.isArray(value)) return value.map((_, index) => [index, schema.element]);
    if (schema instanceof z.ZodRecord) return Object.keys(value).map((key) => [key, schema.valueType]);
    if (schema instanceof z.ZodUnion) {
        const option = schema.options.find((each) => each instanceof z.ZodType && each.safeParse(value).success);
        return rulesWithin(option, value);
    }
    return [];
}

function whenKnown(
    value: Output<unknown> | Promise<unknown>,
    { format, secret }: InputRule,
    path: readonly PropertyKey[],
): Output<unknown> {
    const deferred = output(value);
    return output([deferred, isSecret(deferred)]).apply(([known, isSecretValue]) => {
        if (typeof known === "string" && format.accepts(known)) return known;
        const shown = known !== undefined && (secret || isSecretValue === true) ? hidden : known;
        throw new ArgumentError(pathOf(path), shown, format.allowed);
    });
}
