import { createReadStream } from "node:fs";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import dockerIgnore from "@balena/dockerignore";
import { type Pack, pack } from "tar-stream";

/** Puts a build context into an archive, without what its .dockerignore leaves out. */
export async function packContext(folder: string, dockerfile: string): Promise<Pack> {
    const wanted = await filterOf(folder, dockerfile);
    const names = (await readdir(folder, { recursive: true })).filter(wanted).sort();
    const archive = pack();
    // Read while the engine takes it: a context may be larger than memory.
    addAll(archive, folder, names).then(
        () => archive.finalize(),
        (error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error))),
    );
    return archive;
}

async function filterOf(folder: string, dockerfile: string): Promise<(name: string) => boolean> {
    const patterns = await readFile(path.join(folder, ".dockerignore"), "utf8").catch(
        (error: NodeJS.ErrnoException) => {
            if (error.code === "ENOENT") return undefined;
            throw error;
        },
    );
    if (patterns === undefined) return () => true;
    const isWanted = dockerIgnore.default({ ignorecase: false }).add(patterns).createFilter();
    // The engine needs these two even when they are ignored.
    return (name) => name === path.normalize(dockerfile) || name === ".dockerignore" || isWanted(name);
}

async function addAll(archive: Pack, folder: string, names: readonly string[]): Promise<void> {
    for (const name of names) {
        const file = path.join(folder, name);
        const entry = await lstat(file);
        const header = { name, mode: entry.mode & 0o7777, mtime: entry.mtime };
        if (entry.isSymbolicLink()) {
            archive.entry({ ...header, type: "symlink", linkname: await readlink(file) });
        } else if (entry.isDirectory()) {
            archive.entry({ ...header, type: "directory" });
        } else if (entry.isFile()) {
            await pipeline(createReadStream(file), archive.entry({ ...header, size: entry.size }));
        }
    }
}
