import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConsulAgent } from "../tools/consul-agent";
import { succeeds, until } from "../tools/until";
import { SupervisedInstance } from "./support/supervised-instance";

let consul: ConsulAgent;
let router: SupervisedInstance;

beforeEach(async () => {
    consul = await ConsulAgent.run({ acl: true });
    router = await SupervisedInstance.prepare(consul, "router-1");
});
afterEach(async () => {
    await router.close();
    await consul.close();
});

function start(): void {
    const file = router.file("intentions");
    router.start({
        CONSUL_HTTP_TOKEN: consul.token,
        C4_INTENTIONS: file,
        C4_LISTS: `intentions||${file}|yes|c4-reload|htable.reload intentions|column 5|htable.dump intentions|value`,
    });
}

/** What Consul is told of who may call routers, most specific first. */
async function intend(sources: Record<string, "allow" | "deny">): Promise<void> {
    const Sources = Object.entries(sources).map(([Name, Action]) => ({ Name, Action }));
    await declare({ Name: "router", Sources });
}

/** A Consul that has just begun refuses intentions for a moment. */
async function declare(entry: object): Promise<void> {
    const body = JSON.stringify({ Kind: "service-intentions", ...entry });
    await until("Consul takes the intentions", () => succeeds(() => consul.put("/v1/config", body)));
}

/** The values of the table: a service, or * for all others, and what is said of it. */
const table = () =>
    router
        .read("intentions")
        .split("\n")
        .slice(1, -1)
        .map((row) => row.split(":")[4]);

const becomes = (...rows: readonly string[]) =>
    until(`the table is ${rows.join(", ")}`, () => table().join() === rows.join(), { seen: () => table().join() });

describe("the table of intentions", () => {
    it("is there before the service starts, and lets nobody call of whom nothing is said", async () => {
        start();
        await router.says("service: started");
        expect(table()).toEqual(["* deny"]);
    });

    it("follows each change", async () => {
        await intend({ sbc: "allow" });
        start();
        await router.registered();
        await becomes("* deny", "sbc allow");
        await intend({ sbc: "deny", "*": "allow" });
        await becomes("* allow", "sbc deny");
        await consul.ask("DELETE", "/v1/config/service-intentions/router");
        await becomes("* deny");
    });

    it("obeys what is said of all destinations where nothing is said of routers", async () => {
        const Sources = [{ Name: "sbc", Action: "allow" }];
        await declare({ Name: "*", Sources });
        start();
        await router.registered();
        await becomes("* deny", "sbc allow");
        await intend({ "*": "deny" });
        await becomes("* deny", "sbc deny");
    });

    it("stands while Consul is away, and follows a Consul that has begun anew", async () => {
        await intend({ sbc: "allow" });
        start();
        await router.registered();
        await becomes("* deny", "sbc allow");
        await consul.stop();
        await router.says("Consul does not say its intentions: the last ones stand");
        expect(table()).toEqual(["* deny", "sbc allow"]);
        consul.wipe();
        await consul.start();
        await router.says("Consul says its intentions again");
        await intend({ sbc: "deny" });
        await becomes("* deny", "sbc deny");
    });

    it("is the last one when Consul is away at a restart", async () => {
        await intend({ sbc: "allow" });
        start();
        await router.registered();
        await router.crash();
        await consul.stop();
        start();
        await router.says("service: started");
        expect(table()).toEqual(["* deny", "sbc allow"]);
    });

    it("is kept by nobody when the instance has ended", async () => {
        start();
        await router.registered();
        router.signal("SIGTERM");
        expect(await router.exit()).toBe(0);
        await intend({ sbc: "allow" });
        expect(table()).toEqual(["* deny"]);
    });
});

it("lets everybody call where Consul's access control is off, and nothing is said", async () => {
    const open = await ConsulAgent.run();
    const instance = await SupervisedInstance.prepare(open, "router-1");
    instance.start({ C4_INTENTIONS: instance.file("intentions") });
    await instance.registered();
    expect(instance.read("intentions")).toContain(":* allow:");
    await instance.close();
    await open.close();
});
