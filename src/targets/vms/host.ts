import { basename } from "node:path";
import { remote } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { Bundles } from "../../images/bundle";
import type { SoftwareLayer } from "../../images/sources";
import { hostFolders } from "../../rendering/paths";
import { render } from "../../rendering/render";
import { create, type Owner } from "../../resource";
import { Once } from "../../topology/once";
import type { Scope } from "../../topology/target";
import type { HostArgs, VmsArgs } from "./args";
import { asRoot, connectionTo, shellWord } from "./connection";
import { type Findings, probe } from "./drift";
import { hostScript } from "./script";

/** Scripts of `templates/machine` that stay on a host, besides the setup that brings them. */
const scripts = ["c4-host-lib", "c4-software", "c4-doors", "c4-names", "c4-place", "c4-exec", "c4-remove", "c4-leave"];

/** What closes the ports of a platform from the start of its host on; `c4-leave` knows it by this name. */
const doorsUnit = "c4-doors@.service";

/** Debian packages of a host that no container has: what `c4-doors` closes ports by. */
const packagesOfHosts = ["nftables"];

/** Software on a host. */
export interface Software {
    /** Where it is. */
    readonly folder: string;
    /** Folders of it, as an instance sees them. */
    readonly folders: readonly string[];
    readonly ready: pulumi.Resource;
}

/** One host of a platform: its scripts, its software, and the commands that run there. */
export class VmsHost {
    readonly name: string;
    /** The address that other hosts of the platform reach it at. */
    readonly address: pulumi.Input<string>;
    private readonly connection: ReturnType<typeof connectionTo>;
    private readonly findings: pulumi.Output<Findings> | undefined;
    private readonly setup: remote.Command;
    private readonly software = new Once<SoftwareLayer, Software>();

    constructor(
        private readonly scope: Scope,
        private readonly args: VmsArgs,
        private readonly host: HostArgs,
        private readonly bundles: Bundles,
    ) {
        this.name = host.name;
        this.address = host.platformAddress ?? host.address;
        this.connection = connectionTo(host, args.privateKey);
        const connection = pulumi.output(this.connection);
        this.findings =
            args.lookForDrift === false
                ? undefined
                : // What is found is for all to see; the key that it was found with is not.
                  pulumi.unsecret(connection.apply((known) => probe(scope.platform, host.name, known)));
        const component = [scope.platform, scope.name].map(shellWord).join(" ");
        this.setup = this.command(scope, setupName(scope, host), {
            create: asRoot(host.user, `sh -s -- ${host.name} ${component}`),
            delete: this.script("c4-leave", [
                ...[host.name, scope.platform],
                ...[args.removePackages ? "purge" : "keep", scope.name],
            ]),
            stdin: setupScript(knownTo(args), args.forwardDns === true),
        });
    }

    /** Whether something there is as it was left; the same always, where nobody looks. */
    finding(what: string): pulumi.Output<string> {
        return this.findings?.apply((findings) => findings.of(what)) ?? pulumi.output("not looked at");
    }

    /** The component that its part of the platform is taken down with. */
    get component(): string {
        return this.scope.name;
    }

    /** The command that runs one of the scripts as root. */
    script(name: string, args: pulumi.Input<string>[]): pulumi.Output<string> {
        return pulumi
            .all(args)
            .apply((words) =>
                asRoot(this.host.user, [`${hostFolders.scripts}/${name}`, ...words.map(shellWord)].join(" ")),
            );
    }

    /** A command on this host. It is run when it is new, and again when anything about it changes. */
    command(
        owner: Owner,
        name: string,
        args: Pick<remote.CommandArgs, "create" | "delete" | "stdin">,
        opts: pulumi.CustomResourceOptions = {},
    ): remote.Command {
        return create(remote.Command, owner, {
            name,
            args: {
                ...args,
                connection: this.connection,
                addPreviousOutputInEnv: false,
                // What went wrong is in the error already.
                logging: "stdout",
            },
            opts,
            transform: this.args.transform?.command,
            about: this.name,
        });
    }

    /** The software of an image, brought here for whoever first has a workload that needs it. */
    softwareOf(image: SoftwareLayer, owner: Owner): Software {
        const under = image === "base" ? undefined : this.softwareOf("base", owner);
        return this.software.get(image, () => this.bring(image, under, owner));
    }

    private bring(image: SoftwareLayer, under: Software | undefined, owner: Owner): Software {
        const { archive, folders, packages, version } = this.bundles.of(image);
        const folder = `${hostFolders.software}/${image}-${version}`;
        const name = `${owner.name}-${this.name}-${image}`;
        const finding = this.finding(folder);
        const copy = archive === undefined ? undefined : this.copy(owner, `${name}-files`, archive, finding);
        const from = archive === undefined ? "-" : arrivalOf(archive);
        const dependsOn = [this.setup, ...(copy ? [copy] : []), ...(under ? [under.ready] : [])];
        const script = this.script("c4-software", [
            ...[this.name, finding, folder, under?.folder ?? "-", from],
            ...packages,
            ...(under === undefined ? packagesOfHosts : []),
        ]);
        return { folder, folders, ready: this.command(owner, name, { create: script }, { dependsOn }) };
    }

    private copy(owner: Owner, name: string, archive: string, finding: pulumi.Output<string>): remote.CopyToRemote {
        return create(remote.CopyToRemote, owner, {
            name,
            args: {
                connection: this.connection,
                source: new pulumi.asset.FileAsset(archive),
                remotePath: arrivalOf(archive),
                triggers: [finding],
            },
            // Another host's user must not fill a disk of one that turns out not to be fit.
            opts: { dependsOn: this.setup },
            transform: this.args.transform?.copy,
            about: this.name,
        });
    }
}

/** Where the component is one workload, its instances have the name that a host of a whole platform has. */
function setupName({ name, workloads }: Scope, host: HostArgs): string {
    const isOne = workloads.some((workload) => workload.name === name);
    return isOne ? `${name}-${host.name}-setup` : `${name}-${host.name}`;
}

/** Where an archive arrives: in the home of whoever logs in. */
function arrivalOf(archive: string): string {
    return `.cache/pulumi-wazo-c4/${basename(archive)}`;
}

/** Whom the hosts of a platform let in: each other, and whom the declaration admits. */
function knownTo({ admit = [], hosts }: VmsArgs): pulumi.Output<string[]> {
    return pulumi.all([...hosts.map(({ address, platformAddress }) => platformAddress ?? address), ...admit]);
}

/** The script that looks at a host, with all others and what they read behind it: one text, by standard input. */
function setupScript(known: pulumi.Output<string[]>, forwardDns: boolean): pulumi.Output<string> {
    const end = "C4_END_OF_SCRIPT";
    const before = [
        hostScript("setup"),
        ...scripts.map((name) => `script ${name} <<'${end}'\n${hostScript(name)}${end}\n`),
        `unit ${doorsUnit} <<'${end}'\n${render(`systemd/${doorsUnit}`, {})}${end}\n`,
        `ln -sfn ${hostFolders.scripts}/c4-exec ${hostFolders.programs}/c4-exec\n`,
    ].join("\n");
    const names = `names ${forwardDns ? "on" : "off"}\n`;
    return known.apply((addresses) => `${before}\nknown <<'${end}'\n${addresses.join("\n")}\n${end}\n${names}`);
}
