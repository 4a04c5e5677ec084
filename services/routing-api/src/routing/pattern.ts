import { RE2JS, RE2JSException } from "re2js";

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

/** Compiled patterns are large, and a platform may hold 100,000 of them: only those in use are kept. */
const compiled = new Map<string, Pattern>();
const keptPatterns = 2_000;

/** The pattern, compiled once. `onProblem` hears of one that cannot be compiled, the first time it is met. */
export function patternOf(text: string, onProblem: (problem: string) => void): Pattern {
    const known = compiled.get(text);
    if (known !== undefined) return known;
    const problem = patternProblem(text);
    if (problem !== undefined) onProblem(problem);
    const pattern = problem === undefined ? compile(text) : matchesNothing;
    const oldest = compiled.keys().next().value;
    if (compiled.size >= keptPatterns && oldest !== undefined) compiled.delete(oldest);
    compiled.set(text, pattern);
    return pattern;
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

function compile(text: string): Pattern {
    const expression = compilePython(text);
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
 * The digits that every number matching the pattern begins with, by which candidates are found. It may be shorter than what could be
 * known, never longer: a quantifier may take the last digit away, and an alternative may begin otherwise.
 */
export function literalPrefix(pattern: string, literal = /^[0-9]*/): string {
    if (hasTopLevelAlternative(pattern)) return "";
    const rest = pattern.replace(/^\^/, "");
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
