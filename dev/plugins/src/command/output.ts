import { StringDecoder } from "node:string_decoder";
import type { Log } from "../frame/log.js";

/** What a command printed, without its last newline: what a program wants to compare, or to use in another command. */
export interface Printed {
    readonly stdout: string;
    readonly stderr: string;
}

export const nothing: Printed = { stdout: "", stderr: "" };

export const loggings = ["stdout", "stderr", "stdoutAndStderr", "none"] as const;
export type Logging = (typeof loggings)[number];

/** How a process ended; neither is known of one whose end nobody reported. */
export interface Ended {
    readonly code: number | null;
    readonly signal: string | null;
}

/** Keeps what a process prints, and logs it line by line while it runs. */
export class Capture {
    private readonly stdout: Stream;
    private readonly stderr: Stream;

    constructor(log: Log, logging: Logging = "stdoutAndStderr") {
        const logged = (line: string): void => log.info(line);
        this.stdout = new Stream(logging === "stdout" || logging === "stdoutAndStderr" ? logged : undefined);
        this.stderr = new Stream(logging === "stderr" || logging === "stdoutAndStderr" ? logged : undefined);
    }

    readonly onStdout = (chunk: Buffer): void => this.stdout.take(chunk);
    readonly onStderr = (chunk: Buffer): void => this.stderr.take(chunk);

    /** What was printed by a process that succeeded; an error that says what another one printed. */
    conclude(ended: Ended, command: string, where = ""): Printed {
        const printed = { stdout: this.stdout.end(), stderr: this.stderr.end() };
        if (ended.code === 0) return printed;
        const end =
            ended.code !== null
                ? `exited with status ${ended.code}`
                : ended.signal !== null
                  ? `was killed by ${ended.signal}`
                  : "ended without an exit status";
        // The command is not shortened and not escaped here: when it is secret, it is found only as it is.
        const lines = [`Process ${end}: running "${command}"${where === "" ? "" : ` on ${where}`}`];
        const said = [lastLines(printed.stderr, stderrBytes), lastLines(printed.stdout, stdoutBytes)];
        throw new Error([...lines, ...said.filter((text) => text !== "")].join("\n"));
    }
}

// What goes into an error has its limits, and the cause is mostly in the last lines of stderr.
const stderrBytes = 8 * 1024;
const stdoutBytes = 3 * 1024;

/** Whole lines only: half a secret would not be found, and so not be hidden. */
function lastLines(text: string, most: number): string {
    const lines = text.split("\n");
    let from = lines.length;
    let bytes = 0;
    while (from > 0) {
        bytes += Buffer.byteLength(lines[from - 1] ?? "") + 1;
        if (bytes > most) break;
        from--;
    }
    const left = from === 0 ? [] : [`… (${from} ${from === 1 ? "line is" : "earlier lines are"} left out)`];
    return [...left, ...lines.slice(from)].join("\n");
}

class Stream {
    private readonly chunks: Buffer[] = [];
    private readonly decoder = new StringDecoder("utf8");
    private begun = "";

    constructor(private readonly onLine: ((line: string) => void) | undefined) {}

    take(chunk: Buffer): void {
        this.chunks.push(chunk);
        if (this.onLine) this.log(this.decoder.write(chunk));
    }

    end(): string {
        if (this.onLine) this.log(`${this.decoder.end()}\n`);
        const text = Buffer.concat(this.chunks).toString("utf8");
        return text.endsWith("\n") ? text.slice(0, -1) : text;
    }

    private log(text: string): void {
        if (!text.includes("\n")) {
            this.begun += text;
            return;
        }
        const lines = (this.begun + text).split("\n");
        this.begun = lines.pop() ?? "";
        for (const line of lines) {
            if (line.trim() !== "") this.onLine?.(line.replace(/\r$/, ""));
        }
    }
}
