import type { InstanceContainer } from "./sip-network";

/** A line of /proc/net/tcp or udp: the local address, and the state (0A: listening; of UDP 07: not connected). */
const line = /^\s*\d+: ([0-9A-F]{8}):([0-9A-F]{4}) [0-9A-F]{8}:[0-9A-F]{4} ([0-9A-F]{2}) /gm;

/**
 * Where an instance takes what comes from outside, as `address:port`; its loopback is nobody else's. IPv6 is looked at too, and
 * must have nothing.
 */
export async function listening(instance: InstanceContainer, protocol: "tcp" | "udp"): Promise<string[]> {
    const open = protocol === "tcp" ? "0A" : "07";
    const version4 = await instance.exec("cat", `/proc/net/${protocol}`);
    const version6 = await instance.exec("sh", "-c", `sed 1d /proc/net/${protocol}6 2>/dev/null || true`);
    const found = [...version4.matchAll(line)]
        .filter(([, , , state]) => state === open)
        .map(([, address = "", port = ""]) => `${dotted(address)}:${Number.parseInt(port, 16)}`)
        .filter((place) => !place.startsWith("127."));
    const others = version6.split("\n").filter((text) => new RegExp(` ${open} `).test(text));
    return [...new Set([...found, ...others])].sort();
}

/** An IPv4 address as the kernel writes it: in hexadecimal, its last number first. */
function dotted(hexadecimal: string): string {
    return [...Buffer.from(hexadecimal, "hex")].reverse().join(".");
}
