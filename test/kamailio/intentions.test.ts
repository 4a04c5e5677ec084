import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import { lifeCycleEnvironment } from "../../src/rendering/environment";
import { executablePath, repository } from "../tools/executables";
import { removeFolder, temporaryFolder } from "../tools/temporary";
import { until } from "../tools/until";
import { routed, type ScriptedApi } from "./support/api";
import { dial, finalOf } from "./support/call";
import { workloadOf } from "./support/configuration";
import { Endpoint } from "./support/endpoint";
import { oneOfEach } from "./support/one-of-each";
import type { InstanceContainer, SipNetwork } from "./support/sip-network";

const folder = temporaryFolder("intentions");
let platform: SipNetwork;
let api: ScriptedApi;
let sbc: InstanceContainer;
let router: InstanceContainer;
let caller: Endpoint;
let keeper: ChildProcess;

beforeAll(async () => {
    ({ platform, api, sbc, router } = await oneOfEach("198.18.32"));
    caller = await Endpoint.open(platform.host);
    // The router's answer, where it lets the SBC ask: there is no such route.
    api.routing = routed([]);
    keeper = keep();
});

afterAll(async () => {
    if (keeper !== undefined) {
        const ended = once(keeper, "exit");
        keeper.kill("SIGTERM");
        await ended;
    }
    await caller?.close();
    await api?.close();
    await platform?.close();
    removeFolder(folder);
});

/** The router's hook, on this machine, where Consul is: it writes the router's table, and its `kamcmd` is the router's. */
function keep(): ChildProcess {
    const { consul } = platform.authority;
    writeFileSync(join(folder, "kamcmd"), `#!/bin/sh\nexec docker exec ${router.id} kamcmd "$@"\n`, { mode: 0o755 });
    writeFileSync(join(folder, "consul-request"), `header = "X-Consul-Token: ${consul.token}"`);
    const environment = Object.entries(lifeCycleEnvironment(workloadOf("router"), { platform: "edge" }));
    const here = environment.map(([name, value]) => [name, value.replaceAll("/etc/kamailio", router.folder)]);
    return spawn("dash", [join(repository, "templates/hooks/c4-keep-intentions")], {
        env: {
            ...Object.fromEntries(here),
            PATH: `${folder}:${executablePath}`,
            C4_RUN_DIR: folder,
            CONSUL_HTTP_ADDR: consul.url,
        },
        stdio: "inherit",
    });
}

async function intend(action: "allow" | "deny"): Promise<void> {
    const Sources = [{ Name: "sbc", Action: action }];
    const entry = { Kind: "service-intentions", Name: "router", Sources };
    await platform.authority.consul.put("/v1/config", JSON.stringify(entry));
}

/** Milliseconds until a call of the SBC is answered in a way. */
async function answered(startLine: string): Promise<number> {
    const began = Date.now();
    await until(`a call is answered ${startLine}`, async () => {
        const reply = await finalOf(caller, sbc.address, await dial(caller, sbc.address));
        return reply.startLine === startLine;
    });
    return Date.now() - began;
}

const served = "SIP/2.0 404 Not Found";
const refused = "SIP/2.0 503 No Router Serves This SBC";

test("what Consul's intentions deny is refused at the next call, and what they allow passes, over an open connection", async () => {
    onTestFailed(async () => console.error(await platform.logs()));
    // Two seconds is what is promised of a machine that has nothing else to do.
    const soon = 10_000;
    await intend("allow");
    await answered(served);
    await intend("deny");
    expect(await answered(refused)).toBeLessThan(soon);
    expect(await router.logs()).toContain('Consul\'s intentions do not let "sbc" call a router');
    await intend("allow");
    expect(await answered(served)).toBeLessThan(soon);
    // The probes of the SBC were answered all the time: the router was never out of its list.
    expect(await sbc.logs()).not.toContain("is silent");
});

test("a role of which nothing is said may not call", async () => {
    await platform.authority.consul.ask("DELETE", "/v1/config/service-intentions/router");
    await answered(refused);
});
