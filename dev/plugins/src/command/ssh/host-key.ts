import { createHash } from "node:crypto";
import type { ServerHostKeyAlgorithm } from "ssh2";

export interface HostKey {
    readonly type: string;
    readonly blob: Buffer;
}

const line = /(?:^|\s)((?:ssh|ecdsa|sk)-[\w@.-]+)\s+([A-Za-z0-9+/]+={0,2})(?:\s|$)/;

/** One line as in authorized_keys, known_hosts or a server's *.pub: what stands around type and key is left aside. */
export function parseHostKey(text: string): HostKey | undefined {
    const [, type, encoded] = line.exec(text.trim()) ?? [];
    if (type === undefined || encoded === undefined || text.trim().includes("\n")) return undefined;
    const blob = Buffer.from(encoded, "base64");
    // A key begins with its own type, and so tells whether it is whole.
    return blob.length > 4 + type.length && typeOf(blob) === type ? { type, blob } : undefined;
}

function typeOf(blob: Buffer): string {
    return blob.length < 4 ? "" : blob.subarray(4, 4 + blob.readUInt32BE(0)).toString("latin1");
}

/** As OpenSSH shows it. */
export function fingerprint(blob: Buffer): string {
    return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}

export class HostKeyMismatch extends Error {
    constructor(where: string, expected: HostKey, found: Buffer) {
        super(
            `the host key of ${where} is not the one that hostKey expects: expected ${fingerprint(expected.blob)} (${expected.type}), ` +
                `found ${fingerprint(found)} (${typeOf(found)}). It is another host, or its key was changed`,
        );
    }
}

const algorithms: readonly ServerHostKeyAlgorithm[] = [
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "rsa-sha2-512",
    "rsa-sha2-256",
];

/** A host has keys of several types: the expected one is asked for first. Others are taken, to be able to name them. */
export function algorithmsFor(expected: HostKey): ServerHostKeyAlgorithm[] {
    const fits = (algorithm: string): boolean =>
        expected.type === "ssh-rsa" ? algorithm.startsWith("rsa-") : algorithm === expected.type;
    return [...algorithms.filter(fits), ...algorithms.filter((algorithm) => !fits(algorithm))];
}
