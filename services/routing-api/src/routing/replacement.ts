/** A text, or what a group of the pattern has matched. */
export type ReplacementPart = string | { readonly group: number | string };

/** Parses Python's replacement syntax: `\1`, `\g<1>`, `\g<name>`, `\\`. Throws a SyntaxError that says what is wrong. */
export function parseReplacement(text: string, groups: number, names: readonly string[]): readonly ReplacementPart[] {
    const parts: ReplacementPart[] = [];
    let rest = 0;
    for (const match of text.matchAll(/\\(?:([1-9]\d?)|g<(\w+)>|(\\)|(.?))/gs)) {
        const [whole, number, named, backslash] = match;
        parts.push(text.slice(rest, match.index));
        rest = match.index + whole.length;
        if (backslash !== undefined) parts.push(backslash);
        else parts.push({ group: groupOf(whole, number ?? named, groups, names) });
    }
    parts.push(text.slice(rest));
    return parts.filter((part) => part !== "");
}

function groupOf(whole: string, name: string | undefined, groups: number, names: readonly string[]): number | string {
    if (name !== undefined && /^\d+$/.test(name) && Number(name) <= groups) return Number(name);
    if (name !== undefined && names.includes(name)) return name;
    throw new SyntaxError(
        `the replacement has "${whole}", but the pattern has ${groups} groups${names.length > 0 ? ` (${names.join(", ")})` : ""}; allowed are \\1, \\g<1>, \\g<name> and \\\\`,
    );
}
