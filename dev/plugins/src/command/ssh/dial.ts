import { setTimeout as sleep } from "node:timers/promises";
import ssh2, { type AnyAuthMethod, type Client, type ClientChannel } from "ssh2";
import { messageOf } from "../../frame/failure.js";
import type { Operation } from "../../frame/resource.js";
import { addressOf, type Connection, type Endpoint } from "./connection.js";
import { algorithmsFor, HostKeyMismatch, parseHostKey } from "./host-key.js";
import { loginMethods } from "./login.js";

// Between attempts, as long as the official plugin waits.
const firstPauseMs = 100;
const longestPauseMs = 5000;
const pauseGrowth = 1.5;

// A host that is gone answers no more: without questions a command on it would be waited for forever.
const keepaliveInterval = 15_000;

interface Route {
    readonly endpoint: Endpoint;
    /** The host as errors name it. */
    readonly where: string;
    /** The property that it comes from. */
    readonly property: string;
    /** Leads there, where the network does not. */
    readonly bastion?: Client;
}

/** Connects, by way of the proxy if there is one, and gives the connection up afterwards, come what may. */
export async function withConnection<T>(
    operation: Operation<object>,
    connection: Connection,
    use: (client: Client, where: string) => Promise<T>,
): Promise<T> {
    const { proxy } = connection;
    const open: Client[] = [];
    const dialed = async (route: Route): Promise<Client> => {
        const client = await dial(operation, route);
        open.unshift(client);
        return client;
    };
    try {
        const target = addressOf(connection);
        const route = { endpoint: connection, where: target, property: "connection" };
        if (!proxy) return await guarded(operation.signal, await dialed(route), target, use);
        const bastion = await dialed({ endpoint: proxy, where: addressOf(proxy), property: "connection.proxy" });
        const where = `${target} (by way of ${addressOf(proxy)})`;
        return await guarded(operation.signal, await dialed({ ...route, where, bastion }), where, use);
    } finally {
        for (const client of open) client.end();
    }
}

/** Ends when the connection does, or when the engine cancels, whatever `use` still waits for. */
async function guarded<T>(
    signal: AbortSignal,
    client: Client,
    where: string,
    use: (client: Client, where: string) => Promise<T>,
): Promise<T> {
    const lost = new Promise<never>((_resolve, reject) => {
        client.once("error", (error) => reject(new Error(`the connection to ${where} was lost: ${error.message}`)));
        client.once("close", () => reject(new Error(`the connection to ${where} was lost`)));
    });
    return await unlessAborted(signal, Promise.race([lost, use(client, where)]));
}

async function dial({ log, signal }: Operation<object>, route: Route): Promise<Client> {
    const { endpoint, where, property } = route;
    const methods = loginMethods(endpoint, property);
    const { dialErrorLimit: limit } = endpoint;
    let pause = firstPauseMs;
    for (let attempt = 1; ; attempt++) {
        try {
            return await connect(route, methods, signal);
        } catch (error) {
            signal.throwIfAborted();
            if (error instanceof HostKeyMismatch) throw error;
            const attempts = `${attempt} ${attempt === 1 ? "attempt" : "attempts"}`;
            const message = `no SSH connection to ${where} after ${attempts}: ${messageOf(error)}`;
            if (limit >= 0 && attempt > limit) throw new Error(message);
            log.progress(message);
        }
        await unlessAborted(signal, sleep(pause));
        pause = Math.min(pause * pauseGrowth, longestPauseMs);
    }
}

async function connect(route: Route, methods: AnyAuthMethod[], signal: AbortSignal): Promise<Client> {
    const { endpoint, where, bastion } = route;
    const sock = bastion && (await unlessAborted(signal, forward(bastion, endpoint)));
    const client = new ssh2.Client();
    const expected = endpoint.hostKey === undefined ? undefined : parseHostKey(endpoint.hostKey);
    const ready = new Promise<void>((resolve, reject) => {
        let found: Buffer | undefined;
        client.once("ready", resolve);
        client.once("close", () => reject(new Error("the connection was closed before anybody was logged in")));
        // Stays for as long as the connection does: an error that nobody hears would end the plugin.
        client.on("error", (error) => {
            // One way less to log in; whether there is another one is seen.
            if (error.level === "agent") return;
            if (expected && found && !found.equals(expected.blob)) {
                reject(new HostKeyMismatch(where, expected, found));
            } else {
                reject(error.level === "client-authentication" ? refused(methods) : error);
            }
        });
        client.connect({
            host: endpoint.host,
            port: endpoint.port,
            username: endpoint.user,
            authHandler: methods,
            readyTimeout: endpoint.perDialTimeout * 1000,
            keepaliveInterval,
            ...(sock && { sock }),
            ...(expected && { algorithms: { serverHostKey: algorithmsFor(expected) } }),
            hostVerifier: (key: Buffer) => {
                found = key;
                return expected === undefined || key.equals(expected.blob);
            },
        });
    });
    try {
        await unlessAborted(signal, ready);
        return client;
    } catch (error) {
        client.destroy();
        sock?.destroy();
        throw error;
    }
}

function refused(methods: readonly AnyAuthMethod[]): Error {
    const tried = methods.map(({ type }) => type).filter((type) => type !== "none");
    const how = tried.length === 0 ? "no password, private key or agent is given" : `tried ${tried.join(", ")}`;
    return new Error(`the login is refused (${how})`);
}

/** A way through the bastion, which dials the host itself. */
async function forward(bastion: Client, { host, port, perDialTimeout }: Endpoint): Promise<ClientChannel> {
    const gaveUp = new AbortController();
    const opened = new Promise<ClientChannel>((resolve, reject) => {
        bastion.forwardOut("127.0.0.1", 0, host, port, (error, channel) => {
            if (error) reject(new Error(`the proxy does not get there: ${reasonOf(error)}`));
            else if (gaveUp.signal.aborted) channel.destroy();
            else resolve(channel);
        });
    });
    if (perDialTimeout === 0) return opened;
    const timer = setTimeout(
        () => gaveUp.abort(new Error(`the proxy did not get there within ${perDialTimeout} s`)),
        perDialTimeout * 1000,
    );
    return unlessAborted(gaveUp.signal, opened).finally(() => clearTimeout(timer));
}

// The protocol's number for that, which comes with a text that does not say it.
const administrativelyProhibited = 1;

function reasonOf(error: Error): string {
    const prohibited = "reason" in error && error.reason === administrativelyProhibited;
    return prohibited ? "its sshd_config forbids it (AllowTcpForwarding, PermitOpen)" : error.message;
}

/** Waits no longer than until the signal; who calls gives up what was waited for. */
async function unlessAborted<T>(signal: AbortSignal, waitedFor: Promise<T>): Promise<T> {
    let onAbort = (): void => undefined;
    const aborted = new Promise<never>((_resolve, reject) => {
        onAbort = () => reject(signal.reason);
        if (signal.aborted) onAbort();
        else signal.addEventListener("abort", onAbort, { once: true });
    });
    try {
        return await Promise.race([aborted, waitedFor]);
    } finally {
        signal.removeEventListener("abort", onAbort);
    }
}
