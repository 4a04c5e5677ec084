import { execFile, execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { executablePath, repository } from "../tools/executables";

const versions = z.record(z.string(), z.string());

/** What this repository says of the package. */
export const manifest = z
    .looseObject({
        devDependencies: versions,
        peerDependencies: versions,
        peerDependenciesMeta: z.record(z.string(), z.strictObject({ optional: z.literal(true) })),
    })
    .parse(JSON.parse(readFileSync(join(repository, "package.json"), "utf8")));

/** The package as npm would publish it, in a folder: made from what git has, so that nothing of an earlier build is in it. */
export function pack(folder: string): string {
    const clone = join(folder, "clone");
    const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
        cwd: repository,
        encoding: "utf8",
    });
    for (const file of files.split("\0").filter(isPacked)) {
        mkdirSync(dirname(join(clone, file)), { recursive: true });
        cpSync(join(repository, file), join(clone, file));
    }
    symlinkSync(join(repository, "node_modules"), join(clone, "node_modules"));
    execFileSync("npm", ["pack", clone, "--pack-destination", folder, "--silent"], { cwd: folder });
    const [tarball] = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
    if (tarball === undefined) throw new Error(`npm pack left no package in ${folder}.`);
    return join(folder, tarball);
}

/** What is never part of the package, nor of what it is built by. */
function isPacked(file: string): boolean {
    return file !== "" && !/^(test|dev\/(cluster|commands|hosts|toolchain)|stacks)\//.test(file);
}

/** A project of somebody who uses the package, with the peers that one target needs and no other. */
export class Project {
    constructor(
        readonly folder: string,
        tarball: string,
        optionalPeers: readonly string[],
        private readonly kubeconfig: string,
    ) {
        mkdirSync(folder);
        this.write("package.json", JSON.stringify({ name: "carrier", version: "1.0.0", private: true }));
        const needed = Object.keys(manifest.peerDependencies).filter(
            (name) => !(name in manifest.peerDependenciesMeta),
        );
        const pinned = [...needed, ...optionalPeers, "typescript"].map(
            (name) => `${name}@${manifest.devDependencies[name]}`,
        );
        this.run("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", tarball, ...pinned);
        for (const [kind, type] of [["commonjs", "commonjs"] as const, ["esm", "module"] as const]) {
            this.write(`${kind}/package.json`, JSON.stringify({ private: true, type }));
            this.write(
                `${kind}/Pulumi.yaml`,
                "name: carrier\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
            );
        }
    }

    /** Folders of the package's own. */
    get installed(): string {
        return join(this.folder, "node_modules", "pulumi-wazo-c4");
    }

    write(file: string, text: string): void {
        mkdirSync(dirname(join(this.folder, file)), { recursive: true });
        writeFileSync(join(this.folder, file), text);
    }

    /** Compiles `index.ts` of a folder, and every declaration that it takes in, as strictly as a compiler can. */
    compile(folder: string, options: object = { module: "nodenext" }): void {
        const compilerOptions = { strict: true, target: "es2022", skipLibCheck: false, types: [], ...options };
        this.write(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions }));
        this.run("npx", "tsc", "-p", folder);
    }

    /** The names of what a preview would create, by type. It fails when there is anything but to create. */
    async preview(folder: string): Promise<ReadonlyMap<string, string[]>> {
        this.run("pulumi", "stack", "init", folder, "--cwd", folder);
        // Not synchronously: a cluster answers in this process meanwhile.
        const { stdout } = await execute("pulumi", ["preview", "--json", "--cwd", folder], {
            ...this.options,
            maxBuffer: 2 ** 28,
        });
        const { steps } = previewed.parse(JSON.parse(stdout));
        const names = new Map<string, string[]>();
        for (const { op, urn } of steps) {
            if (op !== "create") throw new Error(`The preview of a new stack would ${op} ${urn}.`);
            const [type = "", name = ""] = urn.split("::").slice(-2);
            const own = type.split("$").at(-1) ?? "";
            names.set(own, [...(names.get(own) ?? []), name].sort());
        }
        return names;
    }

    /** What a preview that fails says. */
    failedPreview(folder: string): string {
        const { status, stdout, stderr } = spawnSync(
            "pulumi",
            ["preview", "--non-interactive", "--cwd", folder],
            this.options,
        );
        if (status === 0) throw new Error(`The preview did not fail: ${stdout}`);
        return stdout + stderr;
    }

    run(command: string, ...args: string[]): string {
        return execFileSync(command, args, { ...this.options, stdio: ["ignore", "pipe", "pipe"] });
    }

    get options() {
        return {
            cwd: this.folder,
            encoding: "utf8",
            env: {
                ...process.env,
                PATH: executablePath,
                KUBECONFIG: this.kubeconfig,
                PULUMI_BACKEND_URL: `file://${this.folder}`,
                PULUMI_CONFIG_PASSPHRASE: "only for this test",
                PULUMI_SKIP_UPDATE_CHECK: "1",
            },
        } as const;
    }
}

const execute = promisify(execFile);

const previewed = z.object({ steps: z.array(z.object({ op: z.string(), urn: z.string() })) });
