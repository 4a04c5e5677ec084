/** Whether a text is an IPv4 network in CIDR notation with no host bit set (RFC 4632). */
export function isCidr(value: string): boolean {
    const [address = "", length = "", ...rest] = value.split("/");
    const bits = /^\d{1,2}$/.test(length) ? Number(length) : Number.NaN;
    const number = ipv4(address);
    if (rest.length > 0 || number === undefined || !(bits <= 32)) return false;
    return number % 2 ** (32 - bits) === 0;
}

/** Whether a text is a dotted IPv4 address. */
export function isIpv4(value: string): boolean {
    return ipv4(value) !== undefined;
}

/** Whether a text is a host name (RFC 1123): labels of letters, digits and hyphens, 253 characters at most. */
export function isHostName(value: string): boolean {
    return (
        value.length <= 253 && value.split(".").every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))
    );
}

function ipv4(address: string): number | undefined {
    const parts = address.split(".");
    if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) {
        return undefined;
    }
    return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}
