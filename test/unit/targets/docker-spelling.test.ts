import { describe, expect, it } from "vitest";
import { cpus, duration } from "../../../src/targets/docker/spelling";

describe("a duration in Docker's words", () => {
    // What Go's time.Duration.String() says of each.
    it.each([
        [0, "0s"],
        [1e-9, "1ns"],
        [999e-9, "999ns"],
        [1e-6, "1µs"],
        [1.5e-6, "1.5µs"],
        [100e-6, "100µs"],
        [0.001, "1ms"],
        [0.0015, "1.5ms"],
        [0.123456789, "123.456789ms"],
        [0.5, "500ms"],
        [0.999999999, "999.999999ms"],
        [1, "1s"],
        [1.5, "1.5s"],
        [3, "3s"],
        [59, "59s"],
        [60, "1m0s"],
        [61.005, "1m1.005s"],
        [90, "1m30s"],
        [600, "10m0s"],
        [3599, "59m59s"],
        [3600, "1h0m0s"],
        [3661, "1h1m1s"],
        [86_400, "24h0m0s"],
        [360_000.5, "100h0m0.5s"],
    ])("%d seconds is %s", (seconds, text) => {
        expect(duration(seconds)).toBe(text);
    });
});

describe("CPU cores in the words of the official plugin", () => {
    it.each([
        [0.1, "0.1"],
        [0.25, "0.25"],
        [0.5, "0.5"],
        [1, "1.0"],
        [1.05, "1.05"],
        [1.25, "1.25"],
        [2, "2.0"],
        [9, "9.0"],
        [10, "10."],
        [10.5, "10.5"],
        [16, "16.0"],
        [20, "20."],
        [64, "64.0"],
        [100, "100."],
        [1 / 3, "0.333333333"],
        // The plugin would read these back as 0.0, 0.1, 10.1 and 100.3.
        [0.01, "0.010000001"],
        [0.05, "0.050000001"],
        [10.05, "10.050000001"],
        [100.25, "100.250000001"],
    ])("%d is %s", (cores, text) => {
        expect(cpus(cores)).toBe(text);
    });

    it("stays as it was written when the plugin reads it, for every hundredth up to 130 cores and every thousandth up to 2", () => {
        const hundredths = Array.from({ length: 13_000 }, (_, index) => (index + 1) / 100);
        const thousandths = Array.from({ length: 1_991 }, (_, index) => (index + 10) / 1000);
        for (const cores of [...hundredths, ...thousandths]) {
            const written = cpus(cores);
            expect(nanoInt64ToDecimalString(parseCpus(written)), `${cores}`).toBe(written);
            expect(quota(parseCpus(written)), `${cores}`).toBe(quota(BigInt(Math.round(cores * 1e9))));
        }
    });
});

/** As the engine's client reads the text: billionths of a core. */
function parseCpus(text: string): bigint {
    const [whole = "", fraction = ""] = text.split(".");
    return BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0"));
}

/** What the engine tells the kernel: microseconds in each tenth of a second. */
function quota(nanoCpus: bigint): bigint {
    return (nanoCpus * 100_000n) / 1_000_000_000n;
}

/** Line by line what the function of this name does in helpers.go of kreuzwerker/terraform-provider-docker v4.5.0. */
function nanoInt64ToDecimalString(nano: bigint): string {
    if (nano === 0n) return "0";
    const digits = nano.toString().padStart(10, "0");
    const text = `${digits.slice(0, -9)}.${digits.slice(-9)}`;
    if (text.split("0").length - 1 === 9) {
        const tenths = (nano + 50_000_000n) / 100_000_000n;
        return `${tenths / 10n}.${tenths % 10n}`;
    }
    return text.replace(/0+$/, "");
}
