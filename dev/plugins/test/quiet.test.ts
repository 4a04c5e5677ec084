import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { cpus, duration } from "../../../src/targets/docker/spelling.js";
import { freePort } from "../../../test/tools/ports.js";
import { baseImage, label, subnet, sweep } from "./support/docker.js";
import { Stack } from "./support/stack.js";

let stack: Stack;
let external: number;
beforeAll(async () => {
    await sweep();
    external = await freePort();
});
afterAll(sweep);
beforeEach(async () => {
    stack = await Stack.create();
});
afterEach(async () => {
    await sweep();
    await stack.remove();
});

/** A container of the kind that the package makes: on a network of its own, with a volume, a health check and limits. */
function program(limits: object, startPeriod: string): string {
    const args = {
        image: baseImage,
        command: ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.05; done"],
        labels: [label],
        envs: ["B=2", "A=1"],
        uploads: [{ file: "/etc/c4/greeting", content: "hello\n", permissions: "0640" }],
        ports: [{ internal: 80, external, ip: "127.0.0.1", protocol: "tcp" }],
        healthcheck: { tests: ["CMD", "true"], interval: duration(3), timeout: duration(3), retries: 3, startPeriod },
        wait: true,
        restart: "unless-stopped",
        stopTimeout: 5,
        destroyGraceSeconds: 5,
        capabilities: { drops: ["ALL"] },
        securityOpts: ["no-new-privileges:true"],
        logDriver: "json-file",
        logOpts: { "max-size": "20m", "max-file": "3" },
        ...limits,
    };
    return `
        const net = new docker.Network("net", { ipamConfigs: [{ subnet: "${subnet}" }], labels: ${JSON.stringify([label])} });
        const data = new docker.Volume("data", { labels: ${JSON.stringify([label])} });
        new docker.Container("web", {
            ...${JSON.stringify(args)},
            networksAdvanced: [{ name: net.name, aliases: ["web"] }],
            volumes: [{ volumeName: data.name, containerPath: "/data" }],
        });`;
}

test.each([
    ["without limits", {}],
    ["with one core", { cpus: cpus(1), memory: 64, memorySwap: 128 }],
    ["with a share that the plugin would round", { cpus: cpus(0.05) }],
])("what the package declares is quiet after up and after a refresh, %s", async (_, limits) => {
    await stack.program(program(limits, duration(60)));
    await stack.succeed("up", "--yes", "--skip-preview");
    await stack.succeed("preview", "--expect-no-changes", "--diff");
    await stack.succeed("refresh", "--yes", "--skip-preview");
    await stack.succeed("preview", "--expect-no-changes", "--diff");
    await stack.succeed("destroy", "--yes", "--skip-preview");
});

test("the same in other words is never quiet: 60s is an update, a whole number of cores a replacement", async () => {
    await stack.program(program({}, "60s"));
    await stack.succeed("up", "--yes", "--skip-preview");
    for (const _time of ["first", "second"]) {
        expect(await stack.succeed("preview", "--diff")).toMatch(/startPeriod *: "1m0s" => "60s"[\s\S]*~ 1 to update/);
        await stack.succeed("up", "--yes", "--skip-preview");
        await stack.succeed("refresh", "--yes", "--skip-preview");
    }
    await stack.program(program({ cpus: "1" }, duration(60)));
    for (const command of ["up", "refresh", "up"]) {
        await stack.succeed(command, "--yes", "--skip-preview");
        expect(await stack.succeed("preview", "--diff")).toMatch(/cpus *: "1.0" => "1"[\s\S]*\+-1 to replace/);
    }
    await stack.succeed("destroy", "--yes", "--skip-preview");
});
