import { createHash, pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(pbkdf2);
const rounds = 100_000;
const bytes = 64;
const saltLength = 64;

/**
 * Hashes a password in the form of the original database: 64 characters of salt (their ASCII text is the salt), then 128 of
 * PBKDF2-HMAC-SHA512, so that rows can be carried over either way.
 */
export async function hashPassword(password: string): Promise<string> {
    const salt = createHash("sha256").update(randomBytes(60)).digest("hex");
    return salt + (await derived(password, salt)).toString("hex");
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
    const expected = Buffer.from(stored.slice(saltLength), "hex");
    if (expected.length !== bytes) return false;
    return timingSafeEqual(await derived(password, stored.slice(0, saltLength)), expected);
}

function derived(password: string, salt: string): Promise<Buffer> {
    return derive(password, salt, rounds, bytes, "sha512");
}
