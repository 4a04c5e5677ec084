import type { Problem } from "./errors.js";
import { InvalidInput } from "./validation.js";

/**
 * Refuses a field that is one of ours but for a letter or two: what clients send beside our fields is their own affair, but a field
 * that was meant for us and has no effect would look as if it had.
 */
export function refuseTypos(body: unknown, known: readonly string[]): void {
    const problems = typosIn(body, known);
    if (problems.length > 0) throw new InvalidInput(problems);
}

export function typosIn(body: unknown, known: readonly string[]): readonly Problem[] {
    if (typeof body !== "object" || body === null) return [];
    return Object.keys(body).flatMap((name) => {
        const meant = known.includes(name) ? undefined : known.find((each) => isTypo(name, each));
        if (meant === undefined) return [];
        return [{ loc: ["body", name], msg: `unknown: did you mean ${meant}?`, type: "value_error.extra" }];
    });
}

/** Short names are a letter or two away from much that is not meant. */
function isTypo(name: string, known: string): boolean {
    if (Math.abs(name.length - known.length) > 2) return false;
    const allowed = known.length < 4 ? 0 : known.length < 6 ? 1 : 2;
    return distance(name.toLowerCase(), known) <= allowed;
}

/** How many letters are to be added, left out, changed, or exchanged with their neighbour. */
function distance(a: string, b: string): number {
    const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i += 1) {
        const row = [i];
        rows.push(row);
        for (let j = 1; j <= b.length; j += 1) {
            const same = a[i - 1] === b[j - 1];
            const exchanged = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
            row.push(
                Math.min(
                    at(rows, i - 1, j) + 1,
                    at(rows, i, j - 1) + 1,
                    at(rows, i - 1, j - 1) + (same ? 0 : 1),
                    exchanged ? at(rows, i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
                ),
            );
        }
    }
    return at(rows, a.length, b.length);
}

function at(rows: readonly (readonly number[])[], i: number, j: number): number {
    return rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
}
