import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consul } from "../src/consul/provider.js";
import { startConsul } from "./support/consul.js";
import { TestProvider } from "./support/provider.js";
import { freePorts } from "./support/tools.js";

const keys = "consul:index/keys:Keys";
const aclPolicy = "consul:index/aclPolicy:AclPolicy";
const aclToken = "consul:index/aclToken:AclToken";
const attachment = "consul:index/aclTokenPolicyAttachment:AclTokenPolicyAttachment";

describe("an agent that is starting", () => {
    test("is waited for", async () => {
        const late = await startConsul({ wait: false });
        const patient = await TestProvider.start(consul, { values: { address: late.address } });
        const made = await patient.create(keys, "k", { values: { keys: [{ path: "late", value: "1" }] } });
        expect(made.outputs.datacenter).toBe("dc1");
        expect(await late.keys("late")).toEqual({ late: "1" });
        patient.stop();
        await late.stop();
    });

    test("is not waited for any longer once the engine cancels", async () => {
        const [port] = await freePorts(1);
        const waiting = await TestProvider.start(consul, { values: { address: `127.0.0.1:${port}` } });
        const create = waiting.create(keys, "k", { values: { keys: [{ path: "never", value: "1" }] } });
        const outcome = expect(create).rejects.toThrow(/cancelled|aborted/);
        await waiting.cancel();
        await outcome;
        waiting.stop();
    });
});

describe("access control", () => {
    let guarded: Awaited<ReturnType<typeof startConsul>>;
    let manager: TestProvider;
    beforeAll(async () => {
        guarded = await startConsul({ acl: true });
        manager = await TestProvider.start(consul, { values: { address: guarded.address, token: guarded.token } });
    });
    afterAll(async () => {
        manager.stop();
        await guarded.stop();
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
