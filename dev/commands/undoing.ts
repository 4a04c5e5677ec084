import { constants } from "node:os";

/** Asks for a step to be taken when all is over. */
export type Undo = (step: () => Promise<void>) => void;

/**
 * Does something and then, however it ended and on an interruption, too, all that it asked to be undone, last first. A
 * step that fails keeps no other from being taken.
 */
export async function undoing<T>(use: (undo: Undo) => Promise<T>): Promise<T> {
    const steps: (() => Promise<void>)[] = [];
    const failures: unknown[] = [];
    const undoAll = async () => {
        for (let step = steps.pop(); step; step = steps.pop()) {
            await step().catch((error: unknown) => failures.push(error));
        }
    };
    const interrupted = (signal: "SIGINT" | "SIGTERM") => {
        undoAll().finally(() => process.exit(128 + constants.signals[signal]));
    };
    process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
    try {
        return await use((step) => steps.push(step));
    } finally {
        await undoAll();
        process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
        for (const failure of failures) process.stderr.write(`left behind: ${String(failure)}\n`);
    }
}
