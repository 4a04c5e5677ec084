import type { BackupArgs } from "../arguments/backup";
import type { BackupContext } from "../rendering/backup";
import { hookPath } from "../rendering/paths";
import type { Image, Role, Workload } from "../topology/model";
import type { Value } from "../topology/references";

/** What differs between the roles that are saved. */
interface Saved {
    readonly role: Role;
    /** What is saved. */
    readonly name: string;
    readonly argument: string;
    readonly image: Image;
    readonly template: string;
    readonly context: BackupContext;
    /** What it reaches the data by. */
    readonly secrets: Readonly<Record<string, Value>>;
    /** The workload that holds them. */
    readonly after: string;
}

/** What a backup is told of its schedule. */
export function scheduleOf({ everyHours = 24, keep = 7 }: BackupArgs): BackupContext {
    return { seconds: everyHours * 3600, keep };
}

/**
 * Saves a role's data on its schedule, and restores them: one instance beside those of the role, on a disk of its own, so that
 * nothing about backups replaces what they save.
 */
export function backup({ key }: BackupArgs, saved: Saved): Workload {
    const { role, name, argument, image, template, context, secrets, after } = saved;
    return {
        name: `${name}-backup`,
        role,
        argument,
        cardinality: { kind: "count", count: 1, argument: "backup" },
        identity: "stable",
        image,
        command: [hookPath("c4-backup")],
        supervised: false,
        secrets: { ...secrets, C4_BACKUP_KEY: key },
        settings: {},
        files: [{ template, context, path: "/etc/c4/backup.conf", mode: "0644" }],
        scratch: [],
        ports: [],
        storage: [{ name: "backups", path: "/var/backups/c4", keep: "where possible" }],
        health: { kind: "backup" },
        edge: [],
        lists: [],
        drain: { limitSeconds: 10 },
        after: [after],
        resources: {},
    };
}
