import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { render } from "../../src/rendering/render";
import { eventually } from "../tools/until";
import { ConsulCluster } from "./support/consul-cluster";
import { SavingInstance } from "./support/saving-instance";

const cluster = new ConsulCluster("198.18.38");
const { agent, servers } = cluster;

beforeAll(async () => {
    await cluster.open();
    await cluster.admitAgent();
});
afterAll(() => cluster.close());

/** The instance that saves the cluster. */
async function savingInstance(): Promise<SavingInstance> {
    const places = servers.map((host) => ({ host, port: 8501 }));
    const context = { seconds: 3600, keep: 1, datacenter: "dc1", servers: places };
    const saving = await SavingInstance.prepare("consul", render("backup/consul.conf.hbs", context), {
        CONSUL_MANAGEMENT_TOKEN: cluster.managementToken,
        CONSUL_CA_PEM: cluster.authority.certificate,
    });
    onTestFinished(() => saving.close());
    return saving;
}

/** Whose certificates servers say are valid, or the agent, which remembers it; nothing while they cannot say. */
async function trustDomain(of: "servers" | "agent"): Promise<string | undefined> {
    const path = of === "agent" ? "/v1/agent/connect/ca/roots" : "/v1/connect/ca/roots";
    const answer = await cluster.ask(agent, path).catch(() => undefined);
    if (answer?.status !== 200) return undefined;
    return z.object({ TrustDomain: z.string() }).parse(JSON.parse(answer.text)).TrustDomain;
}

/** Status of the agent's answer to an instance that wants its certificate. */
async function leaf(): Promise<number> {
    return (await cluster.ask(agent, "/v1/agent/connect/ca/leaf/router")).status;
}

/** Whether the catalogue knows a server by the id that this one has now. */
async function isKnown(server: string): Promise<boolean> {
    const self = z.object({ Config: z.object({ NodeName: z.string(), NodeID: z.string() }) });
    const { NodeName, NodeID } = self.parse(JSON.parse((await cluster.ask(server, "/v1/agent/self")).text)).Config;
    return (await cluster.ask(server, `/v1/catalog/node/${NodeName}`)).text.includes(NodeID);
}

it("is as it was when all servers lost everything and a backup is put back", async () => {
    const saving = await savingInstance();
    await cluster.addRouter("router-1", 50);
    await cluster.write("colour", "of the backup");
    const domain = await eventually(
        () => trustDomain("servers"),
        (found) => found !== undefined,
    );
    await saving.hook("c4-backup", ["now"]);

    // On new disks under their old names, as containers are that start again.
    await cluster.kill(...servers);
    await cluster.wipe(...servers);
    await cluster.startAgain(...servers);
    await cluster.elected(...servers);
    // Another authority of certificates, which the agent, asked for the first time, believes; and nobody is registered.
    await eventually(
        () => trustDomain("agent"),
        (found) => found !== undefined && found !== domain,
    );
    await leaf();
    expect(await cluster.routers()).toEqual([]);

    await saving.hook("c4-restore", saving.backups);
    expect(await cluster.read("colour")).toBe("of the backup");
    await cluster.knowRouter("router-1");
    for (const each of ["servers", "agent"] as const)
        await eventually(
            () => trustDomain(each),
            (found) => found === domain,
        );
    await eventually(leaf, (status) => status === 200);
    // The agent's own token is one that was restored: what is new with it reaches the catalogue.
    await cluster.addRouter("router-2", 51);
    for (const server of servers) await eventually(() => isKnown(server), Boolean);
});
