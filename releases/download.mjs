#!/usr/bin/env node
// @ts-check
// Downloads official releases from their vendors, checks each against the SHA-256 that its vendor publishes, and unpacks
// its programs into a folder. Needs Node only: `make up` runs it before anything is installed, and the package as a process
// of its own, because a plan cannot wait.
// Usage: node releases/download.mjs FOLDER TOOL@VERSION...
//   Prints a line for each release, and one for each reason why some are not there; exits with 1 when one is not.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    renameSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import { filesOf, pinned, sumIn } from "./catalog.mjs";
import { unzipped } from "./zip.mjs";

const answerSeconds = 4;
const silenceSeconds = 10;
const downloadSeconds = 600;

/** Why a release is not there: a phrase. What was taken from a vendor and is not what it published is an error. */
class Unavailable extends Error {
    /** @param {string} reason @param {boolean} wrong */
    constructor(reason, wrong = false) {
        super(reason);
        this.wrong = wrong;
    }
}

/**
 * What came of the first request to each host, which decides for the run: nothing, or why it cannot be reached.
 *
 * @type {Map<string, Promise<Unavailable | undefined>>}
 */
const hosts = new Map();

/** @type {Readonly<Record<string, string>>} */
const reasons = {
    ENOTFOUND: "its name is not known here",
    EAI_AGAIN: "its name is not known here",
    ECONNREFUSED: "it refuses the connection",
    ECONNRESET: "it ended the connection",
    ENETUNREACH: "no route to it",
    EHOSTUNREACH: "no route to it",
    UND_ERR_SOCKET: "it ended the connection before the end of the file",
};

/**
 * Reads what is at an address, piece by piece.
 *
 * @param {string} url @param {(piece: Uint8Array) => Promise<unknown>} take
 */
async function read(url, take) {
    const { host } = new URL(url);
    /** @type {(reason: Unavailable | undefined) => void} */
    let decide = () => {};
    const decided = hosts.get(host);
    if (decided === undefined) {
        const decision = new Promise((resolve) => {
            decide = resolve;
        });
        hosts.set(host, decision);
    }
    const unreachable = await decided;
    if (unreachable) throw unreachable;
    const abort = new AbortController();
    /** @param {number} seconds @param {string} what */
    const limit = (seconds, what) =>
        setTimeout(() => abort.abort(new Unavailable(`${host}: ${what} ${seconds} s`)), seconds * 1000);
    const whole = limit(downloadSeconds, "more to send than it could in");
    let patience = limit(answerSeconds, "no answer within");
    try {
        const response = await fetch(url, { signal: abort.signal, headers: { "accept-encoding": "identity" } });
        decide(undefined);
        if (!response.ok || response.body === null) {
            throw new Unavailable(`${host}: ${response.status} for ${basename(url)}`);
        }
        for await (const piece of response.body) {
            clearTimeout(patience);
            patience = limit(silenceSeconds, "nothing came for");
            await take(piece);
        }
    } catch (error) {
        const unavailable = error instanceof Unavailable ? error : new Unavailable(`${host}: ${reasonOf(error)}`);
        decide(unavailable);
        throw unavailable;
    } finally {
        clearTimeout(patience);
        clearTimeout(whole);
    }
}

/** @param {unknown} error @returns {string} */
function reasonOf(error) {
    if (!(error instanceof Error)) return String(error);
    const { cause } = error;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
    if (code !== undefined) return `${reasons[code] ?? "no connection"} (${code})`;
    return cause instanceof Error ? cause.message : error.message;
}

/** @param {string} url */
async function textAt(url) {
    /** @type {Uint8Array[]} */
    const pieces = [];
    await read(url, async (piece) => pieces.push(piece));
    return Buffer.concat(pieces).toString("utf8");
}

/**
 * Saves a file and returns its SHA-256.
 *
 * @param {string} url @param {string} file
 */
async function save(url, file) {
    const hash = createHash("sha256");
    const handle = await open(file, "w");
    try {
        await read(url, async (piece) => {
            hash.update(piece);
            await handle.writeFile(piece);
        });
    } finally {
        await handle.close();
    }
    return hash.digest("hex");
}

