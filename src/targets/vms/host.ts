import { basename } from "node:path";
import { remote } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { Bundles } from "../../images/bundle";
import type { Layer } from "../../images/sources";
import { render } from "../../rendering/render";
import type { Scope } from "../../topology/target";
import type { HostArgs, VmsArgs } from "./args";
import { asRoot, connectionTo, shellWord } from "./connection";
import { type Findings, probe } from "./drift";

/** Scripts of `templates/machine` that stay on a host, besides the setup that brings them. */
const scripts = ["c4-host-lib", "c4-software", "c4-place", "c4-exec", "c4-remove", "c4-leave"];
const scriptFolder = "/usr/local/lib/c4-host";

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
    private readonly software = new Map<Layer, Software>();

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
        this.setup = this.command(`${scope.platform}-${host.name}`, {
            create: asRoot(host.user, `sh -s -- ${host.name}`),
            delete: this.script("c4-leave", [host.name, scope.platform, ...(args.removePackages ? ["purge"] : [])]),
            stdin: setupScript(),
        });
    }

    /** Whether something there is as it was left; the same always, where nobody looks. */
    finding(what: string): pulumi.Output<string> {
        return this.findings?.apply((findings) => findings.of(what)) ?? pulumi.output("not looked at");
    }

    /** The command that runs one of the scripts as root. */
    script(name: string, args: pulumi.Input<string>[]): pulumi.Output<string> {
        return pulumi
            .all(args)
            .apply((words) => asRoot(this.host.user, [`${scriptFolder}/${name}`, ...words.map(shellWord)].join(" ")));
    }

    /** A command on this host. It is run when it is new, and again when anything about it changes. */
    command(
        name: string,
        args: Pick<remote.CommandArgs, "create" | "delete" | "stdin">,
        opts: pulumi.CustomResourceOptions = {},
    ): remote.Command {
        const complete: remote.CommandArgs = {
            ...args,
            connection: this.connection,
            addPreviousOutputInEnv: false,
            // What went wrong is in the error already.
            logging: "stdout",
        };
        return new remote.Command(
            name,
            this.args.transform?.command?.(complete, this.name) ?? complete,
            pulumi.mergeOptions({ parent: this.scope.parent }, opts),
        );
    }

    /** The software of a layer, brought here when the first workload needs it. */
    softwareOf(layer: Layer): Software {
        const under = layer === "base" ? undefined : this.softwareOf("base");
        const brought = this.software.get(layer) ?? this.bring(layer, under);
        this.software.set(layer, brought);
        return brought;
    }

    private bring(layer: Layer, under: Software | undefined): Software {
        const { archive, folders, packages, version } = this.bundles.of(layer);
        const folder = `/opt/c4/${layer}-${version}`;
        const name = `${this.scope.platform}-${this.name}-${layer}`;
        const finding = this.finding(folder);
        const copy = archive === undefined ? undefined : this.copy(`${name}-files`, archive, finding);
        const from = archive === undefined ? "-" : arrivalOf(archive);
        const dependsOn = [this.setup, ...(copy ? [copy] : []), ...(under ? [under.ready] : [])];
        const create = this.script("c4-software", [
            ...[this.name, finding, folder, under?.folder ?? "-", from],
            ...packages,
        ]);
        return { folder, folders, ready: this.command(name, { create }, { dependsOn }) };
    }

    private copy(name: string, archive: string, finding: pulumi.Output<string>): remote.CopyToRemote {
        const args: remote.CopyToRemoteArgs = {
            connection: this.connection,
            source: new pulumi.asset.FileAsset(archive),
            remotePath: arrivalOf(archive),
            triggers: [finding],
        };
        return new remote.CopyToRemote(
            name,
            this.args.transform?.copy?.(args, this.name) ?? args,
            // Another host's user must not fill a disk of one that turns out not to be fit.
            { parent: this.scope.parent, dependsOn: this.setup },
        );
    }
}

/** Where an archive arrives: in the home of whoever logs in. */
function arrivalOf(archive: string): string {
    return `.cache/pulumi-wazo-c4/${basename(archive)}`;
}

/** The script that looks at a host, with all others behind it: one text, by standard input. */
export function setupScript(): string {
    const text = (name: string) => render(`machine/${name}`, {});
    const end = "C4_END_OF_SCRIPT";
    return [
        text("setup"),
        ...scripts.map((name) => `script ${name} <<'${end}'\n${text(name)}${end}\n`),
        `ln -sfn ${scriptFolder}/c4-exec /usr/local/bin/c4-exec\n`,
    ].join("\n");
}
