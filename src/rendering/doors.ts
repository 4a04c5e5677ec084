import type { Port, Workload } from "../topology/model";
import { isOpen } from "../topology/ports";
import { userName } from "./systemd";

/**
 * What `c4-doors` reads of an instance on a host: the ports that are closed to strangers, and those that on the host itself only
 * some users have business with.
 */
export function doorsFile(platform: string, workload: Workload): string {
    const user = userName(platform, workload.name);
    return [
        `# What of ${workload.name} is closed, and to whom; c4-doors makes the host's table of it. Written by Pulumi.`,
        `instance ${workload.role} ${user}`,
        ...workload.ports.flatMap((port) => portLines(port, user)),
        "",
    ].join("\n");
}

function portLines(port: Port, user: string): string[] {
    const range = port.last === undefined ? `${port.number}` : `${port.number}-${port.last}`;
    return port.protocols.flatMap((protocol) => [
        ...(isOpen(port) ? [] : [`closed ${protocol} ${range}`]),
        ...(port.callers === undefined ? [] : [`callers ${protocol} ${range} ${port.callers.join(" ")}`]),
        ...(port.ownLoopback ? [`own ${protocol} ${range} ${user}`] : []),
    ]);
}
