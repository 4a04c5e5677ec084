import { X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { certificateLines, certificatesAt } from "../../dev/commands/certificates";
import { run } from "../../dev/commands/shell";
import { TestAuthority } from "../tools/certificates";
import { ConsulAgent } from "../tools/consul-agent";
import { removeFolder, temporaryFolder } from "../tools/temporary";
import { until } from "../tools/until";

const folder = temporaryFolder("expiry");
const authority = new TestAuthority(folder, 3650);
const instance = authority.issueFor(365, "instance");
const shown = { certificate: authority.filesOf("instance").certificate, key: authority.filesOf("instance").key };
const agents: ConsulAgent[] = [];

afterAll(async () => {
    for (const agent of agents) await agent.close();
    removeFolder(folder);
});

/** An agent whose certificate ends after some days. */
async function agentFor(days: number): Promise<ConsulAgent> {
    const name = `agent-${days}`;
    authority.issueFor(days, name, "DNS:agent.c4");
    const agent = await ConsulAgent.run({ https: authority.filesOf(name) });
    agents.push(agent);
    return agent;
}

const here = ([program = "", ...args]: readonly string[]) => run(program, args);

/** What is said of the certificates of an agent, and of files. */
async function said(agent: ConsulAgent, ...files: string[]): Promise<string[]> {
    const served = [{ address: agent.secureUrl.replace("https://", ""), ...shown }];
    const found = await certificatesAt(here, { served, files });
    return certificateLines(found.map((x509) => ({ x509, instance: "edge-consul-agent-0" })));
}

describe("the certificate that an agent serves", () => {
    it("is named when it ends within 30 days, with what to do", async () => {
        expect(await said(await agentFor(20))).toEqual([
            expect.stringMatching(
                /^CERTIFICATE of edge-consul-agent-0, agent-20, ends on \d{4}-\d\d-\d\d, in 19 days: `pulumi up` makes a new one$/,
            ),
        ]);
    });

    it("is one of those of which the first to end is said, when it ends later", async () => {
        const ca = authority.filesOf("instance").ca;
        expect(await said(await agentFor(40), ca)).toEqual([
            expect.stringMatching(/^certificates: of 2, the first to end is agent-40, which ends on .*, in 39 days$/),
        ]);
    });

    it("is the one that was asked for, and not the one that lies in its file by now", async () => {
        const agent = await agentFor(25);
        authority.issueFor(365, "agent-25", "DNS:agent.c4");
        expect(await said(agent)).toEqual([expect.stringContaining("in 24 days")]);
    });
});

describe("a certificate in a file", () => {
    it("is read, and the key beside it is not", async () => {
        const file = join(folder, "both.pem");
        writeFileSync(file, `${instance.key}${instance.certificate}`);
        const asked: string[] = [];
        const found = await certificatesAt(
            async (command) => {
                asked.push(await here(command));
                return asked.join("");
            },
            { served: [], files: [file, join(folder, "none.pem")] },
        );
        expect(found.map(({ subject }) => subject)).toEqual(["CN=instance"]);
        expect(asked.join("")).not.toContain("PRIVATE KEY");
    });

    it("of an authority has another remedy, and is named once for all who have it", () => {
        const own = temporaryFolder("expiry");
        const x509 = new X509Certificate(new TestAuthority(own, 10).certificate);
        removeFolder(own);
        const all = ["a", "b", "c"].map((name) => ({ x509, instance: name }));
        expect(certificateLines(all)).toEqual([
            expect.stringMatching(
                /^CERTIFICATE of a and 2 more, test authority, .* in 9 days: a new authority is made/,
            ),
        ]);
    });
});

describe("a leaf of Consul's CA", () => {
    let leaf: X509Certificate;

    beforeAll(async () => {
        const consul = await agentFor(30);
        const pem = await until("Consul signs", async () => {
            const { status, text } = await consul.ask("GET", "/v1/agent/connect/ca/leaf/router");
            return status === 200 && z.object({ CertPEM: z.string() }).parse(JSON.parse(text)).CertPEM;
        });
        leaf = new X509Certificate(pem);
    });

    const saidAt = (share: number) => {
        const [begin, end] = [Date.parse(leaf.validFrom), Date.parse(leaf.validTo)];
        return certificateLines([{ x509: leaf, instance: "edge-router-0" }], new Date(begin + share * (end - begin)));
    };

    it("lives for days, and is nothing to speak of", () => {
        expect(saidAt(0.5)).toEqual([]);
    });

    it("is named when consul-template ought to have renewed it", () => {
        expect(saidAt(0.95)).toEqual([expect.stringContaining("consul-template has not renewed it")]);
    });
});
