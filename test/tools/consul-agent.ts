import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import * as z from "zod";
import { executable } from "./executables";
import { freePorts } from "./ports";
import { removeFolder, temporaryFolder } from "./temporary";
import { succeeds, until } from "./until";

const service = z.object({
    ID: z.string(),
    Service: z.string(),
    Tags: z.array(z.string()),
    Meta: z.record(z.string(), z.string()),
    Port: z.number(),
    Address: z.string(),
    Weights: z.object({ Passing: z.number(), Warning: z.number() }),
});
export type AgentService = z.infer<typeof service>;

const check = z.object({ CheckID: z.string(), Name: z.string(), Status: z.string(), Type: z.string() });
export type AgentCheck = z.infer<typeof check>;

const entries = z.array(z.object({ Key: z.string(), Value: z.string().nullable() }));

const managementToken = "4a1e6f0c-0d8f-4c8e-9c55-6a4f0e0c1b11";

/** Paths of the certificate, its key and the authority of an agent's HTTPS. */
export interface HttpsFiles {
    readonly ca: string;
    readonly certificate: string;
    readonly key: string;
}

interface AgentOptions {
    readonly acl?: boolean;
    readonly https?: HttpsFiles;
}

interface AgentPorts {
    readonly http: number;
    readonly https: number;
    readonly rpc: number;
    readonly serf: number;
}

/** A real Consul agent on loopback with its data on disk: server and client agent in one. */
export class ConsulAgent {
    private process: ChildProcess | undefined;
    private readonly data = temporaryFolder("consul");

    private constructor(
        private readonly ports: AgentPorts,
        /** What may do everything, where access is controlled. */
        readonly token: string,
        private readonly files: HttpsFiles | undefined,
    ) {}

    /** An agent that does not run yet; with `acl`, one that denies by default; with `https`, one that demands certificates there. */
    static async prepare({ acl = false, https }: AgentOptions = {}): Promise<ConsulAgent> {
        const [http = 0, rpc = 0, serf = 0, secure = 0] = await freePorts(4);
        return new ConsulAgent({ http, rpc, serf, https: secure }, acl ? managementToken : "", https);
    }

    static async run(options: AgentOptions = {}): Promise<ConsulAgent> {
        const agent = await ConsulAgent.prepare(options);
        await agent.start();
        return agent;
    }

    get address(): string {
        return `127.0.0.1:${this.ports.http}`;
    }

    /** Where it demands certificates; its own is for `agent.c4`. */
    get secureUrl(): string {
        return `https://127.0.0.1:${this.ports.https}`;
    }

    get url(): string {
        return `http://${this.address}`;
    }

    async start(): Promise<void> {
        this.launch();
        await until("Consul has a leader", async () => {
            const answer = await this.ask("GET", "/v1/status/leader").catch(() => undefined);
            return answer?.status === 200 && answer.text !== '""';
        });
        await until("Consul writes", () => succeeds(() => this.put("/v1/kv/ready", "yes")));
    }

    /** Starts it and does not wait until it answers. */
    launch(): void {
        const { http, https, rpc, serf } = this.ports;
        const secure =
            this.files === undefined
                ? []
                : [
                      `-https-port=${https}`,
                      `-hcl=tls { defaults { ca_file = "${this.files.ca}" cert_file = "${this.files.certificate}" key_file = "${this.files.key}" } https { verify_incoming = true } }`,
                  ];
        const access =
            this.token === ""
                ? []
                : [
                      `-hcl=acl { enabled = true default_policy = "deny" enable_key_list_policy = true tokens { initial_management = "${this.token}" agent = "${this.token}" } }`,
                  ];
        this.process = spawn(
            executable("consul"),
            [
                ["agent", "-server", "-bootstrap-expect=1", "-bind=127.0.0.1", "-client=127.0.0.1", "-node=test"],
                [`-data-dir=${this.data}`, `-http-port=${http}`, `-server-port=${rpc}`, `-serf-lan-port=${serf}`],
                ["-serf-wan-port=-1", "-dns-port=-1", "-grpc-port=-1", "-grpc-tls-port=-1", "-log-level=error"],
                ["-hcl=performance { raft_multiplier = 1 }", "-hcl=leave_on_terminate = false", ...access, ...secure],
            ].flat(),
            { stdio: "ignore" },
        );
    }

    async stop(): Promise<void> {
        const { process } = this;
        this.process = undefined;
        if (process === undefined || process.exitCode !== null || process.signalCode !== null) return;
        const ended = once(process, "exit");
        process.kill("SIGKILL");
        await ended;
    }

    /** Stops it where it stands: it still takes connections, and says nothing. */
    freeze(): void {
        this.process?.kill("SIGSTOP");
    }

    /** Forgets everything, as an agent on a new disk. */
    wipe(): void {
        removeFolder(this.data);
    }

    async close(): Promise<void> {
        await this.stop();
        this.wipe();
    }

    /** An answer whatever its status. */
    async ask(method: string, path: string, body?: string): Promise<{ status: number; text: string }> {
        const headers = { "X-Consul-Token": this.token };
        const answer = await fetch(`${this.url}${path}`, { method, headers, ...(body !== undefined && { body }) });
        return { status: answer.status, text: await answer.text() };
    }

    async put(path: string, body: string): Promise<void> {
        const { status, text } = await this.ask("PUT", path, body);
        if (status !== 200) throw new Error(`PUT ${path}: ${status} ${text}`);
    }

    /** Secret of a new token that may do what these rules say, and nothing else. */
    async newToken(rules: string): Promise<string> {
        const name = `test-${randomUUID()}`;
        await this.put("/v1/acl/policy", JSON.stringify({ Name: name, Rules: rules }));
        const { text } = await this.ask("PUT", "/v1/acl/token", JSON.stringify({ Policies: [{ Name: name }] }));
        return z.object({ SecretID: z.string() }).parse(JSON.parse(text)).SecretID;
    }

    /** Values of KV below a prefix, by their keys. */
    async keys(prefix: string): Promise<Record<string, string>> {
        const { status, text } = await this.ask("GET", `/v1/kv/${prefix}?recurse=true`);
        if (status === 404) return {};
        return Object.fromEntries(
            entries
                .parse(JSON.parse(text))
                .map(({ Key, Value }) => [Key, Buffer.from(Value ?? "", "base64").toString()]),
        );
    }

    /** What the agent knows under an id; nothing when it knows none. */
    async service(id: string): Promise<AgentService | undefined> {
        const { status, text } = await this.ask("GET", `/v1/agent/service/${id}`);
        return status === 200 ? service.parse(JSON.parse(text)) : undefined;
    }

    /** Checks of a service in the catalogue. */
    async checks(name: string): Promise<AgentCheck[]> {
        return z.array(check).parse(JSON.parse((await this.ask("GET", `/v1/health/checks/${name}`)).text));
    }

    async inMaintenance(name: string): Promise<boolean> {
        return (await this.checks(name)).some(({ CheckID }) => CheckID.startsWith("_service_maintenance"));
    }

    /** Deregisters every service. */
    async forget(): Promise<void> {
        const services = JSON.parse((await this.ask("GET", "/v1/agent/services")).text);
        for (const id of Object.keys(z.record(z.string(), z.unknown()).parse(services)))
            await this.put(`/v1/agent/service/deregister/${id}`, "");
    }

    /** Registers a service without a check: a member that somebody else runs. */
    async member(name: string, id: string, address: string): Promise<void> {
        await this.put(
            "/v1/agent/service/register",
            JSON.stringify({ ID: id, Name: name, Address: address, Port: 5060, Meta: { c4: "edge" } }),
        );
    }
}
