// @ts-check
import { basename } from "node:path";

/**
 * @typedef {object} Download A file of a release.
 * @property {string} url
 * @property {string} sums Where its vendor publishes its SHA-256: a list of sums and names, a lone sum, or GitHub's JSON.
 * @property {"zip" | "tar.gz" | "program"} form
 * @property {readonly string[]} programs Paths in the archive of the programs that are taken from it.
 */

/** @typedef {"amd64" | "arm64"} Architecture */

/** @param {string} variable @param {string} vendor */
const base = (variable, vendor) => (process.env[variable] || vendor).replace(/\/+$/, "");

// The vendors' own hosts; a mirror with the same layout may be named instead.
const hashicorp = base("C4_HASHICORP_RELEASES", "https://releases.hashicorp.com");
const pulumi = base("C4_PULUMI_RELEASES", "https://get.pulumi.com/releases");
const github = base("C4_GITHUB", "https://github.com");
const githubApi = base("C4_GITHUB_API", "https://api.github.com");
const kubernetes = base("C4_KUBERNETES_RELEASES", "https://dl.k8s.io");

/**
 * Sums that are known here, as HashiCorp publishes them (SHA256SUMS, and its own Homebrew tap): whatever a server says, no
 * other file is taken under these names.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const pinned = {
    "consul_1.20.1_linux_amd64.zip": "d38e7571177909d437a9cbcc62fb65083bc567266b74a62d02c6abe783951648",
    "consul_1.20.1_linux_arm64.zip": "03ad4cf513819413016a79154e74161bcfa3c9e1fbfcbdc9eca525b2123d4779",
    "consul-template_0.41.1_linux_amd64.zip": "ab68e09642437dcc5b6e9a572a1924d3969e4fe131f50a1a3a4f782d7a21f530",
    "consul-template_0.41.1_linux_arm64.zip": "b768fc22916b74b90f470e2e784d94fe967b3732bab32ac4040d5fae3f7af95e",
};

/**
 * What a release of a tool consists of, for Linux.
 *
 * @type {Readonly<Record<string, (version: string, architecture: Architecture) => Download[]>>}
 */
const tools = {
    consul: ofHashicorp("consul"),
    "consul-template": ofHashicorp("consul-template"),
    pulumi: (version, architecture) => [
        {
            url: `${pulumi}/sdk/pulumi-v${version}-linux-${architecture === "amd64" ? "x64" : architecture}.tar.gz`,
            sums: `${pulumi}/sdk/pulumi-${version}-checksums.txt`,
            form: "tar.gz",
            programs: ["pulumi/pulumi", "pulumi/pulumi-language-nodejs"],
        },
    ],
    actionlint: ofGoReleaser("rhysd", "actionlint"),
    etcd: (version, architecture) => {
        const release = `${github}/etcd-io/etcd/releases/download/v${version}`;
        const name = `etcd-v${version}-linux-${architecture}`;
        return [
            {
                url: `${release}/${name}.tar.gz`,
                sums: `${release}/SHA256SUMS`,
                form: "tar.gz",
                programs: [`${name}/etcd`],
            },
        ];
    },
    kubernetes: (version, architecture) =>
        ["apiserver", "controller-manager", "proxy", "scheduler"]
            .map((part) => `kube-${part}`)
            .concat("kubectl", "kubelet")
            .map((program) => {
                const url = `${kubernetes}/v${version}/bin/linux/${architecture}/${program}`;
                return { url, sums: `${url}.sha256`, form: "program", programs: [program] };
            }),
    "kube-router": ofGoReleaser("cloudnativelabs", "kube-router"),
};

/** @param {string} product @returns {(version: string, architecture: Architecture) => Download[]} */
function ofHashicorp(product) {
    return (version, architecture) => {
        const release = `${hashicorp}/${product}/${version}/${product}_${version}`;
        return [
            {
                url: `${release}_linux_${architecture}.zip`,
                sums: `${release}_SHA256SUMS`,
                form: "zip",
                programs: [product],
            },
        ];
    };
}

/**
 * A program on GitHub, under the names that GoReleaser gives its files.
 *
 * @param {string} owner @param {string} program @returns {(version: string, architecture: Architecture) => Download[]}
 */
function ofGoReleaser(owner, program) {
    return (version, architecture) => {
        const release = `${github}/${owner}/${program}/releases/download/v${version}/${program}_${version}`;
        return [
            {
                url: `${release}_linux_${architecture}.tar.gz`,
                sums: `${release}_checksums.txt`,
                form: "tar.gz",
                programs: [program],
            },
        ];
    };
}

/**
 * A provider plugin of Pulumi's. The lists of sums beside them are of SHA-1, some of them; GitHub itself says the SHA-256 of
 * what it serves.
 *
 * @param {string} provider @param {string} version @param {Architecture} architecture @returns {Download[]}
 */
function plugin(provider, version, architecture) {
    const program = `pulumi-resource-${provider}`;
    const archive = `${program}-v${version}-linux-${architecture}.tar.gz`;
    return [
        {
            url: `${github}/pulumi/pulumi-${provider}/releases/download/v${version}/${archive}`,
            sums: `${githubApi}/repos/pulumi/pulumi-${provider}/releases/tags/v${version}`,
            form: "tar.gz",
            programs: [program],
        },
    ];
}

/**
 * The files of a release; raises for a tool that is not known.
 *
 * @param {string} tool @param {string} version @param {Architecture} architecture @returns {Download[]}
 */
export function filesOf(tool, version, architecture) {
    const provider = /^pulumi-resource-(.+)$/.exec(tool)?.[1];
    if (provider !== undefined) return plugin(provider, version, architecture);
    const files = tools[tool];
    if (files === undefined) throw new Error(`${tool} is no tool that is downloaded: ${Object.keys(tools).join(", ")}`);
    return files(version, architecture);
}

/**
 * The SHA-256 that a vendor publishes for a file; undefined when it names none.
 *
 * @param {string} text @param {string} file @returns {string | undefined}
 */
export function sumIn(text, file) {
    if (text.trimStart().startsWith("{")) {
        /** @type {{ assets?: { name?: string, digest?: string | null }[] }} */
        const release = JSON.parse(text);
        const digest = release.assets?.find(({ name }) => name === file)?.digest;
        return /^sha256:([0-9a-f]{64})$/.exec(digest ?? "")?.[1];
    }
    for (const line of text.split("\n")) {
        const [, sum, path] = /^([0-9a-f]{64})(?:\s+\*?(\S+))?\s*$/i.exec(line) ?? [];
        if (sum !== undefined && (path === undefined || basename(path) === file)) return sum.toLowerCase();
    }
    return undefined;
}
