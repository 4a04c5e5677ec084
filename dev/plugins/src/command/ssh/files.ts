import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { Client, SFTPWrapper, Stats } from "ssh2";

const noSuchFile = 2;
const anyFailure = 4;

/** The files of a host, by SFTP. */
export class RemoteFiles {
    /** Fails when the server's side ends: ssh2 then leaves some of its questions open forever. */
    private readonly ended: Promise<never>;

    private constructor(private readonly sftp: SFTPWrapper) {
        this.ended = new Promise((_resolve, reject) => {
            const end = (): void => reject(new Error("the server's SFTP program has ended"));
            sftp.once("end", end).once("close", end);
        });
        this.ended.catch(() => undefined);
    }

    static open(client: Client): Promise<RemoteFiles> {
        return new Promise((resolve, reject) => {
            client.sftp((error, sftp) => (error ? reject(error) : resolve(new RemoteFiles(sftp))));
        });
    }

    /** Undefined when there is nothing; a link's is that of what it leads to. */
    async stat(path: string): Promise<Stats | undefined> {
        try {
            return await this.given<Stats>((callback) => this.sftp.stat(path, callback));
        } catch (error) {
            if (codeOf(error) === noSuchFile) return undefined;
            throw said(path, error);
        }
    }

    /** Makes the folder, and the folders that it lies in. */
    async makeFolder(path: string): Promise<void> {
        const found = await this.stat(path);
        if (found?.isDirectory()) return;
        if (found) throw new Error(`${path} exists there and is not a folder`);
        const parent = posix.dirname(path);
        if (parent !== path) await this.makeFolder(parent);
        try {
            await this.done((callback) => this.sftp.mkdir(path, callback));
        } catch (error) {
            // Another copy may have been faster.
            if (!(await this.stat(path))?.isDirectory()) throw said(path, error);
        }
    }

    /** A file from this machine. It may be large: it is read while it is sent. */
    put(local: string, path: string, options: { readonly executable: boolean }): Promise<void> {
        return this.replace(path, options.executable, (temporary) =>
            this.done((callback) => this.sftp.fastPut(local, temporary, callback)),
        );
    }

    write(path: string, content: string): Promise<void> {
        return this.replace(path, false, (temporary) =>
            this.done((callback) => this.sftp.writeFile(temporary, Buffer.from(content, "utf8"), callback)),
        );
    }

    /**
     * Writes beside the file and renames, so that nobody ever sees half of it. The file keeps what it was: a link's
     * target is written, and owner and permissions stay.
     */
    private async replace(path: string, executable: boolean, write: (temporary: string) => Promise<void>) {
        const former = await this.stat(path);
        if (former && !former.isFile()) throw new Error(`${path} exists there and is not a file`);
        const target = former ? await this.given<string>((callback) => this.sftp.realpath(path, callback)) : path;
        // The same name each time: what a lost connection has left behind is overwritten by the next attempt.
        const digest = createHash("sha256").update(target).digest("hex").slice(0, 16);
        const temporary = posix.join(posix.dirname(target), `.copy-${digest}`);
        const drop = (): Promise<void> =>
            this.done((callback) => this.sftp.unlink(temporary, callback)).catch(() => undefined);
        await drop();
        try {
            await write(temporary);
            await this.settle(temporary, former, executable);
            await this.rename(temporary, target);
        } catch (error) {
            await drop();
            throw said(path, error);
        }
    }

    private done(start: (callback: (error?: Failure) => void) => void): Promise<void> {
        return this.given((callback) => start((error) => callback(error, undefined)));
    }

    private given<T>(start: (callback: (error: Failure, value: T) => void) => void): Promise<T> {
        const answer = new Promise<T>((resolve, reject) => {
            start((error, value) => (error ? reject(error) : resolve(value)));
        });
        return Promise.race([answer, this.ended]);
    }

    private async settle(path: string, former: Stats | undefined, executable: boolean): Promise<void> {
        const written = await this.given<Stats>((callback) => this.sftp.stat(path, callback));
        const { uid, gid } = former ?? written;
        if (uid !== written.uid || gid !== written.gid) {
            await this.done((callback) => this.sftp.setstat(path, { uid, gid }, callback));
        }
        const permissions = (former ?? written).mode & 0o777;
        // Whoever may read it may run it.
        const mode = executable ? permissions | ((permissions & 0o444) >> 2) : permissions;
        if (mode !== (written.mode & 0o777)) await this.done((callback) => this.sftp.setstat(path, { mode }, callback));
    }

    private async rename(from: string, to: string): Promise<void> {
        // SFTP's own one refuses to replace a file; OpenSSH's does it at once. ssh2 throws when the server lacks it.
        const atOnce = this.done((callback) => this.sftp.ext_openssh_rename(from, to, callback));
        await atOnce.catch(async (error: unknown) => {
            if (codeOf(error) !== undefined) throw error;
            await this.done((callback) => this.sftp.unlink(to, callback)).catch(() => undefined);
            await this.done((callback) => this.sftp.rename(from, to, callback));
        });
    }
}

type Failure = Error | null | undefined;

function codeOf(error: unknown): number | undefined {
    return error instanceof Error && "code" in error && typeof error.code === "number" ? error.code : undefined;
}

/** SFTP's errors name no path, and the most frequent one says nothing at all. */
function said(path: string, error: unknown): Error {
    const code = codeOf(error);
    if (!(error instanceof Error) || code === undefined)
        return error instanceof Error ? error : new Error(String(error));
    const hint = code === anyFailure ? " (the server says no more; a full disk is one reason)" : "";
    return new Error(`${path}: ${error.message}${hint}`);
}
