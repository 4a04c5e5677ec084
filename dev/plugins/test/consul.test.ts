import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConsulAgent } from "../../../test/tools/consul-agent.js";
import { consul } from "../src/consul/provider.js";
import { type Properties, unknown } from "../src/frame/values.js";
import { TestProvider } from "./support/provider.js";

const keys = "consul:index/keys:Keys";
const keyPrefix = "consul:index/keyPrefix:KeyPrefix";
const node = "consul:index/node:Node";
const service = "consul:index/service:Service";
const configEntry = "consul:index/configEntry:ConfigEntry";
const intention = "consul:index/intention:Intention";

let agent: ConsulAgent;
let provider: TestProvider;
beforeAll(async () => {
    agent = await ConsulAgent.run();
    provider = await TestProvider.start(consul, { values: { address: agent.address } });
});
afterAll(async () => {
    provider.stop();
    await agent.close();
});

describe("Keys", () => {
    test("a preview writes nothing", async () => {
        const values = { keys: [{ path: "preview/a", value: "1" }] };
        const made = await provider.create(keys, "k", { values }, true);
        expect(made.outputs).toMatchObject({ datacenter: unknown, var: unknown });
        expect(await agent.keys("preview/")).toEqual({});
    });

    test("are written, changed, found changed by somebody else, and left behind unless they are to be deleted", async () => {
        const stays = { path: "k/stays", value: "2", flags: 7 };
        const values: Properties = {
            keys: [{ path: "k/gone", value: "1", delete: true }, stays, { name: "read", path: "k/stays" }],
        };
        const made = await provider.create(keys, "k", { values });
        expect(made.id).toBe("consul");
        expect(made.outputs).toMatchObject({ datacenter: "dc1", var: { read: "2" } });
        expect(await agent.keys("k/")).toEqual({ "k/gone": "1", "k/stays": "2" });
        expect(JSON.parse((await agent.ask("GET", "/v1/kv/k/stays")).text)).toMatchObject([{ Flags: 7 }]);
        expect((await provider.diff(keys, "k", made, values)).kind).toBe("DIFF_NONE");

        const changed: Properties = { keys: [{ path: "k/new", value: "3", delete: true }, stays] };
        const difference = await provider.diff(keys, "k", made, changed);
        expect(difference).toMatchObject({ kind: "DIFF_SOME", replaces: [] });
        const updated = await provider.update(keys, "k", made, { values: changed });
        expect(await agent.keys("k/")).toEqual({ "k/new": "3", "k/stays": "2" });

        await agent.ask("PUT", "/v1/kv/k/new", "by hand");
        const seen = await provider.read(updated);
        expect(seen?.inputs.keys).toContainEqual({ path: "k/new", value: "by hand", delete: true, flags: 0 });
        const drift = await provider.diff(keys, "k", seen ?? updated, changed);
        expect(drift.details).toEqual({ "keys[0]": "UPDATE" });

        await provider.delete(updated);
        expect(await agent.keys("k/")).toEqual({ "k/stays": "2" });
    });

    test("another datacenter replaces them", async () => {
        const made = await provider.create(keys, "k", { values: { keys: [] } }, true);
        const difference = await provider.diff(keys, "k", made, { keys: [], datacenter: "dc2" });
        expect(difference).toMatchObject({ replaces: ["datacenter"], details: { datacenter: "ADD_REPLACE" } });
    });

    test("a secret value keeps what is read of it secret, and stays out of errors", async () => {
        const values = { keys: [{ path: "k/secret", name: "pw", value: "correct-horse", delete: true }] };
        const made = await provider.create(keys, "k", { values, secrets: ["keys"] });
        expect(new Set(made.secrets)).toEqual(new Set(["keys", "var"]));
        const wrong = { keys: [{ path: "k/correct-horse", value: 5 }] };
        const { failures } = await provider.check(keys, "k", { values: wrong });
        expect(failures).toEqual(["keys[0].value must be a string"]);
        await provider.delete(made);
    });

    test("an error of Consul names the key and hides the secret", async () => {
        const values = { keys: [{ path: "k/large", value: "correct-horse".repeat(60_000) }] };
        const create = provider.create(keys, "k", { values, secrets: ["keys"] });
        await expect(create).rejects.toThrow(/Consul answered 413 to PUT \/v1\/kv\/k\/large/);
        await expect(create).rejects.not.toThrow(/correct-horse/);
    });
});

describe("KeyPrefix", () => {
    test("owns everything under its prefix", async () => {
        const values = { pathPrefix: "p/", subkeys: { a: "1", "b/c": "2" } };
        const made = await provider.create(keyPrefix, "p", { values });
        expect(made.id).toBe("p/");
        expect(await agent.keys("p/")).toEqual({ "p/a": "1", "p/b/c": "2" });

        const news = { pathPrefix: "p/", subkeys: { a: "9" } };
        expect((await provider.diff(keyPrefix, "p", made, news)).details).toEqual({
            "subkeys.a": "UPDATE",
            'subkeys["b/c"]': "DELETE",
        });
        const updated = await provider.update(keyPrefix, "p", made, { values: news });
        expect(await agent.keys("p/")).toEqual({ "p/a": "9" });

        await agent.ask("PUT", "/v1/kv/p/stranger", "x");
        const seen = await provider.read(updated);
        expect(seen?.inputs.subkeys).toEqual({ a: "9", stranger: "x" });
        expect((await provider.diff(keyPrefix, "p", seen ?? updated, news)).details).toEqual({
            "subkeys.stranger": "DELETE",
        });

        await provider.delete(updated);
        expect(await agent.keys("p/")).toEqual({});
    });

    test("another prefix replaces it", async () => {
        const made = await provider.create(keyPrefix, "p", { values: { pathPrefix: "p/", subkeys: {} } }, true);
        const difference = await provider.diff(keyPrefix, "p", made, { pathPrefix: "q/", subkeys: {} });
        expect(difference).toMatchObject({ replaces: ["pathPrefix"], details: { pathPrefix: "UPDATE_REPLACE" } });
    });

    test("takes over no keys, not even those that it would write", async () => {
        const values = { pathPrefix: "taken/", subkeys: { x: "1", y: "2" } };
        await agent.put("/v1/kv/taken/x", "1");
        const create = provider.create(keyPrefix, "p", { values });
        await expect(create).rejects.toThrow("1 keys already exist under taken/; delete them");
        expect(await agent.keys("taken/")).toEqual({ "taken/x": "1" });
        await agent.ask("DELETE", "/v1/kv/taken/x");
        const made = await provider.create(keyPrefix, "p", { values });
        expect(await agent.keys("taken/")).toEqual({ "taken/x": "1", "taken/y": "2" });
        await provider.delete(made);
    });
});

