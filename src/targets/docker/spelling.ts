/**
 * What the official plugin stores of a container is what it reads back from the engine, in its own spelling: any other
 * spelling of the same value is a difference at every preview.
 */

const nanosecondsPerSecond = 1e9;
const nanoCpusPerCpu = 1e9;

/** A duration as Go's `time.Duration` writes itself: `500ms`, `3s`, `1m0s`, `1h0m0s`. */
export function duration(seconds: number): string {
    const nanoseconds = Math.round(seconds * nanosecondsPerSecond);
    if (nanoseconds === 0) return "0s";
    if (nanoseconds < nanosecondsPerSecond) return belowOneSecond(nanoseconds);
    const wholeMinutes = Math.floor(nanoseconds / (60 * nanosecondsPerSecond));
    const rest = `${(nanoseconds - wholeMinutes * 60 * nanosecondsPerSecond) / nanosecondsPerSecond}s`;
    if (wholeMinutes === 0) return rest;
    if (wholeMinutes < 60) return `${wholeMinutes}m${rest}`;
    return `${Math.floor(wholeMinutes / 60)}h${wholeMinutes % 60}m${rest}`;
}

/** Here alone the unit is chosen by size. */
function belowOneSecond(nanoseconds: number): string {
    if (nanoseconds < 1e3) return `${nanoseconds}ns`;
    return nanoseconds < 1e6 ? `${nanoseconds / 1e3}µs` : `${nanoseconds / 1e6}ms`;
}

/** A number of CPU cores as the plugin reads it back: `0.5`, `1.0`, `10.`. */
export function cpus(cores: number): string {
    const nanoCpus = Math.round(cores * nanoCpusPerCpu);
    const spelling = cpusReadBack(nanoCpus);
    // What the plugin rounds when it reads it (0.05 becomes 0.1) is said with a billionth of a core more: that it keeps,
    // and the engine, which counts in hundred thousandths, does not see it.
    return Math.round(Number(spelling) * nanoCpusPerCpu) === nanoCpus ? spelling : cpusReadBack(nanoCpus + 1);
}

/** The plugin takes any nine zeros, wherever they stand, for those of a number that one decimal place can hold. */
function cpusReadBack(nanoCpus: number): string {
    const decimal = (nanoCpus / nanoCpusPerCpu).toFixed(9);
    const zeros = decimal.split("0").length - 1;
    return zeros === 9 ? (nanoCpus / nanoCpusPerCpu).toFixed(1) : decimal.replace(/0+$/, "");
}
