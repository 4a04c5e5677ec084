import { createServer } from "node:net";
import { beforeAll, describe, expect, it } from "vitest";
import { reasonsOf } from "../../dev/commands/calls/report";
import { repair } from "../../dev/commands/repair";
import { lines, run } from "../../dev/commands/shell";
import { preflight } from "../../dev/commands/targets/docker/preflight";
import { imageNamed } from "../tools/docker";
import { DeployedStack } from "./deployed-stack";
import { intentionPromises, keptData, promises, removal, tokenPromises } from "./promises";
import { strangersOnEngine } from "./strangers/engine";

const name = "trial";
const network = "198.18.35.0/24";
const clientKey = `${name}-consul-client-key`;
const kamailioToken = `${name}-kamailio-token`;
const platform = new DeployedStack("test-docker", {
    name,
    network,
    config: { target: "docker", subnet: network, sipPort: "15060", apiPort: "19600", consulPort: "18500" },
});
beforeAll(sweep);
platform.lives();

promises(platform, {
    twoMoreRouters: [`create Container ${name}-router-1`, `create Container ${name}-router-2`],
    secretsInDefinitions: {
        consul: ["management", ...["agent-key", "gossip-key", "server-key"].map((key) => `${name}-consul-${key}`)],
        postgres: ["postgres", clientKey, `${name}-postgres-password`],
        "routing-api": [
            ...["routing-api", `${name}-administrator-token`, clientKey, `${name}-encryption-key`, kamailioToken],
            `${name}-postgres-password`,
        ],
        rtpengine: ["rtpengine", clientKey],
        router: ["router", clientKey, kamailioToken, `${name}-router-auth-secret`],
        sbc: ["sbc", clientKey, kamailioToken],
    },
    secondsWithoutConsul: 60,
    // Another target is one of another stack: with names of its own, on the platform's network.
    elsewhere: async () => {
        const ofPlatform = ["--filter", `label=c4.platform=${name}`];
        const [networkId = ""] = lines(await run("docker", ["network", "ls", "--quiet", "--no-trunc", ...ofPlatform]));
        const there = `(args) => ({ args: { ...args, networksAdvanced: [{ name: "${networkId}" }] } })`;
        return `image: "${await imageNamed(`${name}/kamailio`)}", target: c4.docker({ transform: { container: ${there} } })`;
    },
});

describe("on an engine", () => {
    it("listens on loopback only", async () => {
        const ids = (await run("docker", ["ps", "--quiet", "--filter", `label=c4.platform=${name}`])).trim();
        const format =
            "{{range $port, $at := .HostConfig.PortBindings}}{{range $at}}{{.HostIp}}:{{.HostPort}} {{end}}{{end}}";
        const bound = (await run("docker", ["inspect", "--format", format, ...ids.split("\n")]))
            .split(/\s+/)
            .filter(Boolean);
        expect(bound.sort()).toEqual(["127.0.0.1:15060", "127.0.0.1:15060", "127.0.0.1:18500", "127.0.0.1:19600"]);
    });
});

describe("a run that goes wrong", () => {
    it("is refused before it starts when a host port is taken, with who has it", async () => {
        const server = createServer();
        await new Promise<void>((resolve) => server.listen(15061, "127.0.0.1", resolve));
        await platform.configure({ sbcs: "2" });
        const steps = await platform.stack.preview(true);
        await expect(preflight(steps)).rejects.toThrow(/127\.0\.0\.1:15061\/tcp: (\S+, process \d+|a process)/);
        await new Promise((resolve) => server.close(resolve));
        await expect(preflight(steps)).resolves.toBeUndefined();
        await platform.configure({ sbcs: "1" });
    });

    it("killed half-way is repaired by the next one", async () => {
        await platform.configure({ routers: "4" });
        const interrupted = run("timeout", [
            "--signal=KILL",
            "8",
            "pulumi",
            "up",
            "--yes",
            "--skip-preview",
            "--stack",
            platform.stack.name,
        ]);
        await expect(interrupted).rejects.toThrow();
        const said: string[] = [];
        await repair(platform.stack, (line) => said.push(line));
        expect(said.join("\n")).toContain("is dead");
        await platform.up();
        const routers = await platform.instances("router");
        expect(routers).toHaveLength(4);
        const containers = await run("docker", [
            ...["ps", "--all", "--format", "{{.Names}}", "--filter", "label=c4.role=router"],
            ...["--filter", `label=c4.platform=${name}`],
        ]);
        expect(containers.trim().split("\n").sort()).toEqual(routers.map(({ name }) => name).sort());
        expect(reasonsOf((await platform.call({ calls: 4, callsPerSecond: 2 })).failed)).toEqual([]);
    });
});

intentionPromises(platform);

tokenPromises(platform);

strangersOnEngine(platform);

removal(platform);

keptData(platform, {
    config: {},
    prepared: async () => undefined,
    removed: async () => {
        const kept = lines(await run("docker", ["volume", "ls", "--quiet", "--filter", `label=c4.platform=${name}`]));
        expect(kept).toHaveLength(1);
        await run("docker", ["volume", "rm", ...kept]);
    },
});

/** What a run of another checkout left under this name is in the way, and no state of this one knows of it. */
async function sweep(): Promise<void> {
    if ((await platform.stack.exists()) && (await platform.stack.outputs())) return;
    const filter = ["--filter", `label=c4.platform=${name}`];
    const remove = async (list: string[], command: string[]) => {
        const found = (await run("docker", list)).split("\n").filter((line) => line !== "");
        if (found.length > 0) await run("docker", [...command, ...found]);
    };
    await remove(["ps", "--all", "--quiet", ...filter], ["rm", "--force", "--volumes"]);
    await remove(["network", "ls", "--quiet", ...filter], ["network", "rm"]);
    await remove(["volume", "ls", "--quiet", ...filter], ["volume", "rm"]);
}
