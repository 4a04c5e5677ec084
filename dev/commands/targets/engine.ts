import { readFileSync, statfsSync } from "node:fs";
import { run } from "../shell";

const leastFreeGiB = 5;
const leastMemoryMiB = 1024;

/** Whether an engine answers that images can be built with, and has room for them; with instances of its own, memory, too. */
export async function checkEngine(newInstances: boolean): Promise<void> {
    await run("docker", ["version"]).catch((error: unknown) => {
        throw new Error(`No Docker engine answers. Start one, or set DOCKER_HOST to one that runs.\n${String(error)}`);
    });
    const root = (await run("docker", ["info", "--format", "{{.DockerRootDir}}"])).trim();
    let disk: ReturnType<typeof statfsSync>;
    try {
        disk = statfsSync(root);
    } catch {
        // The engine runs on another host: its disk cannot be seen from here.
        return;
    }
    if (newInstances) checkMemory();
    const freeGiB = (disk.bavail * disk.bsize) / 2 ** 30;
    if (freeGiB < leastFreeGiB) {
        throw new Error(
            `${root} has ${freeGiB.toFixed(1)} GiB free; images and data need ${leastFreeGiB}. Free some: docker system df shows what uses it.`,
        );
    }
}

function checkMemory(): void {
    const available = Number(/^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync("/proc/meminfo", "utf8"))?.[1]) / 1024;
    if (available < leastMemoryMiB) {
        throw new Error(
            `This machine has ${available.toFixed(0)} MiB of memory available; a platform needs ${leastMemoryMiB}. End something that uses it.`,
        );
    }
}
