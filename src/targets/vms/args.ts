import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { accepted } from "../../arguments/accepted";
import { network, someText } from "../../arguments/formats";
import { flag, input, matching, portNumber, type Rules, secretInput, transform } from "../../arguments/rules";
import { type BinariesArgs, binariesSchema } from "../../images/binaries";
import type { command } from "../../peers";
import type { Transform } from "../../resource";
import { type Role, roleNames } from "../../topology/model";

/** How a platform lands on machines with Debian 13, by SSH and systemd. */
export interface VmsArgs {
    /**
     * The machines. Instances of a role are spread over those that may run it, one a machine, in the order of this list.
     *
     * @example [{ name: "edge-1", address: "203.0.113.10", hostKey: "ssh-ed25519 AAAA...", roles: ["sbc", "rtpengine"] }]
     */
    hosts: HostArgs[];
    /**
     * Private key for SSH, in OpenSSH's or PEM form, of every host that names none of its own. Kept as a secret.
     *
     * @default the agent at SSH_AUTH_SOCK
     * @example config.requireSecret("sshKey")
     */
    privateKey?: Input<string>;
    /**
     * Who else may reach the ports that are not for the world, besides the platform's own hosts: IPv4 addresses or networks.
     * Instances of the platform that run elsewhere, in containers or pods; machines that make tenants in the routing API; what
     * collects metrics.
     *
     * @default []
     * @example ["198.18.1.0/24", "203.0.113.7/32"]
     */
    admit?: Input<string>[];
    /**
     * Whether the resolver of each host, systemd-resolved, asks the host's Consul agent for names below `consul`: `getent hosts
     * router.service.consul` says where routers are. Needs systemd-resolved there, and a DNS server that a link has.
     *
     * @default false
     */
    forwardDns?: boolean;
    /**
     * Looks at every host at each preview: what somebody changed, stopped or removed by hand shows as a change, with the
     * reason, and is put right by the `pulumi up` that follows. `false` for a preview where hosts cannot be reached.
     *
     * @default true
     */
    lookForDrift?: boolean;
    /**
     * Removes the Debian packages that the platform installed, too, when it is taken down. Those that were there before stay.
     *
     * @default false
     */
    removePackages?: boolean;
    /**
     * Programs that no Debian package holds, for the processor of the hosts.
     *
     * @default `consul` and `consul-template` of the PATH; where there are none, HashiCorp's releases, downloaded
     */
    binaries?: BinariesArgs;
    /**
     * Last word on each resource and its options, for what this package has no argument for.
     *
     * @example { command: (args, opts, host) => ({ args: { ...args, logging: host === "edge-1" ? "stdoutAndStderr" : "stdout" } }) }
     */
    transform?: VmsTransforms;
}

/** A machine with Debian 13, systemd and an SSH server. */
export interface HostArgs {
    /**
     * Its name, in resources, in Consul and in messages. Another name is another host.
     *
     * @example "edge-1"
     */
    name: string;
    /**
     * Address that it is deployed to at, by SSH.
     *
     * @example "203.0.113.10"
     */
    address: Input<string>;
    /**
     * IPv4 address of its own that the platform's other hosts and, of an SBC or RTPengine, carriers reach it at.
     *
     * @default {@link address}
     */
    platformAddress?: Input<string>;
    /**
     * Public key that it is known by, as `ssh-keyscan` prints it without the name. It is never taken on trust: a host that
     * shows another one is not deployed to.
     *
     * @example "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDj8..."
     */
    hostKey: Input<string>;
    /**
     * Port of its SSH server.
     *
     * @default 22
     */
    port?: number;
    /**
     * User to log in as: root, or one that may become root by `sudo` without a password.
     *
     * @default "root"
     * @example "admin"
     */
    user?: string;
    /** Private key for this host. Kept as a secret. */
    privateKey?: Input<string>;
    /** A host that this one is reached through. */
    bastion?: BastionArgs;
    /**
     * Roles that may have an instance there.
     *
     * @default every role
     * @example ["sbc", "rtpengine"]
     */
    roles?: Role[];
}

/** A host that others are reached through. */
export interface BastionArgs {
    /** Its address. */
    address: Input<string>;
    /** Public key that it is known by, as for `HostArgs.hostKey`. */
    hostKey: Input<string>;
    /**
     * Port of its SSH server.
     *
     * @default 22
     */
    port?: number;
    /**
     * User to log in as.
     *
     * @default "root"
     */
    user?: string;
    /**
     * Private key for it. Kept as a secret.
     *
     * @default the host's own
     */
    privateKey?: Input<string>;
}

/** One function for each type of resource; see {@link Transform}. The third argument is the host's name. */
export interface VmsTransforms {
    command?: Transform<command.remote.CommandArgs>;
    copy?: Transform<command.remote.CopyToRemoteArgs>;
}

const hostName = matching(
    (text) => /^[a-z0-9]([a-z0-9-]{0,29}[a-z0-9])?$/.test(text),
    "a name of at most 31 lower-case letters, digits and hyphens",
);
const userName = matching((text) => /^[a-z_][a-z0-9_-]{0,31}$/.test(text), "the name of a user");
const publicKey = input({
    accepts: (text) => /^(ssh-\S+|ecdsa-\S+) [A-Za-z0-9+/]+=*( \S.*)?$/.test(text),
    allowed: "a public key such as ssh-ed25519 AAAA...",
});
const privateKey = secretInput({
    accepts: (text) => text.includes("PRIVATE KEY-----"),
    allowed: "a private key in OpenSSH's or PEM form",
}).optional();
const reached = {
    address: input(someText),
    hostKey: publicKey,
    port: portNumber.optional(),
    user: userName.optional(),
    privateKey,
};

const host = z.strictObject({
    ...reached,
    name: hostName,
    platformAddress: input(someText).optional(),
    bastion: z.strictObject(reached).optional(),
    roles: z
        .array(z.enum(roleNames, `one of the roles ${roleNames.join(", ")}`))
        .min(1, "at least one role")
        .optional(),
});

const schema = z.strictObject({
    hosts: z
        .array(host)
        .min(1, "at least one host")
        .refine(
            (hosts) => new Set(hosts.map(({ name }) => name)).size === hosts.length,
            "hosts with a name of their own each",
        ),
    privateKey,
    admit: z.array(input(network)).optional(),
    forwardDns: flag.optional(),
    lookForDrift: flag.optional(),
    removePackages: flag.optional(),
    binaries: binariesSchema.optional(),
    transform: z.strictObject({ command: transform, copy: transform }).optional(),
} satisfies Rules<VmsArgs>);

/** The arguments, as they can work. Raises when one cannot; see `ArgumentError`. */
export function acceptedVmsArgs(args: VmsArgs): VmsArgs {
    return accepted(schema, args, "vms");
}
