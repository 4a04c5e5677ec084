import type { RunningInstance, RunningTarget } from "./target";

/** Where Consul's agents answer DNS: on loopback, for whoever is there. */
const look = `for role in "$@"; do
    printf '%s: ' "$role"
    dnsget -n 127.0.0.1 -o port:8600,timeout:2,attempts:2 -t a "$role.service.consul." 2>&1 | tr '\\n' ' '
    echo
done`;

/** Addresses of the instances of each role, as DNS tells them at one of Consul's agents: those that are passing. */
export async function resolved(
    target: RunningTarget,
    agent: RunningInstance,
    roles: readonly string[],
): Promise<Map<string, string[]>> {
    const said = (await target.exec(agent, ["sh", "-c", look, "sh", ...roles])).split("\n");
    return new Map(
        roles.map((role) => {
            const line = said.find((each) => each.startsWith(`${role}: `)) ?? "";
            return [role, [...(line.match(/\b\d+\.\d+\.\d+\.\d+\b/g) ?? [])].sort()];
        }),
    );
}

/** What DNS says of a platform, for people. */
export function dnsLine(addresses: ReadonlyMap<string, readonly string[]>): string {
    return [...addresses]
        .map(([role, found]) => `${role}.service.consul ${found.length === 0 ? "is NOT KNOWN" : found.join(" ")}`)
        .join(", ");
}
