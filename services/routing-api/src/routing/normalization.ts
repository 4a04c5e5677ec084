import { RE2JSException } from "re2js";
import type { NormalizationRule } from "../snapshot/rows.js";
import type { Snapshot } from "../snapshot/snapshot.js";
import { ruleKey } from "../snapshot/tables.js";
import { normalizationStep } from "./explain.js";
import { clean, digitsOf, isTelephoneNumber, prefixesOf } from "./number.js";
import { compilePython } from "./pattern.js";
import { withOptionalPlus } from "./prefixes.js";
import type { Problems } from "./problems.js";
import { parseReplacement, type ReplacementPart } from "./replacement.js";

/** Which way a rule rewrites: from what a source dials to E.164, or from E.164 to what a target wants. */
const sourceRule = 1;
const targetRule = 2;

/** What a source dials, as E.164. A name or a feature code is left as it is, and so is any number without a profile. */
export function toE164(snapshot: Snapshot, profileId: number | null, user: string, problem: Problems): string {
    if (!isTelephoneNumber(user)) return user;
    return rewritten(snapshot, profileId, sourceRule, digitsOf(user), problem);
}

/** A number in E.164 as a target wants it, with a plus where its profile says so. */
export function toTarget(snapshot: Snapshot, profileId: number | null, number: string, problem: Problems): string {
    const result = rewritten(snapshot, profileId, targetRule, clean(number), problem);
    const profile = profileId === null ? undefined : snapshot.normalization_profiles.get(profileId);
    return profile?.always_intl_prefix_plus === true ? `+${result}` : result;
}

/** By all rules that the number as it came is about, each on the result of the one before. */
function rewritten(
    snapshot: Snapshot,
    profileId: number | null,
    type: typeof sourceRule | typeof targetRule,
    number: string,
    problem: Problems,
): string {
    const rules = profileId === null ? [] : rulesFor(snapshot, profileId, type, number);
    const applied: { rule_id: number; result: string }[] = [];
    const result = rules.reduce((before, rule) => {
        const after = substitute(rule, before, problem);
        if (problem.step !== undefined) applied.push({ rule_id: rule.id, result: after });
        return after;
    }, number);
    problem.step?.(
        normalizationStep({ number, result, towards: type === sourceRule ? "E.164" : "target", profileId, applied }),
    );
    return result;
}

function rulesFor(
    snapshot: Snapshot,
    profileId: number,
    type: typeof sourceRule | typeof targetRule,
    number: string,
): readonly NormalizationRule[] {
    return [...prefixesOf(number)]
        .flatMap((prefix) => snapshot.normalization_rules.byPrefix.get(ruleKey(profileId, type, prefix)))
        .sort((a, b) => a.priority - b.priority || a.id - b.id)
        .slice(0, maxRules);
}

/** As many rules as a number is ever rewritten by: thousands, one after the other, would hold all calls up. */
const maxRules = 100;

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
        const expression = compilePython(withOptionalPlus(match));
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
