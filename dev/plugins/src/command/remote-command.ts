import type { Client } from "ssh2";
import { type Operation, resource } from "../frame/resource.js";
import { lifeFields, lifeOf, previousOutput, printedOutputs, replaces } from "./life.js";
import { Capture, type Ended, type Logging, type Printed } from "./output.js";
import { type Connection, connection, connectionProblems } from "./ssh/connection.js";
import { withConnection } from "./ssh/dial.js";
import { checkEnvironment } from "./ssh/environment.js";

interface Settings {
    readonly connection?: Connection;
    readonly environment?: Record<string, string>;
    readonly stdin?: string;
    readonly logging?: Logging;
    readonly addPreviousOutputInEnv?: boolean;
}

function run(operation: Operation<object>, settings: Settings, command: string, previous: Printed): Promise<Printed> {
    const { connection, environment = {}, stdin = "", logging } = settings;
    if (connection === undefined) throw new Error("connection is missing: there is no host to run the command on");
    return withConnection(operation, connection, async (client, where) => {
        await checkEnvironment(client, connection, environment);
        const capture = new Capture(operation.log, logging);
        // The server may refuse the variables that nobody has asked for.
        const env = { ...environment, ...previousOutput(settings, previous, operation.log) };
        return capture.conclude(await execute(client, command, env, stdin, capture), command, where);
    });
}

function execute(
    client: Client,
    command: string,
    env: Record<string, string>,
    stdin: string,
    capture: Capture,
): Promise<Ended> {
    return new Promise((resolve, reject) => {
        client.exec(command, { env }, (error, channel) => {
            if (error) {
                reject(error);
                return;
            }
            let ended: Ended = { code: null, signal: null };
            channel.on("exit", (code: number | null, signal?: string) => {
                ended = { code, signal: signal ?? null };
            });
            // A lost connection closes the channel, too: whoever waits for that is to say so first.
            channel.on("close", () => setImmediate(resolve, ended));
            channel.on("data", capture.onStdout);
            channel.stderr.on("data", capture.onStderr);
            // A command need not read what it is given.
            channel.on("error", () => undefined);
            channel.end(stdin);
        });
    });
}

export const remoteCommand = resource({
    fields: { ...lifeFields, connection },
    ...printedOutputs,
    validate: connectionProblems,
    replaces,
    ...lifeOf(run),
});
