import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { eventually, freePorts, tool } from "./tools.js";

export interface Agent {
    readonly address: string;
    /** Asks the agent itself, past the plugin. */
    ask(method: string, path: string, body?: string): Promise<{ status: number; text: string }>;
    keys(prefix: string): Promise<Record<string, string>>;
    stop(): Promise<void>;
}

const managementToken = "4a1e6f0c-0d8f-4c8e-9c55-6a4f0e0c1b11";

/** A Consul server of the test's own on loopback, with nothing on disk; with ACLs its token is `managementToken`. */
export async function startConsul(options: { acl?: boolean; wait?: boolean } = {}): Promise<Agent & { token: string }> {
    const [http, server, serf] = await freePorts(3);
    const hcl = options.acl
        ? `acl { enabled = true default_policy = "deny" tokens { initial_management = "${managementToken}" agent = "${managementToken}" } }`
        : "";
    const child = spawn(
        tool("consul"),
        [
            ...["agent", "-dev", "-node", "test-node", "-bind=127.0.0.1", "-client=127.0.0.1", "-log-level=error"],
            ...[`-http-port=${http}`, `-server-port=${server}`, `-serf-lan-port=${serf}`, "-serf-wan-port=-1"],
            ...["-dns-port=-1", "-grpc-port=-1", "-grpc-tls-port=-1", "-hcl", hcl],
        ],
        { stdio: "ignore" },
    );
    const token = options.acl ? managementToken : "";
    const agent = agentAt(`127.0.0.1:${http}`, token, child);
    if (options.wait !== false) {
        await eventually("Consul's leader", async () => {
            const { text } = await agent.ask("GET", "/v1/status/leader");
            if (text === '""') throw new Error("no leader yet");
            const { status } = await agent.ask("PUT", "/v1/kv/ready", "yes");
            if (status !== 200) throw new Error(`writing is answered by ${status}`);
        });
    }
    return { ...agent, token };
}

function agentAt(address: string, token: string, child: ChildProcess): Agent {
    const ask: Agent["ask"] = async (method, path, body) => {
        const headers = { "X-Consul-Token": token };
        const response = await fetch(`http://${address}${path}`, {
            method,
            headers,
            ...(body !== undefined && { body }),
        });
        return { status: response.status, text: await response.text() };
    };
    return {
        address,
        ask,
        keys: async (prefix) => {
            const { status, text } = await ask("GET", `/v1/kv/${prefix}?recurse=true`);
            if (status === 404) return {};
            const entries: { Key: string; Value: string | null }[] = JSON.parse(text);
            return Object.fromEntries(
                entries.map(({ Key, Value }) => [Key, Buffer.from(Value ?? "", "base64").toString("utf8")]),
            );
        },
        stop: async () => {
            if (child.exitCode !== null || child.signalCode !== null) return;
            const exited = once(child, "exit");
            child.kill("SIGKILL");
            await exited;
        },
    };
}
