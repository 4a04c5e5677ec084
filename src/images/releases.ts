import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { packageRoot } from "../rendering/render";

/** A program of an official release, or why there is none. */
export type Release = { readonly path: string } | { readonly absent: string };

/** What was found already, by the file: the first attempt decides for the run. */
const found = new Map<string, Release>();

/**
 * A program of an official release, for Linux on this machine's architecture: from this user's cache, or downloaded into
 * it. What was changed there since it was unpacked is not used but downloaded anew.
 */
export function release(program: string, version: string): Release {
    const folder = join(cacheFolder(), `${program}-${version}-linux-${process.arch}`);
    const path = join(folder, program);
    const known = found.get(path) ?? (isAsRecorded(path) ? { path } : download(program, version, folder));
    found.set(path, known);
    return known;
}

/** By a process of its own, because a plan is synchronous. */
function download(program: string, version: string, folder: string): Release {
    const path = join(folder, program);
    const script = join(packageRoot, "releases", "download.mjs");
    const { status, stdout, stderr, error } = spawnSync(process.execPath, [script, folder, `${program}@${version}`], {
        encoding: "utf8",
        // Node can go through a proxy, but does so only when it is told. What debugs or traces this process is for this one.
        env: { ...process.env, NODE_USE_ENV_PROXY: "1", NODE_OPTIONS: "" },
    });
    if (status !== 0) return { absent: error?.message ?? phrase(`${stdout}${stderr}`) };
    record(path);
    void pulumi.log.info(`${stdout.trim()}; it is kept in ${folder}`);
    return { path };
}

/** As the XDG base directories have it. */
function cacheFolder(): string {
    const { XDG_CACHE_HOME: named = "" } = process.env;
    return join(isAbsolute(named) ? named : join(homedir(), ".cache"), "pulumi-wazo-c4");
}

/** The file beside a program that has the SHA-256 it was unpacked with. */
const recordOf = (path: string) => `${path}.sha256`;

function isAsRecorded(path: string): boolean {
    return existsSync(path) && existsSync(recordOf(path)) && readFileSync(recordOf(path), "utf8") === sha256(path);
}

/** Another run may do the same at the same time: a record is whole or not there. */
function record(path: string): void {
    const partial = `${recordOf(path)}.${process.pid}`;
    writeFileSync(partial, sha256(path));
    renameSync(partial, recordOf(path));
}

export function sha256(path: string): string {
    return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** What was printed for people to read as lines, as a part of a sentence. */
function phrase(printed: string): string {
    return printed
        .trim()
        .replace(/^(error|not downloaded): /, "")
        .replace(/\s*\n\s*/g, "; ");
}
