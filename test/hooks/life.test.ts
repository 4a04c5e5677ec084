import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ConsulAgent } from "../tools/consul-agent";
import { until } from "../tools/until";
import { SupervisedInstance } from "./support/supervised-instance";

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

async function run(
    id: string,
    options: Parameters<typeof SupervisedInstance.run>[2] = {},
    agent = consul,
): Promise<SupervisedInstance> {
    const instance = await SupervisedInstance.run(agent, id, options);
    open.push(instance);
    return instance;
}

describe("settings", () => {
    afterEach(async () => {
        await fetch(`${consul.url}/v1/kv/c4/edge/env?recurse=true`, { method: "DELETE" });
    });

    it.each([
        ["quotes", `it's "quoted"`],
        ["what a shell would run", "$(exit 9) `exit 9` $HOME ; exit 9 # \\"],
        ["several lines", "one\ntwo\n\nthree"],
        ["letters of the world", "Zürich 東京"],
        ["nothing", ""],
    ])("may hold %s", async (_what, value) => {
        await consul.put("/v1/kv/c4/edge/env/all/SETTING", value);
        const instance = await run("router-1");
        await instance.says(`SETTING=${JSON.stringify(value)}`);
    });

    it("of the role win over those of all, and these over the container's own", async () => {
        const instance = await run("router-1", { environment: { SETTING: "container" } });
        await instance.says('SETTING="container"');
        await instance.crash();
        await consul.put("/v1/kv/c4/edge/env/all/SETTING", "all");
        instance.start();
        await instance.says('SETTING="all"');
        await instance.crash();
        await consul.put("/v1/kv/c4/edge/env/router/SETTING", "role");
        instance.start();
        await instance.says('SETTING="role"');
    });

    it("whose name is none are ignored, and said to be", async () => {
        await consul.put("/v1/kv/c4/edge/env/all/BAD;NAME", "x");
        const instance = await run("router-1");
        await instance.says("c4/edge/env/all/BAD;NAME is no name of a variable: ignored");
        await instance.registered();
    });
});

describe("the start", () => {
    it("ends with the words of a configuration check that fails, and without the service", async () => {
        const instance = await run("router-1", {
            environment: { C4_CHECK_CONFIG: "echo line 7: no such module; false" },
        });
        expect(await instance.exit()).toBe(1);
        expect(instance.output).toContain("line 7: no such module");
        expect(instance.output).toContain("the configuration is not valid");
        expect(instance.output).not.toContain("service: started");
    });

    it("ends when the service is not ready in time, after what the service said", async () => {
        const instance = await run("router-1", { manners: ["mute"], environment: { C4_READY_TIMEOUT: "1" } });
        expect(await instance.exit()).toBe(1);
        expect(instance.output).toMatch(/service: started[\s\S]*not ready after 1 s: curl: \(28\)/);
        expect(await consul.service("router-1")).toBeUndefined();
    });

    it("says which variable is missing", async () => {
        const instance = await run("router-1", { environment: { C4_HEALTH: "" } });
        expect(await instance.exit()).toBe(2);
        expect(instance.output).toContain("C4_HEALTH: is not set; it must be http:PORT/PATH, tcp:PORT or sip:PORT");
    });

    it("refuses an id that could not stand in a URL as it is", async () => {
        const instance = await run("router&1");
        expect(await instance.exit()).toBe(2);
        expect(instance.output).toContain(
            'C4_INSTANCE is "router&1"; it must be letters, digits, dots, hyphens and underscores',
        );
    });
});

