import { createHash, randomUUID } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where contexts are staged: relative to the program, so that the state of a stack is the same on every machine. */
export const staging = join("node_modules", ".cache", "pulumi-wazo-c4");

/** One file of a build context. */
interface ContextFile {
    /** Path inside of the context. */
    readonly to: string;
    /** Path on this machine. */
    readonly from: string;
    readonly executable: boolean;
}

/** What an image is built from. Its hash is the image's tag: the same content, the same tag. */
export interface BuildContext {
    readonly files: readonly ContextFile[];
    /** First 12 hexadecimal digits of the SHA-256 over paths, permissions and contents, and {@link buildArgs}. */
    readonly hash: string;
    readonly buildArgs: Readonly<Record<string, string>>;
}

/**
 * Describes a build context from a folder of this machine for each folder of the context, all of it or what is wanted.
 * Nothing is written.
 */
export function describeContext(
    sources: Readonly<Record<string, string>>,
    buildArgs: Readonly<Record<string, string>>,
    wanted: (path: string) => boolean = () => true,
): BuildContext {
    const files = Object.entries(sources)
        .flatMap(([to, from]) => listFiles(from, to))
        .filter(({ to }) => wanted(to))
        .sort((a, b) => (a.to < b.to ? -1 : 1));
    const hash = createHash("sha256");
    for (const file of files) {
        const content = createHash("sha256").update(readFileSync(file.from)).digest("hex");
        hash.update(`${file.to}\0${file.executable}\0${content}\n`);
    }
    hash.update(JSON.stringify(buildArgs));
    return { files, buildArgs, hash: hash.digest("hex").slice(0, 12) };
}

/** Copies a build context to a folder, unless it is there already. */
export function stageContext(context: BuildContext, folder: string): void {
    if (existsSync(folder)) return;
    // A build that is interrupted here must not leave a folder that looks complete.
    const partial = `${folder}.${randomUUID()}`;
    try {
        for (const file of context.files) {
            const to = join(partial, file.to);
            mkdirSync(dirname(to), { recursive: true });
            copyFileSync(file.from, to);
        }
        renameSync(partial, folder);
    } catch (error) {
        rmSync(partial, { recursive: true, force: true });
        // Another program that stages the same content was done first.
        if (!existsSync(folder)) throw error;
    }
}

function listFiles(from: string, to: string): ContextFile[] {
    const stats = statSync(from);
    if (!stats.isDirectory()) return [{ to, from, executable: (stats.mode & 0o100) !== 0 }];
    return readdirSync(from).flatMap((name) => listFiles(join(from, name), to === "." ? name : `${to}/${name}`));
}
