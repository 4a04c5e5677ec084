import { Output } from "@pulumi/pulumi";
import * as z from "zod";
import { type Format, ipv4Address, network } from "./formats";
import { isHostName } from "./network";

/**
 * One rule for each field of some arguments: a field without a rule does not compile, nor does a rule that demands what
 * the type leaves out.
 */
export type Rules<Args> = {
    readonly [Field in keyof Args]-?: undefined extends Args[Field] ? z.ZodOptional : z.ZodType;
};

const port = "a whole number from 1 to 65535";
const replicas = "a whole number from 0 to 200";
const cores = "a number of cores, 0.01 or more";

export const portNumber = z.int(port).min(1, port).max(65535, port);
export const portOrFalse = z.custom<number | false>(
    (value) => value === false || portNumber.safeParse(value).success,
    `${port}, or false`,
);
export const replicaCount = z.int(replicas).min(0, replicas).max(200, replicas);
/** Less is refused by an engine, and is nothing to a host. */
export const cpuCores = z.number(cores).min(0.01, cores);
export const cidr = formatted(network);
export const hostAddress = formatted(ipv4Address);
export const domainName = matching(isHostName, "a domain name such as sip.example.com (RFC 1123)");
export const flag = z.boolean("true or false");
export const transform = z.custom((value) => typeof value === "function", "a function").optional();

/** A text that is plain data. */
export function formatted({ accepts, allowed }: Format) {
    return matching(accepts, allowed);
}

/** A string that a predicate accepts. */
export function matching(accepts: (value: string) => boolean, allowed: string) {
    return z.string(allowed).refine(accepts, allowed);
}

/** A whole number between two bounds. */
export function wholeNumber(first: number, last: number, unit: string) {
    const allowed = `a whole number of ${unit} from ${first} to ${last}`;
    return z.int(allowed).min(first, allowed).max(last, allowed);
}

/** How a text is held to its format that may be an Output. */
export interface InputRule {
    readonly format: Format;
    /** Whether it is never shown. */
    readonly secret: boolean;
}

const inputRules = new WeakMap<object, InputRule>();

/** What may be an Output: plain, it is checked at once; as an Output, by the same rule when it is known. */
export function input(format: Format): z.ZodType {
    return inputRule({ format, secret: false });
}

/** The same for what no message may show. */
export function secretInput(format: Format): z.ZodType {
    return inputRule({ format, secret: true });
}

/** The rule that {@link input} or {@link secretInput} made. */
export function inputRuleOf(schema: object): InputRule | undefined {
    return inputRules.get(schema);
}

/** Whether a value becomes known later. */
export function isDeferred(value: unknown): value is Output<unknown> | Promise<unknown> {
    return Output.isInstance(value) || value instanceof Promise;
}

function inputRule(rule: InputRule): z.ZodType {
    const { accepts, allowed } = rule.format;
    const schema = z.custom<unknown>(
        (value) => isDeferred(value) || (typeof value === "string" && accepts(value)),
        allowed,
    );
    inputRules.set(schema, rule);
    return schema;
}

/** What is required, of what may be left out. */
export function unwrapped(schema: unknown): unknown {
    return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : schema;
}
