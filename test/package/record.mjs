// Records what a version of the package deploys, a full platform on each target, for the next version to be brought up from.
// Usage: node test/package/record.mjs [FOLDER OF THE PACKAGE, BUILT; this one]

import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const repository = resolve(here, "..", "..");
const packageFolder = resolve(process.argv[2] ?? repository);

for (const target of ["docker", "kubernetes", "vms"]) {
    const folder = mkdtempSync(join(tmpdir(), "c4-record-"));
    try {
        writeFileSync(join(here, "former", `${target}.json`), `${JSON.stringify(deployed(target, folder), null, 1)}\n`);
        process.stdout.write(`recorded ${target}\n`);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function deployed(target, folder) {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    for (const name of ["command", "consul", "docker", "kubernetes", "random", "tls"]) {
        const plugin = join(bin, `pulumi-resource-${name}`);
        writeFileSync(plugin, `#!/bin/sh\nexec node '${join(here, "recording-plugin.mjs")}' ${name}\n`);
        chmodSync(plugin, 0o755);
    }
    symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
    writeFileSync(
        join(folder, "Pulumi.yaml"),
        "name: carrier\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
    );
    const program = [join(here, "platforms.cjs"), packageFolder].map((file) => `require(${JSON.stringify(file)})`);
    writeFileSync(join(folder, "index.js"), `${program[0]}("${target}", ${program[1]}, __dirname);\n`);
    const pulumi = (...args) =>
        execFileSync("pulumi", [...args, "--cwd", folder, "--non-interactive"], {
            encoding: "utf8",
            maxBuffer: 2 ** 28,
            stdio: ["ignore", "pipe", "inherit"],
            env: {
                ...process.env,
                PATH: [bin, join(repository, ".c4", "bin"), process.env.PATH].join(delimiter),
                PULUMI_BACKEND_URL: `file://${folder}`,
                PULUMI_CONFIG_PASSPHRASE: "only for what is recorded",
                PULUMI_SKIP_UPDATE_CHECK: "1",
            },
        });
    pulumi("stack", "init", "recorded");
    pulumi("up", "--yes", "--skip-preview");
    const { version, deployment } = JSON.parse(pulumi("stack", "export"));
    const { secrets_providers, resources } = deployment;
    return { version, deployment: { secrets_providers, resources: resources.map(lasting) } };
}

/** What of a resource is not about when and where it was recorded. */
function lasting({ created: _, modified: __, sourcePosition: ___, stackTrace: ____, ...resource }) {
    return resource;
}
