import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { architecture, prints, Vendors } from "../tools/vendors";
import { Checkout } from "./support/checkout";
import { greets, pin } from "./support/pins";

const libraries =
    'set -eu; root=$PWD; here=$PWD/dev/toolchain; for file in lib go releases; do . "$here/$file.sh"; done;';

/** What `ensure` does for a tool: downloads it, and builds it when it did not come. */
const bring = (tool: string) => `${libraries} download_releases ${tool}; go_tool ${tool}`;

const archive = `consul_1.9.9_linux_${architecture}.zip`;

describe("an official release", () => {
    let vendors: Vendors;
    let checkout: Checkout;
    beforeEach(async () => {
        vendors = new Vendors();
        await vendors.start();
        checkout = new Checkout();
        pin(checkout, "consul", "v1.9.9", greets("built here"));
    });
    afterEach(() => {
        vendors.stop();
        checkout.remove();
    });
    const consul = async () => (await checkout.run(".c4/bin/consul")).output;
    const downloadsConsul = () => checkout.run(bring("consul"), vendors.environment);

    it("is taken instead of a build, once, when it has the SHA-256 that its vendor publishes", async () => {
        vendors.hashicorp("consul", "1.9.9", prints("official"));
        const first = await downloadsConsul();
        expect(first).toMatchObject({ status: 0 });
        expect(first.output).toMatch(
            new RegExp(
                `^ {2}consul 1\\.9\\.9: downloaded from ${vendors.host} in \\d+ s, its SHA-256 is the published one\n$`,
            ),
        );
        expect(await consul()).toBe("official\n");
        expect(readdirSync(join(checkout.root, ".c4/bin"))).toEqual(["consul"]);
        expect(await checkout.run(`${libraries} go_tool consul`)).toMatchObject({ status: 0, output: "" });
    });

    it("with another SHA-256 is an error, is not used, and the program is built here", async () => {
        const path = vendors.hashicorp("consul", "1.9.9", prints("official"));
        vendors.publish(path, "something else");
        const ended = await downloadsConsul();
        expect(ended.status).toBe(0);
        expect(ended.output).toMatch(
            new RegExp(
                `^error: ${archive} of ${vendors.host} has the SHA-256 [0-9a-f]{64}, not [0-9a-f]{64}; it is not used\n`,
            ),
        );
        expect(ended.output).toContain("build consul v1.9.9: done");
        expect(await consul()).toBe("built here\n");
    });

    it("of the very version that is pinned must have the pinned SHA-256, whatever the server says", async () => {
        vendors.hashicorp("consul", "1.20.1", prints("not HashiCorp's"));
        const ended = await checkout.run("node releases/download.mjs .c4/new consul@1.20.1", vendors.environment);
        expect(ended.status).toBe(1);
        expect(ended.output).toContain("error: consul_1.20.1_linux_");
        expect(readdirSync(join(checkout.root, ".c4/new"))).toEqual([]);
        expect(vendors.requests.filter((path) => path.includes("SHA256SUMS"))).toEqual([]);
    });

    it.each([
        ["is not there", () => {}, `404 for consul_1.9.9_SHA256SUMS`],
        [
            "breaks off",
            (path: string) => vendors.breaks(path),
            "it ended the connection before the end of the file (UND_ERR_SOCKET)",
        ],
        ["never comes", (path: string) => vendors.hangs(path), "no answer within 4 s"],
        [
            "has no published SHA-256",
            () => vendors.publish("hashicorp/consul/1.9.9/consul_1.9.9_SHA256SUMS", ""),
            `it publishes no SHA-256 of ${archive}`,
        ],
    ])("that %s costs one line, and the program is built here", async (state, break_, reason) => {
        if (state !== "is not there") break_(vendors.hashicorp("consul", "1.9.9", prints("official")));
        const ended = await downloadsConsul();
        expect(ended.status).toBe(0);
        const [line, ...others] = ended.output.split("\n");
        expect(line).toBe(`  not downloaded: consul 1.9.9 (${vendors.host}: ${reason})`);
        expect(others.join("\n")).toMatch(
            /^ {2}build consul v1\.9\.9 \.\.\.\n {2}build consul v1\.9\.9: done in \d+ s\n$/,
        );
        expect(await consul()).toBe("built here\n");
    });

    it("of a host that does not answer is asked for once in a run, and one line says so for all", async () => {
        for (const product of ["consul", "consul-template"]) {
            vendors.hangs(`hashicorp/${product}/1.9.9/${product}_1.9.9_SHA256SUMS`);
        }
        const ended = await checkout.run(
            "node releases/download.mjs .c4/new consul@1.9.9 consul-template@1.9.9",
            vendors.environment,
        );
        expect(ended.output).toBe(
            `  not downloaded: consul 1.9.9, consul-template 1.9.9 (${vendors.host}: no answer within 4 s)\n`,
        );
        expect(vendors.requests).toHaveLength(1);
    });

    it("of a host that nobody answers at is told from one that does not know it", async () => {
        vendors.stop();
        expect((await downloadsConsul()).output).toContain(
            `not downloaded: consul 1.9.9 (${vendors.host}: it refuses the connection (ECONNREFUSED))`,
        );
    });

    it("is not asked for with DOWNLOADS=off", async () => {
        vendors.hashicorp("consul", "1.9.9", prints("official"));
        const ended = await checkout.run(bring("consul"), { ...vendors.environment, DOWNLOADS: "off" });
        expect(ended.output).toMatch(/^ {2}nothing is downloaded from vendors: DOWNLOADS=off\n {2}build consul/);
        expect(vendors.requests).toEqual([]);
    });
});

