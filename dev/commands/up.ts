import { failedBuilds } from "./build-logs";
import { call } from "./call";
import { askConsul } from "./consul";
import { keepEncryptionKey } from "./encryption-key";
import type { Stack, StackOutputs, Step } from "./pulumi";
import { repair } from "./repair";
import { status } from "./status";
import { targetOf } from "./targets";

const unchanging = new Set(["same", "refresh", "read"]);

/** Brings the stack up as it is declared, places a call through it, and shows what runs where. */
export async function up(stack: Stack, say: (line: string) => void): Promise<void> {
    await stack.select();
    say(`Stack ${stack.name}: looking at what is there`);
    await repair(stack, say);
    await keepEncryptionKey(stack, say);
    const refresh = await consulAnswers(stack, say);
    const steps = await stack.preview(refresh);
    const changes = steps.filter((step) => !unchanging.has(step.op));
    if (changes.length === 0) {
        say("unchanged");
    } else {
        await (await targetOf(stack.name)).preflight(changes);
        say(`Stack ${stack.name}: ${summary(changes)}`);
        await deploy(stack, refresh, changes, say);
    }
    const outputs = await deployed(stack);
    say("A call through the platform:");
    await call(outputs, { calls: 1, callsPerSecond: 1, seconds: 3, media: true, scenario: "carrier" }, say);
    await status(outputs, say);
}

/** What fails by the build of an image is said with the end of that build's log. */
async function deploy(
    stack: Stack,
    refresh: boolean,
    changes: readonly Step[],
    say: (line: string) => void,
): Promise<void> {
    const said: string[] = [];
    const line = (text: string) => {
        said.push(text);
        say(progress(text));
    };
    await stack.up(refresh, line).catch((error: unknown) => {
        for (const text of failedBuilds(changes, said)) say(text);
        throw error;
    });
}

/**
 * Whether KV can be read anew. Where Consul itself was stopped or removed it cannot, and must not hold up the run that
 * brings it back: then only what the target runs is read.
 */
async function consulAnswers(stack: Stack, say: (line: string) => void): Promise<boolean> {
    const outputs = await stack.outputs();
    if (!outputs) return true;
    const answer = await askConsul(outputs, "/v1/status/leader").catch(() => undefined);
    if (answer?.status === 200) return true;
    say(`  Consul at ${outputs.consulHttpAddress} does not answer: what its target runs is looked at, KV is not`);
    await stack.refreshTarget();
    return false;
}

/** What a stack puts out; raises when it is not up. */
export async function deployed(stack: Stack): Promise<StackOutputs> {
    const outputs = (await stack.exists()) ? await stack.outputs() : undefined;
    if (!outputs) throw new Error(`The stack ${stack.name} is not up. Bring it up: make up STACK=${stack.name}`);
    return outputs;
}

function summary(steps: readonly Step[]): string {
    const counts = new Map<string, number>();
    for (const { op } of steps) counts.set(op, (counts.get(op) ?? 0) + 1);
    return [...counts].map(([op, count]) => `${count} to ${op}`).join(", ");
}

/** The engine's own lines, less those that say for each plugin where it was found. */
function progress(line: string): string {
    return /warning: using pulumi-resource-|^@ updating\.+$|Step \d+\/\d+ :/.test(line) ? "" : line.trimEnd();
}
