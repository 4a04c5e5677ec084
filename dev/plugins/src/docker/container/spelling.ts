/** How the official plugin, a Go program, spells what it reads back from the engine. */

const nanosecondsPerSecond = 1_000_000_000n;
const nanoCpusPerCpu = 1_000_000_000n;

/** As `time.Duration.String()`: 60000000000 is "1m0s". */
export function durationText(nanoseconds: number): string {
    const total = BigInt(nanoseconds);
    if (total === 0n) return "0s";
    if (total < 1_000n) return `${total}ns`;
    if (total < 1_000_000n) return `${decimal(total, 3)}µs`;
    if (total < nanosecondsPerSecond) return `${decimal(total, 6)}ms`;
    const minutes = total / (60n * nanosecondsPerSecond);
    const seconds = `${decimal(total % (60n * nanosecondsPerSecond), 9)}s`;
    if (minutes === 0n) return seconds;
    if (minutes < 60n) return `${minutes}m${seconds}`;
    return `${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

/** As its `nanoInt64ToDecimalString`: 1000000000 is "1.0", 10000000000 is "10.", and 50000000 is "0.1". */
export function cpusText(nanoCpus: number): string {
    const total = BigInt(nanoCpus);
    if (total === 0n) return "0";
    const text = `${total / nanoCpusPerCpu}.${String(total % nanoCpusPerCpu).padStart(9, "0")}`;
    // It counts zeros wherever they stand, and then takes one decimal place for enough.
    if (text.split("0").length - 1 !== 9) return text.replace(/0+$/, "");
    const tenths = (total + nanoCpusPerCpu / 20n) / (nanoCpusPerCpu / 10n);
    return `${tenths / 10n}.${tenths % 10n}`;
}

/** Billionths of a core that a text means. */
export function nanoCpusOf(cpus: string): number {
    return Math.round(Number(cpus) * Number(nanoCpusPerCpu));
}

/** A whole number with its last digits behind a point, less the zeros at its end. */
function decimal(value: bigint, places: number): string {
    const digits = String(value).padStart(places + 1, "0");
    return `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, "");
}
