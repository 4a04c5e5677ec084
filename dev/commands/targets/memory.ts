import { lines } from "../shell";
import type { Memory } from "../target";

const files = {
    v1: "/sys/fs/cgroup/memory/memory.usage_in_bytes /sys/fs/cgroup/memory/memory.max_usage_in_bytes",
    v2: "/sys/fs/cgroup/memory.current /sys/fs/cgroup/memory.peak",
};

/** Prints what a container sees of its own memory, in bytes: now, and at most. */
export const memoryCommand: readonly string[] = ["sh", "-c", `cat ${files.v2} 2>/dev/null || cat ${files.v1}`];

/** What the command printed. */
export function memoryOf(text: string): Memory {
    const [now = 0, peak = 0] = lines(text).map((line) => Number(line) / 2 ** 20);
    return { now, peak };
}
