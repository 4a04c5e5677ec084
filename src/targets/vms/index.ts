import type { Target } from "../../topology/target";
import { acceptedVmsArgs, type VmsArgs } from "./args";
import { checkCapabilities } from "./capabilities";
import { VmsSite } from "./site";

/**
 * Runs a platform on machines with Debian 13: by SSH, as units of systemd, with Debian's own packages. Needs the
 * package `@pulumi/command`.
 *
 * @example
 * ```ts
 * new c4.C4("edge", {
 *     target: c4.vms({
 *         privateKey: config.requireSecret("sshKey"),
 *         hosts: [
 *             { name: "edge-1", address: "203.0.113.10", hostKey: "ssh-ed25519 AAAA...", roles: ["sbc", "rtpengine"] },
 *             { name: "core-1", address: "203.0.113.20", hostKey: "ssh-ed25519 AAAA..." },
 *         ],
 *     }),
 * });
 * ```
 * @throws ArgumentError when an argument cannot work.
 */
export function vms(given: VmsArgs): Target {
    const args = acceptedVmsArgs(given);
    return {
        kind: "vms",
        keepsStorage: true,
        check: (workloads, beside = []) => checkCapabilities(workloads, beside, args),
        open: (scope) => VmsSite.open(scope, args),
    };
}
