import { isCostly } from "./pattern.js";
import type { Problems } from "./problems.js";

/** What one owner may have of patterns that only RE2 can match and that may begin alike: a call tries no more of them. */
const maxCostly = 50;

/** What one call may spend on the patterns of each owner: nobody's patterns hold all calls up, his own included. */
export class Budget {
    readonly #tried = new Map<string | number, number>();

    constructor(private readonly problem: Problems) {}

    /** @param row What the log calls the pattern's row. */
    allows(owner: string | number, pattern: string, row: string): boolean {
        if (!isCostly(pattern)) return true;
        const before = this.#tried.get(owner) ?? 0;
        this.#tried.set(owner, before + 1);
        if (before === maxCostly) {
            this.problem(
                `${row}: of patterns with repeated groups that may begin alike ${maxCostly} are tried, and this one comes after them`,
            );
        }
        return before < maxCostly;
    }
}
