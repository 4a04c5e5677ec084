import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { peersOf } from "../../src/targets/on-demand";
import { repository } from "../tools/executables";
import { removeFolder, temporaryFolder } from "../tools/temporary";
import { prints, Vendors } from "../tools/vendors";
import { EmptyCluster } from "./cluster";
import { manifest, Project, pack } from "./project";

/** The program of the README, word for word: what is promised there is what runs here. */
const program = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(repository, "README.md"), "utf8"))?.[1] ?? "";

const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const host = (index: number) => `{ name: "host-${index}", address: "203.0.113.1${index}", hostKey: "${hostKey}" }`;

/** A target of a user's, as the root of the package gives it. */
const targets = {
    docker: "docker()",
    kubernetes:
        'kubernetes({ expose: { type: "NodePort", address: "203.0.113.10" }, registry: { prefix: "registry.example.com/c4" } })',
    vms: `vms({ lookForDrift: false, hosts: [${[1, 2, 3, 4, 5].map(host).join()}] })`,
} as const;

/** What each preview must have, one a target. */
const instances = {
    docker: "docker:index/container:Container",
    kubernetes: "kubernetes:apps/v1:Deployment",
    vms: "command:remote:Command",
} as const;

const folder = temporaryFolder("package");
const cluster = new EmptyCluster(folder);
let tarball = "";

beforeAll(async () => {
    tarball = pack(folder);
    await cluster.start();
});

afterAll(() => {
    cluster.stop();
    removeFolder(folder);
});

describe("the peers of the package", () => {
    it("are optional where one target needs them and another does not", () => {
        const each = new Set(Object.values(peersOf).flat());
        expect([...each].sort()).toEqual(Object.keys(manifest.peerDependenciesMeta).sort());
    });
});

describe.each(["docker", "kubernetes", "vms"] as const)("the npm package, in an empty project for %s", (target) => {
    let project: Project;
    const others = (["docker", "kubernetes", "vms"] as const).filter((other) =>
        peersOf[other].some((peer) => !peersOf[target].includes(peer)),
    );

    beforeAll(() => {
        project = new Project(join(folder, target), tarball, peersOf[target], cluster.kubeconfig);
        const key = `, routingApi: { encryptionKey: "${Buffer.alloc(32, 1).toString("base64")}" },`;
        const declared = program.replace("c4.docker()", `c4.${targets[target]}`).replace(/,\n\}\);/, `${key}\n});`);
        project.write("commonjs/index.ts", target === "docker" ? program : declared);
        project.write(
            "esm/index.ts",
            [
                'import { C4 } from "pulumi-wazo-c4";',
                `import { ${target} } from "pulumi-wazo-c4/${target}";`,
                `const edge = new C4("edge", { target: ${targets[target]}${key} });`,
                "export const sip = edge.sipUris;",
            ].join("\n"),
        );
    });

    it("has the peers of that target, and of no other", () => {
        const installed = readdirSync(join(project.folder, "node_modules", "@pulumi")).map((name) => `@pulumi/${name}`);
        const optional = Object.keys(manifest.peerDependenciesMeta);
        expect(installed.filter((name) => optional.includes(name)).sort()).toEqual([...peersOf[target]].sort());
    });

    it("type-checks, library and all, as CommonJS from the root", () => {
        expect(program).toContain('new c4.C4("edge"');
        project.compile("commonjs");
    });

    it("type-checks, library and all, as an ES module from the target's entry point", () => {
        project.compile("esm");
    });

    it.each(["commonjs", "esm"])("previews the platform (%s)", async (kind) => {
        const names = await project.preview(kind);
        expect(names.get("wazo-c4:index:C4")).toEqual(["edge"]);
        expect(names.get(instances[target])).toEqual(expect.arrayContaining([expect.stringContaining("router")]));
    });

    it.each(others)("says which package is missing for %s", (other) => {
        project.write("absent/package.json", "{}");
        project.write("absent/absent.js", `require("pulumi-wazo-c4").${other}({});`);
        const missing = peersOf[other].filter((peer) => !peersOf[target].includes(peer));
        expect(() => project.run(process.execPath, "absent/absent.js")).toThrow(
            `c4.${other}() needs ${missing.join(" and ")}, which ${missing.length > 1 ? "are" : "is"} not installed. ` +
                `Next: npm install ${missing.join(" ")}`,
        );
    });
});

