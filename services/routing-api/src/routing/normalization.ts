import { RE2JSException } from "re2js";
import type { NormalizationRule, Snapshot } from "../snapshot/snapshot.js";
import { clean, prefixesOf } from "./number.js";
import { compilePython } from "./pattern.js";
import type { Problems } from "./problems.js";
import { parseReplacement, type ReplacementPart } from "./replacement.js";

/** Which way a rule rewrites: from what a source dials to E.164, or from E.164 to what a target wants. */
export const toE164 = 1;
export const toTarget = 2;

/** Rewrites numbers by the rules of a profile. No profile, no rewriting beyond the cleaning. */
export function normalize(
    snapshot: Snapshot,
    profileId: number | null,
    type: typeof toE164 | typeof toTarget,
    user: string,
    problem: Problems,
): string {
    const number = clean(user);
    if (profileId === null) return number;
    const rewritten = rulesFor(snapshot, profileId, type, number).reduce(
        (result, rule) => substitute(rule, result, problem),
        number,
    );
    const plus = type === toTarget && snapshot.normalization_profiles.get(profileId)?.always_intl_prefix_plus === true;
    return plus ? `+${rewritten}` : rewritten;
}

function rulesFor(snapshot: Snapshot, profileId: number, type: number, number: string): readonly NormalizationRule[] {
    const prefixes = new Set(prefixesOf(number));
    return snapshot.rulesByProfile
        .get(profileId)
        .filter((rule) => rule.rule_type === type && prefixes.has(rule.match_prefix))
        .sort((a, b) => a.priority - b.priority || a.id - b.id);
}

/** A chain of rules that each double a number ends here, not with the memory. */
const maxLength = 256;

function substitute(rule: NormalizationRule, number: string, problem: Problems): string {
    const substitution = substitutionOf(rule);
    if (typeof substitution === "string") {
        problem(`normalization rule ${rule.id}: ${substitution}`);
        return number;
    }
    const result = substitution(number);
    if (result.length <= maxLength) return result;
    problem(`normalization rule ${rule.id}: its result is longer than ${maxLength} characters`);
    return number;
}

type Substitution = (number: string) => string;
/** Compiled with the row, and forgotten with it: a changed rule is a new row object. */
const compiled = new WeakMap<NormalizationRule, Substitution | string>();

function substitutionOf(rule: NormalizationRule): Substitution | string {
    const known = compiled.get(rule);
    if (known !== undefined) return known;
    const made = makeSubstitution(rule.match_regex, rule.replace_regex);
    compiled.set(rule, made);
    return made;
}

/** Replaces every occurrence, as Python's re.sub does; a text instead of a function says why it cannot be made. */
export function makeSubstitution(match: string, replace: string): Substitution | string {
    try {
        const expression = compilePython(match);
        const parts = parseReplacement(replace, expression.groupCount(), Object.keys(expression.namedGroups()));
        return (number) => replaceAll(expression.matcher(number), number, parts);
    } catch (error) {
        if (error instanceof RE2JSException || error instanceof SyntaxError) return error.message;
        throw error;
    }
}

function replaceAll(
    matcher: ReturnType<ReturnType<typeof compilePython>["matcher"]>,
    number: string,
    parts: readonly ReplacementPart[],
): string {
    let result = "";
    let rest = 0;
    while (matcher.find()) {
        result += number.slice(rest, matcher.start());
        for (const part of parts) result += typeof part === "string" ? part : (matcher.group(part.group) ?? "");
        rest = matcher.end();
    }
    return result + number.slice(rest);
}
