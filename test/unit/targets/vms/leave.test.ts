import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hookFolder, hostFolders } from "../../../../src/rendering/paths";
import { hostScript } from "../../../../src/targets/vms/script";
import { removeFolder, temporaryFolder } from "../../../tools/temporary";

const units = "/etc/systemd/system";
const resolver = "/etc/systemd/resolved.conf.d";
let host: string;

/** A file or folder of the host, which is a folder of this machine. */
const at = (path: string) => join(host, path);

function write(path: string, text = ""): void {
    mkdirSync(join(at(path), ".."), { recursive: true });
    writeFileSync(at(path), text);
}

/** An instance as `c4-place` leaves it: to its end, or not. */
function placed(workload: string, { component, finding }: { component?: string; finding?: string }): void {
    const folder = `${hostFolders.configurations}/edge/${workload}`;
    write(`${units}/c4-edge-${workload}.service`);
    write(`${folder}/environment`);
    if (component !== undefined) write(`${folder}/component`, `${component}\n`);
    if (finding !== undefined) write(`${folder}/finding`, `${finding}\n`);
}

/** A script of the host's, all of whose folders are below that folder of this machine: it removes what it finds there. */
function moved(script: string): string {
    const folders = [...Object.values(hostFolders), hookFolder, units, resolver];
    const text = folders.reduce(
        (known, folder) => known.replaceAll(`=${folder}`, `=${at(folder)}`),
        hostScript(script),
    );
    const stayed = text.split(/\s/).find((word) => /^\w+=\//.test(word) && !word.includes(`=${host}/`));
    if (stayed !== undefined) throw new Error(`${script} would use ${stayed} of this machine.`);
    return text;
}

const instances = () =>
    readdirSync(at(units))
        .map((unit) => unit.replace(/^c4-edge-|\.service$/g, ""))
        .sort();

function leave(...args: string[]): void {
    const path = `${at("/fake")}:${process.env.PATH ?? ""}`;
    execFileSync("sh", [at(`${hostFolders.scripts}/c4-leave`), "host-1", "edge", ...args], { env: { PATH: path } });
}

beforeEach(() => {
    host = temporaryFolder("leave");
    // No systemd runs on that host, and no instance; of its packet filter nothing is asked.
    for (const program of ["systemctl", "nft"]) {
        write(`/fake/${program}`, "#!/bin/sh\n");
        chmodSync(at(`/fake/${program}`), 0o755);
    }
    mkdirSync(at(units), { recursive: true });
    for (const script of ["c4-leave", "c4-doors", "c4-names", "c4-host-lib"]) {
        write(`${hostFolders.scripts}/${script}`, moved(script));
        chmodSync(at(`${hostFolders.scripts}/${script}`), 0o755);
    }
    for (const component of ["edge", "burst"]) write(`${hostFolders.scripts}/users/edge.${component}`);
    write(`${hostFolders.software}/base-1/program`);
});

afterEach(() => removeFolder(host));

describe("a component that leaves a host", () => {
    it("takes what was never placed to its end with it, and leaves what is another one's", () => {
        placed("router", { component: "edge", finding: "not looked at" });
        placed("sbc", { component: "edge" });
        placed("burst", { component: "burst" });
        leave("keep", "burst");
        expect(instances()).toEqual(["router", "sbc"]);
        expect(existsSync(at(`${hostFolders.software}/base-1/program`))).toBe(true);
        expect(existsSync(at(`${hostFolders.scripts}/c4-leave`))).toBe(true);
    });

    it("leaves what it shares with one that has no instance there yet", () => {
        leave("keep", "burst");
        expect(existsSync(at(`${hostFolders.software}/base-1/program`))).toBe(true);
        leave("keep", "edge");
        expect(existsSync(at(hostFolders.software))).toBe(false);
        expect(existsSync(at(hostFolders.scripts))).toBe(false);
    });

    it("is the platform itself where nothing is said, and knows what nobody noted a component of", () => {
        leave("keep", "burst");
        placed("router", { finding: "not looked at" });
        placed("sbc", {});
        leave();
        expect(instances()).toEqual(["router"]);
        expect(existsSync(at(hostFolders.scripts))).toBe(true);
    });
});
