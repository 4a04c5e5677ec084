import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rolePolicy, type ServiceRole, settingsPolicy } from "../../src/consul/policies";
import { ConsulAgent } from "../tools/consul-agent";
import { until } from "../tools/until";

const roles: readonly ServiceRole[] = ["postgres", "routing-api", "rtpengine", "router", "sbc"];
const lists: Partial<Record<ServiceRole, readonly ServiceRole[]>> = {
    router: ["routing-api", "sbc"],
    sbc: ["router", "routing-api", "rtpengine"],
};

const intention = (role: string) => ({
    Kind: "service-intentions",
    Name: role,
    Sources: [{ Name: "sbc", Action: "allow" }],
});

let consul: ConsulAgent;
const tokens = new Map<string, string>();

beforeAll(async () => {
    consul = await ConsulAgent.run({ acl: true });
    for (const role of roles) {
        await give(role, rolePolicy("edge", role));
        await consul.member(role, `${role}-1`, "198.18.37.1");
        await consul.put(`/v1/kv/c4/edge/env/${role}/SETTING`, role);
    }
    await give("settings", settingsPolicy("edge"));
    for (const key of ["env/all/SETTING", "env/router.burst/SETTING", "domains/sip.example.com", "config/peers"])
        await consul.put(`/v1/kv/c4/edge/${key}`, "x");
    await consul.put("/v1/kv/c4/other/env/all/SETTING", "another platform's");
});
afterAll(() => consul.close());

async function give(holder: string, rules: string): Promise<void> {
    const token = randomUUID();
    await consul.put("/v1/acl/policy", JSON.stringify({ Name: holder, Rules: rules }));
    await consul.put("/v1/acl/token", JSON.stringify({ SecretID: token, Policies: [{ Name: holder }] }));
    tokens.set(holder, token);
    const read = async () => (await ask(holder, "GET", "/v1/acl/token/self")).status === 200;
    await until(`the token of ${holder} is known`, read);
}

async function ask(holder: string, method: string, path: string, body?: unknown) {
    const answer = await fetch(`${consul.url}${path}`, {
        method,
        headers: { "X-Consul-Token": tokens.get(holder) ?? "" },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
}

const statusOf = async (...request: Parameters<typeof ask>) => (await ask(...request)).status;

/** Services of which somebody sees an instance. */
async function seen(holder: string): Promise<ServiceRole[]> {
    const found: ServiceRole[] = [];
    for (const service of roles) {
        const { text } = await ask(holder, "GET", `/v1/health/service/${service}`);
        if (JSON.parse(text).length > 0) found.push(service);
    }
    return found;
}

/** Folders of KV, of those that somebody might want, that may be read. */
async function readable(holder: string): Promise<string[]> {
    const found: string[] = [];
    const folders = [...["all", "router.burst", ...roles].map((role) => `env/${role}`), "domains", "config"];
    for (const folder of [...folders.map((each) => `edge/${each}`), "edge", "other/env/all"]) {
        if ((await statusOf(holder, "GET", `/v1/kv/c4/${folder}/?recurse=true`)) === 200) found.push(folder);
    }
    return found;
}

describe.each(roles)("the token of %s", (role) => {
    const service = (name: string) => ({ ID: `${name}-2`, Name: name, Address: "198.18.37.2", Port: 1 });

    it("registers, keeps and deregisters what is of the role", async () => {
        expect(await statusOf(role, "PUT", "/v1/agent/service/register", service(role))).toBe(200);
        expect(await statusOf(role, "GET", `/v1/agent/service/${role}-2`)).toBe(200);
        for (const on of [true, false]) {
            const path = `/v1/agent/service/maintenance/${role}-2?enable=${on}&reason=draining`;
            expect(await statusOf(role, "PUT", path)).toBe(200);
        }
        expect(await statusOf(role, "PUT", `/v1/agent/service/deregister/${role}-2`)).toBe(200);
    });

    it("does nothing to what is of another role", async () => {
        for (const other of roles.filter((each) => each !== role)) {
            expect(await statusOf(role, "PUT", "/v1/agent/service/register", service(other))).toBe(403);
            expect(await statusOf(role, "PUT", `/v1/agent/service/maintenance/${other}-1?enable=true`)).toBe(403);
            expect(await statusOf(role, "PUT", `/v1/agent/service/deregister/${other}-1`)).toBe(403);
        }
        const node = { Node: "stranger", Address: "198.18.37.3", Service: { Service: role, Port: 1 } };
        expect(await statusOf(role, "PUT", "/v1/catalog/register", node)).toBe(403);
    });

    it("sees its own service, and those that its lists are made of", async () => {
        const own = lists[role] === undefined ? [] : [role, ...lists[role]];
        // Without nodes, an answer about a service is empty.
        expect((await seen(role)).sort()).toEqual([...own].sort());
    });

    it("reads its settings, those of all roles, and what its lists are made of; it writes none", async () => {
        const folders = ["env/all", `env/${role}`, ...(role === "router" ? ["env/router.burst"] : [])];
        const wanted = [...folders, ...(role === "sbc" ? ["domains", "config"] : [])].map((each) => `edge/${each}`);
        expect((await readable(role)).sort()).toEqual(wanted.sort());
        expect(await statusOf(role, "PUT", `/v1/kv/c4/edge/env/${role}/SETTING`, "mine")).toBe(403);
        expect(await statusOf(role, "DELETE", "/v1/kv/c4/edge/?recurse=true")).toBe(403);
    });

    it("has no say in who may do what, nor in the agent's own affairs", async () => {
        expect(await statusOf(role, "GET", "/v1/acl/tokens")).toBe(403);
        expect(await statusOf(role, "PUT", "/v1/acl/policy", { Name: `${role}-more`, Rules: 'acl = "write"' })).toBe(
            403,
        );
        expect(await statusOf(role, "PUT", "/v1/config", intention(role))).toBe(403);
        expect(await statusOf(role, "GET", "/v1/agent/self")).toBe(403);
        expect(await statusOf(role, "PUT", "/v1/agent/leave")).toBe(403);
        expect(await statusOf(role, "GET", "/v1/snapshot")).toBe(403);
        expect(await statusOf(role, "GET", "/v1/operator/keyring")).toBe(403);
    });
});

it("the token of stacks that join writes the platform's settings, and nothing else", async () => {
    const key = "/v1/kv/c4/edge/env/router.burst/SIP_WORKERS";
    expect(await statusOf("settings", "PUT", key, "2")).toBe(200);
    expect(await statusOf("settings", "DELETE", key)).toBe(200);
    expect(await statusOf("settings", "PUT", "/v1/kv/c4/other/env/all/SETTING", "x")).toBe(403);
    expect(await statusOf("settings", "GET", "/v1/acl/tokens")).toBe(403);
    expect(await seen("settings")).toEqual([]);
    const stranger = { ID: "router-9", Name: "router", Address: "198.18.37.2", Port: 1 };
    expect(await statusOf("settings", "PUT", "/v1/agent/service/register", stranger)).toBe(403);
});
