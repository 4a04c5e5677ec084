import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { userInfo } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../../../test/tools/ports.js";
import { removeFolder, temporaryFolder } from "../../../../test/tools/temporary.js";
import { succeeds, until } from "../../../../test/tools/until.js";
import type { Asset } from "../../src/frame/assets.js";
import type { Properties } from "../../src/frame/values.js";

const runProgram = promisify(execFile);

export const user = userInfo().username;

/** A folder of a test's own, with a key pair that its servers let in. */
export class SshFolder {
    private constructor(
        readonly folder: string,
        readonly privateKey: string,
        readonly publicKey: string,
    ) {}

    static async make(): Promise<SshFolder> {
        const folder = temporaryFolder("plugin-ssh");
        const { privateKey, publicKey } = await keyPair(folder, "client");
        return new SshFolder(folder, privateKey, publicKey);
    }

    path(...names: string[]): string {
        return path.join(this.folder, ...names);
    }

    text(name: string): Promise<string> {
        return readFile(this.path(name), "utf8");
    }

    async remove(): Promise<void> {
        removeFolder(this.folder);
    }
}

export async function keyPair(folder: string, name: string, passphrase = "") {
    const file = path.join(folder, name);
    // ssh-keygen would ask whether to overwrite it, and wait.
    if (existsSync(file)) throw new Error(`there is a key ${name} already`);
    await runProgram("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", file]);
    return { privateKey: await readFile(file, "utf8"), publicKey: (await readFile(`${file}.pub`, "utf8")).trim() };
}

export interface Sshd {
    readonly port: number;
    /** The server's own public key, as in authorized_keys. */
    readonly hostKey: string;
    /** What a connection to it needs; quick to give up. */
    connection(more?: Properties): Properties;
    /** What the server has logged so far. */
    log(): string;
    stop(): Promise<void>;
}

/** A real sshd on loopback, with a configuration of its own and nothing of the machine's. Each has a name of its own. */
export async function startSshd(home: SshFolder, name: string, ...settings: string[]): Promise<Sshd> {
    const port = await freePort();
    const { publicKey: hostKey } = await keyPair(home.folder, `${name}-host`);
    await writeFile(home.path("authorized_keys"), `${home.publicKey}\n`);
    // sshd wants an empty folder of root's; that is where Debian's has it.
    if (process.getuid?.() === 0) await mkdir("/run/sshd", { recursive: true, mode: 0o755 });
    const config = [
        ...settings,
        `Port ${port}`,
        "ListenAddress 127.0.0.1",
        `HostKey ${home.path(`${name}-host`)}`,
        "PidFile none",
        `AuthorizedKeysFile ${home.path("authorized_keys")}`,
        "StrictModes no",
        "UsePAM no",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "PermitRootLogin yes",
        "MaxStartups 100",
        "LogLevel VERBOSE",
        ...(settings.some((setting) => setting.startsWith("Subsystem ")) ? [] : ["Subsystem sftp internal-sftp"]),
    ];
    await writeFile(home.path(`${name}-config`), `${config.join("\n")}\n`);
    const child = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", home.path(`${name}-config`)], {
        stdio: ["ignore", "ignore", "pipe"],
    });
    let logged = "";
    child.stderr.on("data", (chunk: Buffer) => {
        logged += chunk.toString("utf8");
    });
    await until(`sshd ${name} answers`, () => {
        if (child.exitCode !== null) throw new Error(`sshd ${name} ended: ${logged}`);
        return succeeds(() => answers(port));
    });
    return {
        port,
        hostKey,
        connection: (more = {}) => ({
            host: "127.0.0.1",
            port,
            user,
            privateKey: home.privateKey,
            dialErrorLimit: 1,
            ...more,
        }),
        log: () => logged,
        stop: () => end(child),
    };
}

function answers(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
        const socket = connect(port, "127.0.0.1");
        socket.once("error", reject);
        socket.once("data", () => {
            socket.destroy();
            resolve();
        });
    });
}

export async function end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    await exited;
}

const signatureKey = "4dabf18193072939515e22adb298388d";

/** As the engine sends them, with a hash of their content. */
export function stringAsset(text: string): Asset {
    return { [signatureKey]: "c44067f5952c0a294b673a41bacd8c17", hash: hashOf(text), text };
}

export async function fileAsset(file: string): Promise<Asset> {
    return { [signatureKey]: "c44067f5952c0a294b673a41bacd8c17", hash: hashOf(await readFile(file)), path: file };
}

export function archive(content: Partial<Asset>): Asset {
    return { ...content, [signatureKey]: "0def7320c3a5731c473e5ecbe6d01bc7" };
}

function hashOf(content: string | Buffer): string {
    return createHash("sha256").update(content).digest("hex");
}
