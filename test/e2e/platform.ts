import { join } from "node:path";
import * as z from "zod";
import { placeAll } from "../../dev/commands/call";
import type { CallOptions } from "../../dev/commands/calls/scenarios";
import { Stack, type StackOutputs } from "../../dev/commands/pulumi";
import { run } from "../../dev/commands/shell";
import type { Instance, RunningTarget } from "../../dev/commands/target";
import { runningTarget } from "../../dev/commands/targets";

/** A stack of its own: other names, ports and networks than the one that a developer may have running. */
export const settings = {
    platform: "trial",
    subnet: "198.18.35.0/24",
    sipPort: "15060",
    apiPort: "19600",
    consulPort: "18500",
    routerDrainSeconds: "20",
    sbcDrainSeconds: "5",
} as const;

const services = z.array(z.object({ Service: z.object({ Address: z.string() }) }));

/** The platform under test, by what any user of it has: the `pulumi` command, Consul, the routing API and its target. */
export class Platform {
    readonly stack: Stack;

    constructor(name: string) {
        this.stack = new Stack(name);
    }

    async configure(values: Readonly<Record<string, string>>): Promise<void> {
        for (const [key, value] of Object.entries(values)) {
            await run("pulumi", ["config", "set", "--stack", this.stack.name, key, value]);
        }
    }

    async up(): Promise<void> {
        const lines: string[] = [];
        await this.stack
            .up(true, (line) => lines.push(line))
            .catch((error: unknown) => {
                throw new Error(`${String(error)}\n${lines.slice(-40).join("\n")}`);
            });
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

export const repository = join(__dirname, "..", "..");
