import { createHash } from "node:crypto";
import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import * as z from "zod";
import { ArgumentError } from "../topology/errors";

/** A program that no Debian package holds, and that images are built with. */
export interface BinaryArgs {
    /**
     * A static Linux executable for the engine's processor.
     *
     * @default the program of that name on the PATH of the machine that runs Pulumi
     */
    path?: string;
    /**
     * SHA-256 that the file must have, in hexadecimal. Given, a build never takes another file unnoticed.
     *
     * @default not checked; the image's tag follows the content either way
     */
    sha256?: string;
}

/** The programs that images are built with, see `docker({ binaries })`. */
export interface BinariesArgs {
    /** HashiCorp Consul, for the image `consul`. */
    consul?: BinaryArgs;
    /** consul-template, for every image. */
    consulTemplate?: BinaryArgs;
}

const binary = z.strictObject({ path: z.string().optional(), sha256: z.string().optional() });

export const binariesSchema = z.strictObject({ consul: binary.optional(), consulTemplate: binary.optional() });

/** The file to build with. Raises when there is none, or another one than the checksum says. */
export function locateBinary(program: string, field: string, args: BinaryArgs = {}): string {
    const path = args.path ?? onPath(program);
    if (path === undefined) {
        throw new ArgumentError(
            `${field}.path`,
            undefined,
            `the path of the program ${program}, which is not on the PATH, or a prebuilt image for each role`,
        );
    }
    if (!isExecutable(path)) throw new ArgumentError(`${field}.path`, path, `an executable file`);
    if (args.sha256 !== undefined) {
        const found = createHash("sha256").update(readFileSync(path)).digest("hex");
        if (found !== args.sha256.toLowerCase()) {
            throw new ArgumentError(`${field}.sha256`, args.sha256, `the checksum of ${path}, which is ${found}`);
        }
    }
    return path;
}

function onPath(program: string): string | undefined {
    return (process.env.PATH ?? "")
        .split(delimiter)
        .filter((folder) => folder !== "")
        .map((folder) => join(folder, program))
        .find(isExecutable);
}

function isExecutable(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
