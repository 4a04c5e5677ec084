import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new, empty folder; whoever asked for it removes it. */
export function temporaryFolder(name: string): string {
    return mkdtempSync(join(tmpdir(), `c4-${name}-`));
}

export function removeFolder(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
}

/** Does something in a new folder that is gone afterwards. */
export async function inTemporaryFolder<T>(name: string, use: (folder: string) => T | Promise<T>): Promise<T> {
    const folder = temporaryFolder(name);
    try {
        return await use(folder);
    } finally {
        removeFolder(folder);
    }
}
