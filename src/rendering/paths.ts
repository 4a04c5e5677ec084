/** The hooks of an instance, and the scripts that start a service: `templates/hooks` and `images/<name>/root`. */
export const hookFolder = "/usr/local/lib/c4";

/** Path of a hook, or of a script that starts a service, on every target. */
export function hookPath(name: string): string {
    return `${hookFolder}/${name}`;
}

/** State of a running instance, on every target: the default of `C4_RUN_DIR`. */
export const runFolder = "/run/c4";

/** Templates of the lists that an instance keeps. */
export const listTemplateFolder = "/etc/c4/lists";

/** Kamailio's configuration, and below it the lists that Kamailio reads. */
export const kamailioFolder = "/etc/kamailio";
export const listFolder = `${kamailioFolder}/lists`;

/** Records of calls on their way to the routing API: in a folder that the instance makes, for others may not own its volume. */
export const recordFolder = "/var/spool/c4/records";

/** Folders of a host, which instances of several roles share. The scripts of `templates/machine` know them by these names. */
export const hostFolders = {
    /** The configuration of each instance, below its platform: root's. */
    configurations: "/etc/c4",
    /** What each instance writes, below its platform: its user's. */
    states: "/var/lib/c4",
    /** Software that no Debian package holds, by its version. */
    software: "/opt/c4",
    /** The scripts themselves. */
    scripts: "/usr/local/lib/c4-host",
    /** Where root finds `c4-exec`. */
    programs: "/usr/local/bin",
};
