import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { ConsulClientContext, ConsulServerContext } from "../../src/rendering/consul";
import { render } from "../../src/rendering/render";
import { program } from "./support/programs";

const client: ConsulClientContext = { datacenter: "dc1", retryJoin: ["consul-server"] };
const server: ConsulServerContext = { ...client, bootstrapExpect: 3 };

it.each([
    ["server", server],
    ["client", client],
])("Consul takes the configuration of a %s agent", (kind, context) => {
    const folder = mkdtempSync(join(tmpdir(), "c4-consul-config-"));
    try {
        const file = join(folder, "agent.json");
        writeFileSync(file, render(`consul/${kind}.json.hbs`, context));
        expect(execFileSync(program("consul"), ["validate", file]).toString()).toContain("Configuration is valid!");
    } finally {
        rmSync(folder, { recursive: true });
    }
});
