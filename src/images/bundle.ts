import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { create } from "tar";
import { topFolders } from "../rendering/systemd";
import { Once } from "../topology/once";
import type { BinariesArgs } from "./binaries";
import { type BuildContext, describeContext, stageContext, staging } from "./context";
import { layerPackages, layerSources, type SoftwareLayer } from "./sources";

/** The software of a layer for hosts that run it without an image. */
export interface Bundle {
    /** Fingerprint of its files and packages, and of those of the layer that it lies on. */
    readonly version: string;
    readonly packages: readonly string[];
    /** Folders that its files, and those of the layer that it lies on, are in: `/usr/local`. */
    readonly folders: readonly string[];
    /** A .tar.gz of its files, relative to the program; absent when it has none. */
    readonly archive?: string;
}

const below = "root/";

/** The software of one platform for its hosts: described and packed once, however many hosts there are. */
export class Bundles {
    private readonly bundles = new Once<SoftwareLayer, Bundle>();

    constructor(private readonly binaries: BinariesArgs) {}

    of(layer: SoftwareLayer): Bundle {
        const under = layer === "base" ? undefined : this.of("base");
        return this.bundles.get(layer, () => this.bundle(layer, under));
    }

    private bundle(layer: SoftwareLayer, under: Bundle | undefined): Bundle {
        const context = describeContext(
            layerSources(layer, this.binaries),
            { BASE: under?.version ?? "" },
            (path) => path.startsWith(below) || path === "packages",
        );
        const files = context.files.filter(({ to }) => to.startsWith(below)).map(({ to }) => to.slice(below.length));
        const topmost = topFolders(files.map((file) => `/${file}`));
        return {
            version: context.hash,
            packages: layerPackages(layer),
            folders: [...new Set([...(under?.folders ?? []), ...topmost])].sort(),
            ...(files.length === 0 ? {} : { archive: packed(layer, context, files) }),
        };
    }
}

/** An archive of a context's files. Whoever packs the same files gets the same bytes: no times, no owners. */
function packed(layer: SoftwareLayer, context: BuildContext, files: string[]): string {
    const archive = join(staging, `${layer}-${context.hash}.tar.gz`);
    if (existsSync(archive)) return archive;
    const folder = join(staging, `${layer}-${context.hash}-files`);
    stageContext(context, folder);
    const partial = `${archive}.${process.pid}`;
    const form = { gzip: { level: 6 }, portable: true, mtime: new Date(0) };
    create({ ...form, sync: true, cwd: join(folder, below), file: partial }, files);
    renameSync(partial, archive);
    return archive;
}
