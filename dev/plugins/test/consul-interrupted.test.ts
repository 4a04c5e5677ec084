import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ConsulAgent } from "../../../test/tools/consul-agent.js";
import { until } from "../../../test/tools/until.js";
import { stateOf } from "../../commands/pulumi.js";
import { writtenKeys } from "../../commands/written-keys.js";
import { Stack } from "./support/stack.js";

let agent: ConsulAgent;
let slow: Server;
let stack: Stack;

beforeEach(async () => {
    agent = await ConsulAgent.run();
    stack = await Stack.create();
    slow = createServer((request, response) => {
        // The last key never arrives.
        if (request.method === "PUT" && request.url?.includes("/all/C")) return;
        request.setEncoding("utf8");
        request.toArray().then(async (body: string[]) => {
            const answer = await agent.ask(request.method ?? "", request.url ?? "", body.join("") || undefined);
            response.writeHead(answer.status).end(answer.text);
        });
    });
    slow.listen(0, "127.0.0.1");
    await once(slow, "listening");
});
afterEach(async () => {
    slow.closeAllConnections();
    slow.close();
    await stack.remove();
    await agent.close();
});

function program(address: string): string {
    return `
        const provider = new consul.Provider("kv", { address: "${address}" });
        const subkeys = { A: "1", B: "2", C: "3" };
        new consul.KeyPrefix("env", { pathPrefix: "c4/edge/env/all/", subkeys }, { provider });`;
}

test("keys of a creation that was killed are found by it, and nobody else's; without them it succeeds", async () => {
    const bound = slow.address();
    if (bound === null || typeof bound === "string") throw new Error("the proxy has no port");
    await stack.program(program(`127.0.0.1:${bound.port}`));
    const update = stack.start("up", "--yes", "--skip-preview");
    await until("two keys are written", async () => Object.keys(await agent.keys("c4/edge/")).length === 2);
    const ended = once(update, "exit");
    update.kill("SIGKILL");
    await ended;
    await agent.put("/v1/kv/c4/edge/env/all/B", "somebody's");
    await agent.put("/v1/kv/c4/edge/env/all/D", "somebody's");

    const state = stateOf(await stack.succeed("stack", "export", "--show-secrets"));
    const [operation] = state.pending_operations;
    if (!operation) throw new Error("no operation is pending");
    expect(await writtenKeys(operation, "another", state)).toEqual([]);
    const found = await writtenKeys(operation, "edge", state);
    expect(found.map(({ what }) => what)).toEqual(["what was written below c4/edge/env/all/ (A)"]);

    await stack.succeed("cancel", "--yes");
    await stack.succeed("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
    await stack.program(program(agent.address));
    const refused = await stack.run("up", "--yes", "--skip-preview");
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("3 keys already exist under c4/edge/env/all/");

    for (const keys of found) await keys.remove();
    expect(await agent.keys("c4/edge/")).toEqual({
        "c4/edge/env/all/B": "somebody's",
        "c4/edge/env/all/D": "somebody's",
    });
    for (const key of ["B", "D"]) await agent.ask("DELETE", `/v1/kv/c4/edge/env/all/${key}`);
    await stack.succeed("up", "--yes", "--skip-preview");
    expect(Object.keys(await agent.keys("c4/edge/"))).toHaveLength(3);
    await stack.succeed("destroy", "--yes", "--skip-preview");
});

test("a key that was changed after it was found stays", async () => {
    await agent.put("/v1/kv/c4/edge/env/all/A", "1");
    const operation = {
        type: "creating",
        resource: {
            urn: "urn:pulumi:dev::test::consul:index/keyPrefix:KeyPrefix::env",
            type: "consul:index/keyPrefix:KeyPrefix",
            inputs: { pathPrefix: "c4/edge/env/all/", subkeys: { A: "1" } },
            provider: "urn:pulumi:dev::test::pulumi:providers:consul::kv::0-1-2",
        },
    };
    const inputs = { address: agent.address };
    const kv = { urn: "urn:pulumi:dev::test::pulumi:providers:consul::kv", type: "pulumi:providers:consul", inputs };
    const state = { resources: [kv], pending_operations: [operation] };
    const [keys] = await writtenKeys(operation, "edge", state);
    await agent.put("/v1/kv/c4/edge/env/all/A", "9");
    await expect(keys?.remove()).rejects.toThrow("c4/edge/env/all/A was changed by somebody meanwhile");
    expect(await agent.keys("c4/edge/")).toEqual({ "c4/edge/env/all/A": "9" });

    await agent.stop();
    await expect(writtenKeys(operation, "edge", state)).rejects.toThrow("does not answer: whether it has");
});
