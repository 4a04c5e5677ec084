import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { rolePolicy } from "../../src/consul/policies";
import { ConsulAgent } from "../tools/consul-agent";
import { until } from "../tools/until";
import { SupervisedInstance } from "./support/supervised-instance";

let consul: ConsulAgent;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
    consul = await ConsulAgent.run();
});
afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each.close();
    await consul.forget();
});
afterAll(() => consul.close());

/** What a container that was removed by force leaves behind: a registration whose check somebody else answers now. */
async function leaveBehind(id: string, name: string, port: number): Promise<void> {
    const registration = {
        ID: id,
        Name: name,
        Address: "127.0.0.1",
        Port: port,
        Meta: { c4: "edge" },
        Check: { CheckID: `${id}:check`, HTTP: `http://127.0.0.1:${port}/status`, Interval: "1s", Timeout: "1s" },
    };
    await consul.put("/v1/agent/service/register", JSON.stringify(registration));
}

it("takes its address from whoever was registered there before, whatever its role", async () => {
    const instance = await SupervisedInstance.prepare(consul, "router-new", {});
    open.push(instance);
    await leaveBehind("router old/1", "router", instance.port);
    await leaveBehind("sbc-old", "sbc", instance.port);
    instance.start();
    await instance.registered();
    expect(await consul.service("router%20old%2F1")).toBeUndefined();
    expect(await consul.service("sbc-old")).toBeUndefined();
    expect(instance.output).toContain("sbc-old was registered at our address");
    expect(await consul.service("router-new")).toBeDefined();
});

it("leaves alone who has another address or another port", async () => {
    await consul.member("router", "router-elsewhere", "127.0.0.2");
    await leaveBehind("router-beside", "router", 1);
    const instance = await SupervisedInstance.run(consul, "router-new");
    open.push(instance);
    await instance.registered();
    await until("all are in the catalogue", async () => (await consul.checks("router")).length === 2);
    expect(await consul.service("router-elsewhere")).toBeDefined();
    expect(await consul.service("router-beside")).toBeDefined();
});

describe("where a token speaks for one role only", () => {
    async function start(
        guarded: ConsulAgent,
        role: "sbc" | "router",
        id: string,
        port?: number,
    ): Promise<SupervisedInstance> {
        const instance = await SupervisedInstance.run(guarded, id, {
            environment: { C4_ROLE: role, CONSUL_HTTP_TOKEN: await guarded.newToken(rolePolicy("edge", role)) },
            ...(port === undefined ? {} : { port }),
        });
        open.push(instance);
        await instance.registered();
        return instance;
    }

    it("another role's ghost at our address keeps nobody from registering, and turns critical by itself", async () => {
        const guarded = await ConsulAgent.run({ acl: true });
        open.push(guarded);
        const gone = await start(guarded, "sbc", "sbc-old");
        await gone.crash();
        const instance = await start(guarded, "router", "router-new", gone.port);
        expect(instance.output).toContain("our token may not deregister sbc-old");
        // The new one is asked for the old one by its name, and denies it.
        const output = async () => (await guarded.ask("GET", "/v1/health/checks/sbc")).text;
        // Where all of this took more than a minute, Consul has cleared it meanwhile.
        const denied = (checks: string) => checks.includes("404 Not Found") || checks.trim() === "[]";
        await until("the ghost is denied", async () => denied(await output()), { seen: output });
        expect((await guarded.checks("sbc")).filter(({ Status }) => Status !== "critical")).toEqual([]);
        await until("it is passing itself", async () =>
            (await guarded.checks("router")).every(({ Status }) => Status === "passing"),
        );
        await guarded.put("/v1/agent/service/deregister/router-new", "");
        await until("it is back", () => guarded.service("router-new"));
    });

    it("a ghost of the same role is deregistered, as ever", async () => {
        const guarded = await ConsulAgent.run({ acl: true });
        open.push(guarded);
        const gone = await start(guarded, "router", "router-old");
        await gone.crash();
        await start(guarded, "router", "router-new", gone.port);
        expect(await guarded.service("router-old")).toBeUndefined();
    });
});
