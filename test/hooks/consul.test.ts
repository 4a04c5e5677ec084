import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { ConsulClientContext, ConsulServerContext } from "../../src/rendering/consul";
import { render } from "../../src/rendering/render";
import { consulAgent, consulServer } from "../../src/roles/consul";
import { ConsulAgent } from "../tools/consul-agent";
import { executable } from "../tools/executables";
import { inTemporaryFolder } from "../tools/temporary";

const client: ConsulClientContext = { datacenter: "dc1", retryJoin: ["consul-server"] };
const server: ConsulServerContext = { ...client, bootstrapExpect: 3 };

it.each([
    ["server", server],
    ["client", client],
])("Consul takes the configuration of a %s agent", async (kind, context) => {
    await inTemporaryFolder("consul-config", (folder) => {
        const file = join(folder, "agent.json");
        writeFileSync(file, render(`consul/${kind}.json.hbs`, context));
        expect(execFileSync(executable("consul"), ["validate", file]).toString()).toContain("Configuration is valid!");
    });
});

it.each([consulServer({}, "consul"), consulAgent({}, "consul")])(
    "$name is well without a token",
    async ({ health }) => {
        const guarded = await ConsulAgent.run({ acl: true });
        try {
            expect(health.kind).toBe("https");
            const status = async (path: string) => (await fetch(`${guarded.url}${path}`)).status;
            expect(await status("path" in health ? health.path : "")).toBe(200);
            // What would be the obvious one needs a token.
            expect(await status("/v1/agent/self")).toBe(403);
        } finally {
            await guarded.close();
        }
    },
);
