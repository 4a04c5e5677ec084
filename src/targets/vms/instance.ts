import * as pulumi from "@pulumi/pulumi";
import { doorsFile } from "../../rendering/doors";
import type { InstanceEnvironment } from "../../rendering/environment";
import { hostFolders, listTemplateFolder } from "../../rendering/paths";
import { renderFile } from "../../rendering/render";
import {
    configurationFolders,
    environmentFile,
    hostPath,
    type InstanceFolders,
    instanceUnit,
    writableFolders,
} from "../../rendering/systemd";
import type { Workload } from "../../topology/model";
import type { Resolver } from "../../topology/references";
import type { Software, VmsHost } from "./host";

/** What `c4-place` reads: all that an instance is on its host. A secret when it holds one. */
export function instancePayload(
    workload: Workload,
    host: VmsHost,
    software: Software,
    platform: string,
    resolver: Resolver,
    environment: InstanceEnvironment,
    outlasting: readonly string[],
): pulumi.Output<string> {
    const folders: InstanceFolders = {
        configuration: `${hostFolders.configurations}/${platform}/${workload.name}`,
        state: `${hostFolders.states}/${platform}/${workload.name}`,
        software: software.folder,
    };
    const files = workload.files.map((file) =>
        renderFile(file, resolver).apply(
            (text) => `file ${file.mode} ${hostPath(file.path, workload, folders)} ${encoded(text)}`,
        ),
    );
    const values = variables(workload, host, environment);
    return pulumi
        .all([values, pulumi.all(files)])
        .apply(([known, lines]) =>
            [
                `reloads */files${listTemplateFolder}/*`,
                ...writableFolders(workload).map((folder) => `folder ${folder}`),
                ...points(workload, folders).map((point) => `point ${point}`),
                ...lines,
                `doors ${encoded(doorsFile(platform, workload))}`,
                `environment ${encoded(environmentFile(known))}`,
                `unit ${encoded(instanceUnit(platform, workload, folders, software.folders, outlasting))}`,
                "",
            ].join("\n"),
        );
}

/** Folders within the configuration that something else is bound to. */
function points(workload: Workload, folders: InstanceFolders): string[] {
    const bound = configurationFolders(workload);
    return writableFolders(workload)
        .filter((folder) => bound.some((parent) => folder.startsWith(`${parent}/`)))
        .map((folder) => `${folders.configuration}/files${folder}`);
}

/** What the instance is told besides: who it is on which host, for several roles share one. */
function variables(
    workload: Workload,
    host: VmsHost,
    { plain, secret }: InstanceEnvironment,
): pulumi.Output<Record<string, string>> {
    const values: Record<string, pulumi.Input<string>> = {
        ...plain,
        ...secret,
        C4_INSTANCE: `${workload.name}-${host.name}`,
        C4_ADDRESS: host.address,
        C4_HOST: host.name,
        // What there is one of on each host is for this host alone.
        C4_LISTEN:
            workload.cardinality.kind === "perHost" ? "127.0.0.1" : pulumi.interpolate`127.0.0.1 ${host.address}`,
    };
    return pulumi.output(values);
}

function encoded(text: string): string {
    return Buffer.from(text).toString("base64");
}
