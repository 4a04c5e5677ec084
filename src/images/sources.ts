import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hookFolder } from "../rendering/paths";
import { packageRoot } from "../rendering/render";
import type { ImageName } from "../topology/model";
import { type BinariesArgs, locateBinary } from "./binaries";

/** What an image is made of: what every one has, or what one of them has besides. */
export type SoftwareLayer = ImageName | "base";

/**
 * The files of a layer: a folder or file of this machine for each path. Below `root/` they lie as they will on the machine
 * that runs them, whether that is built as an image or is a host.
 */
export function layerSources(layer: SoftwareLayer, binaries: BinariesArgs): Record<string, string> {
    const image = { ".": join(packageRoot, "images", layer) };
    const programs = "root/usr/local/bin";
    switch (layer) {
        case "base":
            return {
                ...image,
                [`root${hookFolder}`]: join(packageRoot, "templates", "hooks"),
                [`${programs}/consul-template`]: locateBinary("consulTemplate", binaries),
            };
        case "consul":
            return { ...image, [`${programs}/consul`]: locateBinary("consul", binaries) };
        case "routing-api":
            return { ...image, "root/opt/routing-api": join(packageRoot, "services", "routing-api", "dist") };
        default:
            return image;
    }
}

/**
 * Raises, before anything is touched, when a program that these images are built with can neither be found nor downloaded,
 * or is another one than its checksum says.
 */
export function checkBinaries(images: readonly ImageName[], binaries: BinariesArgs): void {
    const layers: readonly SoftwareLayer[] = images.length === 0 ? [] : ["base", ...images];
    for (const layer of layers) layerSources(layer, binaries);
}

/** The name of a layer's image, after what those of a platform begin with: the same content, the same name. */
export function tagOf(prefix: string, layer: SoftwareLayer, hash: string): string {
    return `${prefix}${layer}:${hash}`;
}

/** The Debian packages of a layer. */
export function layerPackages(layer: SoftwareLayer): string[] {
    const file = join(packageRoot, "images", layer, "packages");
    return existsSync(file) ? readFileSync(file, "utf8").split(/\s+/).filter(Boolean) : [];
}
