import { readFile } from "node:fs/promises";
import type Docker from "dockerode";
import { pack } from "tar-stream";
import type { Problem } from "../../frame/check.js";
import { isProperties, type Properties } from "../../frame/values.js";
import type { Inputs } from "./fields.js";

type Upload = NonNullable<Inputs["uploads"]>[number];

const sources = ["content", "contentBase64", "source"] as const;

export function uploadProblems({ uploads }: Properties): Problem[] {
    if (!Array.isArray(uploads)) return [];
    return uploads.flatMap((upload, index) => {
        if (!isProperties(upload)) return [];
        const given = sources.filter((name) => upload[name] !== undefined);
        if (given.length === 1) return [];
        const what = given.length === 0 ? "none" : given.join(" and ");
        const property = `uploads[${index}]`;
        return [{ property, reason: `${property} must have one of ${sources.join(", ")}; it has ${what}` }];
    });
}

async function contentOf(upload: Upload): Promise<Buffer> {
    if (upload.content !== undefined) return Buffer.from(upload.content, "utf8");
    if (upload.contentBase64 !== undefined) return Buffer.from(upload.contentBase64, "base64");
    return readFile(upload.source ?? "");
}

function modeOf(upload: Upload): number {
    if (upload.permissions !== undefined) return Number.parseInt(upload.permissions, 8);
    return upload.executable ? 0o744 : 0o644;
}

/** Puts the files into a container that has not been started yet. */
export async function putUploads(container: Docker.Container, uploads: readonly Upload[]): Promise<void> {
    if (uploads.length === 0) return;
    const archive = pack();
    for (const upload of uploads) {
        const header = {
            name: upload.file.replace(/^\/+/, ""),
            mode: modeOf(upload),
            uid: Number(upload.owner ?? 0),
            gid: Number(upload.group ?? 0),
            mtime: new Date(),
        };
        archive.entry(header, await contentOf(upload));
    }
    archive.finalize();
    await container.putArchive(archive, { path: "/" });
}
