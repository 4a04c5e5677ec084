import { describe, expect, test } from "vitest";
import { cpusText, durationText, nanoCpusOf } from "../src/docker/container/spelling.js";

describe("what the official plugin reads back", () => {
    // Printed by time.Duration.String() of Go 1.24.
    test.each([
        [0, "0s"],
        [1, "1ns"],
        [1_500, "1.5µs"],
        [100_000, "100µs"],
        [1_500_000, "1.5ms"],
        [999_999_999, "999.999999ms"],
        [1_000_000_000, "1s"],
        [1_500_000_000, "1.5s"],
        [60_000_000_000, "1m0s"],
        [61_005_000_000, "1m1.005s"],
        [90_000_000_000, "1m30s"],
        [3_600_000_000_000, "1h0m0s"],
        [3_661_000_000_000, "1h1m1s"],
        [360_000_500_000_000, "100h0m0.5s"],
    ])("a duration of %d ns is %s", (nanoseconds, text) => {
        expect(durationText(nanoseconds)).toBe(text);
    });

    // Printed by nanoInt64ToDecimalString of terraform-provider-docker v4.5.0.
    test.each([
        ["0.01", "0.0"],
        ["0.05", "0.1"],
        ["0.25", "0.25"],
        ["0.5", "0.5"],
        ["1", "1.0"],
        ["1.0", "1.0"],
        ["1.05", "1.05"],
        ["1.25", "1.25"],
        ["10", "10."],
        ["10.", "10."],
        ["10.05", "10.1"],
        ["10.5", "10.5"],
        ["16", "16.0"],
        ["100", "100."],
        ["100.25", "100.3"],
        ["0.333333333", "0.333333333"],
    ])("cpus %s are %s", (written, read) => {
        expect(cpusText(nanoCpusOf(written))).toBe(read);
    });
});
