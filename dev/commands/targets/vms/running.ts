import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError, lines, run } from "../../shell";
import type { GeneratorHost, Memory, RunningInstance, RunningTarget } from "../../target";
import { DockerHosts } from "../docker/generators";
import { type Inventory, type Machine, readInventory } from "./inventory";

/** A platform on machines, found by the units that the package gives it. */
export class VmsTarget implements RunningTarget {
    private readonly inventory: Inventory;
    private readonly knownHosts: string;
    private readonly generators: DockerHosts;

    constructor(
        private readonly platform: string,
        inventoryFile: string,
    ) {
        this.inventory = readInventory(inventoryFile);
        this.generators = new DockerHosts(platform);
        this.knownHosts = this.inventory.hosts
            .map(({ address, port, hostKey }) => `${port === 22 ? address : `[${address}]:${port}`} ${hostKey}\n`)
            .join("");
    }

    async instances(): Promise<RunningInstance[]> {
        const found = await Promise.all(this.inventory.hosts.map((machine) => this.instancesOn(machine)));
        return found.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
    }

    exec(instance: RunningInstance, command: readonly string[]): Promise<string> {
        return this.on(instance, ["c4-exec", this.platform, workloadOf(instance), ...command]);
    }

    async logs(instance: RunningInstance, since: Date): Promise<string> {
        const lines = await this.on(instance, [
            ...["journalctl", "--no-pager", "--output=short-iso-precise", "--unit", this.unit(instance)],
            // journald asks for its own form of a time.
            ...[`--since=@${(since.getTime() / 1000).toFixed(6)}`],
        ]);
        // Host and program are said on each line anew.
        return lines.replace(/^(\S+) \S+ \S+: /gm, "$1 ");
    }

    /** What any user of the host can see. */
    definition(instance: RunningInstance): Promise<string> {
        return this.on(instance, [
            ...["sh", "-c"],
            'systemctl show "$1"; systemctl cat "$1"; find "$2" -type f -perm -o+r -exec cat {} +',
            ...["sh", this.unit(instance), `/etc/c4/${this.platform}/${workloadOf(instance)}`],
        ]);
    }

    processes(instance: RunningInstance): Promise<string> {
        return this.on(instance, ["ps", "-eo", "pid,user,args"]);
    }

    /** What the processes share is counted once: the machine may not count it by units. */
    async memory(instance: RunningInstance): Promise<Memory> {
        const sum = `grep -ls "/$1.service" /proc/[0-9]*/cgroup | while read -r file; do
            cat "\${file%/cgroup}/smaps_rollup" 2>/dev/null; done | awk '$1 == "Pss:" { kib += $2 } END { print kib + 0 }'`;
        const now = Number(await this.on(instance, ["sh", "-c", sum, "sh", this.unit(instance)])) / 1024;
        const counted = Number(
            await this.on(instance, ["systemctl", "show", "--property=MemoryPeak", "--value", this.unit(instance)]),
        );
        return { now, peak: Number.isNaN(counted) ? now : counted / 2 ** 20 };
    }

    /** By its processes, and those that they have outlived: see memory. */
    async processorSeconds(instance: RunningInstance): Promise<number> {
        // The name of the program, in parentheses, may hold blanks.
        const sum = `grep -ls "/$1.service" /proc/[0-9]*/cgroup | while read -r file; do
            sed 's/.*) //' "\${file%/cgroup}/stat" 2>/dev/null; done |
            awk -v hz="$(getconf CLK_TCK)" '{ ticks += $12 + $13 + $14 + $15 } END { print ticks / hz }'`;
        return Number(await this.on(instance, ["sh", "-c", sum, "sh", this.unit(instance)]));
    }

    async kill(instance: RunningInstance): Promise<void> {
        await this.on(instance, ["systemctl", "kill", "--kill-whom=all", "--signal=KILL", this.unit(instance)]);
    }

    async stop(instance: RunningInstance): Promise<void> {
        await this.on(instance, ["systemctl", "stop", this.unit(instance)]);
    }

    async start(instance: RunningInstance): Promise<void> {
        await this.on(instance, ["systemctl", "start", this.unit(instance)]);
    }