describe("other vendors' layouts", () => {
    let vendors: Vendors;
    let checkout: Checkout;
    beforeEach(async () => {
        vendors = new Vendors();
        await vendors.start();
        checkout = new Checkout();
        checkout.write(
            "package.json",
            readFileSync("package.json", "utf8").replace(/("@pulumi\/(docker|random)": )"[0-9.]+"/g, '$1"7.8.9"'),
        );
    });
    afterEach(() => {
        vendors.stop();
        checkout.remove();
    });

    it("Pulumi's: one archive has the command line and the language host that fits it", async () => {
        for (const tool of ["pulumi", "pulumi-language-nodejs"]) pin(checkout, tool, "v1.9.9", greets("built here"));
        vendors.pulumi("1.9.9", { pulumi: prints("pulumi"), "pulumi-language-nodejs": prints("its host") });
        const ended = await checkout.run(
            `${libraries} download_releases pulumi-language-nodejs pulumi; is_built pulumi; is_built pulumi-language-nodejs`,
            vendors.environment,
        );
        expect(ended.status).toBe(0);
        expect((await checkout.run(".c4/bin/pulumi; .c4/bin/pulumi-language-nodejs")).output).toBe(
            "pulumi\nits host\n",
        );
    });

    it("GitHub's: plugins come from there, those that do not are stood in for, and that is decided once", async () => {
        vendors.plugin("docker", "7.8.9", prints("official"));
        const script =
            `${libraries} plugins='docker random'; wanted=''; ` +
            'for plugin in $plugins; do plugin_settled "$plugin" || wanted="$wanted pulumi-resource-$plugin"; done; ' +
            "download_releases $wanted; stand_ins";
        const first = await checkout.run(script, vendors.environment);
        expect(first.output).toContain("  pulumi-resource-docker 7.8.9: downloaded from");
        expect(first.output).toContain(
            `  not downloaded: pulumi-resource-random 7.8.9 (${vendors.host}: 404 for v7.8.9)`,
        );
        expect((await checkout.run(".c4/bin/pulumi-resource-docker")).output).toBe("official\n");
        expect(readFileSync(join(checkout.root, ".c4/bin/pulumi-resource-random"), "utf8")).toContain(
            "dev/plugins/dist/main.js",
        );
        const asked = vendors.requests.length;
        expect(await checkout.run(script, vendors.environment)).toMatchObject({ status: 0, output: "" });
        expect(vendors.requests).toHaveLength(asked);
        expect((await checkout.run(".c4/bin/pulumi-resource-docker")).output).toBe("official\n");
    });

    it("Kubernetes': a file and a sum for each program; of a release that is not whole nothing is taken", async () => {
        const programs = ["kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler", "kubectl"];
        const bring = "node releases/download.mjs .c4/new kubernetes@1.9.9";
        vendors.kubernetes("1.9.9", programs);
        expect((await checkout.run(bring, vendors.environment)).output).toContain("404 for kubelet.sha256");
        expect(readdirSync(join(checkout.root, ".c4/new"))).toEqual([]);
        vendors.kubernetes("1.9.9", ["kubelet"]);
        expect((await checkout.run(bring, vendors.environment)).status).toBe(0);
        expect((await checkout.run(".c4/new/kubelet")).output).toBe("kubelet of Kubernetes\n");
        expect(existsSync(join(checkout.root, ".c4/new/kube-apiserver"))).toBe(true);
    });
});
