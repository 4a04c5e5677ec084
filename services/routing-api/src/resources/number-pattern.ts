import { invalidField } from "../http/errors.js";
import { patternProblem } from "../routing/pattern.js";

/** Refuses a pattern that could never match: accepted, it would look like a route and be none. */
export function refuseBadPattern(field: string, pattern: string | null): void {
    const problem = pattern === null ? undefined : patternProblem(pattern);
    if (problem !== undefined) throw invalidField(field, problem, "value_error.regex");
}
