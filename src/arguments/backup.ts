import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { ageIdentity } from "./formats";
import { type Rules, secretInput, wholeNumber } from "./rules";

/** How the data of a role are saved, again and again. */
export interface BackupArgs {
    /**
     * What backups are encrypted with, and read again: an identity of age's, as `age-keygen` makes one. Keep it where the
     * platform is not: without it there is no backup. Kept as a secret.
     *
     * @example config.requireSecret("backupKey")
     */
    key: Input<string>;
    /**
     * Hours between two backups. The first one is made with the deployment.
     *
     * @default 24
     */
    everyHours?: number;
    /**
     * Number of good backups that stay; older ones are removed.
     *
     * @default 7
     */
    keep?: number;
}

export const backupSchema = z.strictObject({
    key: secretInput(ageIdentity),
    everyHours: wholeNumber(1, 24 * 31, "hours").optional(),
    keep: wholeNumber(1, 1000, "backups").optional(),
} satisfies Rules<BackupArgs>);
