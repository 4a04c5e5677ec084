import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { create } from "tar";
import { topFolders } from "../rendering/systemd";
import type { BinariesArgs } from "./binaries";
import { describeContext, stageContext, staging } from "./context";
import { type Layer, layerPackages, layerSources } from "./sources";

/** The software of a layer for a host that runs it without an image. */
export interface Bundle {
    readonly layer: Layer;
    /** Fingerprint of its files and packages, and of those of the layer that it lies on. */
    readonly version: string;
    readonly packages: readonly string[];
    /** Folders that its files, and those of the layer that it lies on, are in: `/usr/local`. */
    readonly folders: readonly string[];
    /** A .tar.gz of its files, relative to the program; absent when it has none. */
    readonly archive?: string;
}

const below = "root/";

/** Describes the software of a layer, and packs it, unless that is packed already. */
export function bundle(layer: Layer, binaries: BinariesArgs, under?: Bundle): Bundle {
    const context = describeContext(
        layerSources(layer, binaries),
        { BASE: under?.version ?? "" },
        (path) => path.startsWith(below) || path === "packages",
    );
    const files = context.files.filter(({ to }) => to.startsWith(below)).map(({ to }) => to.slice(below.length));
    const own = topFolders(files.map((file) => `/${file}`));
    const described = {
        layer,
        version: context.hash,
        packages: layerPackages(layer),
        folders: [...new Set([...(under?.folders ?? []), ...own])].sort(),
    };
    if (files.length === 0) return described;
    const archive = join(staging, `${layer}-${context.hash}.tar.gz`);
    if (!existsSync(archive)) {
        const folder = join(staging, `${layer}-${context.hash}-files`);
        stageContext(context, folder);
        mkdirSync(dirname(archive), { recursive: true });
        // Whoever packs the same files gets the same bytes: no times, no owners.
        const partial = `${archive}.${process.pid}`;
        create(
            {
                sync: true,
                gzip: { level: 6 },
                portable: true,
                mtime: new Date(0),
                cwd: join(folder, below),
                file: partial,
            },
            files,
        );
        renameSync(partial, archive);
    }
    return { ...described, archive };
}
