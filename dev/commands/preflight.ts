import { createSocket } from "node:dgram";
import { statfsSync } from "node:fs";
import { createServer } from "node:net";
import * as z from "zod";
import type { Step } from "./pulumi";
import { run } from "./shell";

const leastFreeGiB = 5;

const ports = z.array(z.object({ external: z.number(), ip: z.string(), protocol: z.string() }));

/** A port of the host that a new container will listen on. */
export interface HostPort {
    readonly address: string;
    readonly port: number;
    readonly protocol: string;
}

/** What a plan cannot know: whether the host has what it asks for. Raises with what is wrong, by whom, and what to do. */
export async function preflight(steps: readonly Step[]): Promise<void> {
    await checkEngine();
    await checkDisk();
    const taken: string[] = [];
    for (const wanted of portsToOpen(steps)) {
        if (!(await isFree(wanted))) taken.push(`  ${await describe(wanted)}`);
    }
    if (taken.length > 0) {
        throw new Error(
            `Host ports that the platform publishes are in use:\n${taken.join("\n")}\n` +
                "Stop what uses them, or choose others: pulumi config set sipPort, apiPort or consulPort.",
        );
    }
}

/** Ports of containers that are new: those of running ones are taken by themselves. */
export function portsToOpen(steps: readonly Step[]): HostPort[] {
    return steps
        .filter((step) => step.op === "create" && step.type === "docker:index/container:Container")
        .flatMap((step) => ports.catch([]).parse(step.inputs.ports))
        .map(({ external, ip, protocol }) => ({ address: ip, port: external, protocol }));
}

async function checkEngine(): Promise<void> {
    await run("docker", ["version"]).catch((error: unknown) => {
        throw new Error(`No Docker engine answers. Start one, or set DOCKER_HOST to one that runs.\n${String(error)}`);
    });
}

async function checkDisk(): Promise<void> {
    const root = (await run("docker", ["info", "--format", "{{.DockerRootDir}}"])).trim();
    let disk: ReturnType<typeof statfsSync>;
    try {
        disk = statfsSync(root);
    } catch {
        // The engine runs on another host: its disk cannot be seen from here.
        return;
    }
    const freeGiB = (disk.bavail * disk.bsize) / 2 ** 30;
    if (freeGiB < leastFreeGiB) {
        throw new Error(
            `${root} has ${freeGiB.toFixed(1)} GiB free; images and data need ${leastFreeGiB}. Free some: docker system df shows what uses it.`,
        );
    }
}

function isFree({ address, port, protocol }: HostPort): Promise<boolean> {
    return new Promise((resolve) => {
        if (protocol === "udp") {
            const socket = createSocket("udp4");
            socket.once("error", () => resolve(false));
            socket.bind(port, address, () => socket.close(() => resolve(true)));
        } else {
            const server = createServer();
            server.once("error", () => resolve(false));
            server.listen(port, address, () => server.close(() => resolve(true)));
        }
    });
}

async function describe({ address, port, protocol }: HostPort): Promise<string> {
    const container = await run("docker", ["ps", "--filter", `publish=${port}/${protocol}`, "--format", "{{.Names}}"]);
    if (container.trim() !== "") return `${address}:${port}/${protocol}: the container ${container.trim()}`;
    const sockets = await run("ss", ["-Hlnp", protocol === "udp" ? "-u" : "-t", `sport = :${port}`]).catch(() => "");
    const owner = /users:\(\("([^"]+)",pid=(\d+)/.exec(sockets);
    return `${address}:${port}/${protocol}: ${owner ? `${owner[1]}, process ${owner[2]}` : "a process that cannot be seen from here"}`;
}
