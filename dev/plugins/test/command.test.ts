import { mkdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { command } from "../src/command/provider.js";
import { type Properties, unknown } from "../src/frame/values.js";
import { TestProvider } from "./support/provider.js";
import { fileAsset, type Sshd, SshFolder, startSshd, stringAsset } from "./support/sshd.js";

const remote = "command:remote:Command";
const local = "command:local:Command";

let home: SshFolder;
let sshd: Sshd;
let provider: TestProvider;

beforeAll(async () => {
    home = await SshFolder.make();
    sshd = await startSshd(home, "server", "AcceptEnv PULUMI_COMMAND_* GREETING");
    provider = await TestProvider.start(command);
});
afterAll(async () => {
    provider.stop();
    await sshd.stop();
    await home.remove();
});
beforeEach(() => {
    provider.messages.length = 0;
});

/** Both kinds have the same life. */
const kinds: [string, () => Properties][] = [
    [remote, () => ({ connection: sshd.connection() })],
    [local, () => ({})],
];

describe.each(kinds)("%s", (type, place) => {
    test("create, update and delete run their commands, each knowing what the one before it printed", async () => {
        const file = home.path("life");
        const values = {
            ...place(),
            create: `printf 'one\\n\\n' | tee ${file}; echo problem >&2`,
            update: `echo "two after $PULUMI_COMMAND_STDOUT" | tee ${file}`,
            delete: `echo "gone after $PULUMI_COMMAND_STDOUT$PULUMI_COMMAND_STDERR" > ${file}`,
        };
        const made = await provider.create(type, "hostnameCmd", { values });
        expect(made.id).toMatch(/^hostnameCmd[0-9a-f]{8}$/);
        expect(made.outputs).toMatchObject({ stdout: "one\n", stderr: "problem", create: values.create });
        expect(await readFile(file, "utf8")).toBe("one\n\n");

        expect((await provider.diff(type, "hostnameCmd", made, values)).kind).toBe("DIFF_NONE");
        const changed = { ...values, stdin: "now" };
        expect(await provider.diff(type, "hostnameCmd", made, changed)).toMatchObject({
            kind: "DIFF_SOME",
            replaces: [],
            details: { stdin: "ADD" },
        });
        const updated = await provider.update(type, "hostnameCmd", made, { values: changed });
        expect(updated.outputs).toMatchObject({ stdout: "two after one\n", stderr: "" });

        await provider.delete(updated);
        expect(await readFile(file, "utf8")).toBe("gone after two after one\n\n");
    });

    test("without an update command create runs again, and a command that is not given does not run", async () => {
        const values = { ...place(), create: "echo run; cat", stdin: "1" };
        const made = await provider.create(type, "again", { values });
        expect(made.outputs.stdout).toBe("run\n1");
        const updated = await provider.update(type, "again", made, { values: { ...values, stdin: "2\n" } });
        expect(updated.outputs.stdout).toBe("run\n2");
        await provider.delete(updated);

        const idle = await provider.create(type, "idle", { values: { ...place(), delete: "true" } });
        expect(idle.outputs).toMatchObject({ stdout: "", stderr: "" });
        const still = await provider.update(type, "idle", idle, { values: { ...place(), delete: "false" } });
        expect(still.outputs).toMatchObject({ stdout: "", stderr: "" });
    });

    test("the previous output is not given when the program does not want it", async () => {
        const values = { ...place(), create: 'echo "<$PULUMI_COMMAND_STDOUT>"', addPreviousOutputInEnv: false };
        const made = await provider.create(type, "plain", { values });
        const updated = await provider.update(type, "plain", made, { values: { ...values, stdin: "x" } });
        expect(updated.outputs.stdout).toBe("<>");
    });

    test("an output that does not fit in a variable is left out instead of failing the delete", async () => {
        const values = { ...place(), create: "head -c 200000 /dev/zero | tr '\\0' x", logging: "none" };
        const last = {
            ...values,
            delete: `echo "$PULUMI_COMMAND_STDERR$PULUMI_COMMAND_STDOUT." > ${home.path("big")}`,
        };
        const made = await provider.create(type, "big", { values: last });
        expect(String(made.outputs.stdout)).toHaveLength(200_000);
        await provider.delete(made);
        expect(await home.text("big")).toBe(".\n");
        expect(provider.messages.join("\n")).toContain("PULUMI_COMMAND_STDOUT is not set: the 200000 bytes");
    });

    test("a command that fails says how, which, and what it printed", async () => {
        const create = "echo on the way; echo cannot go on >&2; exit 3";
        const failed = provider.create(type, "fails", { values: { ...place(), create } });
        await expect(failed).rejects.toThrow(/^Process exited with status 3: running "echo on the way; .*"/);
        await expect(failed).rejects.toThrow("cannot go on\non the way");

        const made = await provider.create(type, "fails", { values: { ...place(), create: "true" } });
        const update = provider.update(type, "fails", made, { values: { ...place(), create: "false" } });
        await expect(update).rejects.toThrow('Process exited with status 1: running "false"');
        const undone = await provider.create(type, "fails", { values: { ...place(), delete: "exit 9" } });
        await expect(provider.delete(undone)).rejects.toThrow("Process exited with status 9");
    });

    test("a command that is killed says so", async () => {
        const killed = provider.create(type, "killed", { values: { ...place(), create: "kill -9 $$" } });
        await expect(killed).rejects.toThrow("Process was killed by SIGKILL: running");
    });

    test("of a long output the error keeps the end, and the command whole", async () => {
        const create = `: ${"x".repeat(3000)}; seq 1 100000; seq 100001 200000 >&2; exit 1`;
        const failed = provider.create(type, "long", { values: { ...place(), create, logging: "none" } });
        await expect(failed).rejects.toThrow(create);
        await expect(failed).rejects.toThrow(/ lines are left out\)\n198\d{3}\n[\d\n]*\n200000\n… \(\d+ earlier/);
        await expect(failed).rejects.toThrow(/\n100000$/);
    });

    test.each([
        [undefined, ["out", "err"]],
        ["stdoutAndStderr", ["out", "err"]],
        ["stdout", ["out"]],
        ["stderr", ["err"]],
        ["none", []],
    ])("logging %s shows %j", async (logging, shown) => {
        const values = { ...place(), create: "echo out; sleep 0.2; printf err >&2", ...(logging && { logging }) };
        const made = await provider.create(type, "logs", { values });
        expect(made.outputs).toMatchObject({ stdout: "out", stderr: "err" });
        expect(provider.messages).toEqual(shown);
    });

    test("a changed trigger is a replacement, or an update where there is an update command", async () => {
        const file = await fileAsset(home.path("server-config"));
        const values: Properties = { ...place(), create: "true", triggers: [1, { a: ["b"] }, file] };
        const made = await provider.create(type, "triggered", { values });
        expect(made.outputs.triggers).toEqual(values.triggers);
        const other = { ...values, triggers: [1, { a: ["c"] }, stringAsset("other")] };
        expect(await provider.diff(type, "triggered", made, other)).toMatchObject({
            replaces: ["triggers"],
            details: { "triggers[1].a[0]": "UPDATE_REPLACE", "triggers[2]": "UPDATE_REPLACE" },
        });
        expect(await provider.diff(type, "triggered", made, { ...other, update: "true" })).toMatchObject({
            kind: "DIFF_SOME",
            replaces: [],
        });
        const same: Properties = { ...values, triggers: [1, { a: ["b"] }, { ...file, path: "elsewhere" }] };
        expect((await provider.diff(type, "triggered", made, same)).kind).toBe("DIFF_NONE");
    });

    test("a preview runs nothing, and a refresh keeps what the state holds", async () => {
        const file = home.path("never");
        const nowhere = { ...place(), ...(type === remote && { connection: { host: "127.0.0.1", port: 1 } }) };
        const values = { ...nowhere, create: `touch ${file}` };
        const foreseen = await provider.create(type, "foreseen", { values }, true);
        expect(foreseen.outputs).toMatchObject({ stdout: unknown, stderr: unknown, create: values.create });
        await provider.create(type, "foreseen", { values: { create: unknown, ...place(), triggers: [unknown] } }, true);
        await expect(readFile(file)).rejects.toThrow("ENOENT");

        const made = await provider.create(type, "kept", { values: { ...place(), create: "echo kept" } });
        const update = { ...place(), create: "echo other" };
        const next = await provider.update(type, "kept", made, { values: update }, true);
        expect(next.outputs).toMatchObject({ stdout: unknown, stderr: unknown, create: "echo other" });
        expect(await provider.read(made)).toEqual(made);
    });

    test("what is printed is secret when an input is, and a secret stands in no message", async () => {
        const values = {
            ...place(),
            create: "cat; echo only a word; exit $(cat /dev/null)",
            stdin: "user: someone\npassword=correct-horse\n",
        };
        const open = await provider.create(type, "open", { values });
        expect(open.secrets).toEqual([]);
        expect(provider.messages).toEqual(["user: someone", "password=correct-horse", "only a word"]);

        provider.messages.length = 0;
        const made = await provider.create(type, "hidden", { values, secrets: ["stdin"] });
        expect([...made.secrets].sort()).toEqual(["stderr", "stdin", "stdout"]);
        expect(provider.messages).toEqual(["[secret]", "[secret]", "only a word"]);

        const told = { ...values, create: "cat >&2; echo correct-horse; exit 1" };
        const failed = provider.create(type, "told", { values: told, secrets: ["stdin"] });
        await expect(failed).rejects.toThrow("status 1");
        await expect(failed).rejects.not.toThrow("correct-horse");
        const script = { ...place(), create: "set -e\nfalse correct-horse" };
        const whole = provider.create(type, "script", { values: script, secrets: ["create"] });
        await expect(whole).rejects.toThrow('Process exited with status 1: running "[secret]"');
    });

    test("what the plugin does not know is refused by name", async () => {
        const { failures } = await provider.check(type, "unknown", {
            values: { ...place(), creat: "true", logging: "all", environment: { A: stringAsset("x") }, stdin: 1 },
        });
        expect(failures.join("\n")).toMatch(/creat is not a property that this plugin knows here; it knows create/);
        expect(failures.join("\n")).toContain('logging is "all"; allowed are stdout, stderr, stdoutAndStderr, none');
        expect(failures.join("\n")).toContain("property environment.A is an asset, an archive or a resource");
        expect(failures.join("\n")).toContain("stdin must be a string");
    });
});

describe("a remote command", () => {
    test("gets the environment that the server accepts, and an error where it does not", async () => {
        const connection = sshd.connection();
        const values = { connection, create: "echo $GREETING", environment: { GREETING: "hello to you" } };
        expect((await provider.create(remote, "greets", { values })).outputs.stdout).toBe("hello to you");
        const refused = { ...values, environment: { GREETING: "hello", COLOUR: "red" } };
        await expect(provider.create(remote, "greets", { values: refused })).rejects.toThrow(
            /@127.0.0.1:\d+ refuses the variable COLOUR of environment: AcceptEnv in .* has to allow COLOUR, GREETING;/,
        );
    });

    test("runs without the previous output where the server refuses that", async () => {
        const strict = await startSshd(home, "strict");
        try {
            const values = { connection: strict.connection(), create: "echo a$PULUMI_COMMAND_STDOUT" };
            const made = await provider.create(remote, "strict", { values });
            const updated = await provider.update(remote, "strict", made, { values: { ...values, stdin: "" } });
            expect(updated.outputs.stdout).toBe("a");
        } finally {
            await strict.stop();
        }
    });

    test("runs again when only the connection has changed", async () => {
        const values = { connection: sshd.connection(), create: "echo here" };
        const made = await provider.create(remote, "moved", { values });
        const moved = { ...values, connection: sshd.connection({ host: "localhost" }) };
        expect(await provider.diff(remote, "moved", made, moved)).toMatchObject({
            kind: "DIFF_SOME",
            replaces: [],
            details: { "connection.host": "UPDATE" },
        });
        expect((await provider.update(remote, "moved", made, { values: moved })).outputs.stdout).toBe("here");
    });
});

describe("a local command", () => {
    test("has a folder, an environment and an interpreter", async () => {
        await mkdir(home.path("inside"));
        const values = {
            create: "process.stdout.write(process.cwd() + ' ' + process.env.COLOUR)",
            dir: home.path("inside"),
            environment: { COLOUR: "red" },
            interpreter: [process.execPath, "-e"],
        };
        const made = await provider.create(local, "inside", { values });
        expect(made.outputs.stdout).toBe(`${home.path("inside")} red`);

        const lost = provider.create(local, "lost", { values: { ...values, dir: home.path("nowhere") } });
        await expect(lost).rejects.toThrow(`dir is "${home.path("nowhere")}"; it must be an existing folder`);
        const odd = provider.create(local, "odd", { values: { create: "x", interpreter: ["/no/such/program"] } });
        await expect(odd).rejects.toThrow('"/no/such/program" could not be started');
        const { failures } = await provider.check(local, "files", { values: { create: "true", assetPaths: ["*"] } });
        expect(failures).toEqual([expect.stringContaining("assetPaths is not in this stand-in")]);
    });

    test("run tells its inputs and what was printed, and fails as a command does", async () => {
        const values = { command: "echo $COLOUR; cat >&2", stdin: "given", environment: { COLOUR: "red" } };
        const { values: result } = await provider.invoke("command:local:run", { values });
        expect(result.values).toEqual({ ...values, stdout: "red", stderr: "given" });
        expect([...result.secrets]).toEqual([]);
        const hidden = await provider.invoke("command:local:run", { values, secrets: ["environment"] });
        expect([...hidden.values.secrets].sort()).toEqual(["environment", "stderr", "stdout"]);

        await expect(provider.invoke("command:local:run", { values: { command: "exit 4" } })).rejects.toThrow(
            'Process exited with status 4: running "exit 4"',
        );
        await expect(
            provider.invoke("command:local:run", { values: { command: "true", archivePaths: ["*"] } }),
        ).rejects.toThrow("archivePaths is not in this stand-in");
        const { failures } = await provider.invoke("command:local:run", { values: { command: "true", create: "x" } });
        expect(failures).toEqual([expect.stringContaining("create is not a property that this plugin knows here")]);
    });
});

test("a type that is not there is named", async () => {
    await expect(provider.create("command:remote:CopyFile", "old", { values: {} })).rejects.toThrow(
        "does not have the resource command:remote:CopyFile; it has command:local:Command",
    );
});

test.each(kinds)("%s ends when the engine cancels", async (type, place) => {
    const stopping = await TestProvider.start(command);
    const file = home.path("cancelled");
    const values = { ...place(), create: `echo begun; sleep 300; touch ${file}` };
    const began = Date.now();
    const create = stopping.create(type, "slow", { values });
    const ended = expect(create).rejects.toThrow("the operation was cancelled");
    while (!stopping.messages.includes("begun")) await new Promise((resolve) => setTimeout(resolve, 20));
    await stopping.cancel();
    await ended;
    expect(Date.now() - began).toBeLessThan(300_000);
    stopping.stop();
});
