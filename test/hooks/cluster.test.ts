import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import type { ConsulClientContext, ConsulServerContext } from "../../src/rendering/consul";
import { render } from "../../src/rendering/render";
import { docker } from "../kamailio/support/docker";
import { program, until } from "./support/programs";

// As on a platform: servers share an alias, and everybody joins by it.
const alias = "consul-server";
const prefix = "198.18.36";
const agent = `${prefix}.20`;
const servers = [11, 12, 13].map((last) => `${prefix}.${last}`);

const folder = mkdtempSync(join(tmpdir(), "c4-cluster-"));
const containers = new Map<string, string>();
let network: string | undefined;

beforeAll(async () => {
    network = (await docker("network", "create", "--subnet", `${prefix}.0/24`, `c4-cluster-${process.pid}`)).trim();
    const server: ConsulServerContext = { datacenter: "dc1", retryJoin: [alias], bootstrapExpect: servers.length };
    const client: ConsulClientContext = { datacenter: "dc1", retryJoin: [alias] };
    // The agent is there first, and the servers come one after the other.
    await start(agent, render("consul/client.json.hbs", client), []);
    for (const address of servers) await start(address, render("consul/server.json.hbs", server), [alias]);
});
afterAll(async () => {
    for (const id of containers.values()) await docker("rm", "--force", "--volumes", id);
    if (network !== undefined) await docker("network", "rm", network);
    rmSync(folder, { recursive: true });
});

async function start(address: string, configuration: string, aliases: readonly string[]): Promise<void> {
    const own = join(folder, address);
    mkdirSync(own);
    writeFileSync(join(own, "agent.json"), configuration);
    const place = ["--network", network ?? "", "--ip", address, ...aliases.map((name) => `--network-alias=${name}`)];
    const volumes = [`${program("consul")}:/usr/local/bin/consul:ro`, `${own}:/etc/consul.d:ro`, "/var/lib/consul"];
    const id = await docker(
        ...["run", "--detach", ...place, ...volumes.flatMap((volume) => ["--volume", volume])],
        ...["debian:trixie-slim", "consul", "agent", "-config-dir=/etc/consul.d"],
    );
    containers.set(address, id.trim());
}

function container(address: string): string {
    return containers.get(address) ?? "";
}

/** Kills agents, all at once. */
function kill(...addresses: readonly string[]): Promise<string> {
    return docker("kill", ...addresses.map(container));
}

/** Starts killed agents again, on their own disks. */
function startAgain(...addresses: readonly string[]): Promise<string> {
    return docker("start", ...addresses.map(container));
}

function ask(address: string, path: string, init?: RequestInit): Promise<Response> {
    return fetch(`http://${address}:8500${path}`, { ...init, signal: AbortSignal.timeout(5_000) });
}

/** Address of the leader, as one agent sees it; nothing while there is none. */
async function leader(of = agent): Promise<string | undefined> {
    const answer = await ask(of, "/v1/status/leader").catch(() => undefined);
    if (answer?.ok !== true) return undefined;
    return z
        .string()
        .parse(await answer.json())
        .split(":")[0];
}

async function elected(...among: readonly string[]): Promise<string> {
    return until("a leader is elected", async () => {
        const found = await leader();
        return found !== undefined && among.includes(found) ? found : undefined;
    });
}

async function write(key: string, value: string): Promise<void> {
    await until(`${key} is written`, async () => {
        const answer = await ask(agent, `/v1/kv/${key}`, { method: "PUT", body: value }).catch(() => undefined);
        return answer?.ok === true;
    });
}

async function read(key: string): Promise<string> {
    return (await ask(agent, `/v1/kv/${key}?raw=true`)).text();
}

/** Ids under which a server's catalogue knows routers. */
async function routers(server: string): Promise<string[]> {
    const answer = await ask(server, "/v1/catalog/service/router");
    return z
        .array(z.object({ ServiceID: z.string() }))
        .parse(await answer.json())
        .map(({ ServiceID }) => ServiceID);
}

it("of three servers has one leader, and an agent that came before them", async () => {
    await elected(...servers);
    const peers = await until("all three are peers", async () => {
        const found = z.array(z.string()).parse(await (await ask(agent, "/v1/status/peers")).json());
        return found.length === servers.length ? found : undefined;
    });
    expect(peers.map((peer) => peer.split(":")[0]).sort()).toEqual(servers);
    const registration = { ID: "router-1", Name: "router", Address: `${prefix}.50`, Port: 5060 };
    await ask(agent, "/v1/agent/service/register", { method: "PUT", body: JSON.stringify(registration) });
    for (const server of servers)
        await until(`${server} knows the router`, async () => (await routers(server)).includes("router-1"));
});

it("goes on without its leader, and takes it back", async () => {
    await write("colour", "red");
    const lost = await elected(...servers);
    const others = servers.filter((server) => server !== lost);
    await kill(lost);
    await elected(...others);
    await write("colour", "green");
    expect(await routers(others[0] ?? "")).toEqual(["router-1"]);
    await startAgain(lost);
    await until("it follows", async () => servers.includes((await leader(lost)) ?? "none"));
    expect(await (await ask(lost, "/v1/kv/colour?raw=true")).text()).toBe("green");
});

it("comes back as it was when all servers are killed", async () => {
    await write("colour", "blue");
    await kill(...servers);
    await startAgain(...servers);
    await elected(...servers);
    expect(await until("the value is read", () => read("colour").catch(() => undefined))).toBe("blue");
    // A new leader forgets hosts that it has not heard of yet; an agent that finds itself forgotten tells all that it has at
    // its next full synchronisation, which is Consul's own and about once a minute.
    await until("the router is known", async () => (await routers(servers[0] ?? "")).includes("router-1"), 150_000);
}, 200_000);

it("keeps the registrations of an agent that is killed and started again", async () => {
    await kill(agent);
    expect(await routers(servers[0] ?? "")).toEqual(["router-1"]);
    await startAgain(agent);
    await elected(...servers);
    expect((await ask(agent, "/v1/agent/service/router-1")).status).toBe(200);
    expect(await routers(servers[0] ?? "")).toEqual(["router-1"]);
});
