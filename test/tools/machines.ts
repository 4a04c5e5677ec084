import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../dev/commands/shell";
import { type Machine, readInventory } from "../../dev/commands/targets/vms/inventory";
import { repository } from "./executables";

const hosts = join(repository, "dev", "hosts", "hosts");

/** What else the real machine below was busy with. */
interface Disturbance {
    /** Whether something that runs on it can be blamed for what went wrong meanwhile. */
    readonly isQuiet: boolean;
    readonly said: string;
}

/** A machine's own standing still, in seconds. */
const longestStandstill = 0.5;
/** The part of the time in which somebody waited for a processor that others had. */
const mostPressure = 0.6;

/** Machines of dev/hosts, of a test's own. */
export class Machines {
    constructor(private readonly platform: string) {}

    /** Brings them up, and what a run that was killed left of others down. */
    async start(count: number, network: string): Promise<void> {
        await this.stop();
        await run(hosts, ["start", this.platform, String(count), network]);
    }

    async stop(): Promise<void> {
        await run(hosts, ["stop", this.platform]);
    }

    inventory(): { readonly privateKeyFile: string; readonly hosts: readonly Machine[] } {
        return readInventory(join(repository, ".c4", "hosts", this.platform, "inventory.json"));
    }

    /** Runs a command on a machine, as whoever stands before it. */
    on(machine: string, ...command: string[]): Promise<string> {
        return run("docker", ["exec", this.containerOf(machine), ...command]);
    }

    /**
     * Watches the real machine that all of them share for a while: how much was asked of it, and how long some of them stood still at
     * most, for whatever reason: the processor, the disk, the way to another one.
     */
    async disturbance(machines: readonly string[], seconds: number): Promise<Disturbance> {
        const before = pressures();
        const began = Date.now();
        const addresses = new Map(this.inventory().hosts.map(({ name, address }) => [name, address]));
        const script = readFileSync(join(__dirname, "standstill.pl"), "utf8");
        const watched = machines.map((machine, index) => {
            const other = addresses.get(machines[(index + 1) % machines.length] ?? machine) ?? "";
            const command = ["perl", "-", String(seconds), other, "8301"];
            return run("docker", ["exec", "--interactive", this.containerOf(machine), ...command], script);
        });
        const standstills = (await Promise.all(watched)).map((said) => Number(said));
        const elapsedMs = Date.now() - began;
        const parts = pressures().map(({ resource, ms }, index) => {
            return { resource, part: (ms - (before[index]?.ms ?? 0)) / elapsedMs };
        });
        const shares = parts.map(({ resource, part }) => `${resource} ${(part * 100).toFixed(0)} %`);
        const processor = parts[0]?.part ?? 0;
        return {
            isQuiet: Math.max(...standstills) < longestStandstill && processor < mostPressure,
            said: `the machine's pressure: ${shares.join(", ")}; hosts stood still for ${standstills.join(", ")} s`,
        };
    }

    private containerOf(machine: string): string {
        return `c4-hosts-${this.platform}-${machine.replace("host-", "")}`;
    }
}

/** For how long somebody has waited for each of what the kernel accounts for. */
function pressures(): { resource: string; ms: number }[] {
    return ["cpu", "io", "memory"].map((resource) => {
        const file = `/proc/pressure/${resource}`;
        // A kernel may be built without.
        const total = existsSync(file) ? /^some .* total=(\d+)/.exec(readFileSync(file, "utf8"))?.[1] : undefined;
        return { resource, ms: Number(total ?? 0) / 1000 };
    });
}
