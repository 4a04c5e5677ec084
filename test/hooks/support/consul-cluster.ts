import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import * as z from "zod";
import { agentPolicy } from "../../../src/consul/policies";
import type { ConsulClientContext, ConsulServerContext } from "../../../src/rendering/consul";
import { render } from "../../../src/rendering/render";
import { sipTags } from "../../../src/roles/kamailio";
import { TestAuthority, type TestCertificate } from "../../tools/certificates";
import { buildFrom, docker } from "../../tools/docker";
import { executable, repository } from "../../tools/executables";
import { removeFolder, temporaryFolder } from "../../tools/temporary";
import { until } from "../../tools/until";

// As on a platform: servers share an alias, and everybody joins by it.
const alias = "consul-server";
const image = "c4-test-consul";

const consulStart = join(repository, "images/consul/root/usr/local/lib/c4/consul-start");
const hookLibrary = join(repository, "templates/hooks/c4-lib");

interface Answer {
    readonly status: number;
    readonly text: string;
}

/** Three Consul servers and an agent, each in a container as the platform starts it, on a network of their own. */
export class ConsulCluster {
    readonly agent: string;
    readonly servers: readonly string[];
    readonly managementToken = randomUUID();
    readonly gossipKey = randomBytes(32).toString("base64");
    readonly dnsToken = randomUUID();
    readonly authority: TestAuthority;
    private readonly agentToken = randomUUID();
    private readonly folder = temporaryFolder("cluster");
    private readonly certificates: Readonly<Record<"server" | "agent" | "instance", TestCertificate>>;
    private readonly containers = new Map<string, string>();
    private network: string | undefined;

    /** @param prefix Of the network: the first three numbers of its addresses. */
    constructor(private readonly prefix: string) {
        this.agent = this.address(20);
        this.servers = [11, 12, 13].map((last) => this.address(last));
        this.authority = new TestAuthority(this.folder);
        this.certificates = {
            server: this.authority.issue("server", "DNS:server.dc1.consul", "DNS:agent.c4", "IP:127.0.0.1"),
            agent: this.authority.issue("agent", "DNS:agent.c4", "IP:127.0.0.1"),
            instance: this.authority.issue("instance"),
        };
    }

    /** Starts them: the agent is there first, and the servers come one after the other. */
    async open(): Promise<void> {
        await buildFrom(
            image,
            "FROM debian:trixie-slim\nRUN apt-get update && apt-get install --yes --no-install-recommends curl jq udns-utils\n",
        );
        const subnet = `${this.prefix}.0/24`;
        this.network = (await docker("network", "create", "--subnet", subnet, `c4-cluster-${this.prefix}`)).trim();
        await this.startClient(this.agent);
        const { managementToken, gossipKey, servers } = this;
        const context: ConsulServerContext = {
            datacenter: "dc1",
            retryJoin: [alias],
            bootstrapExpect: servers.length,
        };
        const secrets = { CONSUL_MANAGEMENT_TOKEN: managementToken, CONSUL_GOSSIP_KEY: gossipKey };
        for (const address of servers)
            await this.start(address, render("consul/server.json.hbs", context), secrets, alias);
    }

    async close(): Promise<void> {
        for (const address of this.containers.keys()) await this.remove(address);
        if (this.network !== undefined) await docker("network", "rm", this.network);
        removeFolder(this.folder);
    }

    /** Address of whoever has this last number. */
    address(last: number): string {
        return `${this.prefix}.${last}`;
    }

    /** The agent's container; nothing for an address that nobody has. */
    container(address: string): string {
        return this.containers.get(address) ?? "";
    }

    async startClient(address: string, gossipKey = this.gossipKey): Promise<void> {
        const context: ConsulClientContext = { datacenter: "dc1", retryJoin: [alias] };
        const secrets = { CONSUL_HTTP_TOKEN: this.agentToken, CONSUL_GOSSIP_KEY: gossipKey };
        await this.start(address, render("consul/client.json.hbs", context), secrets);
    }

    /** Kills agents, all at once. */
    kill(...addresses: readonly string[]): Promise<string> {
        return docker("kill", ...addresses.map((address) => this.container(address)));
    }

    /** Starts killed agents again, on their own disks. */
    startAgain(...addresses: readonly string[]): Promise<string> {
        return docker("start", ...addresses.map((address) => this.container(address)));
    }

    /** Leaves nothing on the disks of agents that were killed. */
    async wipe(...addresses: readonly string[]): Promise<void> {
        for (const address of addresses) {
            const disks = `--volumes-from=${this.container(address)}`;
            await docker("run", "--rm", disks, image, "find", "/var/lib/consul", "-mindepth", "1", "-delete");
        }
    }

    /** Removes an agent and its disk. */
    async remove(address: string): Promise<void> {
        await docker("rm", "--force", "--volumes", this.container(address));
        this.containers.delete(address);
    }

