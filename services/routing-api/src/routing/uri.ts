import { isIPv6 } from "node:net";

/** The parts of a SIP or tel URI that routing needs. Parameters and headers are left behind. */
export interface SipUri {
    readonly scheme: string;
    readonly user: string;
    /** Empty for a tel URI. IPv6 addresses keep their brackets. */
    readonly host: string;
    readonly port: number | undefined;
}

const uriForm =
    /^(?:(sips?):)?(?:([^@<>\s]*)@)?(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*))(?::(\d{1,5}))?(?:[;?].*)?$/is;
const telForm = /^tel:([^;?@<>\s]+)(?:;.*)?$/is;
const hostForm = /^(?:\[[0-9a-f:.]+\]|[a-z0-9_][a-z0-9_.-]*)$/i;

/** Longer than any URI that SIP equipment sends. It bounds what a stranger can make us work on. */
const maxLength = 1024;

/** Parses `sip:user:password@host:port;parameters?headers` or a tel URI; undefined when the text is neither. */
export function parseUri(text: string): SipUri | undefined {
    const bare = /^\s*<?([^<>]*)>?\s*$/.exec(text.slice(0, maxLength + 1))?.[1];
    if (bare === undefined || bare.length > maxLength) return undefined;
    const tel = telForm.exec(bare);
    if (tel?.[1] !== undefined) return { scheme: "sip:", user: unescaped(tel[1]), host: "", port: undefined };
    const match = uriForm.exec(bare);
    const host = match?.[3];
    if (match === null || host === undefined) return undefined;
    const port = match[4] === undefined ? undefined : Number(match[4]);
    if (port !== undefined && (port < 1 || port > 65535)) return undefined;
    // The user part may carry a password and, with tel numbers, parameters: neither is part of the number.
    const user = unescaped((match[2] ?? "").split(/[:;]/, 1)[0] ?? "");
    return { scheme: `${(match[1] ?? "sip").toLowerCase()}:`, user, host, port };
}

/** Puts a URI together; the user is escaped, so that no user can end up as a host, a parameter or a header. */
export function formatUri(uri: SipUri): string {
    const user = uri.user === "" ? "" : `${escapeUser(uri.user)}@`;
    return `${uri.scheme}${user}${uri.host}${uri.port === undefined ? "" : `:${uri.port}`}`;
}

/** Host and port as they stand in a URI; undefined when they cannot (stored hosts are not validated). */
export function targetHost(host: string, port: number): string | undefined {
    const written = bracketed(host);
    return hostForm.test(written) && port >= 1 && port <= 65535 ? `${written}:${port}` : undefined;
}

/** An IPv6 address stands in brackets. */
export function bracketed(host: string): string {
    return isIPv6(host) ? `[${host}]` : host;
}

/** Hosts and domains are the same in any case, and with the dot of the DNS' root behind them. */
export function hostKey(host: string): string {
    return host.toLowerCase().replace(/\.$/, "");
}

function unescaped(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        // A lone percent sign is no escape: such a user is taken as it is written.
        return text;
    }
}

/** The characters of RFC 3261's user production stand as they are, all others as escapes of their UTF-8 bytes. */
function escapeUser(user: string): string {
    return user.replace(/\p{Surrogate}/gu, "").replace(/[^A-Za-z0-9\-_.!~*'()&=+$,/]/gu, encodeURIComponent);
}
