import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";

const lastLines = 20;
const pollMs = 200;

/** The last lines that a container wrote, for an error that has to explain itself. */
export async function lastLog(container: Docker.Container, tty: boolean, lines = lastLines): Promise<string> {
    const raw = await container.logs({ stdout: true, stderr: true, follow: false, tail: lines });
    return (tty ? raw.toString("utf8") : unframed(raw)).trimEnd();
}

/** Without a terminal, the engine puts a header of eight bytes before each piece: the stream, and the piece's length. */
function unframed(raw: Buffer): string {
    const pieces: Buffer[] = [];
    for (let at = 0; at + 8 <= raw.length; ) {
        const end = at + 8 + raw.readUInt32BE(at + 4);
        pieces.push(raw.subarray(at + 8, end));
        at = end;
    }
    return Buffer.concat(pieces).toString("utf8");
}

function quoted(log: string): string {
    return log === "" ? "it wrote no log" : `its last lines:\n${log.replace(/^/gm, "    ")}`;
}

/** Why a container does not run, or undefined when it does. */
export async function whyNotRunning(container: Docker.Container): Promise<string | undefined> {
    const { State, Config } = await container.inspect();
    if (State.Running) return undefined;
    const cause = State.Error === "" ? `exited with code ${State.ExitCode}` : `failed: ${State.Error}`;
    return `${cause}${State.OOMKilled ? " (out of memory)" : ""}; ${quoted(await lastLog(container, Config.Tty))}`;
}

/** Waits for the healthcheck to pass; gives back why it did not within the time, or undefined. */
export async function whyNotHealthy(
    container: Docker.Container,
    timeoutSeconds: number,
    restarts: boolean,
    signal: AbortSignal,
): Promise<string | undefined> {
    const deadline = Date.now() + timeoutSeconds * 1000;
    for (;;) {
        const { State, Config } = await container.inspect();
        if (State.Health === undefined) return "has no healthcheck, which wait needs";
        if (State.Running && State.Health.Status === "healthy") return undefined;
        if (!State.Running && !restarts) return whyNotRunning(container);
        if (Date.now() >= deadline) {
            const check = State.Health.Log.at(-1);
            const checked = check ? `; the last check exited with ${check.ExitCode}: ${check.Output.trim()}` : "";
            const log = quoted(await lastLog(container, Config.Tty));
            return `was not healthy within ${timeoutSeconds} s (it is ${State.Health.Status})${checked}; ${log}`;
        }
        await sleep(pollMs, undefined, { signal });
    }
}
