// Where a stack runs, said once: for the program (places.ts), for the commands, and for dev/toolchain/place, which asks before
// anything is installed or compiled. So it is JavaScript that needs nothing.
// Usage: node stacks/where.js target|platform|inventory STACK
//   target: which one it runs on.   platform: its name.   inventory: file with its hosts, as configured; empty when none is.
"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const targets = /** @type {const} */ (["docker", "kubernetes", "vms"]);
/** @typedef {typeof targets[number]} TargetName */

/** @type {(name: string) => name is TargetName} */
const isTarget = (name) => targets.some((target) => target === name);

/**
 * What the configuration names as `target`; else the stack's own name, where that is one; else Docker.
 * @param {string} stack
 * @param {string | undefined} configured
 * @returns {TargetName}
 */
function targetOf(stack, configured) {
    const name = configured ?? (isTarget(stack) ? stack : "docker");
    if (isTarget(name)) return name;
    throw new Error(`target is ${name}; it can be ${targets.join(", ")}.`);
}

/**
 * The platform's name.
 * @param {string | undefined} configured
 */
function platformOf(configured) {
    return configured ?? "edge";
}

module.exports = { targetOf, platformOf };

/**
 * A plain value of a stack's configuration, as `pulumi config set` writes it.
 * @param {string} stack
 * @param {string} key
 * @returns {string | undefined}
 */
function configured(stack, key) {
    const file = join(__dirname, `Pulumi.${stack}.yaml`);
    if (!existsSync(file)) return undefined;
    const line = new RegExp(`^ +["']?wazo-c4:${key}["']?:(.*)$`, "m").exec(readFileSync(file, "utf8"));
    if (line === null) return undefined;
    const value = /^ +(?:"([^"\\]*)"|'([^']*)'|([^\s"'#&*!|>{[][^#]*?)) *(?: #.*)?$/.exec(line[1] ?? "");
    if (value !== null) return value[1] ?? value[2] ?? value[3];
    throw new Error(
        `${key} in stacks/Pulumi.${stack}.yaml is not a plain value on its own line: it is read before Pulumi is there.`,
    );
}

/** @param {readonly string[]} args */
function main([what, stack]) {
    if (stack === undefined) throw new Error("usage: node stacks/where.js target|platform|inventory STACK");
    switch (what) {
        case "target":
            return targetOf(stack, configured(stack, "target"));
        case "platform":
            return platformOf(configured(stack, "platform"));
        case "inventory":
            return configured(stack, "inventory") ?? "";
        default:
            throw new Error(`${what} is not known here. Allowed: target, platform, inventory.`);
    }
}

if (require.main === module) {
    try {
        process.stdout.write(`${main(process.argv.slice(2))}\n`);
    } catch (error) {
        process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = 1;
    }
}
