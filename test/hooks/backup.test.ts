import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import * as z from "zod";
import { rolePolicy } from "../../src/consul/policies";
import { render } from "../../src/rendering/render";
import { TestAuthority } from "../tools/certificates";
import { ConsulAgent } from "../tools/consul-agent";
import { removeFolder, temporaryFolder } from "../tools/temporary";
import { eventually, succeeds, until } from "../tools/until";
import { newKey, SavingInstance } from "./support/saving-instance";

const folder = temporaryFolder("backup-consul");
const authority = new TestAuthority(folder);
authority.issue("server", "DNS:server.dc1.consul");
const instance = authority.issue("instance");

const opened: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
});
process.once("exit", () => removeFolder(folder));

/** A Consul that denies by default, and the instance that saves it every so many seconds. */
async function platform({ seconds = 3600, keep = 3 } = {}): Promise<{ consul: ConsulAgent; saving: SavingInstance }> {
    const consul = await ConsulAgent.prepare({ acl: true, https: authority.filesOf("server") });
    opened.push(consul);
    await consul.start();
    const { hostname, port } = new URL(consul.secureUrl);
    // The first of the servers is away: the second is asked.
    const servers = [
        { host: hostname, port: 1 },
        { host: hostname, port: Number(port) },
    ];
    const configuration = render("backup/consul.conf.hbs", { seconds, keep, servers, datacenter: "dc1" });
    const saving = await SavingInstance.prepare("consul", configuration, {
        CONSUL_MANAGEMENT_TOKEN: consul.token,
        CONSUL_CA_PEM: authority.certificate,
        CONSUL_CERT_PEM: instance.certificate,
        CONSUL_KEY_PEM: instance.key,
    });
    opened.push(saving);
    return { consul, saving };
}

const firstBackup = (saving: SavingInstance) =>
    until("there is a backup", () => saving.backups[0], { seen: () => saving.log });

it("gives back a Consul that lost everything: settings, and tokens that its roles still hold", async () => {
    const { consul, saving } = await platform();
    const trustDomain = async () =>
        /"TrustDomain": ?"([^"]+)"/.exec((await consul.ask("GET", "/v1/connect/ca/roots")).text)?.[1];
    const domain = await trustDomain();
    await consul.put("/v1/kv/c4/edge/env/router/SIP_WORKERS", "8");
    const token = await consul.newToken(rolePolicy("edge", "router"));
    const asRouter = async () =>
        (
            await fetch(`${consul.url}/v1/kv/c4/edge/env/router/SIP_WORKERS?raw`, {
                headers: { "X-Consul-Token": token },
            })
        ).status;
    expect(await asRouter()).toBe(200);
    saving.start();
    const backup = await firstBackup(saving);
    await until("it is well", () => succeeds(() => saving.hook("c4-health")));

    await consul.close();
    await consul.start();
    expect(await asRouter()).toBe(403);
    expect(await consul.keys("c4/")).toEqual({});
    expect(await saving.hook("c4-restore")).toContain(backup);
    expect(await saving.hook("c4-restore", [backup])).toContain(`restored: ${backup}`);
    await until("the router's token is known", async () => (await asRouter()) === 200);
    expect(await consul.keys("c4/")).toEqual({ "c4/edge/env/router/SIP_WORKERS": "8" });
    // On its new disk the server has a new id, under its old name.
    const { NodeID } = z
        .object({ Config: z.object({ NodeID: z.string() }) })
        .parse(JSON.parse((await consul.ask("GET", "/v1/agent/self")).text)).Config;
    await until("the catalogue has its id", async () =>
        (await consul.ask("GET", "/v1/catalog/node/test")).text.includes(NodeID),
    );
    expect(await trustDomain()).toBe(domain);
    expect(await saving.stop()).toBe(0);
});

it("keeps nothing that can be read without the key, nor shows a secret", async () => {
    const { consul, saving } = await platform();
    await consul.put("/v1/kv/c4/edge/env/router/SECRET", "telephone");
    saving.start();
    const backup = await firstBackup(saving);
    const bytes = readFileSync(saving.path(backup));
    expect(bytes.includes("telephone")).toBe(false);
    expect(bytes.subarray(0, 21).toString()).toBe("age-encryption.org/v1");
    await expect(saving.hook("c4-restore", [backup], { C4_BACKUP_KEY: await newKey() })).rejects.toThrow(
        "nothing was changed",
    );
    for (const secret of [saving.key, consul.token]) expect(saving.log).not.toContain(secret);
    expect(statSync(`${saving.folder}/run/backup-key`).mode & 0o077).toBe(0);
    // What was not encrypted yet is gone.
    expect(execFileSync("find", [`${saving.folder}/run`, "-name", "snapshot*"]).toString()).toBe("");
});

it("restores nothing of a file that was changed", async () => {
    const { consul, saving } = await platform();
    await saving.hook("c4-backup", ["now"]);
    const [backup = ""] = saving.backups;
    const bytes = readFileSync(saving.path(backup));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(saving.path(backup), bytes);
    await consul.put("/v1/kv/later", "stays");
    await expect(saving.hook("c4-restore", [backup])).rejects.toThrow("nothing was changed");
    expect(await consul.keys("later")).toEqual({ later: "stays" });
    await expect(saving.hook("c4-restore", ["consul-yesterday.age"])).rejects.toThrow(
        'there is no backup "consul-yesterday.age"',
    );
});

it("keeps as many as it is told to, the newest", async () => {
    const { saving } = await platform({ seconds: 1, keep: 2 });
    saving.start();
    const first = await firstBackup(saving);
    const kept = await eventually(
        async () => saving.backups,
        (seen) => seen.length === 2 && !seen.includes(first),
    );
    expect(kept.every((name) => name > first)).toBe(true);
});

it("says that it failed and why, keeps the last good one, and saves again when Consul is back", async () => {
    const { consul, saving } = await platform({ seconds: 1, keep: 2 });
    saving.start();
    await firstBackup(saving);
    await consul.stop();
    await until("it is ill", async () => !(await succeeds(() => saving.hook("c4-health"))));
    await expect(saving.hook("c4-health")).rejects.toThrow("the last backup failed: Error saving snapshot");
    expect(saving.log).toContain("no backup was made, see above. The last good one: consul-");
    const [good = ""] = saving.backups;
    expect(await saving.hook("c4-restore")).toContain(good);
    await consul.start();
    await until("it is well again", () => succeeds(() => saving.hook("c4-health")), { seen: () => saving.log });
});

it("is ill when the last good one is too old, whoever does not run", async () => {
    const { saving } = await platform();
    await saving.hook("c4-backup", ["now"]);
    await saving.hook("c4-health");
    const [backup = ""] = saving.backups;
    execFileSync("touch", ["--date", "3 hours ago", saving.path(backup)]);
    await expect(saving.hook("c4-health")).rejects.toThrow(`the last good backup is too old: ${backup}`);
});

it("does not begin anew with each start: the next one is due after the last", async () => {
    const { saving } = await platform();
    await saving.hook("c4-backup", ["now"]);
    const [backup = ""] = saving.backups;
    saving.start();
    await until("it is well", () => succeeds(() => saving.hook("c4-health")));
    expect(saving.backups).toEqual([backup]);
    expect(await saving.stop()).toBe(0);
});

it("does not take half a backup for one", async () => {
    const { saving } = await platform();
    // As a program that fails when it has written something.
    appendFileSync(`${saving.folder}/hooks/consul-backup`, "exit 1\n");
    await expect(saving.hook("c4-backup", ["now"])).rejects.toThrow("no backup was made");
    expect(saving.backups).toEqual([]);
});
