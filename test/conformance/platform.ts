import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import * as z from "zod";
import { placeAll } from "../../dev/commands/call";
import type { CallOptions } from "../../dev/commands/calls/scenarios";
import { down } from "../../dev/commands/down";
import { Stack, type StackOutputs } from "../../dev/commands/pulumi";
import { repair } from "../../dev/commands/repair";
import { run } from "../../dev/commands/shell";
import type { Instance, RunningTarget } from "../../dev/commands/target";
import { runningTarget } from "../../dev/commands/targets";

const minutes = 60_000;
const quiet = () => undefined;
const repository = join(__dirname, "..", "..");

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
export class Platform {
    readonly stack: Stack;
    readonly name: string;

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
            await this.stack.select();
            await repair(this.stack, quiet);
            await this.configure({ platform: this.name, routers: "1", ...this.settings.config });
            await this.configure({ routerDrainSeconds: "20", sbcDrainSeconds: "5" });
            // Of a run that was killed, the networks that it allowed and its load generators are left.
            await run("pulumi", ["config", "rm", "--stack", this.stack.name, "peers"]);
            await this.allow();
            await this.up();
            await (await this.target()).removeHosts();
        }, 15 * minutes);
        afterAll(async () => {
            await this.down();
            rmSync(join(repository, "stacks", `Pulumi.${this.stack.name}.yaml`), { force: true });
        }, 5 * minutes);
    }

    async configure(values: Readonly<Record<string, string>>): Promise<void> {
        for (const [key, value] of Object.entries(values)) {
            await run("pulumi", ["config", "set", "--stack", this.stack.name, key, value]);
        }
    }

    /** The networks that may call, as the stack's list of them. */
    async allow(...networks: string[]): Promise<void> {
        for (const [index, network] of [this.settings.network, ...networks].entries()) {
            await run("pulumi", ["config", "set", "--stack", this.stack.name, "--path", `peers[${index}]`, network]);
        }
    }

    /** Brings it to what is configured, and gives what Pulumi said. */
    async up(): Promise<string> {
        const lines: string[] = [];
        await this.stack
            .up(true, (line) => lines.push(line))
            .catch((error: unknown) => {
                throw new Error(`${String(error)}\n${lines.slice(-40).join("\n")}`);
            });
        return lines.join("\n");
    }

    async down(): Promise<void> {
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

    /** The secrets that the deployment made, by the resources that hold them. */
    async secrets(): Promise<Record<string, string>> {
        const made = (await this.resources()).filter(({ type }) => type.startsWith("random:index/random"));
        return Object.fromEntries(
            made.map(({ urn, outputs }) => [
                urn.split("::").at(-1),
                z.string().parse(outputs.result ?? outputs.base64),
            ]),
        );
    }

    /** All that Consul's KV holds. */
    async keyValues(): Promise<string> {
        const { consulHttpAddress } = await this.outputs();
        const found = keys.parse(await (await fetch(`${consulHttpAddress}/v1/kv/?recurse`)).json());
        return found.map(({ Value }) => Buffer.from(Value ?? "", "base64").toString()).join("\n");
    }

    /** Who of a role runs, who is passing in Consul, and whom the SBC would send calls to. */
    async live(role: string): Promise<{ running: string[]; passing: string[]; listed: string[] }> {
        const running = (await this.instances(role)).map(({ address }) => address).sort();
        const passing = await this.registered(role, true);
        return { running, passing, listed: await this.routersOf(await this.only("sbc")) };
    }

    async outputs(): Promise<StackOutputs> {
        const outputs = await this.stack.outputs();
        if (!outputs) throw new Error("The stack puts nothing out: it is not up.");
        return outputs;
    }

    async target(): Promise<RunningTarget> {
        return runningTarget(await this.outputs());
    }

    async instances(role: string): Promise<Instance[]> {
        return (await (await this.target()).instances()).filter((instance) => instance.role === role);
    }

    async only(role: string): Promise<Instance> {
        const [instance, ...more] = await this.instances(role);
        if (!instance || more.length > 0)
            throw new Error(`There are ${more.length + (instance ? 1 : 0)} instances of ${role}.`);
        return instance;
    }

    async kamcmd(instance: Instance, ...command: string[]): Promise<string> {
        return (await this.target()).exec(instance, ["kamcmd", ...command]);
    }

    /** Addresses of the routers that an SBC would send calls to. */
    async routersOf(sbc: Instance): Promise<string[]> {
        const list = await this.kamcmd(sbc, "dispatcher.list");
        return [...list.matchAll(/URI: sip:([\d.]+):/g)].map((match) => match[1] ?? "").sort();
    }

    /** Addresses of a service in Consul; all of them, or those that are passing. */
    async registered(service: string, passing: boolean): Promise<string[]> {
        const { consulHttpAddress } = await this.outputs();
        const response = await fetch(`${consulHttpAddress}/v1/health/service/${service}${passing ? "?passing" : ""}`);
        return services
            .parse(await response.json())
            .map(({ Service }) => Service.Address)
            .sort();
    }

    /** Waits until a load is under way: so many calls at one time. */
    async underLoad(calls: number): Promise<void> {
        const sbc = await this.only("sbc");
        await eventually(
            () => this.kamcmd(sbc, "dlg.stats_active"),
            (active) => Number(/all:\s*(\d+)/.exec(active)?.[1]) >= calls,
            60_000,
        );
    }

    async call(options: Partial<CallOptions> = {}) {
        return placeAll(await this.outputs(), {
            ...{ calls: 1, callsPerSecond: 1, seconds: 3, media: true, scenario: "carrier" as const },
            ...options,
        });
    }
}

/** Waits until something holds; says what it last saw when it does not within a time. */
export async function eventually<T>(
    look: () => Promise<T>,
    holds: (seen: T) => boolean,
    milliseconds: number,
): Promise<T> {
    const deadline = Date.now() + milliseconds;
    for (;;) {
        const seen = await look();
        if (holds(seen)) return seen;
        if (Date.now() > deadline) {
            throw new Error(`It did not come about within ${milliseconds} ms; at last it was ${JSON.stringify(seen)}.`);
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

/** A secret of an exported state is an object with its value as JSON. */
function revealed(_key: string, value: unknown): unknown {
    const secret = z.object({ plaintext: z.string() }).safeParse(value);
    return secret.success ? JSON.parse(secret.data.plaintext) : value;
}
