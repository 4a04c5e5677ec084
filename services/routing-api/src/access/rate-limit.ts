/** Seconds of the rate that may come at once, after a pause. */
const burstSeconds = 10;

interface Bucket {
    left: number;
    /** Milliseconds of a clock that only goes on. */
    filled: number;
}

/** How many requests each one may send: a rate, and some more at once. Each instance counts for itself. */
export class RateLimit {
    readonly #buckets = new Map<string, Bucket>();

    constructor(
        readonly perSecond: number,
        private readonly now: () => number = () => performance.now(),
    ) {}

    /** Counts a request. @returns Seconds after which the next one is let in, where this one is not. */
    take(who: string): number | undefined {
        const now = this.now();
        const most = this.perSecond * burstSeconds;
        const bucket = this.#buckets.get(who) ?? { left: most, filled: now };
        this.#buckets.set(who, bucket);
        bucket.left = Math.min(most, bucket.left + ((now - bucket.filled) / 1_000) * this.perSecond);
        bucket.filled = now;
        if (bucket.left < 1) return (1 - bucket.left) / this.perSecond;
        bucket.left -= 1;
        return undefined;
    }
}
