import * as pulumi from "@pulumi/pulumi";
import { instanceEnvironment } from "../../rendering/environment";
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
import type { PlaceOptions } from "../../topology/target";
import type { Software, VmsHost } from "./host";

/** What `c4-place` reads: all that an instance is on its host. A secret when it holds one. */
export function instancePayload(
    workload: Workload,
    host: VmsHost,
    software: Software,
    options: PlaceOptions,
    outlasting: readonly string[],
): pulumi.Output<string> {
    const folders: InstanceFolders = {
        configuration: `/etc/c4/${options.platform}/${workload.name}`,
        state: `/var/lib/c4/${options.platform}/${workload.name}`,
        software: software.folder,
    };
    const files = workload.files.map((file) =>
        renderFile(file, options.resolver).apply(
            (text) => `file ${file.mode} ${hostPath(file.path, workload, folders)} ${encoded(text)}`,
        ),
    );
    const environment = variables(workload, host, options);
    return pulumi
        .all([environment, pulumi.all(files)])
        .apply(([values, lines]) =>
            [
                "reloads */files/etc/c4/lists/*",
                ...writableFolders(workload).map((folder) => `folder ${folder}`),
                ...points(workload, folders).map((point) => `point ${point}`),
                ...lines,
                `environment ${encoded(environmentFile(values))}`,
                `unit ${encoded(instanceUnit(options.platform, workload, folders, software.folders, outlasting))}`,
                "",
            ].join("\n"),
        );
}

/** Folders within the configuration that something else is bound to. */
function points(workload: Workload, folders: InstanceFolders): string[] {
    const own = configurationFolders(workload);
    return writableFolders(workload)
        .filter((folder) => own.some((parent) => folder.startsWith(`${parent}/`)))
        .map((folder) => `${folders.configuration}/files${folder}`);
}

/** What the instance is told besides: who it is on which host, for several roles share one. */
function variables(workload: Workload, host: VmsHost, options: PlaceOptions): pulumi.Output<Record<string, string>> {
    const { plain, secret } = instanceEnvironment(workload, options);
    const exposed = workload.ports.some(({ hostPort }) => hostPort !== undefined);
    const values: Record<string, pulumi.Input<string>> = {
        ...plain,
        ...secret,
        C4_INSTANCE: `${workload.name}-${host.name}`,
        C4_ADDRESS: host.address,
        C4_HOST: host.name,
        // What is for this host alone is not offered to others.
        C4_LISTEN: exposed ? pulumi.interpolate`127.0.0.1 ${host.address}` : "127.0.0.1",
    };
    return pulumi.output(values);
}

function encoded(text: string): string {
    return Buffer.from(text).toString("base64");
}