describe("SIGTERM", () => {
    it("drains, deregisters and stops, in this order", async () => {
        const instance = await run("router-1", {
            environment: {
                C4_DRAIN:
                    "until curl -s $CONSUL_HTTP_ADDR/v1/agent/checks | grep -q _service_maintenance:router-1; do sleep 0.1; done; echo drained: $(cat $C4_RUN_DIR/state)",
            },
        });
        await instance.registered();
        instance.signal("SIGTERM");
        expect(await instance.exit()).toBe(0);
        expect(instance.output).toMatch(/drained: draining[\s\S]*service: stopped, Consul says 404[\s\S]*stopped/);
        expect(await consul.service("router-1")).toBeUndefined();
    });

    it("stops a service that cannot be drained in time", async () => {
        const instance = await run("router-1", { environment: { C4_DRAIN: "sleep 30", C4_DRAIN_LIMIT: "1" } });
        await instance.registered();
        instance.signal("SIGTERM");
        expect(await instance.exit()).toBe(0);
        expect(instance.output).toContain("not drained (status 124");
        expect(await consul.service("router-1")).toBeUndefined();
    });

    it("a second time does not cut the drain short", async () => {
        const instance = await run("router-1", { environment: { C4_DRAIN: "sleep 1; echo drained" } });
        await instance.registered();
        instance.signal("SIGTERM");
        await instance.says("draining");
        instance.signal("SIGTERM");
        instance.signal("SIGINT");
        expect(await instance.exit()).toBe(0);
        expect(instance.output).toMatch(/drained[\s\S]*service: stopped/);
    });

    it("kills a service that does not stop", async () => {
        const instance = await run("router-1", { manners: ["deaf"], environment: { C4_STOP_LIMIT: "1" } });
        await instance.registered();
        instance.signal("SIGTERM");
        expect(await instance.exit()).toBe(137);
        expect(instance.output).toContain("the service does not stop: killing it");
    });

    it.each([
        ["it waits for Consul", async (instance: SupervisedInstance) => instance.says("waiting for Consul"), {}],
        [
            "the configuration is checked",
            async (instance: SupervisedInstance) => until("the check runs", () => instance.read("checking") !== ""),
            { C4_CHECK_CONFIG: 'echo yes >"$C4_RUN_DIR/../checking"; sleep 30' },
        ],
        [
            "the service is not ready",
            async (instance: SupervisedInstance) => instance.says("service: started"),
            { C4_HEALTH: "http:1/" },
        ],
    ])("ends the instance while %s", async (what, reached, environment) => {
        const away = await ConsulAgent.prepare();
        open.push(away);
        const instance = await run("router-1", { environment }, what.includes("Consul") ? away : consul);
        await reached(instance);
        instance.signal("SIGTERM");
        expect(await instance.exit()).toBe(0);
        expect(await consul.service("router-1")).toBeUndefined();
    });

    it("ends the instance while Consul is away", async () => {
        const agent = await ConsulAgent.run();
        const instance = await run("router-1", { environment: { C4_DRAIN: "echo drained" } }, agent);
        open.push(agent);
        await instance.registered();
        await agent.stop();
        instance.signal("SIGTERM");
        expect(await instance.exit()).toBe(0);
        expect(instance.output).toContain("Consul does not take the maintenance");
        expect(instance.output).toContain("drained");
        expect(instance.output).toContain("Consul does not take the deregistration");
    });
});

describe("a crash", () => {
    it("of the service takes it out of the catalogue, and gives its exit code", async () => {
        const instance = await run("router-1");
        await instance.registered();
        await expect(instance.ask("/exit/7")).rejects.toThrow("fetch failed");
        expect(await instance.exit()).toBe(7);
        expect(instance.output).toContain("the service ended by itself with status 7");
        expect(await consul.service("router-1")).toBeUndefined();
    });

    it("of everything leaves a check that fails within seconds, and nothing in the way of the next start", async () => {
        const instance = await run("router-1", { environment: { C4_DRAIN: "sleep 3" } });
        await instance.registered();
        instance.signal("SIGTERM");
        await until("it is in maintenance", () => consul.inMaintenance("router"));
        await instance.crash();
        await until("its check fails", async () =>
            (await consul.checks("router")).some(
                ({ CheckID, Status }) => CheckID === "router-1:check" && Status === "critical",
            ),
        );
        instance.start();
        await instance.registered();
        expect(await consul.inMaintenance("router")).toBe(false);
        await until("it is passing", async () =>
            (await consul.checks("router")).every(({ Status }) => Status === "passing"),
        );
        instance.signal("SIGTERM");
        expect(await instance.exit()).toBe(0);
    });
});
