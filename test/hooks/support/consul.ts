import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { freePorts, program, until } from "./programs";

const service = z.object({
    ID: z.string(),
    Service: z.string(),
    Tags: z.array(z.string()),
    Meta: z.record(z.string(), z.string()),
    Port: z.number(),
    Address: z.string(),
    Weights: z.object({ Passing: z.number(), Warning: z.number() }),
});
export type Service = z.infer<typeof service>;

const check = z.object({ CheckID: z.string(), Name: z.string(), Status: z.string(), Type: z.string() });
export type Check = z.infer<typeof check>;

/** A real Consul agent with its data on disk: server and client agent in one. */
export class Consul {
    private process: ChildProcess | undefined;
    private readonly data = mkdtempSync(join(tmpdir(), "c4-consul-"));

    private constructor(private readonly ports: readonly [number, number, number]) {}

    /** An agent that does not run yet. */
    static async prepare(): Promise<Consul> {
        const [http = 0, rpc = 0, serf = 0] = await freePorts(3);
        return new Consul([http, rpc, serf]);
    }

    static async run(): Promise<Consul> {
        const consul = await Consul.prepare();
        await consul.start();
        return consul;
    }

    get url(): string {
        return `http://127.0.0.1:${this.ports[0]}`;
    }

    async start(): Promise<void> {
        const [http, rpc, serf] = this.ports;
        this.process = spawn(
            program("consul"),
            [
                ["agent", "-server", "-bootstrap-expect=1", "-bind=127.0.0.1", "-client=127.0.0.1", "-node=test"],
                [`-data-dir=${this.data}`, `-http-port=${http}`, `-server-port=${rpc}`, `-serf-lan-port=${serf}`],
                ["-serf-wan-port=-1", "-dns-port=-1", "-grpc-port=-1", "-grpc-tls-port=-1", "-log-level=error"],
                ["-hcl=performance { raft_multiplier = 1 }", "-hcl=leave_on_terminate = false"],
            ].flat(),
            { stdio: "ignore" },
        );
        await until("Consul has a leader", async () => {
            const answer = await fetch(`${this.url}/v1/status/leader`).catch(() => undefined);
            return answer?.ok === true && (await answer.json()) !== "";
        });
        await until("Consul writes", () =>
            this.put("/v1/kv/ready", "yes").then(
                () => true,
                () => false,
            ),
        );
    }

    async stop(): Promise<void> {
        if (this.process === undefined) return;
        const ended = once(this.process, "exit");
        this.process.kill("SIGKILL");
        await ended;
        this.process = undefined;
    }

    /** Forgets everything, as an agent on a new disk. */
    wipe(): void {
        rmSync(this.data, { recursive: true });
    }

    async close(): Promise<void> {
        await this.stop();
        this.wipe();
    }

    async put(path: string, body: string): Promise<void> {
        const answer = await fetch(`${this.url}${path}`, { method: "PUT", body });
        if (!answer.ok) throw new Error(`PUT ${path}: ${answer.status} ${await answer.text()}`);
    }

    /** What the agent knows under an id; nothing when it knows none. */
    async service(id: string): Promise<Service | undefined> {
        const answer = await fetch(`${this.url}/v1/agent/service/${id}`);
        return answer.ok ? service.parse(await answer.json()) : undefined;
    }

    /** Checks of a service in the catalogue. */
    async checks(name: string): Promise<Check[]> {
        return z.array(check).parse(await (await fetch(`${this.url}/v1/health/checks/${name}`)).json());
    }

    async inMaintenance(name: string): Promise<boolean> {
        return (await this.checks(name)).some(({ CheckID }) => CheckID.startsWith("_service_maintenance"));
    }

    /** Deregisters every service. */
    async forget(): Promise<void> {
        const all = z
            .record(z.string(), z.unknown())
            .parse(await (await fetch(`${this.url}/v1/agent/services`)).json());
        for (const id of Object.keys(all)) await this.put(`/v1/agent/service/deregister/${id}`, "");
    }

    /** Registers a service without a check: a member that somebody else runs. */
    async member(name: string, id: string, address: string): Promise<void> {
        await this.put(
            "/v1/agent/service/register",
            JSON.stringify({ ID: id, Name: name, Address: address, Port: 5060, Meta: { c4: "edge" } }),
        );
    }
}
