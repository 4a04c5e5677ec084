import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../rendering/render";
import type { ImageName } from "../topology/model";
import { type BinariesArgs, locateBinary } from "./binaries";

/** What an image is made of: what every one has, or what one of them has besides. */
export type Layer = ImageName | "base";

/**
 * The files of a layer: a folder or file of this machine for each path. Below `root/` they lie as they will on the machine
 * that runs them, whether that is built as an image or is a host.
 */
export function layerSources(layer: Layer, binaries: BinariesArgs): Record<string, string> {
    const own = { ".": join(packageRoot, "images", layer) };
    const programs = "root/usr/local/bin";
    switch (layer) {
        case "base":
            return {
                ...own,
                "root/usr/local/lib/c4": join(packageRoot, "templates", "hooks"),
                [`${programs}/consul-template`]: locateBinary(
                    "consul-template",
                    "binaries.consulTemplate",
                    binaries.consulTemplate,
                ),
            };
        case "consul":
            return { ...own, [`${programs}/consul`]: locateBinary("consul", "binaries.consul", binaries.consul) };
        case "routing-api":
            return { ...own, "root/opt/routing-api": join(packageRoot, "services", "routing-api", "dist") };
        default:
            return own;
    }
}

/** The Debian packages of a layer. */
export function layerPackages(layer: Layer): string[] {
    const file = join(packageRoot, "images", layer, "packages");
    return existsSync(file) ? readFileSync(file, "utf8").split(/\s+/).filter(Boolean) : [];
}
