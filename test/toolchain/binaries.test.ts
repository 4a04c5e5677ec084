import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { binaries, locateBinary } from "../../src/images/binaries";
import { release, sha256 } from "../../src/images/releases";
import { checkBinaries } from "../../src/images/sources";
import { removeFolder, temporaryFolder } from "../tools/temporary";
import { architecture, prints, Vendors } from "../tools/vendors";

const root = join(__dirname, "..", "..");

/** What a call raises, as a user reads it. */
function refusal(call: () => unknown): string {
    try {
        call();
    } catch (error) {
        if (error instanceof Error) return error.message;
    }
    throw new Error("it was not refused");
}

describe("the programs that images are built with, where neither is on the PATH", () => {
    let vendors: Vendors;
    let folder: string;
    beforeEach(async () => {
        vendors = new Vendors();
        await vendors.start();
        folder = temporaryFolder("cache");
        for (const [name, value] of Object.entries(vendors.environment)) vi.stubEnv(name, value);
        vi.stubEnv("PATH", `${dirname(process.execPath)}-absent:/bin`);
        vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
    });
    afterEach(() => {
        vi.unstubAllEnvs();
        vendors.stop();
        removeFolder(folder);
    });
    const cached = (program: string, version: string) =>
        join(folder, "cache", "pulumi-wazo-c4", `${program}-${version}-linux-${process.arch}`, program);

    it("are those that the toolchain pins", () => {
        for (const { program, version } of Object.values(binaries)) {
            const pins = readFileSync(join(root, "dev", "toolchain", program, "go.mod"), "utf8");
            expect(pins).toContain(`github.com/hashicorp/${program} v${version} `);
        }
    });

    it("are downloaded once, into the user's cache, and found there by the next run", async () => {
        vendors.hashicorp("consul", "1.9.9", prints("official"));
        const path = cached("consul", "1.9.9");
        expect(release("consul", "1.9.9")).toEqual({ path });
        expect(execFileSync(path, { encoding: "utf8" })).toBe("official\n");
        expect(readdirSync(dirname(path)).sort()).toEqual(["consul", "consul.sha256"]);
        const asked = vendors.requests.length;
        vi.resetModules();
        const { release: ofTheNextRun } = await import("../../src/images/releases.js");
        expect(ofTheNextRun("consul", "1.9.9")).toEqual({ path });
        expect(vendors.requests).toHaveLength(asked);
    });

    it("are downloaded anew when what is in the cache is not what was unpacked", () => {
        vendors.hashicorp("consul-template", "1.9.9", prints("official"));
        const path = cached("consul-template", "1.9.9");
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, prints("something else"));
        writeFileSync(`${path}.sha256`, "0".repeat(64));
        expect(release("consul-template", "1.9.9")).toEqual({ path });
        expect(readFileSync(path, "utf8")).toBe(prints("official"));
    });

    it("may be there already: then nobody is asked", () => {
        for (const { program, version } of Object.values(binaries)) {
            const path = cached(program, version);
            mkdirSync(dirname(path), { recursive: true });
            writeFileSync(path, prints(program));
            chmodSync(path, 0o755);
            writeFileSync(`${path}.sha256`, sha256(path));
        }
        expect(locateBinary("consul", {})).toBe(cached("consul", "1.20.1"));
        expect(() => checkBinaries(["consul", "kamailio"], {})).not.toThrow();
        expect(vendors.requests).toEqual([]);
    });

    it("are refused where they do not come, with what failed and what to do", () => {
        expect(refusal(() => checkBinaries(["kamailio"], {}))).toBe(
            "binaries.consulTemplate.path is missing. Allowed: the path of a static Linux executable of " +
                "consul-template 0.41.1, or a prebuilt image for each role. It is not on the PATH, and was not downloaded: " +
                `consul-template 0.41.1 (${vendors.host}: 404 for consul-template_0.41.1_linux_${architecture}.zip).`,
        );
    });

    it("are refused where the download is not what HashiCorp publishes, and leave nothing", () => {
        vendors.hashicorp("consul", "1.20.1", prints("somebody else's"));
        const message = refusal(() => locateBinary("consul", {}));
        expect(message).toMatch(
            /^binaries\.consul\.path is missing.* has the SHA-256 [0-9a-f]{64}, not [0-9a-f]{64}; it is not/,
        );
        expect(readdirSync(dirname(cached("consul", "1.20.1")))).toEqual([]);
    });

    it("are not asked for where that is forbidden", () => {
        expect(refusal(() => locateBinary("consul", { download: false }))).toContain(
            "It is not on the PATH, and was not downloaded: binaries.download is false.",
        );
        expect(vendors.requests).toEqual([]);
    });

    it("may be a file that is named, whose checksum is held to", () => {
        const path = process.execPath;
        expect(locateBinary("consul", { consul: { path, sha256: sha256(path).toUpperCase() } })).toBe(path);
        expect(refusal(() => locateBinary("consul", { consul: { path, sha256: "00" } }))).toContain(
            `binaries.consul.sha256 is "00", which cannot be used. Allowed: the checksum of ${path}, which is ${sha256(path)}`,
        );
        expect(vendors.requests).toEqual([]);
    });
});
