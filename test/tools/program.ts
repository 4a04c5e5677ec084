import { symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import * as z from "zod";
import { CommandError, run } from "../../dev/commands/shell";
import { repository } from "./executables";
import { removeFolder, temporaryFolder } from "./temporary";

const previewed = z.object({ steps: z.array(z.object({ op: z.string(), urn: z.string() })) });

/** A program of a test's own, as any user of the package would have one. */
export class Program {
    private readonly folder = temporaryFolder("program");
    private readonly name = `test-${process.pid}-${basename(this.folder)}`;

    /** @param state Where its stack is kept: by itself, or with those of this repository, which it refers to then. */
    constructor(private readonly state: "own" | "shared" = "own") {}

    /** Is there for the tests of a file. */
    lives(): void {
        beforeAll(async () => {
            // The program's own folder is where Pulumi looks for its SDK.
            symlinkSync(join(repository, "node_modules"), join(this.folder, "node_modules"));
            writeFileSync(
                join(this.folder, "Pulumi.yaml"),
                "name: faults\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
            );
            await this.pulumi("stack", "init");
        });
        afterAll(async () => {
            await this.pulumi("stack", "rm", "--yes");
            removeFolder(this.folder);
        });
    }

    /** What the program says; `c4` is this package. */
    declare(text: string): void {
        writeFileSync(join(this.folder, "index.js"), `const c4 = require(${JSON.stringify(repository)});\n${text}\n`);
    }

    async up(...options: string[]): Promise<void> {
        await this.pulumi("up", "--yes", "--skip-preview", ...options);
    }

    /** Raises when a preview shows any change. */
    async expectUnchanged(): Promise<void> {
        await this.pulumi("preview", "--expect-no-changes");
    }

    /** What would be changed, each as `update ConfigEntry edge-router-intentions`; what somebody changed by hand is looked for. */
    async steps(...options: string[]): Promise<string[]> {
        const said = await this.pulumi("preview", "--refresh", "--json", ...options);
        return previewed
            .parse(JSON.parse(said))
            .steps.filter(({ op }) => !["same", "refresh", "read"].includes(op))
            .map(({ op, urn }) => `${op} ${urn.split("::").at(-2)?.split(":").at(-1)} ${urn.split("::").at(-1)}`)
            .sort();
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

    private pulumi(...args: string[]): Promise<string> {
        const where = ["--stack", this.name, "--cwd", this.folder, "--non-interactive"];
        const backend = this.state === "own" ? [`PULUMI_BACKEND_URL=file://${this.folder}`] : [];
        return run("env", [...backend, "pulumi", ...args, ...where]);
    }
}
