import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Consul } from "./support/consul";
import { Instance } from "./support/instance";
import { until } from "./support/programs";

const header = "# Routers that Consul sees passing";
const template = `${header}
{{- range service "router" }}
1 sip:{{ .Address }}:{{ .Port }} 0 0
{{- end }}
`;

let consul: Consul;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
    consul = await Consul.run();
});
afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
    await consul.forget();
});
afterAll(() => consul.close());

/** An SBC that keeps the list of routers; `reload` runs in its folder whenever the list changes. */
async function prepareSbc(agent: Consul, reload: string, text = template): Promise<Instance> {
    const sbc = await Instance.prepare(agent, "sbc-1");
    open.push(sbc);
    writeFileSync(sbc.file("dispatcher.ctmpl"), text);
    writeFileSync(sbc.file("reload"), `#!/bin/sh\ncd "$(dirname "$0")"\n${reload}\n`, { mode: 0o755 });
    return sbc;
}

function environment(sbc: Instance): Record<string, string> {
    const list = sbc.file("dispatcher.list");
    return {
        C4_ROLE: "sbc",
        C4_LISTS: `${sbc.file("dispatcher.ctmpl")}:${list}:${sbc.file("reload")}`,
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

    it("is the last good one when Consul is away at a restart, and the service takes calls all the same", async () => {
        const agent = await Consul.run();
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
        const agent = await Consul.run();
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
        await until("the new router is in the list", () => sbc.read("dispatcher.list").includes("198.18.33.2"), 30_000);
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
