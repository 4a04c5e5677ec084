import { randomBytes } from "node:crypto";
import { chmod, chown, lstat, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { command } from "../src/command/provider.js";
import type { Properties } from "../src/frame/values.js";
import { TestProvider } from "./support/provider.js";
import { archive, fileAsset, type Sshd, SshFolder, startSshd, stringAsset, user } from "./support/sshd.js";

const type = "command:remote:CopyToRemote";
const big = 20 * 2 ** 20;

let home: SshFolder;
let sshd: Sshd;
let provider: TestProvider;
/** A folder of each test's own, on what is the host here. */
let host: string;
let tests = 0;

beforeAll(async () => {
    home = await SshFolder.make();
    sshd = await startSshd(home, "server");
    provider = await TestProvider.start(command);
    await mkdir(home.path("local"));
});
afterAll(async () => {
    provider.stop();
    await sshd.stop();
    await home.remove();
});
beforeEach(async () => {
    tests += 1;
    host = home.path(`host-${tests}`);
    await mkdir(host);
});

async function local(name: string, content: string | Buffer, mode = 0o644): Promise<string> {
    const file = home.path("local", name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    await chmod(file, mode);
    return file;
}

function copy(source: Properties, remotePath: string, connection: Properties = sshd.connection()) {
    return provider.create(type, "copy", { values: { connection, source, remotePath } });
}

test("a large file arrives whole, in folders that are made, and can still be run", async () => {
    const content = randomBytes(big);
    const file = await local("program", content, 0o755);
    const target = path.join(host, "opt", "c4", "program-2");
    const made = await copy(await fileAsset(file), target);
    expect(made.id).toMatch(/^[0-9a-f]{8}$/);
    expect((await readFile(target)).equals(content)).toBe(true);
    expect((await stat(target)).mode & 0o111).toBe(0o111);
    expect(await readdir(path.dirname(target))).toEqual(["program-2"]);
    expect(made.outputs.source).toEqual(await fileAsset(file));

    await provider.delete(made);
    expect((await stat(target)).size).toBe(big);
});

test("a file is copied into a folder that exists, or over a file, which stays what it was", async () => {
    const asset = await fileAsset(await local("settings", "new"));
    await mkdir(path.join(host, "etc"));
    await copy(asset, path.join(host, "etc"));
    expect(await readFile(path.join(host, "etc", "settings"), "utf8")).toBe("new");
    await copy(asset, `${path.join(host, "var", "lib")}/`);
    expect(await readFile(path.join(host, "var", "lib", "settings"), "utf8")).toBe("new");

    const former = path.join(host, "former");
    await writeFile(former, "former and longer");
    await chmod(former, 0o640);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) await chown(former, 1234, 1235);
    await symlink("former", path.join(host, "link"));
    await copy(asset, path.join(host, "link"));
    expect(await readlink(path.join(host, "link"))).toBe("former");
    expect(await readFile(former, "utf8")).toBe("new");
    const kept = await lstat(former);
    expect(kept.mode & 0o777).toBe(0o640);
    if (isRoot) expect([kept.uid, kept.gid]).toEqual([1234, 1235]);

    await copy(await fileAsset(await local("tool", "#!/bin/sh\n", 0o700)), former);
    expect((await stat(former)).mode & 0o777).toBe(0o750);
    await copy(await fileAsset(await local("empty", "")), former);
    expect(await readFile(former, "utf8")).toBe("");
});

test("a text becomes a file, and has to be given a name", async () => {
    const target = path.join(host, "a", "motd");
    await copy(stringAsset("Grüße\n"), target);
    expect(await readFile(target, "utf8")).toBe("Grüße\n");
    await copy(stringAsset(""), target);
    expect(await readFile(target, "utf8")).toBe("");
    await expect(copy(stringAsset("x"), host)).rejects.toThrow(
        `the text could not be copied to ${user}@127.0.0.1:${sshd.port}:${host}: ${host} is a folder; a text`,
    );
});

test("a folder is copied with all that is in it, and onto no file", async () => {
    await local("tree/bin/run", "#!/bin/sh\n", 0o755);
    await local("tree/.hidden", "h");
    await local("tree/empty", "");
    await symlink(".hidden", home.path("local", "tree", "link"));
    await mkdir(home.path("local", "tree", "nothing"), { recursive: true });
    const source = archive({ path: home.path("local", "tree"), hash: "1" });
    const all = [".hidden", "bin", "empty", "link", "nothing"];

    // As the official plugin does it: into the target, whether that exists or not.
    await copy(source, path.join(host, "new"));
    expect((await readdir(path.join(host, "new", "tree"))).sort()).toEqual(all);
    await copy(source, host);
    expect((await readdir(path.join(host, "tree"))).sort()).toEqual(all);
    expect((await stat(path.join(host, "tree", "bin", "run"))).mode & 0o111).toBe(0o111);
    expect(await readFile(path.join(host, "tree", "link"), "utf8")).toBe("h");
    // Again, over what is there; what else is there stays.
    await writeFile(path.join(host, "tree", "other"), "o");
    await copy(archive({ path: `${home.path("local", "tree")}/` }), path.join(host, "tree"));
    expect((await readdir(path.join(host, "tree"))).sort()).toEqual([...all, "other"].sort());

    await writeFile(path.join(host, "file"), "f");
    await expect(copy(source, path.join(host, "file"))).rejects.toThrow(
        `${path.join(host, "file")} exists there and is a file; a folder is not copied onto it`,
    );
    await expect(copy(source, path.join(host, "file", "below"))).rejects.toThrow(/file.*is not a folder|file/);
});

test("a relative target lies in the folder of whoever logs in", async () => {
    const there = await startSshd(home, "relative", `Subsystem sftp internal-sftp -d ${host}`);
    try {
        const file = await fileAsset(await local("settings", "new"));
        await copy(file, ".cache/c4/first", there.connection());
        await copy(file, ".cache/c4/first", there.connection());
        await copy(file, "second", there.connection());
        expect(await readFile(path.join(host, ".cache", "c4", "first"), "utf8")).toBe("new");
        expect((await readdir(host)).sort()).toEqual([".cache", "second"]);
    } finally {
        await there.stop();
    }
});

test("a packed archive is copied as it is", async () => {
    const file = await local("packed.tgz", randomBytes(1000));
    await copy(archive({ path: file }), path.join(host, "packed.tgz"));
    expect((await readFile(path.join(host, "packed.tgz"))).equals(await readFile(file))).toBe(true);
});

// The first program may not write larger files, the second one dies of it.
test.each([
    ["trap '' XFSZ", "Failure (the server says no more; a full disk is one reason)"],
    ["true", "the server's SFTP program has ended"],
])("a copy that breaks off leaves the former file as it was (%s)", async (first, reason) => {
    const program = await local(
        "sftp",
        `#!/bin/sh\n${first}\nulimit -f 2048\nexec /usr/lib/openssh/sftp-server\n`,
        0o755,
    );
    const small = await startSshd(home, `small-${tests}`, `Subsystem sftp ${program}`);
    try {
        const target = path.join(host, "firmware");
        await writeFile(target, "former");
        const asset = await fileAsset(await local("firmware", randomBytes(4 * 2 ** 20)));
        await expect(copy(asset, target, small.connection())).rejects.toThrow(
            `${asset.path} could not be copied to ${user}@127.0.0.1:${small.port}:${target}: `,
        );
        await expect(copy(asset, target, small.connection())).rejects.toThrow(reason);
        expect(await readFile(target, "utf8")).toBe("former");
        // Who ends cannot tidy up; the next attempt takes what is left.
        if (first !== "true") expect(await readdir(host)).toEqual(["firmware"]);
        await copy(asset, target);
        expect(await readdir(host)).toEqual(["firmware"]);
    } finally {
        await small.stop();
    }
});

test("another content or target copies again, and a trigger replaces", async () => {
    const target = path.join(host, "conf");
    const values: Properties = {
        connection: sshd.connection(),
        source: stringAsset("1"),
        remotePath: target,
        triggers: ["a"],
    };
    const made = await provider.create(type, "again", { values });
    expect((await provider.diff(type, "again", made, values)).kind).toBe("DIFF_NONE");
    // The engine leaves the content of former assets out.
    const { hash = "" } = stringAsset("1");
    const elided = { ...made, inputs: { ...made.inputs, source: { ...stringAsset("1"), hash } } };
    expect((await provider.diff(type, "again", elided, values)).kind).toBe("DIFF_NONE");

    const changed: Properties = { ...values, source: stringAsset("2"), remotePath: `${target}-2` };
    expect(await provider.diff(type, "again", made, changed)).toMatchObject({
        replaces: [],
        details: { source: "UPDATE", remotePath: "UPDATE" },
    });
    const updated = await provider.update(type, "again", made, { values: changed });
    expect(await readFile(`${target}-2`, "utf8")).toBe("2");
    expect(updated.outputs.source).toEqual(stringAsset("2"));
    const triggered = { ...values, triggers: ["b"] };
    expect(await provider.diff(type, "again", made, triggered)).toMatchObject({ replaces: ["triggers"] });
    expect(await provider.read(made)).toEqual(made);

    const foreseen = await provider.create(
        type,
        "p",
        { values: { ...values, connection: { host: "x.invalid" } } },
        true,
    );
    expect(foreseen.outputs).toMatchObject({ remotePath: target, source: stringAsset("1") });
});

test("what cannot be copied is said before anything is", async () => {
    const refused = async (source: Properties): Promise<string[]> => {
        const values = { connection: sshd.connection(), source, remotePath: "/x", mode: "0644" };
        return (await provider.check(type, "refused", { values })).failures;
    };
    expect(await refused(stringAsset("x"))).toEqual([
        expect.stringContaining("mode is not a property that this plugin"),
    ]);
    const values = { connection: sshd.connection(), remotePath: "/x" };
    const reasons = async (source: Properties | string): Promise<string> =>
        (await provider.check(type, "refused", { values: { ...values, source } })).failures.join();
    const { text, ...uri } = { ...stringAsset("x"), uri: "https://example.org/x" };
    expect(text).toBe("x");
    expect(await reasons(uri)).toBe("source is a URI; it must be a FileAsset, StringAsset or FileArchive");
    const parts = archive({ assets: { a: stringAsset("x") } });
    expect(await reasons(parts)).toContain("source is an archive that is put together of assets");
    expect(await reasons("/etc/hosts")).toBe("source must be an asset or an archive");
    expect(await reasons({ path: "/etc/hosts" })).toBe("source must be an asset or an archive");

    const gone = { ...(await fileAsset(await local("here", "x"))), path: home.path("local", "gone") };
    await expect(copy(gone, path.join(host, "gone"))).rejects.toThrow(/gone could not be copied to .*ENOENT/);
    expect(await readdir(host)).toEqual([]);
});