/**
 * Downloads one file of a release; returns its programs, unpacked in the folder.
 *
 * @param {import("./catalog.mjs").Download} download @param {string} folder
 */
async function fetchPrograms({ url, sums, form, programs }, folder) {
    const name = basename(url);
    const wanted = pinned[name] ?? sumIn(await textAt(sums), name);
    if (wanted === undefined) throw new Unavailable(`${new URL(sums).host}: it publishes no SHA-256 of ${name}`);
    const archive = join(folder, name);
    const found = await save(url, archive);
    if (found !== wanted) {
        const { host } = new URL(url);
        throw new Unavailable(`${name} of ${host} has the SHA-256 ${found}, not ${wanted}; it is not used`, true);
    }
    if (form === "zip") unzip(archive, programs, folder);
    if (form === "tar.gz") untar(archive, folder);
    return programs.map((program) => {
        const file = join(folder, program);
        if (!existsSync(file)) throw new Unavailable(`${name} holds no ${program}`);
        chmodSync(file, 0o755);
        return file;
    });
}

/** @param {string} archive @param {readonly string[]} programs @param {string} folder */
function unzip(archive, programs, folder) {
    const zip = readFileSync(archive);
    for (const program of programs) {
        const content = unzipped(zip, program);
        if (content !== undefined) writeFileSync(join(folder, program), content);
    }
}

/** All of it: some vendors put `./` before the names, and some do not. @param {string} archive @param {string} folder */
function untar(archive, folder) {
    const args = ["-xzf", archive, "-C", folder, "--no-same-owner"];
    const { status, stderr, error } = spawnSync("tar", args, { encoding: "utf8" });
    if (status !== 0)
        throw new Unavailable(`${basename(archive)} cannot be unpacked: ${error?.message ?? stderr.trim()}`);
}

/**
 * Downloads a release. Its programs come into the folder when all of them are whole.
 *
 * @param {string} folder @param {string} tool @param {string} version
 */
async function download(folder, tool, version) {
    const began = Date.now();
    const architecture = process.arch === "x64" ? "amd64" : process.arch;
    if (architecture !== "amd64" && architecture !== "arm64") {
        throw new Unavailable(`there are releases for amd64 and arm64; this machine is ${architecture}`);
    }
    const files = filesOf(tool, version, architecture);
    const unfinished = mkdtempSync(join(folder, `.${tool}-`));
    try {
        // All of them have ended, well or not, before the folder that they write to goes.
        const ended = await Promise.allSettled(files.map((file) => fetchPrograms(file, unfinished)));
        const programs = ended.flatMap((file) => {
            if (file.status === "rejected") throw file.reason;
            return file.value;
        });
        for (const program of programs) renameSync(program, join(folder, basename(program)));
    } finally {
        rmSync(unfinished, { recursive: true, force: true });
    }
    const hosts = [...new Set(files.map(({ url }) => new URL(url).host))].join(", ");
    const seconds = Math.round((Date.now() - began) / 1000);
    console.log(`  ${tool} ${version}: downloaded from ${hosts} in ${seconds} s, its SHA-256 is the published one`);
}

const [folder, ...releases] = process.argv.slice(2);
if (folder === undefined || releases.length === 0) throw new Error("usage: download.mjs FOLDER TOOL@VERSION...");
mkdirSync(folder, { recursive: true });
/** @type {Map<string, string[]>} */
const absent = new Map();
await Promise.all(
    releases.map(async (release) => {
        const [tool = "", version = ""] = release.split("@");
        try {
            await download(folder, tool, version);
        } catch (error) {
            if (!(error instanceof Unavailable)) throw error;
            if (error.wrong) console.error(`error: ${error.message}`);
            else absent.set(error.message, [...(absent.get(error.message) ?? []), `${tool} ${version}`]);
            process.exitCode = 1;
        }
    }),
);
for (const [reason, names] of absent) console.log(`  not downloaded: ${names.join(", ")} (${reason})`);
// A name that is still being looked up would keep the process.
process.exit();
