import { CommandError, lines, run } from "../../shell";
import type { GeneratorHost } from "../../target";

/** Hosts beside a platform, for load generators, as containers of this machine's engine. */
export class DockerHosts {
    /** Tag of the load generator's image. */
    private readonly tag: string;

    constructor(private readonly platform: string) {
        this.tag = `${platform}/generator`;
    }

    async host(name: string, image: string, network: string): Promise<GeneratorHost> {
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

class DockerHost implements GeneratorHost {
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
