import { lines, run } from "../../shell";
import type { GeneratorHost, Memory, RunningInstance, RunningTarget } from "../../target";
import { memoryCommand, memoryOf, processorCommand, processorSecondsOf } from "../usage";
import { DockerHosts } from "./generators";

/** A platform on a Docker engine, found by the labels that the package gives its containers. */
export class DockerTarget implements RunningTarget {
    private readonly generators: DockerHosts;

    constructor(private readonly platform: string) {
        this.generators = new DockerHosts(platform);
    }

    async instances(): Promise<RunningInstance[]> {
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

    exec(instance: RunningInstance, command: readonly string[]): Promise<string> {
        return run("docker", ["exec", instance.id, ...command]);
    }

    async logs(instance: RunningInstance, since: Date): Promise<string> {
        const both = 'docker logs --timestamps --since "$1" "$2" 2>&1';
        return run("sh", ["-c", both, "sh", since.toISOString(), instance.id]);
    }

    definition(instance: RunningInstance): Promise<string> {
        return run("docker", ["inspect", instance.id]);
    }

    processes(instance: RunningInstance): Promise<string> {
        return run("docker", ["top", instance.id, "-eo", "pid,args"]);
    }

    async memory(instance: RunningInstance): Promise<Memory> {
        return memoryOf(await this.exec(instance, memoryCommand));
    }

    async processorSeconds(instance: RunningInstance): Promise<number> {
        return processorSecondsOf(await this.exec(instance, processorCommand));
    }

    async kill(instance: RunningInstance): Promise<void> {
        await run("docker", ["kill", "--signal", "KILL", instance.id]);
    }

    async stop(instance: RunningInstance): Promise<void> {
        await run("docker", ["stop", instance.id]);
    }

    async start(instance: RunningInstance): Promise<void> {
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
        // Images that were built within one second are listed now in this order, now in that.
        return found.flatMap(lines).sort();
    }

    async host(name: string, image: string): Promise<GeneratorHost> {
        // A platform may have layers on networks of their own: calls come in where its SBCs are.
        const sbc = (await this.instances()).find(({ role }) => role === "sbc");
        if (!sbc) throw new Error(`The platform ${this.platform} has no SBC on this engine.`);
        const format = "{{range .NetworkSettings.Networks}}{{.NetworkID}}\n{{end}}";
        const [network = ""] = lines(await run("docker", ["inspect", "--format", format, sbc.id]));
        return this.generators.host(name, image, network);
    }

    removeHosts(): Promise<void> {
        return this.generators.remove();
    }

    private filter(label: string): string[] {
        return ["--filter", `label=c4.platform=${this.platform}`, "--filter", `label=${label}`];
    }
}
