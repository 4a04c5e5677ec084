import { createCipheriv, createDecipheriv, createHmac, type Hmac, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const version = "v1";
const ivBytes = 12;
const tagBytes = 16;

/** Encrypts what has to be readable again: passwords that this platform sends to others. */
export class Encryption {
    readonly #key: Buffer;

    constructor(key: Buffer) {
        this.#key = key;
    }

    encrypt(text: string): string {
        const iv = randomBytes(ivBytes);
        const cipher = createCipheriv(algorithm, this.#key, iv);
        const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
        return `${version}:${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64")}`;
    }

    /** Throws when the text was encrypted with another key, or was changed. */
    decrypt(stored: string): string {
        const [found, body] = stored.split(":", 2);
        if (found !== version || body === undefined) {
            throw new Error(`a stored secret has the form "${found ?? ""}", which this version cannot read`);
        }
        const bytes = Buffer.from(body, "base64");
        const decipher = createDecipheriv(algorithm, this.#key, bytes.subarray(0, ivBytes), {
            authTagLength: tagBytes,
        });
        decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString("utf8");
    }

    /** A hash that tells nobody without the key what went into it, not even by guessing. */
    fingerprint(): Hmac {
        return createHmac("sha256", createHmac("sha256", this.#key).update("fingerprint").digest());
    }
}
