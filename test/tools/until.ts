const minute = 60_000;
const shortestPause = 25;
const longestPause = 500;

/** How to wait. */
interface Waiting {
    /** What else was seen, for the error. */
    readonly seen?: () => string | Promise<string>;
    /** Bound of a wait that is known to be long. */
    readonly minutes?: number;
}

/**
 * Asks until there is an answer that is neither false nor undefined. An error of the question itself ends it at once. The
 * bound only guards against hanging: how fast something is no test learns from it.
 */
export async function until<T>(
    what: string,
    look: () => T | undefined | false | Promise<T | undefined | false>,
    { seen = () => "", minutes = 3 }: Waiting = {},
): Promise<T> {
    const deadline = Date.now() + minutes * minute;
    // Whoever asks without a pause takes the time of a machine that what is waited for needs, too.
    for (let pause = shortestPause; ; pause = Math.min(pause * 1.25, longestPause)) {
        const answer = await look();
        if (answer !== undefined && answer !== false) return answer;
        if (Date.now() > deadline) throw new Error(`${what}: not within ${minutes} minutes.\n${await seen()}`);
        await new Promise((resolve) => setTimeout(resolve, pause));
    }
}

/** Looks until what is seen is as it shall be, and gives it; the error says what was seen last. */
export async function eventually<T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
    let last: T | undefined;
    const found = await until(
        "It did not come about",
        async () => {
            last = await look();
            return holds(last) && { value: last };
        },
        { seen: () => `At last it was ${JSON.stringify(last)}.` },
    );
    return found.value;
}

/** Whether a step succeeds: as a question for `until`. */
export function succeeds(step: () => Promise<unknown>): Promise<boolean> {
    return step().then(
        () => true,
        () => false,
    );
}
