import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../dev/commands/shell";
import { type Machine, readInventory } from "../../dev/commands/targets/vms/inventory";
import { repository } from "./executables";

const hosts = join(repository, "dev", "hosts", "hosts");

/** That a machine stood still. */
interface Standstill {
    /** In seconds. */
    readonly longest: number;
    /** As `host-2: disk 0.01 s, network 0.00 s, processor 0.02 s`. */
    readonly said: string;
}

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
     * The longest that each of some machines stood still meanwhile, for whatever reason: its processor, its disk, its way to another
     * one of them. They share one real machine: what all of that is busy with is not a fault of what runs on them.
     */
    async standstills(machines: readonly string[], seconds: number): Promise<Standstill[]> {
        const addresses = new Map(this.inventory().hosts.map(({ name, address }) => [name, address]));
        const script = readFileSync(join(__dirname, "standstill.pl"), "utf8");
        const watched = machines.map(async (machine, index): Promise<Standstill> => {
            const other = addresses.get(machines[(index + 1) % machines.length] ?? machine) ?? "";
            const command = ["perl", "-", String(seconds), other, "8301"];
            const said = await run("docker", ["exec", "--interactive", this.containerOf(machine), ...command], script);
            const longest = Math.max(...[...said.matchAll(/ (\d+\.\d+) s/g)].map(([, value]) => Number(value)));
            return { longest, said: `${machine}: ${said.trim()}` };
        });
        return Promise.all(watched);
    }

    private containerOf(machine: string): string {
        return `c4-hosts-${this.platform}-${machine.replace("host-", "")}`;
    }
}
