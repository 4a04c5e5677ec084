import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { CommandError, run } from "../../dev/commands/shell";

const root = join(__dirname, "..", "..");
const minutes = 60_000;

/** A program of a test's own, with a stack and a state of its own, as any user of the package would have one. */
export class Program {
    private readonly folder = mkdtempSync(join(tmpdir(), "c4-faults-"));
    private readonly stack = ["--stack", "test", "--cwd", this.folder, "--non-interactive"];

    /** Is there for the tests of a file. */
    lives(): void {
        const state = process.env.PULUMI_BACKEND_URL;
        beforeAll(async () => {
            process.env.PULUMI_BACKEND_URL = `file://${this.folder}`;
            // The program's own folder is where Pulumi looks for its SDK.
            symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
            writeFileSync(
                join(this.folder, "Pulumi.yaml"),
                "name: faults\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
            );
            await run("pulumi", ["stack", "init", ...this.stack]);
        }, minutes);
        afterAll(() => {
            if (state === undefined) delete process.env.PULUMI_BACKEND_URL;
            else process.env.PULUMI_BACKEND_URL = state;
            rmSync(this.folder, { recursive: true, force: true });
        });
    }

    /** What the program says; `c4` is this package. */
    declare(text: string): void {
        writeFileSync(join(this.folder, "index.js"), `const c4 = require(${JSON.stringify(root)});\n${text}\n`);
    }

    async up(): Promise<void> {
        await run("pulumi", ["up", "--yes", "--skip-preview", ...this.stack]);
    }

    /** Raises when a preview shows any change. */
    async expectUnchanged(): Promise<void> {
        await run("pulumi", ["preview", "--expect-no-changes", ...this.stack]);
    }

    async destroy(): Promise<void> {
        await run("pulumi", ["destroy", "--yes", "--skip-preview", ...this.stack]);
    }

    /** What a deployment says when it fails, and the seconds that it took to. */
    async failure(): Promise<{ said: string; seconds: number }> {
        const began = Date.now();
        const ended = await this.up().then(
            () => undefined,
            (error: unknown) => error,
        );
        if (!(ended instanceof CommandError)) throw new Error("The deployment did not fail.", { cause: ended });
        return { said: ended.whole, seconds: (Date.now() - began) / 1000 };
    }
}
