import type { types } from "@pulumi/command";
import type * as pulumi from "@pulumi/pulumi";
import { asRoot } from "./connection";
import { hostScript } from "./script";
import { Client, type ConnectConfig, type ServerHostKeyAlgorithm } from "./ssh";

type Connection = pulumi.Unwrap<types.input.remote.ConnectionArgs>;

const connectMilliseconds = 10_000;
const probeMilliseconds = 60_000;

/** How each type of host key signs; one of RSA in newer ways than its name says. */
const signatures: Readonly<Record<string, ServerHostKeyAlgorithm[]>> = {
    "ssh-ed25519": ["ssh-ed25519"],
    "ssh-rsa": ["rsa-sha2-512", "rsa-sha2-256"],
    "ecdsa-sha2-nistp256": ["ecdsa-sha2-nistp256"],
    "ecdsa-sha2-nistp384": ["ecdsa-sha2-nistp384"],
    "ecdsa-sha2-nistp521": ["ecdsa-sha2-nistp521"],
};

/** What was found on a host: of a workload, or of a version of software by its folder, whether it is as it was left. */
export interface Findings {
    of(what: string): string;
}

/**
 * Looks at what a platform has on a host. The provider of commands cannot: it has no way to read what it made. What is found
 * becomes a part of the command that would mend it; so a preview shows what is wrong, and the `pulumi up` after it acts. (A
 * trigger would not do: it replaces the command, which ends the instance.)
 * A host that does not answer is no error here but a finding: its own commands will fail, and those of others must not.
 */
export async function probe(platform: string, host: string, connection: Connection): Promise<Findings> {
    try {
        const said = await ask(connection, `sh -s -- ${platform}`, hostScript("c4-probe"));
        const found = new Map(
            said
                .split("\n")
                .map((line) => line.split("\t"))
                .map(([what = "", finding = ""]) => [what, finding]),
        );
        // Said once, remembered there: what was taken away later is not what was never there.
        const absent = `new at ${new Date().toISOString().slice(0, 16)}Z`;
        return { of: (what) => found.get(what) ?? absent };
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { of: () => `${host} cannot be looked at: ${reason}` };
    }
}

async function ask(connection: Connection, command: string, input: string): Promise<string> {
    const clients: Client[] = [];
    try {
        const { proxy } = connection;
        const bastion = proxy === undefined ? undefined : await connect(settings(proxy), clients);
        const sock = bastion === undefined ? {} : { sock: await forward(bastion, connection) };
        const client = await connect({ ...settings(connection), ...sock }, clients);
        return await run(client, asRoot(connection.user, command), input);
    } finally {
        for (const client of clients.reverse()) client.end();
    }
}

function settings({ host, port, user, privateKey, hostKey = "" }: Connection): ConnectConfig {
    const [type = "", base64 = ""] = hostKey.split(" ");
    const expected = Buffer.from(base64, "base64");
    const agent = process.env.SSH_AUTH_SOCK;
    return {
        host,
        ...(port === undefined ? {} : { port }),
        ...(user === undefined ? {} : { username: user }),
        ...(privateKey === undefined ? (agent === undefined ? {} : { agent }) : { privateKey }),
        readyTimeout: connectMilliseconds,
        hostVerifier: (key: Buffer) => key.equals(expected),
        // Of its several keys, a host shows the one that is known.
        algorithms: { serverHostKey: signatures[type] ?? [] },
    };
}

function connect(config: ConnectConfig, clients: Client[]): Promise<Client> {
    return new Promise((resolve, reject) => {
        const client = new Client();
        clients.push(client);
        client.once("ready", () => resolve(client));
        // Later errors are those of what runs over it, and are told there.
        client.on("error", reject);
        client.connect(config);
    });
}

function forward(bastion: Client, { host, port = 22 }: Connection): Promise<NonNullable<ConnectConfig["sock"]>> {
    return new Promise((resolve, reject) => {
        bastion.forwardOut("127.0.0.1", 0, host, port, (error, channel) => (error ? reject(error) : resolve(channel)));
    });
}

function run(client: Client, command: string, input: string): Promise<string> {
    return new Promise((resolve, reject) => {
        const late = setTimeout(
            () => reject(new Error(`no answer within ${probeMilliseconds / 1000} s`)),
            probeMilliseconds,
        );
        client.exec(command, (error, channel) => {
            if (error) {
                clearTimeout(late);
                reject(error);
                return;
            }
            let said = "";
            let complaint = "";
            channel.on("data", (chunk: Buffer) => {
                said += chunk.toString();
            });
            channel.stderr.on("data", (chunk: Buffer) => {
                complaint += chunk.toString();
            });
            channel.on("close", (status: number | null) => {
                clearTimeout(late);
                if (status === 0) resolve(said);
                else reject(new Error(complaint.trim() || `it ended with status ${status}`));
            });
            channel.end(input);
        });
    });
}
