import { spawn } from "node:child_process";

/** A command that ended with another status than 0. */
export class CommandError extends Error {
    constructor(
        command: string,
        readonly status: number | null,
        /** All that it printed. */
        readonly whole: string,
    ) {
        super(`${command} ended with ${status ?? "a signal"}:\n${whole.trim().split("\n").slice(-20).join("\n")}`);
        this.name = "CommandError";
    }
}

/** Lines of what was printed, less the empty ones. */
export function lines(text: string): string[] {
    return text.split("\n").filter((line) => line !== "");
}

/** Runs a command and gives what it printed. */
export function run(command: string, args: readonly string[]): Promise<string> {
    return start(command, args, () => undefined);
}

/** Runs a command and hands over each line that it prints, while it runs. */
export function stream(command: string, args: readonly string[], line: (text: string) => void): Promise<string> {
    return start(command, args, line);
}

function start(command: string, args: readonly string[], line: (text: string) => void): Promise<string> {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
        let stdout = "";
        let stderr = "";
        let rest = "";
        child.stdout.on("data", (chunk: Buffer) => {
            stdout += chunk;
            const whole = (rest + chunk).split("\n");
            rest = whole.pop() ?? "";
            for (const text of whole) line(text);
        });
        child.stderr.on("data", (chunk: Buffer) => {
            stderr += chunk;
        });
        child.on("error", reject);
        child.on("close", (status) => {
            if (rest !== "") line(rest);
            if (status === 0) resolve(stdout);
            else reject(new CommandError(`${command} ${args.join(" ")}`, status, stdout + stderr));
        });
    });
}
