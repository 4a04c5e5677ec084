import { join } from "node:path";
import type { StackOutputs } from "../pulumi";
import { run } from "../shell";
import type { RunningTarget, TargetKind } from "../target";
import { docker } from "./docker";
import { kubernetes } from "./kubernetes";
import { vms } from "./vms";

const kinds: ReadonlyMap<string, TargetKind> = new Map([
    ["docker", docker],
    ["kubernetes", kubernetes],
    ["vms", vms],
]);

/** The target that a stack is configured for, whether or not it is up. */
export async function targetOf(stack: string): Promise<TargetKind> {
    return kindOf(await configured("target", stack));
}

/** The name of the platform that a stack is configured for. */
export function platformOf(stack: string): Promise<string> {
    return configured("platform", stack);
}

async function configured(what: string, stack: string): Promise<string> {
    return (await run(process.execPath, [join("stacks", "where.js"), what, stack])).trim();
}

/** The platform that a stack has where it runs. */
export function runningTarget(outputs: StackOutputs): RunningTarget {
    return kindOf(outputs.target).running(outputs);
}

function kindOf(name: string): TargetKind {
    const kind = kinds.get(name);
    if (kind) return kind;
    throw new Error(`The commands do not know the target ${name}; they know ${[...kinds.keys()].join(", ")}.`);
}
