import { parseArgs } from "node:util";
import { bench } from "./bench";
import type { CallsBench } from "./bench/calls";
import { call } from "./call";
import { type CallOptions, isScenario, scenarios } from "./calls/scenarios";
import { down } from "./down";
import { Stack } from "./pulumi";
import { status } from "./status";
import { test } from "./tests";
import { deployed, up } from "./up";

const usage =
    "usage: up|call|bench|status|down|check|test [--stack NAME] [--calls N] [--cps N] [--duration SECONDS] [--media on|off] [--scenario NAME] " +
    "[--suite calls] [--rate N] [--hold SECONDS] [--plateau SECONDS]";

async function main(): Promise<void> {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: {
            stack: { type: "string", default: "local" },
            calls: { type: "string", default: "1" },
            cps: { type: "string", default: "1" },
            duration: { type: "string", default: "3" },
            media: { type: "string", default: "on" },
            scenario: { type: "string", default: "carrier" },
            suite: { type: "string", default: "calls" },
            rate: { type: "string", default: "" },
            hold: { type: "string", default: "5" },
            plateau: { type: "string", default: "20" },
        },
    });
    const stack = new Stack(values.stack);
    switch (positionals[0]) {
        case "up":
            return up(stack, say);
        case "call":
            await call(await deployed(stack), callOptions(values), say);
            return;
        case "bench":
            return bench(stack, benchOptions(values), say);
        case "status":
            return status(await deployed(stack), say);
        case "down":
            return down(stack, say);
        case "check":
            return test(false, say);
        case "test":
            return test(true, say);
        default:
            throw new Error(usage);
    }
}

/** A whole number from 1, or an error that names what cannot be. */
function numberOf<Name extends string>(values: Record<Name, string>, name: Name, most: number): number {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw new Error(`${name.toUpperCase()} is ${values[name]}. Allowed: a whole number from 1 to ${most}.`);
}

/** The options of `bench`, or an error that names the one that cannot be. */
function benchOptions(values: Record<"suite" | "rate" | "hold" | "plateau", string>): CallsBench {
    if (values.suite !== "calls") throw new Error(`SUITE is ${values.suite}. Allowed: calls.`);
    return {
        callsPerSecond: values.rate === "" ? undefined : numberOf(values, "rate", 1000),
        hold: numberOf(values, "hold", 600),
        plateau: numberOf(values, "plateau", 3600),
    };
}

/** The options of `call`, or an error that names the one that cannot be. */
function callOptions(values: Record<"calls" | "cps" | "duration" | "media" | "scenario", string>): CallOptions {
    if (!isScenario(values.scenario)) {
        throw new Error(`SCENARIO is ${values.scenario}. Allowed: ${Object.keys(scenarios).join(", ")}.`);
    }
    if (values.media !== "on" && values.media !== "off") throw new Error(`MEDIA is ${values.media}. Allowed: on, off.`);
    return {
        calls: numberOf(values, "calls", 100_000),
        callsPerSecond: numberOf(values, "cps", 1000),
        seconds: numberOf(values, "duration", 3600),
        media: values.media === "on",
        scenario: values.scenario,
    };
}

function say(line: string): void {
    if (line !== "") process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
