import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import * as z from "zod";
import { placeAll } from "../../dev/commands/call";
import type { CallOptions } from "../../dev/commands/calls/scenarios";
import { askConsul } from "../../dev/commands/consul";
import { down } from "../../dev/commands/down";
import { revealed, Stack, type StackOutputs } from "../../dev/commands/pulumi";
import { repair } from "../../dev/commands/repair";
import { run } from "../../dev/commands/shell";
import type { RunningInstance, RunningTarget } from "../../dev/commands/target";
import { runningTarget } from "../../dev/commands/targets";
import { repository } from "../tools/executables";
import { eventually } from "../tools/until";

const quiet = () => undefined;

const services = z.array(z.object({ Service: z.object({ Address: z.string() }) }));

const keys = z.array(z.object({ Value: z.string().nullable() }));
const exported = z.object({
    deployment: z.object({
        resources: z.array(
            z.object({
                urn: z.string(),
                type: z.string(),
                inputs: z.looseObject({}).default({}),
                outputs: z.looseObject({}).default({}),
            }),
        ),
    }),
});

/** What a stack puts out of Consul's tokens. */
const stackTokens = z.object({
    consulToken: z.string(),
    membership: z.object({ consul: z.object({ token: z.string(), tokens: z.record(z.string(), z.string()) }) }),
});

/** What a stack of tests is made of. */
export interface Settings {
    /** The platform's name. */
    readonly name: string;
    /** Network of its instances, in CIDR notation. */
    readonly network: string;
    /** Configuration of the stack, besides. */
    readonly config: Readonly<Record<string, string>>;
}

/**
 * The platform under test, by what any user of it has: the `pulumi` command, Consul, the routing API and its target. Its
 * stack is one of its own: other names, ports and networks than what a developer may have running.
 */
export class DeployedStack {
    readonly stack: Stack;
    readonly name: string;
    private known: StackOutputs | undefined;

    constructor(
        stack: string,
        private readonly settings: Settings,
    ) {
        this.stack = new Stack(stack);
        this.name = settings.name;
    }

    /** Brings it up before the tests of a file, and takes it down after them. */
    lives(): void {
        beforeAll(async () => {
            await this.configured();
            await this.up();
            await (await this.target()).removeHosts();
        });
        afterAll(async () => {
            await this.down();
            rmSync(join(repository, "stacks", `Pulumi.${this.stack.name}.yaml`), { force: true });
        });
    }

    /** Makes the stack, with the configuration that this is about, and with nothing of a run that was killed. */
    async configured(values: Readonly<Record<string, string>> = {}): Promise<void> {
        await this.stack.select();
        await repair(this.stack, quiet);
        for (const left of ["peers", "routerLayers", "routerCpus", "routerAutoscale", "tokenGeneration"]) {
            await run("pulumi", ["config", "rm", "--stack", this.stack.name, left]);
        }
        const drains = { routerDrainSeconds: "20", sbcDrainSeconds: "5" };
        await this.configure({ platform: this.name, routers: "1", ...drains, ...this.settings.config, ...values });
        await this.allow();
    }

    async configure(values: Readonly<Record<string, string>>): Promise<void> {
        const plain = Object.entries(values).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
        await run("pulumi", ["config", "set-all", "--stack", this.stack.name, "--path", ...plain]);
    }

    /** The networks that may call, as the stack's list of them. */
    async allow(...networks: string[]): Promise<void> {
        const peers = [this.settings.network, ...networks].map((network, index) => [`peers[${index}]`, network]);
        await this.configure(Object.fromEntries(peers));
    }

    /** Brings it to what is configured, and gives what Pulumi said. */
    async up(): Promise<string> {
        const lines: string[] = [];
        await this.stack
            .up(true, (line) => lines.push(line))
            .catch((error: unknown) => {
                throw new Error(`${String(error)}\n${lines.slice(-40).join("\n")}`);
            })
            // Whoever asked meanwhile was told what was.
            .finally(() => {
                this.known = undefined;
            });
        return lines.join("\n");
    }

    async down(): Promise<void> {
        this.known = undefined;
        await down(this.stack, quiet);
    }

