import { spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import type { Problem } from "../frame/check.js";
import { dataSource, type Operation, resource } from "../frame/resource.js";
import { flag, list, map, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";
import { lifeFields, lifeOf, previousOutput, printedOutputs, replaces } from "./life.js";
import { Capture, type Ended, type Logging, loggings, nothing, type Printed } from "./output.js";

const processFields = {
    dir: { shape: text },
    interpreter: { shape: list(text) },
    assetPaths: { shape: list(text) },
    archivePaths: { shape: list(text) },
} as const;

interface Settings {
    readonly dir?: string;
    readonly environment?: Record<string, string>;
    readonly interpreter?: readonly string[];
    readonly stdin?: string;
    readonly logging?: Logging;
    readonly addPreviousOutputInEnv?: boolean;
}

function validate(values: Properties): Problem[] {
    return ["assetPaths", "archivePaths"]
        .filter((property) => values[property] !== undefined)
        .map((property) => ({
            property,
            reason: `${property} is not in this stand-in, which returns no files of a command: leave it out, or install the official plugin`,
        }));
}

// How long a process that is told to end may take for it.
const graceMs = 5000;

async function run(
    { log, signal }: Operation<object>,
    settings: Settings,
    command: string,
    previous: Printed,
): Promise<Printed> {
    signal.throwIfAborted();
    const { dir, environment, stdin, interpreter = [] } = settings;
    // Without it, a missing folder reads as if the interpreter were missing.
    if (dir !== undefined && !(await isFolder(dir))) throw new Error(`dir is "${dir}"; it must be an existing folder`);
    const [program = "/bin/sh", ...given] = interpreter;
    const child = spawn(program, [...(interpreter.length === 0 ? ["-c"] : given), command], {
        cwd: dir,
        env: { ...process.env, ...environment, ...previousOutput(settings, previous, log) },
        // A group of its own, so that a cancellation also ends what the command has started.
        detached: true,
    });
    const capture = new Capture(log, settings.logging);
    const kill = (name: NodeJS.Signals): void => {
        try {
            if (child.pid !== undefined) process.kill(-child.pid, name);
        } catch {
            // The whole group has gone already.
        }
    };
    const onAbort = (): void => {
        kill("SIGTERM");
        setTimeout(() => kill("SIGKILL"), graceMs).unref();
    };
    signal.addEventListener("abort", onAbort, { once: true });
    try {
        const ended = await new Promise<Ended>((resolve, reject) => {
            child.once("error", (error) => reject(new Error(`"${program}" could not be started: ${error.message}`)));
            child.once("close", (code, name) => resolve({ code, signal: name }));
            child.stdout.on("data", capture.onStdout);
            child.stderr.on("data", capture.onStderr);
            // A command need not read what it is given.
            child.stdin.once("error", () => undefined);
            child.stdin.end(stdin ?? "");
        });
        signal.throwIfAborted();
        return capture.conclude(ended, command);
    } finally {
        signal.removeEventListener("abort", onAbort);
    }
}

async function isFolder(path: string): Promise<boolean> {
    return stat(path).then(
        (found) => found.isDirectory(),
        () => false,
    );
}

export const localCommand = resource({
    fields: { ...lifeFields, ...processFields },
    ...printedOutputs,
    validate,
    replaces,
    ...lifeOf(run),
});

/** Runs at every preview and every update: that is what it is for. */
export const localRun = dataSource({
    fields: {
        ...processFields,
        command: { shape: text, required: true },
        environment: { shape: map(text) },
        stdin: { shape: text },
        logging: { shape: text, oneOf: loggings },
        addPreviousOutputInEnv: { shape: flag },
    },
    tainted: printedOutputs.tainted,
    invoke: async (operation: Operation<object>, inputs) => {
        const [problem] = validate(inputs);
        if (problem) throw new Error(problem.reason);
        return { ...inputs, ...(await run(operation, inputs, inputs.command, nothing)) };
    },
});
