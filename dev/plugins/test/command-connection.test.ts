import { execFile, spawn } from "node:child_process";
import { createServer } from "node:net";
import { promisify } from "node:util";
import ssh2 from "ssh2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../../test/tools/ports.js";
import { succeeds, until } from "../../../test/tools/until.js";
import { command } from "../src/command/provider.js";
import type { Properties } from "../src/frame/values.js";
import { TestProvider } from "./support/provider.js";
import { end, keyPair, type Sshd, SshFolder, startSshd, user } from "./support/sshd.js";

const remote = "command:remote:Command";

let home: SshFolder;
let sshd: Sshd;
let provider: TestProvider;

beforeAll(async () => {
    home = await SshFolder.make();
    sshd = await startSshd(home, "server");
    provider = await TestProvider.start(command);
});
afterAll(async () => {
    provider.stop();
    await sshd.stop();
    await home.remove();
});

/** What a command prints over that connection, all of which is secret, as the SDK makes it. */
async function over(connection: Properties, create = "echo there"): Promise<unknown> {
    const bag = { values: { connection, create }, secrets: ["connection"] };
    return (await provider.create(remote, "over", bag)).outputs.stdout;
}

async function refusals(connection: Properties): Promise<string[]> {
    return (await provider.check(remote, "refused", { values: { connection } })).failures;
}

test("the expected host key is asked for and compared; without one any is taken", async () => {
    const other = await keyPair(home.folder, "other-host");
    expect(await over(sshd.connection())).toBe("there");
    expect(await over(sshd.connection({ hostKey: sshd.hostKey }))).toBe("there");

    // It would be dialled without end if that were an error of the connection.
    const connection = sshd.connection({ hostKey: other.publicKey, dialErrorLimit: -1 });
    const expected = await fingerprint("other-host.pub");
    const found = await fingerprint("server-host.pub");
    await expect(over(connection)).rejects.toThrow(
        `the host key of ${user}@127.0.0.1:${sshd.port} is not the one that hostKey expects: ` +
            `expected ${expected} (ssh-ed25519), found ${found} (ssh-ed25519)`,
    );
});

test("of a host with several keys the type that is expected is asked for", async () => {
    await promisify(execFile)("ssh-keygen", ["-q", "-t", "ecdsa", "-N", "", "-f", home.path("ecdsa")]);
    await promisify(execFile)("ssh-keygen", ["-q", "-t", "rsa", "-N", "", "-f", home.path("rsa")]);
    const both = await startSshd(home, "both", `HostKey ${home.path("ecdsa")}`, `HostKey ${home.path("rsa")}`);
    try {
        for (const type of ["ecdsa", "rsa", "both-host"]) {
            expect(await over(both.connection({ hostKey: await home.text(`${type}.pub`) }))).toBe("there");
        }
        // The other type is all that this one has.
        const hostKey = await home.text("rsa.pub");
        await expect(over(sshd.connection({ hostKey }))).rejects.toThrow(
            /\(ssh-rsa\), found SHA256:\S+ \(ssh-ed25519\)/,
        );
    } finally {
        await both.stop();
    }
});

test("what a connection cannot be is said before anything is dialed", async () => {
    const hostKey = `${home.privateKey.slice(0, 60)}`;
    expect(await refusals({ host: "h", hostKey })).toEqual([
        'connection.hostKey must be one line with a whole public key: "ssh-ed25519 AAAA…"',
    ]);
    const proxy = { host: "p", hostKey: sshd.hostKey.slice(0, 30) };
    expect(await refusals({ host: "h", proxy })).toEqual([expect.stringContaining("connection.proxy.hostKey must be")]);
    expect(await refusals({ host: "root@h", port: 0, perDialTimeout: -1 })).toEqual([
        'connection.host is "root@h"; it must be a host name or an address, without a user or a port',
        "connection.port is 0; it must be a whole number, at least 1, at most 65535",
        "connection.perDialTimeout is -1; it must be a whole number, at least 0",
    ]);
    expect(await refusals({ host: "", proxy: { host: "p", proxy: { host: "q" } } })).toEqual([
        expect.stringContaining('connection.host is ""'),
        expect.stringContaining("connection.proxy.proxy is not a property"),
    ]);
    expect((await provider.check(remote, "none", { values: { create: "true" } })).failures).toEqual([
        "connection is required and missing",
    ]);
});

