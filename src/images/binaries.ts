import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import * as z from "zod";
import { ArgumentError } from "../arguments/errors";
import { release, sha256 } from "./releases";

/** A program that no Debian package holds, and that images are built with. */
export interface BinaryArgs {
    /**
     * A static Linux executable for the engine's processor.
     *
     * @default the program of that name on the PATH of the machine that runs Pulumi; where there is none, HashiCorp's release
     */
    path?: string;
    /**
     * SHA-256 that the file must have, in hexadecimal. Given, a build never takes another file unnoticed.
     *
     * @default not checked for a file of this machine, whose content the image's tag follows; a release that is downloaded
     * is checked against the sum that HashiCorp publishes
     */
    sha256?: string;
}

/** The programs that images are built with, see `docker({ binaries })`. */
export interface BinariesArgs {
    /** HashiCorp Consul, for the image `consul`. */
    consul?: BinaryArgs;
    /** consul-template, for every image. */
    consulTemplate?: BinaryArgs;
    /**
     * Whether what has no path and is not on the PATH may be downloaded: Consul 1.20.1 and consul-template 0.41.1 from
     * releases.hashicorp.com, once, into `$XDG_CACHE_HOME/pulumi-wazo-c4`, for Linux on the architecture of the machine that
     * runs Pulumi.
     *
     * @default true
     * @example false
     */
    download?: boolean;
}

const binary = z.strictObject({ path: z.string().optional(), sha256: z.string().optional() });

export const binariesSchema = z.strictObject({
    consul: binary.optional(),
    consulTemplate: binary.optional(),
    download: z.boolean().optional(),
});

/** A program by its field in {@link BinariesArgs}: its name, and the version that this package is made for. */
export const binaries = {
    consul: { program: "consul", version: "1.20.1" },
    consulTemplate: { program: "consul-template", version: "0.41.1" },
} as const;

/** The file to build with. Raises when there is none, or another one than the checksum says. */
export function locateBinary(name: keyof typeof binaries, args: BinariesArgs): string {
    const field = `binaries.${name}`;
    const wanted = args[name]?.sha256?.toLowerCase();
    const path = args[name]?.path ?? onPath(binaries[name].program) ?? downloaded(name, args.download ?? true);
    if (!isExecutable(path)) throw new ArgumentError(`${field}.path`, path, `an executable file`);
    if (wanted !== undefined && sha256(path) !== wanted) {
        throw new ArgumentError(`${field}.sha256`, wanted, `the checksum of ${path}, which is ${sha256(path)}`);
    }
    return path;
}

function downloaded(name: keyof typeof binaries, allowed: boolean): string {
    const { program, version } = binaries[name];
    const found = allowed ? release(program, version) : { absent: "binaries.download is false" };
    if ("path" in found) return found.path;
    throw new ArgumentError(
        `binaries.${name}.path`,
        undefined,
        `the path of a static Linux executable of ${program} ${version}, or a prebuilt image for each role. It is not on ` +
            `the PATH, and was not downloaded: ${found.absent}`,
    );
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
