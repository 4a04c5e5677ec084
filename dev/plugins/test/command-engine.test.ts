import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Sshd, SshFolder, startSshd } from "./support/sshd.js";
import { Stack } from "./support/stack.js";

let home: SshFolder;
let sshd: Sshd;
let stack: Stack;

beforeAll(async () => {
    home = await SshFolder.make();
    sshd = await startSshd(home, "server", "AcceptEnv PULUMI_COMMAND_*");
});
afterAll(async () => {
    await sshd.stop();
    await home.remove();
});
beforeEach(async () => {
    stack = await Stack.create();
});
afterEach(async () => {
    await stack.remove();
});

test("commands and copies live: preview, up, no change, refresh, update, replace, destroy", async () => {
    const host = home.path("host");
    const program = (version: string): string => `
        const connection = ${JSON.stringify(sshd.connection({ hostKey: sshd.hostKey }))};
        const { FileAsset, StringAsset, FileArchive } = pulumi.asset;
        const copies = [
            new command.remote.CopyToRemote("file", { connection, source: new FileAsset("payload"), remotePath: "${host}/bin/file" }),
            new command.remote.CopyToRemote("text", { connection, source: new StringAsset("text ${version}"), remotePath: "${host}/text" }),
            new command.remote.CopyToRemote("tree", { connection, source: new FileArchive("./tree"), remotePath: "${host}" }),
            new command.remote.CopyToRemote("flat", { connection, source: new FileArchive("./tree/"), remotePath: "${host}/flat" }),
        ];
        const here = new command.remote.Command("here", {
            connection,
            create: "cat ${host}/text; ls ${host}",
            update: "echo $PULUMI_COMMAND_STDOUT, then ${version}",
            delete: "echo here is gone >> ${home.path("log")}",
            stdin: "${version}",
        }, { dependsOn: copies });
        const triggered = new command.remote.Command("triggered", {
            connection,
            create: "echo triggered ${version} >> ${home.path("log")}",
            delete: "echo triggered is gone >> ${home.path("log")}",
            triggers: [new FileAsset("payload"), "${version}"],
        }, { dependsOn: copies });
        const local = new command.local.Command("local", { create: "cat payload", environment: { A: "${version}" } });
        exports.here = here.stdout;
        exports.local = local.stdout;
        exports.run = command.local.runOutput({ command: "echo run in $PWD" }).stdout;`;

    await writeFile(path.join(stack.folder, "payload"), "the payload");
    await mkdir(path.join(stack.folder, "tree"));
    await writeFile(path.join(stack.folder, "tree", "leaf"), "leaf");
    await stack.program(program("v1"));
    expect(await stack.succeed("preview")).toContain("+ 8 to create");
    expect(existsSync(host)).toBe(false);

    const up = await stack.succeed("up", "--yes", "--skip-preview");
    // The SDK makes every connection secret, and so, as with the official plugin, what is printed over one.
    expect(up).toMatch(/here *: \[secret\]/);
    expect(up).toMatch(/local *: "the payload"/);
    expect(up).toContain(`run in ${stack.folder}`);
    // It is shown while it comes, though, in the order in which it comes.
    expect(up).toMatch(/command:remote:Command \(here\):\n +text v1bin\n +flat\n +text\n +tree\n/);
    expect(await readFile(path.join(host, "bin", "file"), "utf8")).toBe("the payload");
    expect(await readFile(path.join(host, "tree", "leaf"), "utf8")).toBe("leaf");
    expect(await readFile(path.join(host, "flat", "leaf"), "utf8")).toBe("leaf");
    const outputs = async (): Promise<unknown> =>
        JSON.parse(await stack.succeed("stack", "output", "--json", "--show-secrets"));
    expect(await outputs()).toMatchObject({ here: "text v1bin\nflat\ntext\ntree", local: "the payload" });
    const state = await readFile(path.join(stack.folder, "state", ".pulumi", "stacks", "test", "dev.json"), "utf8");
    expect(state).not.toContain("OPENSSH PRIVATE KEY");
    expect(await stack.idOf("here")).toMatch(/^here[0-9a-f]{8}$/);

    expect(await stack.succeed("preview", "--expect-no-changes")).toContain("8 unchanged");
    await stack.succeed("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    expect(await stack.succeed("preview", "--expect-no-changes")).toContain("8 unchanged");

    await stack.program(program("v2"));
    const changes = await stack.succeed("preview");
    expect(changes).toContain("~ 3 to update");
    expect(changes).toMatch(/\+-1 to replace/);
    await stack.succeed("up", "--yes", "--skip-preview");
    expect(await outputs()).toMatchObject({ here: "text v1bin flat text tree, then v2" });
    expect(await readFile(path.join(host, "text"), "utf8")).toBe("text v2");
    const log = (): Promise<string> => home.text("log");
    expect(await log()).toBe("triggered v1\ntriggered v2\ntriggered is gone\n");

    // A file with another content: its copy, and what it triggers.
    await writeFile(path.join(stack.folder, "payload"), "another payload");
    const files = await stack.succeed("preview");
    expect(files).toContain("~ 1 to update");
    expect(files).toMatch(/\+-1 to replace/);
    await stack.succeed("up", "--yes", "--skip-preview");
    expect(await readFile(path.join(host, "bin", "file"), "utf8")).toBe("another payload");

    await stack.succeed("destroy", "--yes", "--skip-preview");
    expect((await log()).trim().split("\n").slice(-2).sort()).toEqual(["here is gone", "triggered is gone"]);
    expect(existsSync(path.join(host, "bin", "file"))).toBe(true);
});

test("a command that fails is not in the state when it was new, and stays as it was when it was not", async () => {
    const program = (create: string, password = "correct-horse-battery"): string => `
        const connection = ${JSON.stringify(sshd.connection())};
        const stdin = pulumi.secret("${password}");
        new command.remote.Command("shaky", { connection, stdin, create: "${create}" });`;
    await stack.program(program("cat; echo no way >&2; exit 7"));
    const failed = await stack.run("up", "--yes", "--skip-preview");
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain("Process exited with status 7: running");
    expect(failed.output).toContain("no way");
    expect(failed.output).not.toContain("correct-horse");
    expect(await stack.idOf("shaky")).toBe("");

    await stack.program(program("echo made"));
    await stack.succeed("up", "--yes", "--skip-preview");
    const id = await stack.idOf("shaky");
    await stack.program(program("exit 8"));
    expect((await stack.run("up", "--yes", "--skip-preview")).output).toContain("Process exited with status 8");
    const kept = (await stack.checkpoint()).find(({ urn }) => urn.endsWith("::shaky"));
    expect(kept).toMatchObject({ id, inputs: { create: "echo made" } });
    // As it was: the next up tries again, and the former program finds nothing to do.
    expect(await stack.succeed("preview")).toContain("~ 1 to update");
    await stack.program(program("echo made"));
    await stack.succeed("preview", "--expect-no-changes");
    await stack.succeed("destroy", "--yes", "--skip-preview");
});

test("with the SDK a changed trigger replaces even where there is an update command", async () => {
    // The SDK itself asks the engine for that: it is so with the official plugin, too, whatever its documentation says.
    const program = (trigger: string, stdin: string): string => `
        new command.local.Command("eager", {
            create: "echo created", update: "echo updated", triggers: ["${trigger}"], stdin: "${stdin}",
        });`;
    await stack.program(program("1", "a"));
    await stack.succeed("up", "--yes", "--skip-preview");
    await stack.program(program("1", "b"));
    expect(await stack.succeed("preview")).toContain("~ 1 to update");
    await stack.program(program("2", "a"));
    expect(await stack.succeed("preview")).toMatch(/\+-1 to replace/);
});

test("what the plugin does not have stops the preview and is named", async () => {
    const connection = JSON.stringify({ host: "h" });
    const refused = async (program: string): Promise<string> => {
        await stack.program(program);
        const { code, output } = await stack.run("preview");
        expect(code).not.toBe(0);
        return output;
    };
    expect(
        await refused(
            `new command.remote.CopyFile("c", { connection: ${connection}, localPath: "a", remotePath: "b" });`,
        ),
    ).toContain("does not have the resource command:remote:CopyFile");
    expect(
        await refused(
            `new command.remote.Command("c", { connection: ${connection}, create: "true", logging: "all" });`,
        ),
    ).toContain('logging is "all"; allowed are stdout, stderr, stdoutAndStderr, none');
    // Where no asset belongs, other plugins and this one say the same.
    const asset = `new pulumi.asset.StringAsset("x")`;
    expect(await refused(`new random.RandomPet("p", { keepers: { a: ${asset} } });`)).toContain(
        "property keepers.a is an asset, an archive or a resource: plain values are expected here",
    );
    expect(await refused(`new command.local.Command("c", { create: ${asset} });`)).toContain(
        "property create is an asset, an archive or a resource: plain values are expected here",
    );
});