    async withhold(role: string): Promise<() => Promise<void>> {
        const instances = (await this.instances()).filter((instance) => instance.role === role);
        await Promise.all(instances.map((instance) => this.stop(instance)));
        return async () => {
            await Promise.all(instances.map((instance) => this.start(instance)));
        };
    }

    async leftovers(): Promise<string[]> {
        const script = `ls -d /etc/systemd/system/c4-"$1"-* /etc/c4/"$1" /var/lib/c4/"$1"/* /opt/c4/* /usr/local/lib/c4-host 2>/dev/null
            getent passwd | grep -o "^c4-$1-[^:]*"; true`;
        const found = await Promise.all(
            this.inventory.hosts.map(async (machine) => {
                const said = await this.ssh(machine, ["sh", "-c", script, "sh", this.platform]);
                return lines(said).map((line) => `${machine.name}: ${line}`);
            }),
        );
        return [...found.flat(), ...(await this.generators.leftovers())];
    }

    /** On the network of dev/hosts; one of that name stands in for it where the hosts are others. */
    async host(name: string, image: string): Promise<GeneratorHost> {
        const network = `c4-hosts-${this.platform}`;
        const found = await run("docker", ["network", "ls", "--quiet", "--filter", `name=^${network}$`]);
        if (lines(found).length > 0) return this.generators.host(name, image, network);
        throw new Error(
            `Load generators have no network on which they reach the hosts and are reached by them. Make one, for example:\n  docker network create --driver ipvlan --opt parent=eth0 --subnet NETWORK-OF-THE-HOSTS --ip-range FREE-PART-OF-IT ${network}`,
        );
    }

    removeHosts(): Promise<void> {
        return this.generators.remove();
    }

    private async instancesOn(machine: Machine): Promise<RunningInstance[]> {
        const script = `for unit in $(systemctl list-units --plain --no-legend --state=active "c4-$1-*" | awk '{ print $1 }'); do
            name=\${unit%.service}; name=\${name#"c4-$1-"}
            printf '%s %s\\n' "$name" "$(sed -n 's/^C4_ROLE="\\(.*\\)"$/\\1/p' "/etc/c4/$1/$name/environment")"
        done`;
        const said = await this.ssh(machine, ["sh", "-c", script, "sh", this.platform]);
        return lines(said).map((line) => {
            const [workload = "", role = ""] = line.split(" ");
            const name = `${workload}-${machine.name}`;
            return {
                id: `${machine.name}/${workload}`,
                name,
                role,
                address: machine.platformAddress ?? machine.address,
            };
        });
    }

    private unit(instance: RunningInstance): string {
        return `c4-${this.platform}-${workloadOf(instance)}`;
    }

    private on(instance: RunningInstance, command: readonly string[]): Promise<string> {
        const machine = this.inventory.hosts.find(({ name }) => instance.id.startsWith(`${name}/`));
        if (!machine) throw new Error(`The inventory has no host of ${instance.id}.`);
        return this.ssh(machine, command);
    }

    private async ssh(machine: Machine, command: readonly string[]): Promise<string> {
        const folder = mkdtempSync(join(tmpdir(), "c4-ssh-"));
        try {
            const known = join(folder, "known_hosts");
            writeFileSync(known, this.knownHosts);
            const root = machine.user === "root" ? [] : ["sudo", "-n"];
            return await run("ssh", [
                ...["-i", this.inventory.privateKeyFile, "-p", String(machine.port), "-o", "BatchMode=yes"],
                ...["-o", `UserKnownHostsFile=${known}`, "-o", "StrictHostKeyChecking=yes", "-o", "ConnectTimeout=10"],
                ...["-o", "LogLevel=ERROR", `${machine.user}@${machine.address}`, "--"],
                [...root, ...command].map(quoted).join(" "),
            ]);
        } catch (error) {
            if (error instanceof CommandError && error.status === 255)
                throw new Error(`${machine.name} does not answer: ${error.message}`, { cause: error });
            throw error;
        } finally {
            rmSync(folder, { recursive: true });
        }
    }
}

function workloadOf(instance: RunningInstance): string {
    return instance.id.split("/")[1] ?? "";
}

function quoted(word: string): string {
    return `'${word.replaceAll("'", "'\\''")}'`;
}