test("a key that is not let in is tried as often as allowed, and named by no error", async () => {
    const stranger = await keyPair(home.folder, "stranger");
    const refused = over(sshd.connection({ privateKey: stranger.privateKey, dialErrorLimit: 2 }));
    await expect(refused).rejects.toThrow(
        `no SSH connection to ${user}@127.0.0.1:${sshd.port} after 3 attempts: the login is refused (tried publickey)`,
    );
    const none = over({ host: "127.0.0.1", port: sshd.port, user, dialErrorLimit: 0, agentSocketPath: "" });
    await expect(none).rejects.toThrow("after 1 attempt: the login is refused (no password, private key or agent is");
});

test("a private key may have a password, and what is wrong with one is said at once", async () => {
    const { privateKey, publicKey } = await keyPair(home.folder, "locked", "open sesame");
    const locked = await startSshd(home, "for-locked", `AuthorizedKeysFile ${home.path("locked.pub")}`);
    try {
        const connection = locked.connection({ privateKey, dialErrorLimit: -1 });
        expect(await over({ ...connection, privateKeyPassword: "open sesame" })).toBe("there");
        await expect(over(connection)).rejects.toThrow(
            "connection.privateKey cannot be used: Encrypted private OpenSSH key detected, but no passphrase given",
        );
        const wrong = over({ ...connection, privateKeyPassword: "open barley" });
        await expect(wrong).rejects.toThrow("connection.privateKey cannot be used");
        await expect(wrong).rejects.not.toThrow("open barley");
        await expect(over({ ...connection, privateKey: publicKey })).rejects.toThrow("is a public key");
        await expect(over({ ...connection, privateKey: "nonsense" })).rejects.toThrow("privateKey cannot be used");
    } finally {
        await locked.stop();
    }
});

test("an agent logs in, and one that is gone is one way less", async () => {
    const agentSocketPath = home.path("agent");
    const agent = spawn("ssh-agent", ["-D", "-a", agentSocketPath], { stdio: "ignore" });
    try {
        const env = { ...process.env, SSH_AUTH_SOCK: agentSocketPath };
        const add = () => promisify(execFile)("ssh-add", ["-q", home.path("client")], { env });
        await until("the agent takes the key", () => succeeds(add));
        const { privateKey, ...connection } = sshd.connection({ agentSocketPath });
        expect(privateKey).toBe(home.privateKey);
        expect(await over(connection)).toBe("there");
        const gone = { ...connection, agentSocketPath: home.path("no-agent"), dialErrorLimit: 0 };
        await expect(over(gone)).rejects.toThrow("the login is refused (tried agent)");
        expect(await over({ ...gone, privateKey: home.privateKey })).toBe("there");
    } finally {
        await end(agent);
    }
});

test.each(["password", "keyboard-interactive"] as const)("a password is given by %s, after the key", async (method) => {
    const tried: string[] = [];
    const server = new ssh2.Server({ hostKeys: [await home.text("server-host")] }, (client) => {
        client.on("error", () => undefined);
        client.on("authentication", (context) => {
            if (context.method !== "none") tried.push(context.method);
            if (context.method === "password" && method === "password") {
                if (context.password === "right one") context.accept();
                else context.reject();
            } else if (context.method === "keyboard-interactive" && method === "keyboard-interactive") {
                context.prompt([{ prompt: "Password:", echo: false }], (answers) => {
                    if (answers[0] === "right one") context.accept();
                    else context.reject();
                });
            } else {
                context.reject();
            }
        });
        client.on("session", (accept) => {
            accept().on("exec", (acceptExec) => {
                const channel = acceptExec();
                channel.write("logged in\n");
                channel.exit(0);
                channel.end();
            });
        });
    });
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    try {
        const connection = { host: "127.0.0.1", port, privateKey: home.privateKey, dialErrorLimit: 0 };
        expect(await over({ ...connection, password: "right one" })).toBe("logged in");
        expect(tried[0]).toBe("publickey");
        expect(tried.at(-1)).toBe(method);
        const wrong = over({ ...connection, password: "wrong one" });
        await expect(wrong).rejects.toThrow("refused (tried publickey, password, keyboard-interactive");
        await expect(wrong).rejects.not.toThrow("wrong one");
    } finally {
        server.close();
    }
});

