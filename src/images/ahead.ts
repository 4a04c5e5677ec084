// Builds the images that need no Consul ahead of `pulumi up`, which builds them from the same contexts: it finds their layers
// in the engine's cache. They have the same names, so that what removes those removes these.
// Usage: node dist/images/ahead.js PLATFORM

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describeContext, stageContext, staging } from "./context";
import { layerSources, type SoftwareLayer, tagOf } from "./sources";

const run = promisify(execFile);

/** Builds a layer from its context and returns its tag. */
async function build(
    platform: string,
    layer: SoftwareLayer,
    buildArgs: Readonly<Record<string, string>>,
): Promise<string> {
    const context = describeContext(layerSources(layer, {}), buildArgs);
    const folder = join(staging, `${layer}-${context.hash}`);
    stageContext(context, folder);
    const tag = tagOf(`${platform}/`, layer, context.hash);
    const given = Object.entries(buildArgs).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]);
    await run("docker", ["build", "--quiet", "--tag", tag, ...given, folder], { maxBuffer: 2 ** 26 });
    return tag;
}

async function main([platform]: readonly string[]): Promise<void> {
    if (platform === undefined) throw new Error("usage: node dist/images/ahead.js PLATFORM");
    const BASE = await build(platform, "base", {});
    const roles: readonly SoftwareLayer[] = ["kamailio", "rtpengine", "postgres", "routing-api"];
    await Promise.all(roles.map((role) => build(platform, role, { BASE })));
}

main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
