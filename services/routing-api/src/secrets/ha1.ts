import { createHash } from "node:crypto";

/**
 * The digest secret of a user, null when a part is missing. MD5 is what SIP digest authentication (RFC 2617) uses. The realm of an
 * IPBX's user is its domain's name, because that is the From host with which the router challenges.
 */
export function ha1(username: string | null, realm: string | null, password: string | null): string | null {
    if (username === null || realm === null || password === null) return null;
    return createHash("md5").update(`${username}:${realm}:${password}`).digest("hex");
}
