import { readdirSync, readFileSync, statSync } from "node:fs";
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

describe("a registration", () => {
    it("holds what the environment says, with a check of its own that is passing at once", async () => {
        const instance = await run("router-1", {
            environment: {
                C4_TAGS: "router kamailio",
                C4_WEIGHT: "50",
                C4_META: "rack=7 note=a=b",
                C4_ADVERTISE: "198.18.0.9",
            },
        });
        await instance.registered();
        expect(await consul.service("router-1")).toEqual({
            ID: "router-1",
            Service: "router",
            Tags: ["router", "kamailio"],
            Meta: { c4: "edge", rack: "7", note: "a=b", advertise: "198.18.0.9" },
            Port: instance.port,
            Address: "127.0.0.1",
            Weights: { Passing: 50, Warning: 1 },
        });
        const checks = await until("the catalogue has its check", async () => {
            const found = await consul.checks("router");
            return found.length > 0 ? found : undefined;
        });
        expect(checks).toEqual([
            {
                CheckID: "router-1:check",
                Name: `HTTP http://127.0.0.1:${instance.port}/status?instance=router-1`,
                Status: "passing",
                Type: "http",
            },
        ]);
    });

    it("of two services does not overwrite the other's check", async () => {
        const both = [await run("router-1"), await run("router-2")];
        for (const instance of both) await instance.registered();
        await until("both checks are in the catalogue", async () => (await consul.checks("router")).length === 2);
    });

    it("opens the service for traffic when it is done, not before", async () => {
        const instance = await run("router-1", {
            environment: {
                C4_ON_REGISTERED:
                    'echo "opened: $(curl -s -o /dev/null -w "%{http_code}" $CONSUL_HTTP_ADDR/v1/agent/service/router-1)"',
            },
        });
        await instance.says("opened: 200");
    });

    it("comes when Consul does, however late", async () => {
        const late = await ConsulAgent.prepare();
        open.push(late);
        const instance = await run("router-1", {}, late);
        await instance.says("waiting for Consul");
        expect(instance.state).toContain("starting waiting for Consul");
        await late.start();
        await instance.registered();
        expect(await late.service("router-1")).toBeDefined();
    });

    it("comes again when the agent has lost it", async () => {
        const instance = await run("router-1");
        await instance.registered();
        await consul.put("/v1/agent/service/deregister/router-1", "");
        await until("it is back", () => consul.service("router-1"));
    });

    it("comes again when the agent comes back on an empty disk", async () => {
        const agent = await ConsulAgent.run();
        const instance = await run("router-1", {}, agent);
        open.push(agent);
        await instance.registered();
        await agent.stop();
        agent.wipe();
        await agent.start();
        await until("it is back", () => agent.service("router-1"));
    });

    it("does not come again while the service is ill", async () => {
        const instance = await run("router-1");
        await instance.registered();
        await instance.ask("/ill");
        await consul.put("/v1/agent/service/deregister/router-1", "");
        await instance.says(/does not know this instance[\s\S]*error: 500[\s\S]*not registered with/);
        expect(await consul.service("router-1")).toBeUndefined();
        await instance.ask("/well");
        await until("it is back", () => consul.service("router-1"));
    });

    it("never shows its token in a process list", async () => {
        const token = "5ecret-t0ken-0f-the-r0le";
        const instance = await run("router-1", { environment: { CONSUL_HTTP_TOKEN: token } });
        const seen: string[] = [];
        await until("it is registered", () => {
            seen.push(...commandLines().filter((line) => line.includes(token)));
            return instance.state === "registered";
        });
        expect(seen).toEqual([]);
        expect(instance.read("run/consul-request")).toBe(`header = "X-Consul-Token: ${token}"\n`);
        expect(statSync(instance.file("run/consul-request")).mode & 0o777).toBe(0o600);
    });
});

/** Command lines of all processes of this machine. */
function commandLines(): string[] {
    return readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry))
        .map((pid) => {
            try {
                return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
            } catch (error) {
                // Processes end while they are looked at.
                if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH"))
                    return "";
                throw error;
            }
        });
}
