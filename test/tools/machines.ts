import { join } from "node:path";
import { run } from "../../dev/commands/shell";
import { type Machine, readInventory } from "../../dev/commands/targets/vms/inventory";
import { repository } from "./executables";

const hosts = join(repository, "dev", "hosts", "hosts");

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
        return run("docker", ["exec", `c4-hosts-${this.platform}-${machine.replace("host-", "")}`, ...command]);
    }
}
