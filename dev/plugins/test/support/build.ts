import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The Pulumi engine starts the plugins as programs: what is tested has to be what is in the sources. */
export default async function build(): Promise<void> {
    const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const folder = fileURLToPath(new URL("../../", import.meta.url));
    await promisify(execFile)(process.execPath, [tsc, "-p", "tsconfig.build.json"], { cwd: folder });
}
