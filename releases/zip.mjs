// @ts-check
import { inflateRawSync } from "node:zlib";

const endOfDirectory = Buffer.from("PK\x05\x06", "latin1");
const stored = 0;
const deflated = 8;

/**
 * The content of a file in a zip archive; undefined when there is none of that name. Node reads no zip archives by itself,
 * and this is to run before any package is installed.
 *
 * @param {Buffer} zip @param {string} name @returns {Buffer | undefined}
 */
export function unzipped(zip, name) {
    const end = zip.lastIndexOf(endOfDirectory);
    if (end < 0) throw new Error("it is no zip archive");
    let entry = zip.readUInt32LE(end + 16);
    for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
        const nameLength = zip.readUInt16LE(entry + 28);
        if (zip.toString("utf8", entry + 46, entry + 46 + nameLength) === name) return contentOf(zip, entry);
        entry += 46 + nameLength + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
    }
    return undefined;
}

/** @param {Buffer} zip @param {number} entry Where the directory speaks of it. @returns {Buffer} */
function contentOf(zip, entry) {
    const method = zip.readUInt16LE(entry + 10);
    const size = zip.readUInt32LE(entry + 20);
    const header = zip.readUInt32LE(entry + 42);
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const content = zip.subarray(start, start + size);
    if (method === stored) return content;
    if (method === deflated) return inflateRawSync(content);
    throw new Error(`its compression (method ${method}) is not known`);
}
