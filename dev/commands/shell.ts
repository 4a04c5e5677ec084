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

/** Runs a command and gives what it printed. What nobody shall see in a list of processes goes to its standard input. */
export function run(command: string, args: readonly string[], input = ""): Promise<string> {
    return start(command, args, () => undefined, input);
}

/** Runs a command and hands over each line that it prints, while it runs. */
export function stream(command: string, args: readonly string[], line: (text: string) => void): Promise<string> {
    return start(command, args, line, "");
}

function start(command: string, args: readonly string[], line: (text: string) => void, input: string): Promise<string> {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
        // One that reads nothing may have ended by now; what it says of that is in its status.
        child.stdin.on("error", () => undefined);
        child.stdin.end(input);
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
