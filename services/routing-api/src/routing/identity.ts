import { formatUri, type SipUri } from "./uri.js";

/** A P-Asserted-Identity header line (RFC 3325), with its CRLF: the proxy appends it as it is. */
export function assertedIdentity(display: string, uri: SipUri): string {
    const name = unquoted(display);
    const quoted = name === "" ? "" : `"${name.replace(/["\\]/g, "\\$&")}" `;
    return `P-Asserted-Identity: ${quoted}<${formatUri(uri)}>\r\n`;
}

/** Display names come from strangers: a line break in one would be a header of their choice. */
export function withoutControls(text: string): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to go.
    return text.replace(/[\u0000-\u001f\u007f]/g, "");
}

/** The router hands the display name over with its quotes and escapes, if there were any. */
function unquoted(display: string): string {
    const plain = withoutControls(display).trim();
    const inner = /^"(.*)"$/s.exec(plain)?.[1];
    return inner === undefined ? plain : inner.replace(/\\(.)/gs, "$1");
}
