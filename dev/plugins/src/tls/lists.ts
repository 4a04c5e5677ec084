import type { Problem } from "../frame/check.js";
import type { Properties } from "../frame/values.js";

/** What is wrong with the texts of a list, as far as they are known. */
export function listProblems(
    values: Properties,
    property: string,
    isAllowed: (text: string) => boolean,
    meaning: string,
): Problem[] {
    const items = values[property];
    if (!Array.isArray(items)) return [];
    return items.flatMap((item, index) => {
        const path = `${property}[${index}]`;
        if (typeof item !== "string" || isAllowed(item)) return [];
        return [{ property: path, reason: `${path} is "${item}"; it must be ${meaning}` }];
    });
}