test("a host that refuses is tried as often as allowed, and one that comes up meanwhile is reached", async () => {
    const port = await freePort();
    const refusing = { host: "127.0.0.1", port, user: "admin", dialErrorLimit: 3 };
    await expect(over(refusing)).rejects.toThrow(
        `no SSH connection to admin@127.0.0.1:${port} after 4 attempts: connect ECONNREFUSED 127.0.0.1:${port}`,
    );
    const nameless = over({ host: "no-such-host.invalid", dialErrorLimit: 0 });
    await expect(nameless).rejects.toThrow("no SSH connection to root@no-such-host.invalid:22 after 1 attempt: ");

    const late = await startSshd(home, "late");
    await late.stop();
    const reached = over(late.connection({ dialErrorLimit: -1 }));
    const again = spawn("/usr/sbin/sshd", ["-D", "-f", home.path("late-config")], { stdio: "ignore" });
    try {
        expect(await reached).toBe("there");
    } finally {
        await end(again);
    }
});

test("a host that never answers is given up after the time for a dial", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    try {
        const connection = { host: "127.0.0.1", port, perDialTimeout: 1, dialErrorLimit: 1 };
        await expect(over(connection)).rejects.toThrow("after 2 attempts: Timed out while waiting for handshake");

        const stopping = await TestProvider.start(command);
        const patient = { connection: { ...connection, perDialTimeout: 0 }, create: "true" };
        const cancelled = expect(stopping.create(remote, "patient", { values: patient })).rejects.toThrow("cancelled");
        await new Promise((resolve) => setTimeout(resolve, 200));
        await stopping.cancel();
        await cancelled;
        stopping.stop();
    } finally {
        silent.close();
    }
});

test("a proxy leads to a host that it alone reaches, and errors say which of the two it is", async () => {
    const closed = await startSshd(home, "closed", "AllowTcpForwarding no");
    const bastion = await startSshd(home, "bastion", `PermitOpen 127.0.0.1:${sshd.port}`);
    try {
        const proxy = bastion.connection({ hostKey: bastion.hostKey });
        const through = sshd.connection({ proxy, hostKey: sshd.hostKey });
        expect(await over(through, "echo $SSH_CONNECTION")).toMatch(new RegExp(` 127.0.0.1 ${sshd.port}$`));
        expect(bastion.log()).toContain("Accepted publickey");

        const way = `${user}@127.0.0.1:${sshd.port} (by way of ${user}@127.0.0.1:${bastion.port})`;
        const stranger = await keyPair(home.folder, "proxied");
        await expect(over({ ...through, privateKey: stranger.privateKey })).rejects.toThrow(
            `no SSH connection to ${way} after 2 attempts: the login is refused`,
        );
        await expect(over({ ...through, proxy: { ...proxy, privateKey: stranger.privateKey } })).rejects.toThrow(
            `no SSH connection to ${user}@127.0.0.1:${bastion.port} after 2 attempts: the login is refused`,
        );
        await expect(over({ ...through, hostKey: bastion.hostKey })).rejects.toThrow(`the host key of ${way} is not`);
        await expect(over({ ...through, port: closed.port })).rejects.toThrow(
            "after 2 attempts: the proxy does not get there: its sshd_config forbids it (AllowTcpForwarding, PermitOpen)",
        );
        await expect(over({ ...through, proxy: closed.connection() })).rejects.toThrow("the proxy does not get there");
    } finally {
        await bastion.stop();
        await closed.stop();
    }
});

test("a connection that is lost while a command runs is an error, not an output", async () => {
    // The shell's parent is the server's process for this connection.
    await expect(over(sshd.connection(), "echo begun; kill -9 $PPID; sleep 5")).rejects.toThrow(
        `the connection to ${user}@127.0.0.1:${sshd.port} was lost`,
    );
});

test("many commands run at a time", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `n${index}`);
    const created = await Promise.all(names.map((name) => over(sshd.connection(), `echo ${name}`)));
    expect(created).toEqual(names);
});

async function fingerprint(file: string): Promise<string> {
    const { stdout } = await promisify(execFile)("ssh-keygen", ["-l", "-f", home.path(file)]);
    return stdout.split(" ")[1] ?? "";
}
