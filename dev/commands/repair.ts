import { existsSync, readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import type { Stack, State } from "./pulumi";
import { run } from "./shell";

const lockFile = z.object({ pid: z.number(), hostname: z.string(), username: z.string() });

/**
 * Puts right what an interrupted run left: a lock whose owner is dead, creates that never ended, and what those left on
 * the engine although no state knows it. Says each thing that it does.
 */
export async function repair(stack: Stack, say: (line: string) => void): Promise<void> {
    await clearDeadLock(stack, say);
    const state = await stack.state();
    if (state.pending_operations.length === 0) return;
    for (const name of pendingNames(state)) await removeOrphans(name, state, say);
    say(
        `  ${state.pending_operations.length} interrupted operations are forgotten; what they were to make is made anew`,
    );
    await stack.clearPending();
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

/** Names of the resources whose creation was under way when the run was interrupted. */
export function pendingNames(state: State): string[] {
    return state.pending_operations
        .filter(({ type }) => type === "creating")
        .map(({ resource }) => resource.urn.split("::").at(-1) ?? "");
}

/** The engine's things that were made for a resource, by their automatic name, and that the state does not hold. */
async function removeOrphans(name: string, state: State, say: (line: string) => void): Promise<void> {
    const known = new Set(state.resources.map(({ id }) => id));
    const generated = new RegExp(`^${name}-[0-9a-f]{7}$`);
    for (const kind of ["container", "network", "volume"] as const) {
        for (const found of await labelled(kind)) {
            if (!generated.test(found.name) || known.has(found.id) || known.has(found.name)) continue;
            say(`  the ${kind} ${found.name} is removed: an interrupted run left it`);
            await run("docker", kind === "container" ? ["rm", "--force", found.id] : [kind, "rm", found.id]);
        }
    }
}

/** Everything of a kind on the engine that carries the package's label. */
async function labelled(kind: "container" | "network" | "volume"): Promise<{ id: string; name: string }[]> {
    const fields = { container: "{{.ID}} {{.Names}}", network: "{{.ID}} {{.Name}}", volume: "{{.Name}} {{.Name}}" };
    const all = kind === "volume" ? [] : ["--no-trunc"];
    const list = kind === "container" ? ["ps", "--all"] : [kind, "ls"];
    const lines = await run("docker", [...list, ...all, "--filter", "label=c4.platform", "--format", fields[kind]]);
    return lines
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => {
            const [id = "", name = ""] = line.split(" ");
            return { id, name };
        });
}