describe("Node and Service", () => {
    test("an external service lives on its node and goes with it", async () => {
        const place = await provider.create(node, "carrier", {
            values: { name: "carrier", address: "192.0.2.1", meta: { a: "b" } },
        });
        expect(place.id).toBe("carrier-192.0.2.1");
        const values = { name: "sip", node: "carrier", port: 5060, tags: ["trunk"], meta: { c4: "edge" } };
        const made = await provider.create(service, "sip", { values });
        expect(made.id).toBe("sip");
        expect(made.outputs).toMatchObject({ address: "192.0.2.1", serviceId: "sip", datacenter: "dc1" });

        const news = { ...values, port: 5061 };
        expect((await provider.diff(service, "sip", made, news)).details).toEqual({ port: "UPDATE" });
        const updated = await provider.update(service, "sip", made, { values: news });
        expect(JSON.parse((await agent.ask("GET", "/v1/catalog/service/sip")).text)).toMatchObject([
            { ServicePort: 5061 },
        ]);
        expect(await provider.read(updated)).toMatchObject({ inputs: updated.inputs });
        expect(
            (await provider.diff(node, "carrier", place, { name: "carrier", address: "192.0.2.2" })).replaces,
        ).toEqual(["address"]);

        await provider.delete(updated);
        expect(await provider.read(updated)).toBeUndefined();
        await provider.delete(place);
        expect(await provider.read(place)).toBeUndefined();
    });

    test("a service on a node that does not exist is refused", async () => {
        const create = provider.create(service, "s", { values: { name: "s", node: "nowhere" } });
        await expect(create).rejects.toThrow("node nowhere of service s is not in Consul's catalog");
    });
});

describe("ConfigEntry", () => {
    const defaults = { Expose: {}, MeshGateway: {}, TransparentProxy: {} };

    test("is set, changed and removed", async () => {
        const values = {
            kind: "service-defaults",
            name: "api",
            configJson: JSON.stringify({ Protocol: "http", ...defaults }),
        };
        const made = await provider.create(configEntry, "e", { values });
        expect(made.id).toBe("service-defaults-api");
        expect((await provider.diff(configEntry, "e", made, values)).kind).toBe("DIFF_NONE");

        const news = { ...values, configJson: JSON.stringify({ Protocol: "tcp", ...defaults }) };
        expect(await provider.diff(configEntry, "e", made, news)).toMatchObject({
            replaces: [],
            details: { configJson: "UPDATE" },
        });
        const updated = await provider.update(configEntry, "e", made, { values: news });
        expect(JSON.parse((await agent.ask("GET", "/v1/config/service-defaults/api")).text)).toMatchObject({
            Protocol: "tcp",
        });

        await provider.delete(updated);
        expect(await provider.read(updated)).toBeUndefined();
    });

    test("what Consul fills in and the program leaves out is a change for ever, as with the official plugin", async () => {
        const values = { kind: "service-defaults", name: "short", configJson: JSON.stringify({ Protocol: "http" }) };
        const made = await provider.create(configEntry, "e", { values });
        expect((await provider.diff(configEntry, "e", made, values)).details).toEqual({ configJson: "UPDATE" });
        await provider.delete(made);
    });

    test("a text that is no JSON is refused", async () => {
        const { failures } = await provider.check(configEntry, "e", {
            values: { kind: "service-defaults", configJson: "{" },
        });
        expect(failures).toEqual(["configJson is not the JSON text of an object"]);
    });
});

test("Intention allows, then denies", async () => {
    const values = { sourceName: "router", destinationName: "routing-api", action: "allow" };
    const made = await provider.create(intention, "i", { values });
    expect((await provider.diff(intention, "i", made, values)).kind).toBe("DIFF_NONE");
    const denied = await provider.update(intention, "i", made, { values: { ...values, action: "deny" } });
    expect((await provider.read(denied))?.inputs).toMatchObject({ action: "deny" });
    await provider.delete(denied);
    expect(await provider.read(denied)).toBeUndefined();
});

test("getKeys reads keys and their defaults", async () => {
    await agent.ask("PUT", "/v1/kv/look/here", "found");
    const keysToRead: Properties[] = [
        { name: "here", path: "look/here" },
        { name: "there", path: "look/there", default: "assumed" },
    ];
    const { values } = await provider.invoke("consul:index/getKeys:getKeys", { values: { keys: keysToRead } });
    expect(values.values.var).toEqual({ here: "found", there: "assumed" });
});

test("an unknown provider argument is named", async () => {
    expect(await provider.checkConfig({ addres: "x" })).toEqual([expect.stringContaining("addres is not a property")]);
});
