import { createHash } from "node:crypto";
import { dirname } from "node:path";
import type { Workload } from "../topology/model";
import { startCommand, stopSeconds } from "./environment";
import { runFolder } from "./paths";
import { render } from "./render";

/** Where on its host an instance's own things lie. */
export interface InstanceFolders {
    /** Its configuration: what it sees at `/etc/x` is at `files/etc/x`. Root's. */
    readonly configuration: string;
    /** What it may write: what it sees at `/var/x` is at `var/x`. Its user's. */
    readonly state: string;
    /** Its software: what it sees at `/usr/local` is at `usr/local`. Root's, and of one version. */
    readonly software: string;
}

/** A folder of the host, and where the instance sees it. */
interface Bind {
    readonly from: string;
    readonly to: string;
}

/** Name of an instance's unit, without its suffix. */
function unitName(platform: string, workload: string): string {
    return `c4-${platform}-${workload}`;
}

// useradd's own limit.
const longestUser = 32;

/** The user of an instance: nobody else's, so that roles on one host cannot read each other's secrets. */
export function userName(platform: string, workload: string): string {
    const name = unitName(platform, workload);
    if (name.length <= longestUser) return name;
    const digest = createHash("sha256").update(name).digest("hex").slice(0, 8);
    return `${name.slice(0, longestUser - digest.length - 1)}-${digest}`;
}

/** Folders that an instance writes in. */
export function writableFolders(workload: Workload): string[] {
    const folders = [
        runFolder,
        ...workload.scratch,
        ...workload.lists.map(({ file }) => dirname(file)),
        ...workload.storage.map(({ path }) => path),
    ];
    return [...new Set(folders)].sort();
}

/** Where a file of a workload lies on its host: with what is only read, or within a folder that the instance writes in. */
export function hostPath(path: string, workload: Workload, folders: InstanceFolders): string {
    const own = writableFolders(workload).some((folder) => path.startsWith(`${folder}/`));
    return own ? `${folders.state}${path}` : `${folders.configuration}/files${path}`;
}

/** The folders of the configuration as whole ones, like `/etc/kamailio`: what the host has there itself is out of sight. */
export function configurationFolders(workload: Workload): string[] {
    return topFolders(workload.files.map(({ path }) => path));
}

/** The first two parts of each path. */
export function topFolders(paths: readonly string[]): string[] {
    return [...new Set(paths.map((path) => path.split("/").slice(0, 3).join("/")))].sort();
}

/** The unit that runs one instance of a workload. */
export function instanceUnit(
    platform: string,
    workload: Workload,
    folders: InstanceFolders,
    /** Folders of the software, as the instance sees them. */
    software: readonly string[],
    /** The workloads whose instances, if the host has one, must outlast this one. */
    outlasting: readonly string[],
): string {
    const { cpus, memoryMiB } = workload.resources;
    const user = userName(platform, workload.name);
    return render("systemd/instance.service.hbs", {
        platform,
        workload: workload.name,
        description: `C4 platform ${platform}: ${workload.name}`,
        after: outlasting.map((name) => `${unitName(platform, name)}.service`).join(" "),
        command: startCommand(workload).map(execWord).join(" "),
        environmentFile: `${folders.configuration}/environment`,
        reload: workload.lists.length > 0,
        runFolder,
        doors: `c4-doors@${platform}.service`,
        user,
        identifier: unitName(platform, workload.name),
        // More than the hook itself needs, so that it is the hook that says what did not end in time.
        stopSeconds: stopSeconds(workload) + 5,
        cpuQuota: cpus === undefined ? "" : `${Math.round(cpus * 100)}%`,
        memoryMax: memoryMiB === undefined ? "" : `${memoryMiB}M`,
        readOnly: binds([
            ...software.map((to) => ({ from: `${folders.software}${to}`, to })),
            ...configurationFolders(workload).map((to) => ({ from: `${folders.configuration}/files${to}`, to })),
        ]),
        writable: binds(writableFolders(workload).map((to) => ({ from: `${folders.state}${to}`, to }))),
        capabilities: workload.ports.some(({ number }) => number < 1024) ? "CAP_NET_BIND_SERVICE" : "",
    });
}

function binds(list: readonly Bind[]): Bind[] {
    return [...list].sort((a, b) => (a.to < b.to ? -1 : 1));
}

/** A word of ExecStart: systemd reads quotes, backslashes, `$` and `%` in its own way (systemd.service(5)). */
function execWord(word: string): string {
    const plain = word.replaceAll("%", "%%").replaceAll("$", "$$$$");
    return /^[\w@:=./,+-]+$/.test(plain) ? plain : `"${plain.replace(/["\\]/g, "\\$&")}"`;
}

/** Variables as EnvironmentFile= reads them: within quotes a value may have several lines (systemd.exec(5)). */
export function environmentFile(variables: Readonly<Record<string, string>>): string {
    return Object.entries(variables)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${name}="${value.replace(/["\\`$]/g, "\\$&")}"\n`)
        .join("");
}
