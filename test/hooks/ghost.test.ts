import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Consul } from "./support/consul";
import { Instance } from "./support/instance";
import { until } from "./support/programs";

let consul: Consul;
const open: Instance[] = [];

beforeAll(async () => {
    consul = await Consul.run();
});
afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
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
    const instance = await Instance.prepare(consul, "router-new", {});
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
    const instance = await Instance.run(consul, "router-new");
    open.push(instance);
    await instance.registered();
    await until("all are in the catalogue", async () => (await consul.checks("router")).length === 2);
    expect(await consul.service("router-elsewhere")).toBeDefined();
    expect(await consul.service("router-beside")).toBeDefined();
});