    /** Asks an agent, by the name in its certificate; as nobody, without certificate and token, where that is said. */
    ask(
        address: string,
        path: string,
        { method = "GET", body = "", stranger = false, token = this.managementToken } = {},
    ): Promise<Answer> {
        const { certificate, key } = this.certificates.instance;
        const own = stranger ? {} : { cert: certificate, key, headers: { "X-Consul-Token": token } };
        const ca = this.authority.certificate;
        const place = { host: address, port: 8501, servername: "agent.c4", ca, path, method };
        return new Promise((resolve, reject) => {
            const question = request({ ...place, ...own, timeout: 60_000 }, (response) => {
                let text = "";
                response.on("data", (chunk: Buffer) => {
                    text += chunk;
                });
                response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
                response.on("error", reject);
            });
            question.on("timeout", () => question.destroy(new Error(`${address} does not answer ${path}.`)));
            question.on("error", reject);
            question.end(body);
        });
    }

    /** Address of the leader, as one agent sees it; nothing while there is none. */
    async leader(of = this.agent): Promise<string | undefined> {
        const answer = await this.ask(of, "/v1/status/leader").catch(() => undefined);
        if (answer?.status !== 200) return undefined;
        return z.string().parse(JSON.parse(answer.text)).split(":")[0];
    }

    /** Waits for a leader among some servers, and gives its address. */
    elected(...among: readonly string[]): Promise<string> {
        return until("a leader is elected", async () => {
            const found = await this.leader();
            return found !== undefined && among.includes(found) ? found : undefined;
        });
    }

    /** Makes the agent's token, as a deployment does: when the agent runs already. */
    async admitAgent(): Promise<void> {
        const [server = ""] = this.servers;
        const policy = { method: "PUT", body: JSON.stringify({ Name: "agent", Rules: agentPolicy() }) };
        // A leader takes the management token a moment after it was elected.
        await until("the policy is there", async () => {
            const answer = await this.ask(server, "/v1/acl/policy", policy).catch(() => undefined);
            return answer?.status === 200;
        });
        await this.put(server, "/v1/acl/token", { SecretID: this.agentToken, Policies: [{ Name: "agent" }] });
    }

    async write(key: string, value: string): Promise<void> {
        await until(`${key} is written`, async () => {
            const question = this.ask(this.agent, `/v1/kv/${key}`, { method: "PUT", body: value });
            return (await question.catch(() => undefined))?.status === 200;
        });
    }

    async read(key: string): Promise<string> {
        return (await this.ask(this.agent, `/v1/kv/${key}?raw=true`)).text;
    }

    /** Registers a router at the agent, and waits until all servers know it. */
    async addRouter(id: string, last: number): Promise<void> {
        const router = { ID: id, Name: "router", Tags: sipTags("tls"), Address: this.address(last), Port: 5061 };
        await this.put(this.agent, "/v1/agent/service/register", router);
        await this.knowRouter(id);
    }

    /** Registers an instance of a service at the agent. */
    register(name: string, address: string): Promise<void> {
        const instance = { ID: `${name}-${address}`, Name: name, Address: address, Port: 80 };
        return this.put(this.agent, "/v1/agent/service/register", instance);
    }

    /** Waits until all servers know a router. */
    async knowRouter(id: string): Promise<void> {
        for (const server of this.servers)
            await until(`${server} knows ${id}`, async () => (await this.routers(server)).includes(id));
    }

    /** Ids under which a server's catalogue knows routers. */
    async routers(server = this.servers[0] ?? ""): Promise<string[]> {
        const answer = await this.ask(server, "/v1/catalog/service/router");
        return z
            .array(z.object({ ServiceID: z.string() }))
            .parse(JSON.parse(answer.text))
            .map(({ ServiceID }) => ServiceID);
    }

    private async put(address: string, path: string, body: object): Promise<void> {
        const { status, text } = await this.ask(address, path, { method: "PUT", body: JSON.stringify(body) });
        if (status !== 200) throw new Error(`PUT ${path}: ${status} ${text}`);
    }

    private async start(
        address: string,
        configuration: string,
        secrets: Readonly<Record<string, string>>,
        ...aliases: readonly string[]
    ): Promise<void> {
        const own = join(this.folder, address);
        mkdirSync(own, { recursive: true });
        writeFileSync(join(own, "agent.json"), configuration);
        writeFileSync(join(own, "dns.policy"), render("consul/dns.policy.hbs", { services: ["router", "sbc"] }));
        const network = ["--network", this.network ?? "", "--ip", address];
        const volumes = [
            `${executable("consul")}:/usr/local/bin/consul:ro`,
            `${consulStart}:/usr/local/lib/c4/consul-start:ro`,
            `${hookLibrary}:/usr/local/lib/c4/c4-lib:ro`,
            `${own}:/etc/consul.d:ro`,
            "/var/lib/consul",
            "/run/c4",
        ];
        const { server, agent } = this.certificates;
        const { certificate, key } = secrets.CONSUL_MANAGEMENT_TOKEN === undefined ? agent : server;
        const environment = Object.entries({
            ...secrets,
            ...{ C4_PLATFORM: "edge", CONSUL_DNS_TOKEN: this.dnsToken },
            ...{ CONSUL_CA_PEM: this.authority.certificate, CONSUL_CERT_PEM: certificate, CONSUL_KEY_PEM: key },
        });
        const id = await docker(
            ...["run", "--detach", ...network, ...aliases.map((name) => `--network-alias=${name}`)],
            ...volumes.flatMap((volume) => ["--volume", volume]),
            ...environment.flatMap(([name, value]) => ["--env", `${name}=${value}`]),
            ...[image, "/usr/local/lib/c4/consul-start"],
        );
        this.containers.set(address, id.trim());
    }
}
