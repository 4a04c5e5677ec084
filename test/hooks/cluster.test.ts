import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { docker } from "../tools/docker";
import { eventually, until } from "../tools/until";
import { ConsulCluster } from "./support/consul-cluster";

const cluster = new ConsulCluster("198.18.36");
const { agent, servers } = cluster;

beforeAll(() => cluster.open());
afterAll(() => cluster.close());

it("tells a stranger nothing, and takes nothing from one", async () => {
    await until("a leader is elected", () => cluster.leader(servers[0]));
    const stranger = (path: string, method = "GET") =>
        cluster.ask(servers[0] ?? "", path, { method, body: method === "PUT" ? "x" : "", stranger: true });
    expect((await stranger("/v1/catalog/nodes")).text).toBe("[]");
    expect((await stranger("/v1/kv/c4/?recurse=true")).status).toBe(403);
    expect((await stranger("/v1/kv/c4/edge/env/all/X", "PUT")).status).toBe(403);
    expect((await stranger("/v1/acl/tokens")).status).toBe(403);
    expect((await stranger("/v1/agent/services")).status).toBe(200);
    // An agent speaks with nobody who shows no certificate, and no agent speaks plain HTTP.
    await expect(cluster.ask(agent, "/v1/agent/services", { stranger: true })).rejects.toThrow(
        /alert|socket|ECONNRESET/i,
    );
    for (const port of [8500, 8501]) {
        const plain = fetch(`http://${agent}:${port}/v1/agent/services`).then(({ status }) => status);
        expect(await plain.catch(() => "refused")).toSatisfy((said) => said === "refused" || said === 400);
    }
});

it("of three servers has one leader, and an agent that came before them", async () => {
    // As in a deployment: the token of an agent may come after it.
    await cluster.admitAgent();
    await cluster.elected(...servers);
    const peers = await until("all three are peers", async () => {
        const found = z.array(z.string()).parse(JSON.parse((await cluster.ask(agent, "/v1/status/peers")).text));
        return found.length === servers.length ? found : undefined;
    });
    expect(peers.map((peer) => peer.split(":")[0]).sort()).toEqual(servers);
    await cluster.addRouter("router-1", 50);
});

