import { randomBytes } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import path, { posix } from "node:path";
import { type Asset, isArchive, isAsset } from "../frame/assets.js";
import type { Problem } from "../frame/check.js";
import { messageOf } from "../frame/failure.js";
import { type Operation, resource } from "../frame/resource.js";
import { anything, asset, list, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";
import { read } from "./life.js";
import { type Connection, connection, connectionProblems } from "./ssh/connection.js";
import { withConnection } from "./ssh/dial.js";
import { RemoteFiles } from "./ssh/files.js";

interface Inputs {
    readonly connection: Connection;
    readonly source: Asset;
    readonly remotePath: string;
}

function sourceProblems({ source }: Properties): Problem[] {
    if (!isAsset(source)) return [];
    const fits = isArchive(source) ? source.path !== undefined : source.uri === undefined;
    if (fits) return [];
    const given = source.uri === undefined ? "an archive that is put together of assets" : "a URI";
    return [{ property: "source", reason: `source is ${given}; it must be a FileAsset, StringAsset or FileArchive` }];
}

async function copy(operation: Operation<object>, { connection, source, remotePath }: Inputs): Promise<void> {
    await withConnection(operation, connection, async (client, where) => {
        const what = source.path ?? "the text";
        try {
            const files = await RemoteFiles.open(client);
            if (source.path === undefined) await copyText(files, source.text ?? "", remotePath);
            else await copyPath(files, source.path, remotePath);
            operation.log.debug(`${what} was copied to ${where}:${remotePath}`);
        } catch (error) {
            throw new Error(`${what} could not be copied to ${where}:${remotePath}: ${messageOf(error)}`);
        }
    });
}

async function copyText(files: RemoteFiles, content: string, target: string): Promise<void> {
    if (target.endsWith("/") || (await files.stat(target))?.isDirectory()) {
        throw new Error(`${target} is a folder; a text has no name of its own, so remotePath must name a file`);
    }
    await files.makeFolder(posix.dirname(target));
    await files.write(target, content);
}

async function copyPath(files: RemoteFiles, source: string, target: string): Promise<void> {
    const local = path.resolve(source);
    const name = path.basename(local);
    if ((await stat(local)).isDirectory()) {
        const found = await files.stat(target);
        if (found && !found.isDirectory()) {
            throw new Error(`${target} exists there and is a file; a folder is not copied onto it`);
        }
        // As the official plugin does it, with a new target, too: only with a slash at its end the folder's content
        // is copied instead of the folder.
        await copyFolder(files, local, source.endsWith("/") ? target : posix.join(target, name));
        return;
    }
    const into = target.endsWith("/") || (await files.stat(target))?.isDirectory();
    await files.makeFolder(into ? target : posix.dirname(target));
    await copyFile(files, local, into ? posix.join(target, name) : target);
}

async function copyFolder(files: RemoteFiles, local: string, target: string): Promise<void> {
    await files.makeFolder(target);
    const entries = await readdir(local, { withFileTypes: true });
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
        const from = path.join(local, entry.name);
        const to = posix.join(target, entry.name);
        await (entry.isDirectory() ? copyFolder(files, from, to) : copyFile(files, from, to));
    }
}

async function copyFile(files: RemoteFiles, local: string, target: string): Promise<void> {
    const found = await stat(local);
    // A link to a folder may lead in circles.
    if (!found.isFile()) throw new Error(`${local} is neither a file nor a folder nor a link to a file`);
    await files.put(local, target, { executable: (found.mode & 0o111) !== 0 });
}

export const copyToRemote = resource({
    fields: {
        connection,
        source: { shape: asset, required: true },
        remotePath: { shape: text, required: true, pattern: { regexp: /./, meaning: "a path on the host" } },
        triggers: { shape: list(anything), replace: true },
    },
    computed: [],
    validate: (values) => [...connectionProblems(values), ...sourceProblems(values)],
    create: async (operation: Operation<object>, inputs) => {
        await copy(operation, inputs);
        return { id: randomBytes(4).toString("hex"), outputs: {} };
    },
    read,
    update: async (operation, _id, inputs) => {
        await copy(operation, inputs);
        return {};
    },
    // What was copied may be in use by what is still there.
    delete: async () => {},
});
