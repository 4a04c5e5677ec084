import { RE2JS, RE2JSException } from "re2js";
import { withOptionalPlus } from "./prefixes.js";

/**
 * Number patterns as tenants write them, in the dialect of the original (Python's). RE2 reads nearly all of it and matches in linear
 * time: no pattern can hold up the process, whatever the number. What it cannot read (look-around, back-references) is refused
 * when it is written, and matches nothing when it is found stored.
 */
export interface Pattern {
    /** Whether the pattern matches from the start of the number; the number may go on after the match. */
    matchesStart(number: string): boolean;
}

const matchesNothing: Pattern = { matchesStart: () => false };

/** Compiled patterns are large, and a platform may hold 100,000 of them: only those that were asked for of late are kept. */
const compiled = new Map<string, Pattern>();
const keptPatterns = 5_000;

/** The pattern, compiled once. `onProblem` hears of one that cannot be compiled, the first time it is met. */
export function patternOf(text: string, onProblem: (problem: string) => void): Pattern {
    const plain = plainDigits(text);
    if (plain !== undefined) return plain;
    const known = compiled.get(text);
    if (known !== undefined) {
        compiled.delete(text);
        compiled.set(text, known);
        return known;
    }
    const pattern = simple(text) ?? compiledOr(text, onProblem);
    const oldest = compiled.keys().next().value;
    if (compiled.size >= keptPatterns && oldest !== undefined) compiled.delete(oldest);
    compiled.set(text, pattern);
    return pattern;
}

/** Whether only RE2 can match it: compiling such a pattern takes as long as a decision without any. */
export function isCostly(text: string): boolean {
    return plainDigits(text) === undefined && !isSimple(text);
}

function compiledOr(text: string, onProblem: (problem: string) => void): Pattern {
    const problem = patternProblem(text);
    if (problem === undefined) return compile(text);
    onProblem(problem);
    return matchesNothing;
}

/** Why a pattern cannot be used, undefined when it can. */
export function patternProblem(text: string): string | undefined {
    try {
        compile(text);
        return undefined;
    } catch (error) {
        if (!(error instanceof RE2JSException)) throw error;
        return `"${text}" is not a usable regular expression: ${error.message.replace("error parsing regexp: ", "")}. Allowed is what RE2 reads, which has neither look-around nor back-references.`;
    }
}

/** Most patterns are a number, or what a number begins with: these need no regular expression. */
function plainDigits(text: string): Pattern | undefined {
    const [, digits, end] = /^\^?(?:(?:\\\+|\[\+\])\??)?([0-9]+)(\$?)$/.exec(text) ?? [];
    if (digits === undefined) return undefined;
    return { matchesStart: (number) => (end === "$" ? number === digits : number.startsWith(digits)) };
}

/** Characters, classes and groups, of which only the first two repeat. */
const simpleForm =
    /^\^?(?:(?:[0-9A-Za-z.]|\\[d+*#.]|\[\^?(?:[0-9]-[0-9]|[0-9A-Za-z+*#])+\])(?:[?*+]|\{\d{1,3}(?:,\d{0,3})?\})?(?![?*+{])|\((?:\?:)?|\||\)\??(?![?*+{])|\$)*$/;
/** How often a simple pattern may leave the engine a choice: its work is the number's length to the power of the first, doubled by each other. */
const maxRepeated = 2;
const maxAlternatives = 4;

function isSimple(text: string): boolean {
    if (!simpleForm.test(text)) return false;
    const outside = text.replace(/\\.|\[[^\]]*\]|\(\?:/g, "");
    const repeated = outside.match(/[*+]|\{\d+,/g) ?? [];
    const alternatives = outside.match(/[?|]/g) ?? [];
    return repeated.length <= maxRepeated && alternatives.length <= maxAlternatives;
}

/** The engine of JavaScript is ten times as fast as RE2, and where there is nothing to try again and again it is as safe. */
function simple(text: string): Pattern | undefined {
    if (!isSimple(text)) return undefined;
    try {
        const expression = new RegExp(`^(?:${withOptionalPlus(text)})`);
        return { matchesStart: (number) => expression.test(number) };
    } catch {
        // RE2 says better what is wrong with it.
        return undefined;
    }
}

function compile(text: string): Pattern {
    const expression = compilePython(withOptionalPlus(text));
    return { matchesStart: (number) => expression.matcher(number).lookingAt() };
}

/** Python's end of text is spelt differently in RE2, and quoting with \Q does not exist in Python; all else is spelt alike. */
export function compilePython(text: string): RE2JS {
    const translated = text.replace(/\\(.)/gs, (sequence, character: string) => {
        if (character === "Q" || character === "E")
            throw new RE2JSException(`invalid escape sequence: \`${sequence}\``);
        return character === "Z" ? "\\z" : sequence;
    });
    return RE2JS.compile(translated);
}

/**
 * The text that every number matching the pattern begins with, as the original derived it: the hidden columns of the database hold it.
 */
export function literalPrefix(pattern: string, literal = /^[0-9]*/): string {
    if (hasTopLevelAlternative(pattern)) return "";
    const rest = withOptionalPlus(pattern).replace(/^\^?(?:\\\+\?)?/, "");
    const prefix = literal.exec(rest)?.[0] ?? "";
    const optional = /^[?*{]/.test(rest.slice(prefix.length));
    return (optional ? prefix.slice(0, -1) : prefix).slice(0, maxPrefix);
}

const maxPrefix = 128;

function hasTopLevelAlternative(pattern: string): boolean {
    let depth = 0;
    let inClass = false;
    for (let i = 0; i < pattern.length; i += 1) {
        const character = pattern[i];
        if (character === "\\") i += 1;
        else if (inClass) inClass = character !== "]";
        else if (character === "[") inClass = true;
        else if (character === "(") depth += 1;
        else if (character === ")") depth -= 1;
        else if (character === "|" && depth === 0) return true;
    }
    return false;
}