describe("DNS", () => {
    const ask = (of: string, type: string, name: string) =>
        docker(
            ...["exec", cluster.container(of), "sh", "-c"],
            `dnsget -n 127.0.0.1 -o port:8600,timeout:2,attempts:2 -t ${type} ${name}. 2>&1 || true`,
        );
    const router = cluster.address(50);

    it("says where routers are and how SIP is spoken there, at each agent and server", async () => {
        for (const each of [agent, ...servers]) {
            await until(`${each} answers`, async () =>
                (await ask(each, "a", "router.service.consul")).includes(router),
            );
            for (const name of ["_sips._tcp", "_sip._tls"])
                expect(await ask(each, "srv", `${name}.router.service.consul`)).toMatch(/SRV 1 1 5061 /);
            expect(await ask(each, "srv", "_sip._udp.router.service.consul")).not.toContain("SRV 1 1");
        }
    });

    it("tells all instances of a role, however many", async () => {
        const sbcs = Array.from({ length: 12 }, (_, index) => cluster.address(60 + index));
        for (const sbc of sbcs) await cluster.register("sbc", sbc);
        const look = () => ask(agent, "a", "sbc.service.consul");
        const areTold = (told: string) => sbcs.every((sbc) => told.includes(sbc));
        await eventually(look, areTold);
    });

    it("says nothing of what is not the platform's, and nothing to other hosts", async () => {
        await cluster.register("ledger", cluster.address(51));
        expect(await ask(agent, "a", "ledger.service.consul")).toContain("does not exist");
        expect(await ask(agent, "a", "consul.service.consul")).toContain("does not exist");
        await expect(fetch(`http://${agent}:8600`)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
    });

    it("is answered by a token that there is one of, and that can do nothing else", async () => {
        const [server = ""] = servers;
        const { text } = await cluster.ask(server, "/v1/acl/tokens");
        const tokens = z.array(z.object({ Description: z.string(), SecretID: z.string() })).parse(JSON.parse(text));
        const ofDns = tokens.filter(({ Description }) => Description === "C4 platform edge: dns");
        expect(ofDns.map(({ SecretID }) => SecretID)).toEqual([cluster.dnsToken]);
        const token = cluster.dnsToken;
        const services = JSON.parse((await cluster.ask(agent, "/v1/catalog/services", { token })).text);
        expect(Object.keys(services).sort()).toEqual(["router", "sbc"]);
        expect((await cluster.ask(agent, "/v1/kv/?recurse=true", { token })).status).toBe(403);
        const stranger = JSON.stringify({ ID: "router-9", Name: "router", Address: cluster.address(9), Port: 5061 });
        const put = { method: "PUT", body: stranger, token };
        expect((await cluster.ask(agent, "/v1/agent/service/register", put)).status).toBe(403);
        expect((await cluster.ask(agent, "/v1/acl/tokens", { token })).status).toBe(403);
    });
});

it("goes on without its leader, and takes it back", async () => {
    await cluster.write("colour", "red");
    const lost = await cluster.elected(...servers);
    const others = servers.filter((server) => server !== lost);
    await cluster.kill(lost);
    await cluster.elected(...others);
    await cluster.write("colour", "green");
    expect(await cluster.routers(others[0] ?? "")).toEqual(["router-1"]);
    await cluster.startAgain(lost);
    await until("it follows", async () => servers.includes((await cluster.leader(lost)) ?? "none"));
    expect((await cluster.ask(lost, "/v1/kv/colour?raw=true")).text).toBe("green");
});

it("comes back as it was when all servers are killed", async () => {
    await cluster.write("colour", "blue");
    await cluster.kill(...servers);
    await cluster.startAgain(...servers);
    await cluster.elected(...servers);
    expect(await until("the value is read", () => cluster.read("colour").catch(() => undefined))).toBe("blue");
    // A new leader forgets hosts that it has not heard of yet; an agent that finds itself forgotten tells all that it has at
    // its next full synchronisation, which is Consul's own and about once a minute.
    await cluster.knowRouter("router-1");
});

it("keeps the registrations of an agent that is killed and started again", async () => {
    await cluster.kill(agent);
    expect(await cluster.routers()).toEqual(["router-1"]);
    await cluster.startAgain(agent);
    await cluster.elected(...servers);
    expect((await cluster.ask(agent, "/v1/agent/service/router-1")).status).toBe(200);
    expect(await cluster.routers()).toEqual(["router-1"]);
});

/** What docs/operations.md says of another gossip key: in the container of a server, with the management token. */
async function keyring(...args: readonly string[]): Promise<string> {
    const [server = ""] = servers;
    const place = ["CONSUL_HTTP_ADDR=https://127.0.0.1:8501", "CONSUL_CACERT=/run/c4/consul-ca.pem"];
    const environment = [...place, `CONSUL_HTTP_TOKEN=${cluster.managementToken}`].flatMap((each) => ["--env", each]);
    return docker("exec", ...environment, cluster.container(server), "consul", "keyring", ...args);
}

/** Names of the agents that one sees alive. */
async function alive(of: string): Promise<string[]> {
    const members = z.array(z.object({ Addr: z.string(), Status: z.number() }));
    const answer = await cluster.ask(of, "/v1/agent/members").catch(() => undefined);
    if (answer?.status !== 200) return [];
    return members
        .parse(JSON.parse(answer.text))
        .filter(({ Status }) => Status === 1)
        .map(({ Addr }) => Addr)
        .sort();
}

describe("another gossip key, given as the operations say", () => {
    const nextKey = randomBytes(32).toString("base64");
    const everybody = [...servers, agent].sort();
    const togetherFor = (of: string) =>
        until(`${of} sees everybody`, async () => (await alive(of)).join() === everybody.join());

    it("is taken by running agents, and none of them is lost meanwhile", async () => {
        await togetherFor(agent);
        await keyring(`-install=${nextKey}`);
        await keyring(`-use=${nextKey}`);
        for (const each of everybody) expect(await alive(each)).toEqual(everybody);
    });

    it("is what an agent that is made anew begins with", async () => {
        await cluster.remove(agent);
        await cluster.startClient(agent, nextKey);
        for (const each of everybody) await togetherFor(each);
    });

    it("is the only one when the former one is removed; that is worth nothing then", async () => {
        await keyring(`-remove=${cluster.gossipKey}`);
        const listed = await keyring("-list");
        expect(listed).toContain(nextKey);
        expect(listed).not.toContain(cluster.gossipKey);
        const late = cluster.address(21);
        await cluster.startClient(late);
        const refused = async () =>
            (await docker("logs", cluster.container(late))).includes("No installed keys could decrypt");
        await until("it is refused", refused);
        expect(await alive(agent)).toEqual(everybody);
    });

    it("is kept by a server on its disk, whatever it was told at its start", async () => {
        const [one = "", ...others] = servers;
        await cluster.kill(one);
        await cluster.elected(...others);
        await cluster.startAgain(one);
        for (const each of everybody) await togetherFor(each);
    });
});
