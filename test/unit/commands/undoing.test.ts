import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { undoing } from "../../../dev/commands/undoing";

describe("what is asked to be undone", () => {
    const step =
        (done: string[], name: string, fails = false) =>
        async () => {
            done.push(name);
            if (fails) throw new Error(name);
        };

    it.each([false, true])("is undone, last first, whatever fails (%s)", async (fails) => {
        const done: string[] = [];
        const result = undoing(async (undo) => {
            undo(step(done, "first"));
            undo(step(done, "second", true));
            if (fails) throw new Error("the cause");
            return "result";
        });
        if (fails) await expect(result).rejects.toThrow("the cause");
        else expect(await result).toBe("result");
        expect(done).toEqual(["second", "first"]);
    });

    it.each([
        ["SIGINT", 130],
        ["SIGTERM", 143],
    ] as const)("is undone on %s, with its exit status", async (signal, status) => {
        const program = `import("./dev/commands/dist/undoing.js").then(({ undoing }) => undoing((undo) => {
            undo(async () => console.log("undone"));
            console.log("begun");
            return new Promise((resolve) => setTimeout(resolve, 60_000));
        }))`;
        const child = spawn(process.execPath, ["-e", program], { cwd: join(__dirname, "..", "..", "..") });
        let said = "";
        child.stdout.on("data", (chunk: Buffer) => {
            said += chunk;
            if (said === "begun\n") child.kill(signal);
        });
        const code = await new Promise((resolve) => child.on("close", resolve));
        expect([said, code]).toEqual(["begun\nundone\n", status]);
    });
});
