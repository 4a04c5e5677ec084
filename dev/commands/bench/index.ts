import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import type { Stack, StackOutputs } from "../pulumi";
import { runningTarget } from "../targets";
import { deployed } from "../up";
import { benchCalls, type CallsBench, callsTable, modestRate } from "./calls";

const manifest = z.object({ version: z.string() });

/** Measures calls through a running platform: a table, and a file with all of it. Raises when calls failed that no platform may fail. */
export async function bench(stack: Stack, options: CallsBench, say: (line: string) => void): Promise<void> {
    const outputs = await deployed(stack);
    const machine = await machineOf(outputs);
    say(
        `${machine.processors} x ${machine.model}, ${machine.memoryGiB} GiB, Linux ${machine.kernel}, ${machine.kamailio}`,
    );
    say("Generators and platform share it; calls without media; the floor is the same from generator to generator.");
    const found = await benchCalls(outputs, options, say);
    for (const line of callsTable(found.steps)) say(line);
    const folder = join(".c4", "bench");
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `calls-${stack.name}.json`);
    const { version } = manifest.parse(JSON.parse(readFileSync("package.json", "utf8")));
    const whole = {
        suite: "calls",
        stack: stack.name,
        at: new Date().toISOString(),
        version,
        machine,
        options,
        ...found,
    };
    writeFileSync(file, `${JSON.stringify(whole, undefined, 4)}\n`);
    say(`Highest rate with no call failed and nothing sent twice: ${found.highestClean ?? "none"}. All of it: ${file}`);
    const failed = found.steps.filter((step) => step.callsPerSecond <= modestRate && step.failed > 0);
    if (failed.length > 0) throw new Error(`Calls failed at ${modestRate} a second or less, where none may.`);
}

async function machineOf(outputs: StackOutputs) {
    const [processor] = cpus();
    return {
        processors: cpus().length,
        model: processor?.model.trim() ?? arch(),
        memoryGiB: Math.round(totalmem() / 2 ** 30),
        kernel: release(),
        kamailio: await kamailioVersion(outputs),
    };
}

/** As its program says. */
async function kamailioVersion(outputs: StackOutputs): Promise<string> {
    const target = runningTarget(outputs);
    const sbc = (await target.instances()).find(({ role }) => role === "sbc");
    if (!sbc) throw new Error("No SBC runs. See: make status");
    const [first = ""] = (await target.exec(sbc, ["kamailio", "-V"])).split("\n");
    return first.replace(/^version: /, "").replace(/ \(.*$/, "");
}
