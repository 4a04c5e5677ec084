import { createPrivateKey, X509Certificate } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ConsulAgent } from "../tools/consul-agent";
import { repository } from "../tools/executables";
import { until } from "../tools/until";
import { hooksFolder, SupervisedInstance } from "./support/supervised-instance";

const header = "# Routers that Consul sees passing";
const template = `${header}
{{- range service "router" }}
1 sip:{{ .Address }}:{{ .Port }} 0 0
{{- end }}
`;

let consul: ConsulAgent;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
    consul = await ConsulAgent.run();
});
afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
    await consul.forget();
});
afterAll(() => consul.close());

/** An SBC that keeps the list of routers; `reload` runs in its folder whenever the list changes. */
async function prepareSbc(agent: ConsulAgent, reload: string, text = template): Promise<SupervisedInstance> {
    const sbc = await SupervisedInstance.prepare(agent, "sbc-1");
    open.push(sbc);
    writeFileSync(sbc.file("dispatcher.ctmpl"), text);
    writeFileSync(sbc.file("reload"), `#!/bin/sh\ncd "$(dirname "$0")"\n${reload}\n`, { mode: 0o755 });
    return sbc;
}

function environment(sbc: SupervisedInstance, mayBeEmpty = "no"): Record<string, string> {
    const list = sbc.file("dispatcher.list");
    return {
        C4_ROLE: "sbc",
        C4_LISTS: ["dispatcher", sbc.file("dispatcher.ctmpl"), list, mayBeEmpty, sbc.file("reload")].join("|"),
        LIST: list,
    };
}

function list(...routers: readonly string[]): string {
    return [header, ...routers.map((router) => `1 sip:${router}:5060 0 0`), ""].join("\n");
}

describe("a list", () => {
    it("is rendered before the service starts, and not reloaded then", async () => {
        await consul.member("router", "r1", "198.18.33.1");
        const sbc = await prepareSbc(consul, "echo reload >>reloads");
        sbc.start(environment(sbc));
        await sbc.says(`list is ${JSON.stringify(list("198.18.33.1"))}`);
        await sbc.registered();
        await consul.member("router", "r2", "198.18.33.2");
        await until("the change is reloaded", () => sbc.read("reloads") === "reload\n");
        expect(sbc.read("dispatcher.list")).toBe(list("198.18.33.1", "198.18.33.2"));
    });

    it("may be without entries at the very first start", async () => {
        const sbc = await prepareSbc(consul, "echo reload >>reloads");
        sbc.start(environment(sbc));
        await sbc.says(`list is ${JSON.stringify(list())}`);
        await sbc.registered();
    });

    it("that came out empty gives way to the last one that was not, at the next start", async () => {
        await consul.member("router", "r1", "198.18.33.1");
        const sbc = await prepareSbc(consul, ":");
        sbc.start(environment(sbc));
        await sbc.registered();
        await sbc.crash();
        await consul.put("/v1/agent/service/deregister/r1", "");
        sbc.start(environment(sbc));
        await sbc.says(`list is ${JSON.stringify(list("198.18.33.1"))}`);
        expect(sbc.output).toContain("came out empty");
    });

    it("that may be empty is, when it came out so, at the next start", async () => {
        await consul.member("router", "r1", "198.18.33.1");
        const sbc = await prepareSbc(consul, ":");
        sbc.start(environment(sbc, "yes"));
        await sbc.registered();
        await sbc.crash();
        await consul.put("/v1/agent/service/deregister/r1", "");
        sbc.start(environment(sbc, "yes"));
        await sbc.says(`list is ${JSON.stringify(list())}`);
        await sbc.registered();
        expect(sbc.output).not.toContain("came out empty");
    });

    it("is the last good one when Consul is away at a restart, and the service takes calls all the same", async () => {
        const agent = await ConsulAgent.run();
        await agent.member("router", "r1", "198.18.33.1");
        await agent.put("/v1/kv/c4/edge/env/all/SETTING", "from Consul");
        const sbc = await prepareSbc(agent, ":");
        open.push(agent);
        const opened = { ...environment(sbc), C4_ON_REGISTERED: "echo opened" };
        sbc.start(opened);
        await sbc.registered();
        await sbc.crash();
        await agent.stop();
        sbc.start(opened);
        await sbc.says("starting with the lists of the last start");
        await sbc.says(`list is ${JSON.stringify(list("198.18.33.1"))}`);
        await sbc.says('SETTING="from Consul"');
        await sbc.says("opened");
        expect(sbc.state).toContain("ready not registered");
        await agent.start();
        await sbc.registered();
    });

    it("stands while Consul is away, and follows again when it is back", async () => {
        const agent = await ConsulAgent.run();
        await agent.member("router", "r1", "198.18.33.1");
        const sbc = await prepareSbc(agent, ":");
        open.push(agent);
        sbc.start(environment(sbc));
        await sbc.registered();
        await agent.stop();
        await sbc.says(/\[(WARN|ERR)\]/);
        expect(sbc.read("dispatcher.list")).toBe(list("198.18.33.1"));
        await agent.start();
        await agent.member("router", "r2", "198.18.33.2");
        await until("the new router is in the list", () => sbc.read("dispatcher.list").includes("198.18.33.2"));
    });

    it("is kept on when its reload fails", async () => {
        const sbc = await prepareSbc(consul, "echo reload >>reloads; exit 1");
        sbc.start(environment(sbc));
        await sbc.registered();
        await consul.member("router", "r1", "198.18.33.1");
        await sbc.says("consul-template ended with status");
        await consul.member("router", "r2", "198.18.33.2");
        await until("it follows", () => sbc.read("dispatcher.list").includes("198.18.33.2"));
    });

    it("that cannot be rendered keeps nobody from starting", async () => {
        const sbc = await prepareSbc(consul, ":", "{{ range }}");
        writeFileSync(sbc.file("dispatcher.list"), list("198.18.33.7"));
        sbc.start(environment(sbc));
        await sbc.says("not every list could be rendered");
        await sbc.says(`list is ${JSON.stringify(list("198.18.33.7"))}`);
        await sbc.registered();
    });
});