describe("the npm package", () => {
    let project: Project;

    beforeAll(() => {
        project = new Project(join(folder, "carrier"), tarball, peersOf.docker, cluster.kubeconfig);
    });

    it("holds what it runs from, and nothing of how it is developed", () => {
        expect(readdirSync(project.installed).sort()).toEqual(
            [
                "CHANGELOG.md",
                "CONTRIBUTING.md",
                "LICENSE",
                "NOTICE",
                "README.md",
                "dist",
                "docs",
                "images",
                "package.json",
                "releases",
                "services",
                "templates",
            ].sort(),
        );
        expect(existsSync(join(project.installed, "services", "routing-api", "dist", "server.cjs"))).toBe(true);
    });

    it("links, in what it has to be read, to what is in it or to the world", () => {
        const pages = readdirSync(project.installed, { recursive: true, encoding: "utf8" }).filter((file) =>
            file.endsWith(".md"),
        );
        expect(pages).toContain("README.md");
        const broken = pages.flatMap((page) =>
            linksOf(readFileSync(join(project.installed, page), "utf8"))
                .filter((link) => !existsSync(join(project.installed, dirname(page), link)))
                .map((link) => `${page}: ${link}`),
        );
        expect(broken).toEqual([]);
    });

    it("brings nothing that compiles when it is installed", () => {
        const installed = readdirSync(join(project.folder, "node_modules"));
        expect(installed).toContain("handlebars");
        for (const name of ["ssh2", "cpu-features", "nan"]) expect(installed).not.toContain(name);
        const ssh = join(project.installed, "dist", "targets", "vms", "ssh.js");
        const call = `typeof new (require(${JSON.stringify(ssh)}).Client)().connect`;
        expect(project.run(process.execPath, "-p", call)).toBe("function\n");
    });

    it("downloads the programs that images are built with by what is in it", async () => {
        const vendors = new Vendors();
        await vendors.start();
        try {
            vendors.hashicorp("consul", "1.9.9", prints("official"));
            const releases = join(project.installed, "dist", "images", "releases.js");
            const call = `require(${JSON.stringify(releases)}).release("consul", "1.9.9").path`;
            const env = {
                ...project.options.env,
                ...vendors.environment,
                XDG_CACHE_HOME: join(project.folder, "cache"),
            };
            const printed = execFileSync(process.execPath, ["-p", call], { ...project.options, env });
            const path = printed.trim().split("\n").at(-1) ?? "";
            expect(execFileSync(path, { encoding: "utf8" })).toBe("official\n");
        } finally {
            vendors.stop();
        }
    });

    it("documents each argument in the editor, and shows nothing of its inside", () => {
        const types = (file: string) => readFileSync(join(project.installed, "dist", file), "utf8");
        expect(types("arguments/common.d.ts")).toMatch(/@default 1\n\s+\*\/\n\s+replicas\?: number;/);
        expect(types("topology/target.d.ts")).toMatch(/interface Target \{[^}]*readonly kind: string;\n\}/);
    });

    it("previews the README's program: every instance that it declares", async () => {
        project.write("commonjs/index.ts", program);
        project.compile("commonjs");
        expect((await project.preview("commonjs")).get("docker:index/container:Container")).toEqual([
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
    });

    it("refuses an Output that cannot be used as soon as it is known, by name, value and what is allowed", () => {
        project.write(
            "commonjs/index.js",
            [
                'const pulumi = require("@pulumi/pulumi");',
                'const c4 = require("pulumi-wazo-c4");',
                'new c4.C4("edge", { target: c4.docker(), peers: [pulumi.output("198.51.100.20")] });',
            ].join("\n"),
        );
        expect(project.failedPreview("commonjs")).toContain(
            'peers[0] is "198.51.100.20", which cannot be used. Allowed: an IPv4 network such as 198.18.0.0/24',
        );
    });
});

/** Where a page links to beside it: neither to a host nor within itself. */
function linksOf(markdown: string): string[] {
    return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link = ""]) => link.replace(/#.*$/, ""))
        .filter((link) => link !== "" && !/^[a-z]+:/.test(link));
}
