import { lines } from "../shell";
import type { Memory } from "../target";

const memoryFiles = {
    v1: "/sys/fs/cgroup/memory/memory.usage_in_bytes /sys/fs/cgroup/memory/memory.max_usage_in_bytes",
    v2: "/sys/fs/cgroup/memory.current /sys/fs/cgroup/memory.peak",
};

/** Prints what a container sees of its own memory, in bytes: now, and at most. */
export const memoryCommand: readonly string[] = [
    "sh",
    "-c",
    `cat ${memoryFiles.v2} 2>/dev/null || cat ${memoryFiles.v1}`,
];

/** What the command printed. */
export function memoryOf(text: string): Memory {
    const [now = 0, peak = 0] = lines(text).map((line) => Number(line) / 2 ** 20);
    return { now, peak };
}

/** Prints what a container used of the processors since it began: microseconds in the file of v2, nanoseconds in the one of v1. */
export const processorCommand: readonly string[] = [
    "sh",
    "-c",
    "cat /sys/fs/cgroup/cpu.stat 2>/dev/null | grep '^usage_usec' || cat /sys/fs/cgroup/cpuacct/cpuacct.usage",
];

/** What the command printed, in seconds. */
export function processorSecondsOf(text: string): number {
    const [, microseconds] = /^usage_usec (\d+)/.exec(text) ?? [];
    const seconds = microseconds === undefined ? Number(text) / 1e9 : Number(microseconds) / 1e6;
    if (text.trim() === "" || Number.isNaN(seconds)) throw new Error(`No use of the processors is in: ${text.trim()}`);
    return seconds;
}
