import { randomBytes } from "node:crypto";
import type { Change } from "../frame/diff.js";
import type { Log } from "../frame/log.js";
import type { Created, Found, Operation } from "../frame/resource.js";
import { anything, flag, list, map, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";
import { loggings, nothing, type Printed } from "./output.js";

/** What local and remote commands have in common. */
export const lifeFields = {
    create: { shape: text },
    update: { shape: text },
    delete: { shape: text },
    environment: { shape: map(text) },
    stdin: { shape: text },
    logging: { shape: text, oneOf: loggings },
    triggers: { shape: list(anything) },
    // No default is filled in: the official plugin keeps none in the state, either, and would see a change.
    addPreviousOutputInEnv: { shape: flag },
} as const;

/** Every input may show in what a command prints, and every run prints anew. */
export const printedOutputs = {
    computed: ["stdout", "stderr"],
    recomputed: ["stdout", "stderr"],
    tainted: ["stdout", "stderr"],
} as const;

/** Runs a command; `previous` is what the command before it printed. */
type Run = (command: string, previous: Printed) => Promise<Printed>;

interface Commands {
    readonly create?: string;
    readonly update?: string;
    readonly delete?: string;
}

/** The life of a command that runs somewhere: what is asked of a resource, by how it runs there. */
export function lifeOf<Settings>(
    run: (operation: Operation<object>, settings: Settings, command: string, previous: Printed) => Promise<Printed>,
) {
    const running = (operation: Operation<object>, settings: Settings): Run => {
        return (command, previous) => run(operation, settings, command, previous);
    };
    return {
        create: (operation: Operation<object>, inputs: Settings & Commands) =>
            create(operation.name, inputs.create, running(operation, inputs)),
        read,
        update: (
            operation: Operation<object>,
            _id: string,
            inputs: Settings & Commands,
            _former: unknown,
            state: Properties,
        ) => update(inputs, state, running(operation, inputs)),
        delete: (operation: Operation<object>, _id: string, former: Settings & Commands, state: Properties) =>
            remove(former.delete, state, running(operation, former)),
    };
}

/** Without an update command a changed trigger is a replacement: the next create, and the former one's delete. */
export function replaces(change: Change, news: Properties): boolean {
    return change.property === "triggers" && news.update === undefined;
}

async function create(name: string, command: string | undefined, run: Run): Promise<Created> {
    const printed = command === undefined ? nothing : await run(command, nothing);
    return { id: `${name}${randomBytes(4).toString("hex")}`, outputs: { ...printed } };
}

async function update(inputs: Commands, state: Properties, run: Run): Promise<Properties> {
    const command = inputs.update ?? inputs.create;
    return command === undefined ? {} : { ...(await run(command, printedIn(state))) };
}

async function remove(command: string | undefined, state: Properties, run: Run): Promise<void> {
    if (command !== undefined) await run(command, printedIn(state));
}

/** There is no telling what a command has left in the world: what is in the state stays. */
export async function read(_operation: unknown, id: string, former: Properties, state: Properties): Promise<Found> {
    const outputs = Object.fromEntries(Object.entries(state).filter(([name]) => !(name in former)));
    return { id, outputs, inputs: { ...former } };
}

function printedIn({ stdout, stderr }: Properties): Printed {
    return {
        stdout: typeof stdout === "string" ? stdout : "",
        stderr: typeof stderr === "string" ? stderr : "",
    };
}

// Linux takes 128 KiB for a variable. More of it would make a delete fail for good.
const mostBytes = 100 * 1024;

/** What the previous command printed, as variables of the next one. */
export function previousOutput(
    { addPreviousOutputInEnv = true }: { readonly addPreviousOutputInEnv?: boolean },
    previous: Printed,
    log: Log,
): Record<string, string> {
    if (!addPreviousOutputInEnv) return {};
    const variables = { PULUMI_COMMAND_STDOUT: previous.stdout, PULUMI_COMMAND_STDERR: previous.stderr };
    const fitting = Object.entries(variables).filter(([name, value]) => {
        const bytes = Buffer.byteLength(value);
        const fits = bytes <= mostBytes && !value.includes("\0");
        if (!fits) log.warn(`${name} is not set: the ${bytes} bytes that were printed before do not fit in a variable`);
        return fits && value !== "";
    });
    return Object.fromEntries(fitting);
}
