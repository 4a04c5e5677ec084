import { CommandError, lines, run } from "./shell";
import type { Host, Instance, Memory, RunningTarget } from "./target";

/** A platform on a Docker engine, found by the labels that the package gives its containers. */
export class DockerTarget implements RunningTarget {
    private readonly generators: DockerHosts;

    constructor(private readonly platform: string) {
        this.generators = new DockerHosts(platform);
    }

    async instances(): Promise<Instance[]> {
        const format =
            '{{.Id}}\t{{.Name}}\t{{index .Config.Labels "c4.role"}}\t{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
        const ids = lines(await run("docker", ["ps", "--quiet", ...this.filter("c4.role")]));
        if (ids.length === 0) return [];
        return lines(await run("docker", ["inspect", "--format", format, ...ids]))
            .map((line) => {
                const [id = "", name = "", role = "", address = ""] = line.split("\t");
                return { id, name: name.replace(/^\//, ""), role, address };
            })
            .sort((a, b) => (a.name < b.name ? -1 : 1));
    }

    exec(instance: Instance, command: readonly string[]): Promise<string> {
        return run("docker", ["exec", instance.id, ...command]);
    }

    async logs(instance: Instance, since: Date): Promise<string> {
        const both = 'docker logs --timestamps --since "$1" "$2" 2>&1';
        return run("sh", ["-c", both, "sh", since.toISOString(), instance.id]);
    }

    definition(instance: Instance): Promise<string> {
        return run("docker", ["inspect", instance.id]);
    }

    processes(instance: Instance): Promise<string> {
        return run("docker", ["top", instance.id, "-eo", "pid,args"]);
    }

    async memory(instance: Instance): Promise<Memory> {
        const text = await this.exec(instance, ["sh", "-c", `cat ${groups.v2} 2>/dev/null || cat ${groups.v1}`]);
        const [now = 0, peak = 0] = lines(text).map((line) => Number(line) / 2 ** 20);
        return { now, peak };
    }

    async kill(instance: Instance): Promise<void> {
        await run("docker", ["kill", "--signal", "KILL", instance.id]);
    }

    async stop(instance: Instance): Promise<void> {
        await run("docker", ["stop", instance.id]);
    }

    async start(instance: Instance): Promise<void> {
        await run("docker", ["start", instance.id]);
    }

    async withhold(role: string): Promise<() => Promise<void>> {
        const instances = (await this.instances()).filter((instance) => instance.role === role);
        for (const instance of instances) await this.stop(instance);
        return async () => {
            for (const instance of instances) await this.start(instance);
        };
    }

    async leftovers(): Promise<string[]> {
        const found = await Promise.all([
            run("docker", ["ps", "--all", "--format", "{{.Names}}", ...this.filter("c4.platform")]),
            run("docker", ["network", "ls", "--format", "{{.Name}}", ...this.filter("c4.platform")]),
            run("docker", ["volume", "ls", "--format", "{{.Name}}", ...this.filter("c4.platform")]),
            run("docker", ["images", "--format", "{{.Repository}}:{{.Tag}}", `${this.platform}/*`]),
        ]);
        return found.flatMap(lines);
    }

    async host(name: string, image: string): Promise<Host> {
        const [network] = lines(await run("docker", ["network", "ls", "--quiet", ...this.filter("c4.platform")]));
        if (!network) throw new Error(`The platform ${this.platform} has no network on this engine.`);
        return this.generators.host(name, image, network);
    }

    removeHosts(): Promise<void> {
        return this.generators.remove();
    }

    private filter(label: string): string[] {
        return ["--filter", `label=c4.platform=${this.platform}`, "--filter", `label=${label}`];
    }
}

/** Hosts beside a platform, for load generators, as containers of this machine's engine. */
export class DockerHosts {
    /** Tag of the load generator's image. */
    private readonly tag: string;

    constructor(private readonly platform: string) {
        this.tag = `${platform}/generator`;
    }

    async host(name: string, image: string, network: string): Promise<Host> {
        await run("docker", ["build", "--quiet", "--tag", this.tag, image]);
        const labels = ["--label", `c4.platform=${this.platform}`, "--label", "c4.generator=yes"];
        const made = ["create", "--network", network, "--hostname", name, ...labels, this.tag];
        const id = (await run("docker", made)).trim();
        try {
            await run("docker", ["start", id]);
            const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
            return new DockerHost(id, (await run("docker", ["inspect", "--format", format, id])).trim());
        } catch (error) {
            await run("docker", ["rm", "--force", "--volumes", id]);
            throw error;
        }
    }

    async remove(): Promise<void> {
        const hosts = await this.containers("--quiet");
        if (hosts.length > 0) await run("docker", ["rm", "--force", "--volumes", ...hosts]);
        if ((await this.images()).length > 0) await run("docker", ["rmi", this.tag]);
    }

    async leftovers(): Promise<string[]> {
        return [...(await this.containers("--format={{.Names}}")), ...(await this.images())];
    }

    private async containers(form: string): Promise<string[]> {
        const labels = [`c4.platform=${this.platform}`, "c4.generator"].flatMap((label) => [
            "--filter",
            `label=${label}`,
        ]);
        return lines(await run("docker", ["ps", "--all", form, ...labels]));
    }

    private async images(): Promise<string[]> {
        return lines(await run("docker", ["images", "--quiet", this.tag]));
    }
}

class DockerHost implements Host {
    constructor(
        private readonly id: string,
        readonly address: string,
    ) {}

    async run(command: readonly string[]): Promise<{ status: number; output: string }> {
        try {
            return { status: 0, output: await run("docker", ["exec", this.id, ...command]) };
        } catch (error) {
            if (error instanceof CommandError && error.status !== null)
                return { status: error.status, output: error.whole };
            throw error;
        }
    }

    async remove(): Promise<void> {
        await run("docker", ["rm", "--force", "--volumes", this.id]);
    }
}

/** Where a container sees its own memory: now, and at most. */
const groups = {
    v1: "/sys/fs/cgroup/memory/memory.usage_in_bytes /sys/fs/cgroup/memory/memory.max_usage_in_bytes",
    v2: "/sys/fs/cgroup/memory.current /sys/fs/cgroup/memory.peak",
};
