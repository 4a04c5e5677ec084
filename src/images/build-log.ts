import { existsSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { staging } from "./context";

/**
 * What the plugin says while it builds an image, in a file beside what that is built from. It stays when the build fails:
 * the plugin's error tells only which step it was.
 */
export class BuildLogs {
    private told = false;

    /** The log of what is staged in a folder. */
    of(folder: string): string {
        if (!pulumi.runtime.isDryRun() && !existsSync(built(folder))) this.tell();
        return log(folder);
    }

    /** What was built once needs its log no more, and nobody told where that would be. */
    done(folder: string): void {
        if (pulumi.runtime.isDryRun()) return;
        rmSync(log(folder), { force: true });
        writeFileSync(built(folder), "");
    }

    private tell(): void {
        if (this.told) return;
        this.told = true;
        // Before it fails: after that, a program is not asked any more. Not bound to a resource: that has no URN yet.
        pulumi.log.info(
            `Images are built. When that fails, the log is in ${resolve(staging)}, as <image>-<hash>.log; the last lines say why.`,
        );
    }
}

function log(folder: string): string {
    return `${folder}.log`;
}

function built(folder: string): string {
    return `${folder}.built`;
}
