import { parseArgs } from "node:util";
import { call } from "./call";
import { down } from "./down";
import { Stack } from "./pulumi";
import { status } from "./status";
import { test } from "./tests";
import { deployed, up } from "./up";

const usage =
    "usage: up|call|status|down|check|test [--stack NAME] [--calls N] [--cps N] [--duration SECONDS] [--media on|off] [--scenario NAME]";

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
        },
    });
    const stack = new Stack(values.stack);
    switch (positionals[0]) {
        case "up":
            return up(stack, say);
        case "call":
            return call(await deployed(stack), callOptions(values), say);
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

function say(line: string): void {
    if (line !== "") process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
