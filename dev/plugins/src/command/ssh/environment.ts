import type { Client } from "ssh2";
import { addressOf, type Connection } from "./connection.js";

declare module "ssh2" {
    interface Client {
        /** Sets the variables before the subsystem starts, and waits for the server's answer: unlike exec. */
        sftp(
            environment: Record<string, string>,
            callback: (error: Error | undefined, sftp: SFTPWrapper) => void,
        ): this;
    }
}

// What ssh2 says when the server answers that it does not set the variable.
const refusal = "Unable to set environment";

/**
 * Asks the server whether it takes the variables: what it refuses would be missing without a word. The session that
 * asks is another one than the command's, and of its subsystem nothing is wanted.
 */
export async function checkEnvironment(
    client: Client,
    connection: Connection,
    environment: Readonly<Record<string, string>>,
): Promise<void> {
    const names = Object.keys(environment);
    for (const [name, value] of Object.entries(environment)) {
        if (await isTaken(client, name, value)) continue;
        throw new Error(
            `${addressOf(connection)} refuses the variable ${name} of environment: AcceptEnv in the server's sshd_config ` +
                `has to allow ${names.join(", ")}; or set it in the command itself, as in "${name}=value command"`,
        );
    }
}

function isTaken(client: Client, name: string, value: string): Promise<boolean> {
    return new Promise((resolve) => {
        client.sftp({ [name]: value }, (error, sftp) => {
            if (error === undefined) sftp.end();
            // A server without that subsystem has taken the variable all the same.
            resolve(error?.message !== refusal);
        });
    });
}
