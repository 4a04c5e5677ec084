import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConsulAgent } from "../../../test/tools/consul-agent.js";
import { freePort } from "../../../test/tools/ports.js";
import { consul } from "../src/consul/provider.js";
import { TestProvider } from "./support/provider.js";

const keys = "consul:index/keys:Keys";
const aclPolicy = "consul:index/aclPolicy:AclPolicy";
const aclToken = "consul:index/aclToken:AclToken";
const attachment = "consul:index/aclTokenPolicyAttachment:AclTokenPolicyAttachment";

describe("an agent that is starting", () => {
    test("is waited for", async () => {
        const late = await ConsulAgent.prepare();
        late.launch();
        const patient = await TestProvider.start(consul, { values: { address: late.address } });
        const made = await patient.create(keys, "k", { values: { keys: [{ path: "late", value: "1" }] } });
        expect(made.outputs.datacenter).toBe("dc1");
        expect(await late.keys("late")).toEqual({ late: "1" });
        patient.stop();
        await late.close();
    });

    // A moment that a fast machine passes unseen, so an answerer stands in for the server that is in it.
    test("is waited for while its leader has not written the first token", async () => {
        const refusal =
            "ACL system must be bootstrapped before making any requests that require authorization: ACL not found";
        const refused: string[] = [];
        const agent = await ConsulAgent.run();
        const server = createServer((request, response) => {
            if (refused.length < 2) {
                refused.push(request.url ?? "");
                response.writeHead(403).end(refusal);
                return;
            }
            request.setEncoding("utf8");
            request.toArray().then(async (body: string[]) => {
                const answer = await agent.ask(request.method ?? "", request.url ?? "", body.join("") || undefined);
                response.writeHead(answer.status).end(answer.text);
            });
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
        const bound = server.address();
        if (bound === null || typeof bound === "string") throw new Error("the answerer has no port");
        const patient = await TestProvider.start(consul, { values: { address: `127.0.0.1:${bound.port}` } });
        await patient.create(keys, "k", { values: { keys: [{ path: "early", value: "1" }] } });
        expect(refused).toHaveLength(2);
        expect(await agent.keys("early")).toEqual({ early: "1" });
        patient.stop();
        server.closeAllConnections();
        server.close();
        await agent.close();
    });

    test("is not waited for any longer once the engine cancels", async () => {
        const port = await freePort();
        const waiting = await TestProvider.start(consul, { values: { address: `127.0.0.1:${port}` } });
        const create = waiting.create(keys, "k", { values: { keys: [{ path: "never", value: "1" }] } });
        const outcome = expect(create).rejects.toThrow(/cancelled|aborted/);
        await waiting.cancel();
        await outcome;
        waiting.stop();
    });
});

describe.concurrent("an agent that gives no answer", () => {
    // Less than an agent that is starting is waited for by what makes something.
    const boundMs = 25_000;

    test("because it hangs ends a request, which is named", async ({ expect }) => {
        const hanging = await ConsulAgent.run();
        const asking = await TestProvider.start(consul, { values: { address: hanging.address } });
        hanging.freeze();
        const since = performance.now();
        const create = asking.create(keys, "k", { values: { keys: [{ path: "never", value: "1" }] } });
        await expect(create).rejects.toThrow(
            `Consul at ${hanging.url} cannot be reached: GET /v1/agent/self was not answered for 10 seconds`,
        );
        expect(performance.now() - since).toBeLessThan(boundMs);
        asking.stop();
        await hanging.close();
    });

    test("because it is away holds up a lookup, which every preview makes, for seconds only", async ({ expect }) => {
        const asking = await TestProvider.start(consul, { values: { address: `127.0.0.1:${await freePort()}` } });
        const since = performance.now();
        const lookup = asking.invoke("consul:index/getAclTokenSecretId:getAclTokenSecretId", {
            values: { accessorId: "4a1e6f0c-0d8f-4c8e-9c55-6a4f0e0c1b11" },
        });
        await expect(lookup).rejects.toThrow(/cannot be reached: connect ECONNREFUSED/);
        expect(performance.now() - since).toBeLessThan(boundMs);
        asking.stop();
    });
});

describe("access control", () => {
    let guarded: ConsulAgent;
    let manager: TestProvider;
    beforeAll(async () => {
        guarded = await ConsulAgent.run({ acl: true });
        manager = await TestProvider.start(consul, { values: { address: guarded.address, token: guarded.token } });
    });
    afterAll(async () => {
        manager.stop();
        await guarded.close();
    });

    test("policies and tokens are made, changed, looked up and removed", async () => {
        const rules = 'service "router" { policy = "write" }';
        const policy = await manager.create(aclPolicy, "router", { values: { name: "router", rules } });
        const token = await manager.create(aclToken, "router", {
            values: { description: "router", policies: ["router"] },
        });
        expect(token.id).toBe(token.outputs.accessorId);
        expect(
            (await manager.diff(aclToken, "router", token, { description: "router", policies: ["router"] })).kind,
        ).toBe("DIFF_NONE");

        const secretId = await manager.invoke("consul:index/getAclTokenSecretId:getAclTokenSecretId", {
            values: { accessorId: token.id },
        });
        expect(secretId.values.values.secretId).toMatch(/^[0-9a-f-]{36}$/);
        expect([...secretId.values.secrets]).toEqual(["secretId"]);

        const extra = await manager.create(aclPolicy, "kv", {
            values: { rules: 'key_prefix "c4/" { policy = "read" }' },
        });
        expect(String(extra.inputs.name)).toMatch(/^kv-[0-9a-f]{7}$/);
        const attached = await manager.create(attachment, "a", {
            values: { tokenId: token.id, policy: extra.inputs.name ?? "" },
        });
        expect((await guarded.ask("GET", `/v1/acl/token/${token.id}`)).text).toContain(String(extra.inputs.name));
        await manager.delete(attached);
        expect(await manager.read(attached)).toBeUndefined();

        const wider = { name: "router", rules: `${rules} node_prefix "" { policy = "read" }` };
        expect((await manager.diff(aclPolicy, "router", policy, wider)).details).toEqual({ rules: "UPDATE" });
        const updated = await manager.update(aclPolicy, "router", policy, { values: wider });
        expect((await manager.read(updated))?.inputs.rules).toBe(wider.rules);

        for (const made of [token, extra, updated]) {
            await manager.delete(made);
            expect(await manager.read(made)).toBeUndefined();
        }
    });

    test("a token that may not write is told so, with the key", async () => {
        const stranger = await TestProvider.start(consul, { values: { address: guarded.address } });
        const create = stranger.create(keys, "k", { values: { keys: [{ path: "no", value: "1" }] } });
        await expect(create).rejects.toThrow(/Consul answered 403 to PUT \/v1\/kv\/no/);
        stranger.stop();
    });
});
