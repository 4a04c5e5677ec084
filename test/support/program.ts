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

    /** Is there for the tests of a file. */
    lives(): void {
        beforeAll(async () => {
            // The program's own folder is where Pulumi looks for its SDK.
            symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
            writeFileSync(
                join(this.folder, "Pulumi.yaml"),
                "name: faults\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
            );
            await this.pulumi("stack", "init");
        }, minutes);
        afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
    }

    /** What the program says; `c4` is this package. */
    declare(text: string): void {
        writeFileSync(join(this.folder, "index.js"), `const c4 = require(${JSON.stringify(root)});\n${text}\n`);
    }

    async up(...options: string[]): Promise<void> {
        await this.pulumi("up", "--yes", "--skip-preview", ...options);
    }

    /** Raises when a preview shows any change. */
    async expectUnchanged(): Promise<void> {
        await this.pulumi("preview", "--expect-no-changes");
    }

    async destroy(): Promise<void> {
        await this.pulumi("destroy", "--yes", "--skip-preview");
    }

    /** What a deployment says when it fails, and the seconds that it took to. */
    async failure(...options: string[]): Promise<{ said: string; seconds: number }> {
        const began = Date.now();
        const ended = await this.up(...options).then(
            () => undefined,
            (error: unknown) => error,
        );
        if (!(ended instanceof CommandError)) throw new Error("The deployment did not fail.", { cause: ended });
        return { said: ended.whole, seconds: (Date.now() - began) / 1000 };
    }

    private async pulumi(...args: string[]): Promise<void> {
        const where = ["--stack", "test", "--cwd", this.folder, "--non-interactive"];
        await run("env", [`PULUMI_BACKEND_URL=file://${this.folder}`, "pulumi", ...args, ...where]);
    }
}
