import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(__dirname, "..", "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** The program of the README, word for word: what is promised there is what runs here. */
const program = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8"))?.[1] ?? "";

describe("the npm package, installed into an empty folder", () => {
    const folder = mkdtempSync(join(tmpdir(), "c4-package-"));
    const options = {
        cwd: folder,
        encoding: "utf8",
        env: {
            ...process.env,
            PATH: `${join(root, ".c4", "bin")}:${process.env.PATH}`,
            PULUMI_BACKEND_URL: `file://${folder}`,
            PULUMI_CONFIG_PASSPHRASE: "only for this test",
            PULUMI_SKIP_UPDATE_CHECK: "1",
        },
    } as const;
    const run = (command: string, ...args: string[]) =>
        execFileSync(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });

    beforeAll(() => {
        run("npm", "pack", root, "--pack-destination", folder, "--silent");
        const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz"));
        writeFileSync(
            join(folder, "package.json"),
            JSON.stringify({ name: "carrier", version: "1.0.0", private: true }),
        );
        const peers = Object.keys(manifest.peerDependencies).map((name) => `${name}@${manifest.devDependencies[name]}`);
        const typescript = `typescript@${manifest.devDependencies.typescript}`;
        run("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", `./${tarball}`, ...peers, typescript);
        writeFileSync(join(folder, "index.ts"), program);
        writeFileSync(
            join(folder, "tsconfig.json"),
            JSON.stringify({
                compilerOptions: { strict: true, module: "nodenext", target: "es2022", skipLibCheck: false },
            }),
        );
        writeFileSync(
            join(folder, "Pulumi.yaml"),
            "name: carrier\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
        );
        mkdirSync(join(folder, ".pulumi"), { recursive: true });
    }, 180_000);

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it("holds what it runs from, and nothing of how it is developed", () => {
        const packed = readdirSync(join(folder, "node_modules", "pulumi-wazo-c4"));
        expect(packed.sort()).toEqual(
            ["LICENSE", "NOTICE", "README.md", "dist", "images", "package.json", "services", "templates"].sort(),
        );
    });

    it("type-checks the README's program, and documents each argument in the editor", () => {
        expect(program).toContain('new c4.C4("edge"');
        run("npx", "tsc", "-p", ".");
        const types = readFileSync(join(folder, "node_modules", "pulumi-wazo-c4", "dist", "args.d.ts"), "utf8");
        expect(types).toMatch(/@default 1\n\s+\*\/\n\s+replicas\?: number;/);
    }, 60_000);

    it("previews the README's program: every instance that it declares", () => {
        run("pulumi", "stack", "init", "dev");
        const preview = JSON.parse(run("pulumi", "preview", "--json"));
        const names = (type: string) =>
            preview.steps
                .filter((step: { newState: { type: string } }) => step.newState.type === type)
                .map((step: { urn: string }) => step.urn.split("::").at(-1))
                .sort();
        expect(names("docker:index/container:Container")).toEqual([
            "edge-consul-agent-0",
            "edge-consul-server-0",
            "edge-postgres-0",
            "edge-router-0",
            "edge-router-1",
            "edge-router-2",
            "edge-routing-api-0",
            "edge-rtpengine-0",
            "edge-rtpengine-1",
            "edge-sbc-0",
            "edge-sbc-1",
        ]);
        expect(names("wazo-c4:index:C4")).toEqual(["edge"]);
        expect(Object.keys(preview.changeSummary)).toEqual(["create"]);
    }, 60_000);

    it("refuses an Output that cannot be used as soon as it is known, by name, value and what is allowed", () => {
        const bad = [
            'const pulumi = require("@pulumi/pulumi");',
            'const c4 = require("pulumi-wazo-c4");',
            'new c4.C4("edge", { target: c4.docker(), peers: [pulumi.output("198.51.100.20")] });',
        ];
        writeFileSync(join(folder, "index.js"), bad.join("\n"));
        const { status, stdout, stderr } = spawnSync("pulumi", ["preview", "--non-interactive"], options);
        expect(status).not.toBe(0);
        expect(stdout + stderr).toContain(
            'config/peers is "198.51.100.20", which cannot be used. Allowed: an IPv4 network such as 198.18.0.0/24',
        );
        // The SDK itself takes tens of seconds to report an Output that was rejected.
    }, 180_000);
});