describe("a certificate", () => {
    it("is its role's, for nobody else to read, and is the last good one when Consul is away", async () => {
        const agent = await ConsulAgent.run();
        const text = readFileSync(join(repository, "templates/lists/common/certificate.ctmpl"), "utf8");
        const sbc = await prepareSbc(agent, ":", text);
        open.push(agent);
        const file = sbc.file("certificate.pem");
        const list = ["certificate", sbc.file("dispatcher.ctmpl"), file, "no", sbc.file("reload")].join("|");
        const variables = { C4_ROLE: "sbc", C4_LISTS: list };
        sbc.start(variables);
        await sbc.registered();
        const pem = sbc.read("certificate.pem");
        const certificate = new X509Certificate(pem);
        expect(certificate.subjectAltName).toMatch(/^URI:spiffe:\/\/\S+\/svc\/sbc$/);
        expect(certificate.checkPrivateKey(createPrivateKey(pem))).toBe(true);
        for (const copy of [file, `${file}.good`, `${file}.tried`]) expect(statSync(copy).mode & 0o777).toBe(0o600);
        await sbc.crash();
        await agent.stop();
        writeFileSync(file, "");
        sbc.start(variables);
        await sbc.says("service: started");
        expect(sbc.output).toContain("starting with the last one that was not");
        expect(sbc.read("certificate.pem")).toBe(pem);
    });

    it("is waited for: nothing starts without it", async () => {
        const sbc = await prepareSbc(consul, ":", '{{ keyOrDefault "certificate" "" }}');
        const file = sbc.file("certificate.pem");
        sbc.start({
            C4_ROLE: "sbc",
            C4_LISTS: ["certificate", sbc.file("dispatcher.ctmpl"), file, "no", sbc.file("reload")].join("|"),
        });
        await sbc.says(`Consul has given no certificate for ${file} yet`);
        await until("its state says so", () => sbc.state === "starting no certificate from Consul yet");
        expect(sbc.output).not.toContain("service: started");
        await consul.put("/v1/kv/certificate", "-----BEGIN CERTIFICATE-----");
        await sbc.registered();
        await consul.ask("DELETE", "/v1/kv/certificate");
    });
});

describe("a service that is no Kamailio", () => {
    it("is told by SIGHUP of a list that has changed, and only then", async () => {
        const sbc = await prepareSbc(consul, `exec ${join(hooksFolder, "c4-reload")} dispatcher`);
        sbc.start({ ...environment(sbc), C4_LISTS: `${environment(sbc).C4_LISTS}|SIGHUP|answer||` });
        await sbc.registered();
        await consul.member("router", "r1", "198.18.33.1");
        await sbc.says("service: told by SIGHUP");
        await sbc.says("dispatcher: 0 entries loaded");
        expect(sbc.output.match(/told by SIGHUP/g)).toHaveLength(1);
    });
});

describe("consul-template", () => {
    it("is started again when it has ended", async () => {
        const sbc = await prepareSbc(consul, 'echo "$PPID" >template.pid');
        sbc.start(environment(sbc));
        await sbc.registered();
        await consul.member("router", "r1", "198.18.33.1");
        const pid = await until("the list is reloaded", () => Number(sbc.read("template.pid")) || undefined);
        process.kill(pid, "SIGKILL");
        await sbc.says("consul-template ended with status 137");
        await consul.member("router", "r2", "198.18.33.2");
        await until("it follows", () => sbc.read("dispatcher.list").includes("198.18.33.2"));
    });

    it("ends with the instance", async () => {
        const sbc = await prepareSbc(consul, 'echo "$PPID" >template.pid');
        sbc.start(environment(sbc));
        await sbc.registered();
        await consul.member("router", "r1", "198.18.33.1");
        const pid = await until("the list is reloaded", () => Number(sbc.read("template.pid")) || undefined);
        sbc.signal("SIGTERM");
        expect(await sbc.exit()).toBe(0);
        expect(existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : "gone").toMatch(/gone|\) Z /);
    });
});
