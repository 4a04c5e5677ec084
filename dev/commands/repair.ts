import { existsSync, readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import type { PendingOperation, Stack, State } from "./pulumi";
import type { Orphan } from "./target";
import { platformOf, targetOf } from "./targets";
import { writtenKeys } from "./written-keys";

const lockFile = z.object({ pid: z.number(), hostname: z.string(), username: z.string() });

/**
 * Puts right what an interrupted run left: a lock whose owner is dead, creates that never ended, and what those left on
 * the engine although no state knows it. Says each thing that it does.
 */
export async function repair(stack: Stack, say: (line: string) => void): Promise<void> {
    await clearDeadLock(stack, say);
    const state = await stack.state();
    if (state.pending_operations.length === 0) return;
    const [target, platform] = await Promise.all([targetOf(stack.name), platformOf(stack.name)]);
    for (const operation of pendingCreates(state)) {
        await remove(await target.orphans(nameOf(operation), state), say);
        await remove(await keysOf(operation, platform, state, say), say);
    }
    say(
        `  ${state.pending_operations.length} interrupted operations are forgotten; what they were to make is made anew`,
    );
    await stack.clearPending();
}

async function remove(orphans: readonly Orphan[], say: (line: string) => void): Promise<void> {
    for (const orphan of orphans) {
        await orphan.remove();
        say(`  ${orphan.what} is removed: an interrupted run left it`);
    }
}

/** A Consul that cannot be asked holds nothing up: it may be what was being made. */
async function keysOf(
    operation: PendingOperation,
    platform: string,
    state: State,
    say: (line: string) => void,
): Promise<Orphan[]> {
    return writtenKeys(operation, platform, state).catch((error: unknown) => {
        say(`  ${error instanceof Error ? error.message : String(error)}`);
        return [];
    });
}

async function clearDeadLock(stack: Stack, say: (line: string) => void): Promise<void> {
    for (const file of lockFiles(stack.name)) {
        const lock = lockFile.parse(JSON.parse(readFileSync(file, "utf8")));
        const owner = `process ${lock.pid} of ${lock.username} on ${lock.hostname}`;
        if (lock.hostname !== hostname() || isAlive(lock.pid)) {
            throw new Error(
                `The stack ${stack.name} is locked by ${owner}. Wait until that has ended, or run: pulumi cancel --stack ${stack.name}`,
            );
        }
        say(`  the lock of the stack is cleared: its owner, ${owner}, is dead`);
        await stack.cancel();
    }
}

/** Locks of a stack; only a backend in files has any that outlive their owner. */
function lockFiles(stack: string): string[] {
    const backend = process.env.PULUMI_BACKEND_URL ?? "";
    if (!backend.startsWith("file://")) return [];
    const locks = join(fileURLToPath(backend), ".pulumi", "locks");
    if (!existsSync(locks)) return [];
    return readdirSync(locks, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".json") && path.split("/").at(-2) === stack)
        .map((path) => join(locks, path));
}

/** Whether a process runs: one that ended and was not waited for yet is as dead as one that is gone. */
function isAlive(pid: number): boolean {
    const file = `/proc/${pid}/stat`;
    return existsSync(file) && !/^\d+ \(.*\) [ZX]/.test(readFileSync(file, "utf8"));
}

/** Creations that were under way when the run was interrupted. */
export function pendingCreates(state: State): PendingOperation[] {
    return state.pending_operations.filter(({ type }) => type === "creating");
}

function nameOf({ resource }: PendingOperation): string {
    return resource.urn.split("::").at(-1) ?? "";
}
