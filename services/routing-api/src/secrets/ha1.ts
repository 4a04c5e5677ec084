import { createHash } from "node:crypto";

/**
 * The digest secret of an IPBX's user, null when a part is missing. MD5 is what SIP digest authentication (RFC 2617) uses; the
 * realm is the domain's name, because that is the From host with which the router challenges.
 */
export function ha1(username: string | null, domain: string | null, password: string | null): string | null {
    if (username === null || domain === null || password === null) return null;
    return createHash("md5").update(`${username}:${domain}:${password}`).digest("hex");
}
