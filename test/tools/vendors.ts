import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { removeFolder, temporaryFolder } from "./temporary";

export const architecture = process.arch === "x64" ? "amd64" : process.arch;

/** What a program of the tests prints when it is run: which one it is, and where it came from. */
export const prints = (text: string) => `#!/bin/sh\necho '${text}'\n`;

const sha256 = (content: Buffer) => createHash("sha256").update(content).digest("hex");

/** HashiCorp, Pulumi, GitHub and Kubernetes as one server of this machine. */
export class Vendors {
    private readonly folder = temporaryFolder("vendors");
    private server: ChildProcess | undefined;
    private port = 0;

    async start(): Promise<void> {
        const server = spawn(process.execPath, [join(__dirname, "vendor-server.mjs"), this.folder], {
            stdio: ["ignore", "pipe", "inherit"],
        });
        this.server = server;
        this.port = await new Promise<number>((resolve, reject) => {
            server.on("error", reject);
            server.stdout.on("data", (line: Buffer) => resolve(Number(line.toString("utf8"))));
        });
    }

    stop(): void {
        this.server?.kill();
        removeFolder(this.folder);
    }

    get host(): string {
        return `127.0.0.1:${this.port}`;
    }

    /** The environment in which this server is every vendor. */
    get environment(): Record<string, string> {
        const at = `http://${this.host}`;
        return {
            C4_HASHICORP_RELEASES: `${at}/hashicorp`,
            C4_PULUMI_RELEASES: `${at}/pulumi`,
            C4_GITHUB: `${at}/github`,
            C4_GITHUB_API: `${at}/api`,
            C4_KUBERNETES_RELEASES: `${at}/kubernetes`,
        };
    }

    get requests(): string[] {
        const file = join(this.folder, "requests");
        return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    }

    publish(path: string, content: Buffer | string): void {
        const file = join(this.folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
    }

    hangs(path: string): void {
        this.publish(`${path}.hangs`, "");
    }

    breaks(path: string): void {
        this.publish(`${path}.breaks`, "");
    }

    /** A release as releases.hashicorp.com has it; returns the archive's path. */
    hashicorp(product: string, version: string, program: string): string {
        const release = `hashicorp/${product}/${version}/${product}_${version}`;
        const path = `${release}_linux_${architecture}.zip`;
        const archive = this.packed(path, { "LICENSE.txt": "a licence\n", [product]: program }, (file, folder) =>
            execFileSync("zip", ["-q", "-r", file, "."], { cwd: folder }),
        );
        const other = `${"0".repeat(64)}  ${product}_${version}_windows_386.zip\n`;
        this.publish(`${release}_SHA256SUMS`, `${other}${sha256(archive)}  ${basename(path)}\n`);
        return path;
    }

    /** The command line and its language hosts as get.pulumi.com has them. */
    pulumi(version: string, programs: Readonly<Record<string, string>>): void {
        const name = `pulumi-v${version}-linux-${architecture === "amd64" ? "x64" : architecture}.tar.gz`;
        const files = Object.fromEntries(Object.entries(programs).map(([file, text]) => [`pulumi/${file}`, text]));
        const archive = this.packed(`pulumi/sdk/${name}`, files, tar);
        this.publish(`pulumi/sdk/pulumi-${version}-checksums.txt`, `${sha256(archive)}  ${name}\n`);
    }

    /** A provider plugin as GitHub has it. */
    plugin(provider: string, version: string, program: string): void {
        const name = `pulumi-resource-${provider}-v${version}-linux-${architecture}.tar.gz`;
        const path = `github/pulumi/pulumi-${provider}/releases/download/v${version}/${name}`;
        const archive = this.packed(path, { [`pulumi-resource-${provider}`]: program, "README.md": "words" }, tar);
        const assets = [
            { name: "schema.json", digest: null },
            { name, digest: `sha256:${sha256(archive)}` },
        ];
        this.publish(
            `api/repos/pulumi/pulumi-${provider}/releases/tags/v${version}`,
            JSON.stringify({ assets }, undefined, 2),
        );
    }

    /** The programs of a release as dl.k8s.io has them. */
    kubernetes(version: string, programs: readonly string[]): void {
        for (const program of programs) {
            const path = `kubernetes/v${version}/bin/linux/${architecture}/${program}`;
            const content = Buffer.from(prints(`${program} of Kubernetes`));
            this.publish(path, content);
            this.publish(`${path}.sha256`, sha256(content));
        }
    }

    private packed(
        path: string,
        files: Readonly<Record<string, string>>,
        pack: (file: string, folder: string) => void,
    ): Buffer {
        const folder = temporaryFolder("release");
        for (const [file, text] of Object.entries(files)) {
            mkdirSync(dirname(join(folder, file)), { recursive: true });
            writeFileSync(join(folder, file), text, { mode: 0o755 });
        }
        this.publish(path, "");
        rmSync(join(this.folder, path));
        pack(join(this.folder, path), folder);
        removeFolder(folder);
        return readFileSync(join(this.folder, path));
    }
}

function tar(file: string, folder: string): void {
    execFileSync("tar", ["-czf", file, "-C", folder, "."]);
}
