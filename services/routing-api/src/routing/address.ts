import { isIPv4, isIPv6 } from "node:net";

/** Fewer bits than these would be anybody: half the internet proves nothing. */
const shortest = { 4: 8, 6: 16 } as const;

/**
 * An address as a text: its family, then its bits. Spellings do not matter, a network is what its addresses begin with, and IPv4
 * addresses that IPv6 carries (`::ffff:198.51.100.1`) are IPv4 addresses.
 */
export function addressBits(text: string): string | undefined {
    const bare = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
    if (isIPv4(bare)) return `4${bytesBits(bare.split("."))}`;
    if (!isIPv6(bare) || bare.includes("%")) return undefined;
    const bits = ipv6Bits(bare);
    return bits.startsWith(mapped) ? `4${bits.slice(mapped.length)}` : `6${bits}`;
}

const mapped = `${"0".repeat(80)}${"1".repeat(16)}`;

/** The addresses and networks of a list that commas or blanks part; a problem names the first that is neither. */
export function networksOf(list: string): readonly string[] | { readonly problem: string } {
    const networks: string[] = [];
    for (const entry of list.split(/[\s,]+/).filter((each) => each !== "")) {
        const network = networkBits(entry);
        if (typeof network !== "string") return network;
        networks.push(network);
    }
    return networks;
}

function networkBits(entry: string): string | { readonly problem: string } {
    const [address = "", length, ...more] = entry.split("/");
    const bits = addressBits(address);
    if (bits === undefined || more.length > 0) {
        return {
            problem: `"${entry}" is no address: allowed are addresses and networks, such as 198.51.100.7, 198.51.100.16/30 or 2001:db8::/64, several of them with commas between`,
        };
    }
    if (length === undefined) return bits;
    const family = bits.startsWith("4") ? 4 : 6;
    const longest = bits.length - 1;
    if (!/^\d{1,3}$/.test(length) || Number(length) < shortest[family] || Number(length) > longest) {
        return {
            problem: `"${entry}" is no network: allowed after the slash are ${shortest[family]} to ${longest}`,
        };
    }
    return bits.slice(0, 1 + Number(length));
}

function bytesBits(bytes: readonly string[]): string {
    return bytes.map((byte) => Number(byte).toString(2).padStart(8, "0")).join("");
}

function ipv6Bits(text: string): string {
    const dotted = /[^:]*\.[^:]*$/.exec(text)?.[0];
    const tail = dotted === undefined ? "" : bytesBits(dotted.split("."));
    const groups = dotted === undefined ? text : text.slice(0, -dotted.length).replace(/([^:]):$/, "$1");
    const [head = "", rest] = groups.split("::");
    const bits = (part: string) =>
        part
            .split(":")
            .filter((group) => group !== "")
            .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0"))
            .join("");
    const end = bits(rest ?? "") + tail;
    return bits(head).padEnd(rest === undefined ? 0 : 128 - end.length, "0") + end;
}
