import type { types } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { BastionArgs, HostArgs } from "./args";

type ConnectionArgs = types.input.remote.ConnectionArgs;

/**
 * How a host is reached. Attempts are few and short: a host that is away must not hold up for long what waits for it, and a
 * key that is refused once is refused again.
 */
export function connectionTo(host: HostArgs, privateKey?: pulumi.Input<string>): ConnectionArgs {
    const key = host.privateKey ?? privateKey;
    return {
        ...reached(host, key),
        ...(host.bastion === undefined ? {} : { proxy: reached(host.bastion, host.bastion.privateKey ?? key) }),
    };
}

function reached({ address, port, user, hostKey }: BastionArgs, privateKey?: pulumi.Input<string>) {
    return {
        host: address,
        port: port ?? 22,
        user: user ?? "root",
        hostKey,
        dialErrorLimit: 3,
        perDialTimeout: 10,
        ...(privateKey === undefined ? {} : { privateKey: pulumi.secret(privateKey) }),
    };
}

/** A command as root, whoever logs in. */
export function asRoot(user: string | undefined, command: string): string {
    return (user ?? "root") === "root" ? command : `sudo -n ${command}`;
}

/** A word of a command for the shell. */
export function shellWord(text: string): string {
    return /^[\w@:=./,+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