    /** One of the commands that `make` runs, as a process of its own; the signal interrupts it as Ctrl-C does. */
    command(
        name: string,
        options: string[] = [],
        interruption?: AbortSignal,
    ): Promise<{ status: number; said: string }> {
        const args = ["dev/commands/dist/main.js", name, "--stack", this.stack.name, ...options];
        const child = spawn(process.execPath, args, { cwd: repository });
        interruption?.addEventListener("abort", () => child.kill("SIGINT"), { once: true });
        let said = "";
        for (const stream of [child.stdout, child.stderr]) {
            stream.on("data", (chunk: Buffer) => {
                said += chunk;
            });
        }
        return new Promise((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (status) => resolve({ status: status ?? -1, said }));
        });
    }

    /** What a preview says that would change, each as `create Container trial-router-1`. */
    async steps(): Promise<string[]> {
        return (await this.stack.preview(true))
            .filter(({ op }) => !["same", "refresh", "read"].includes(op))
            .map(({ op, type, name }) => `${op} ${type.split(":").at(-1)} ${name}`)
            .sort();
    }

    /** What the state holds, its secrets in plain text. */
    async resources() {
        const shown = await run("pulumi", ["stack", "export", "--show-secrets", "--stack", this.stack.name]);
        return exported.parse(JSON.parse(shown, revealed)).deployment.resources;
    }

    /**
     * The secrets of the deployment: those that it drew, by the resources that hold them, of a private key one line of its text,
     * and the tokens of Consul, by role.
     */
    async secrets(): Promise<Record<string, string>> {
        const resources = await this.resources();
        const made = resources.filter(({ type }) => type.startsWith("random:index/random"));
        const drawn = made.map(({ urn, outputs }) => [
            urn.split("::").at(-1),
            z.string().parse(outputs.result ?? outputs.base64),
        ]);
        const keys = resources.filter(({ type }) => type === "tls:index/privateKey:PrivateKey");
        const lines = keys.map(({ urn, outputs }) => [
            urn.split("::").at(-1),
            z.string().parse(outputs.privateKeyPem).split("\n")[1],
        ]);
        const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
        const { consulToken, membership } = stackTokens.parse(stack?.outputs);
        const { token: settings, tokens } = membership.consul;
        return { ...Object.fromEntries([...drawn, ...lines]), management: consulToken, settings, ...tokens };
    }

    /** All that Consul's KV holds. */
    async keyValues(): Promise<string> {
        const found = keys.parse(JSON.parse((await askConsul(await this.outputs(), "/v1/kv/?recurse")).text));
        return found.map(({ Value }) => Buffer.from(Value ?? "", "base64").toString()).join("\n");
    }

    /** Who of a role runs, who is passing in Consul, and whom the SBC would send calls to. */
    async live(role: string): Promise<{ running: string[]; passing: string[]; listed: string[] }> {
        const running = (await this.instances(role)).map(({ address }) => address).sort();
        const passing = await this.registered(role, true);
        return { running, passing, listed: await this.routersOf(await this.only("sbc")) };
    }

    /** What the stack puts out; read once after each deployment, for whoever waits asks for it again and again. */
    async outputs(): Promise<StackOutputs> {
        this.known ??= await this.stack.outputs();
        if (!this.known) throw new Error("The stack puts nothing out: it is not up.");
        return this.known;
    }

    async target(): Promise<RunningTarget> {
        return runningTarget(await this.outputs());
    }

    async instances(role: string): Promise<RunningInstance[]> {
        return (await (await this.target()).instances()).filter((instance) => instance.role === role);
    }

    async only(role: string): Promise<RunningInstance> {
        const [instance, ...more] = await this.instances(role);
        if (!instance || more.length > 0)
            throw new Error(`There are ${more.length + (instance ? 1 : 0)} instances of ${role}.`);
        return instance;
    }

    async kamcmd(instance: RunningInstance, ...command: string[]): Promise<string> {
        return (await this.target()).exec(instance, ["kamcmd", ...command]);
    }

    /** Addresses of the routers that an SBC would send calls to. */
    async routersOf(sbc: RunningInstance): Promise<string[]> {
        const list = await this.kamcmd(sbc, "dispatcher.list");
        return [...list.matchAll(/URI: sip:([\d.]+):/g)].map((match) => match[1] ?? "").sort();
    }

    /** Sets how much a Kamailio logs, until it ends; gives back what was set before. */
    async logLevel(instance: RunningInstance, level: string): Promise<string> {
        const before = await this.kamcmd(instance, "cfg.get", "core", "debug");
        await this.kamcmd(instance, "cfg.set_now_int", "core", "debug", level);
        return before.trim();
    }

    /** Addresses of a service in Consul; all of them, or those that are passing. */
    async registered(service: string, passing: boolean): Promise<string[]> {
        const path = `/v1/health/service/${service}${passing ? "?passing" : ""}`;
        const answer = await askConsul(await this.outputs(), path);
        return services
            .parse(JSON.parse(answer.text))
            .map(({ Service }) => Service.Address)
            .sort();
    }

    /** Waits until a load that begins is under way: so many more calls than there are by now, for some that lost an end may be left. */
    async underLoad(calls: number): Promise<void> {
        const sbc = await this.only("sbc");
        const active = async () => Number(/all:\s*(\d+)/.exec(await this.kamcmd(sbc, "dlg.stats_active"))?.[1]);
        const before = await active();
        await eventually(active, (now) => now >= before + calls);
    }

    async call(options: Partial<CallOptions> = {}) {
        return placeAll(await this.outputs(), {
            ...{ calls: 1, callsPerSecond: 1, seconds: 3, media: true, scenario: "carrier" as const },
            ...options,
        });
    }
}
