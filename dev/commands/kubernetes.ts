import * as z from "zod";
import { CommandError, run } from "./shell";
import type { Host, Instance, Memory, RunningTarget } from "./target";

const pods = z.object({
    items: z.array(
        z.object({
            metadata: z.object({
                name: z.string(),
                namespace: z.string(),
                uid: z.string(),
                labels: z.record(z.string(), z.string()),
                deletionTimestamp: z.string().optional(),
            }),
            spec: z.object({ containers: z.array(z.object({ image: z.string() })) }),
            status: z.object({ phase: z.string(), podIP: z.string().optional() }),
        }),
    ),
});
type Pod = z.infer<typeof pods>["items"][number];

const scaled = "deployment,statefulset,daemonset";
const withheld = "c4.withheld";
// Above the longest drain of a platform of tests.
const longestEnd = 120_000;
const generatorLabel = "c4.generator";

/** A platform on a Kubernetes cluster, found by the labels that the package gives its pods. */
export class KubernetesTarget implements RunningTarget {
    constructor(private readonly platform: string) {}

    async instances(): Promise<Instance[]> {
        return (await this.pods())
            .filter(({ metadata, status }) => metadata.deletionTimestamp === undefined && status.phase === "Running")
            .map(({ metadata, status }) => ({
                id: idOf(metadata),
                name: metadata.name,
                role: metadata.labels["app.kubernetes.io/component"] ?? "",
                address: status.podIP ?? "",
            }))
            .sort((a, b) => (a.name < b.name ? -1 : 1));
    }

    exec(instance: Instance, command: readonly string[]): Promise<string> {
        return run("kubectl", ["exec", ...within(instance), "--", ...command]);
    }

    logs(instance: Instance, since: Date): Promise<string> {
        return run("kubectl", ["logs", "--timestamps", "--since-time", since.toISOString(), ...within(instance)]);
    }

    definition(instance: Instance): Promise<string> {
        return run("kubectl", ["get", "pod", ...within(instance), "--output", "yaml"]);
    }

    /** The images have no ps. */
    processes(instance: Instance): Promise<string> {
        return this.exec(instance, ["sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '"]);
    }

    async memory(instance: Instance): Promise<Memory> {
        const text = await this.exec(instance, ["sh", "-c", `cat ${groups.v2} 2>/dev/null || cat ${groups.v1}`]);
        const [now = 0, peak = 0] = text
            .trim()
            .split("\n")
            .map((line) => Number(line) / 2 ** 20);
        return { now, peak };
    }

    /** Every process but the first, which no process of the container can kill: it ends when they have. */
    async kill(instance: Instance): Promise<void> {
        await this.exec(instance, ["sh", "-c", "kill -KILL -1"]).catch((error: unknown) => {
            // The shell that did it is among them.
            if (!(error instanceof CommandError) || error.status !== 137) throw error;
        });
    }

    async stop(instance: Instance): Promise<void> {
        await this.remove((await this.pods()).filter(({ metadata }) => idOf(metadata) === instance.id));
    }

    /** Its controller brings another one. */
    async start(): Promise<void> {}

    /**
     * No node takes a new pod until then. To change what controls the pods would be to own a part of it, which the
     * deployment that owns the rest refuses to share.
     */
    async withhold(role: string): Promise<() => Promise<void>> {
        await run("kubectl", ["taint", "nodes", "--all", "--overwrite", `${withheld}=${role}:NoSchedule`]);
        await this.remove(await this.pods(role));
        return async () => {
            await run("kubectl", ["taint", "nodes", "--all", `${withheld}-`]);
        };
    }

    async leftovers(): Promise<string[]> {
        const own = ["--selector", `app.kubernetes.io/part-of=${this.platform}`, "--output", "name"];
        const found = await Promise.all([
            run("kubectl", ["get", "namespaces", ...own]),
            run("kubectl", [
                ...["get", "pods", "--all-namespaces", "--selector", `${generatorLabel}=${this.platform}`],
                ...["--output", "name"],
            ]),
            run("kubectl", [
                "get",
                `${scaled},service,configmap,secret,persistentvolumeclaim`,
                "--all-namespaces",
                ...own,
            ]),
        ]);
        return found.flatMap((text) => text.split("\n")).filter((line) => line !== "");
    }

    async host(name: string, image: string): Promise<Host> {
        const [pod] = await this.pods();
        const used = pod?.spec.containers[0]?.image;
        if (!pod || used === undefined) throw new Error(`The platform ${this.platform} has no pod on this cluster.`);
        const generator = `${used.slice(0, used.lastIndexOf("/"))}/generator`;
        await run("docker", ["build", "--quiet", "--tag", generator, image]);
        await run("docker", ["push", "--quiet", generator]);
        const host = new PodHost(pod.metadata.namespace, `${this.platform}-${name}`);
        await host.create(generator, { [generatorLabel]: this.platform }).catch(async (error: unknown) => {
            await host.remove();
            throw error;
        });
        return host;
    }

    async removeHosts(): Promise<void> {
        const selector = ["--all-namespaces", "--selector", `${generatorLabel}=${this.platform}`];
        const found = pods.parse(JSON.parse(await run("kubectl", ["get", "pods", ...selector, "--output", "json"])));
        for (const { metadata } of found.items) await new PodHost(metadata.namespace, metadata.name).remove();
    }

    private async pods(role?: string): Promise<Pod[]> {
        const said = await run("kubectl", ["get", "pods", ...this.selector(role), "--output", "json"]);
        return pods.parse(JSON.parse(said)).items;
    }

    /**
     * Deletes pods and waits until they are gone. kubectl's own wait goes by the name, and a stateful set's next pod has the
     * same: when that comes at once, it waits for ever.
     */
    private async remove(removed: readonly Pod[]): Promise<void> {
        const uids = new Set(removed.map(({ metadata }) => metadata.uid));
        await Promise.all(
            removed.map(({ metadata }) =>
                run("kubectl", ["delete", "pod", "--wait=false", "--namespace", metadata.namespace, metadata.name]),
            ),
        );
        const deadline = Date.now() + longestEnd;
        while ((await this.pods()).some(({ metadata }) => uids.has(metadata.uid))) {
            if (Date.now() > deadline) throw new Error(`Pods did not end within ${longestEnd / 1000} s.`);
            await new Promise((resolve) => setTimeout(resolve, 200));
        }
    }

    private selector(role?: string): string[] {
        const component = `app.kubernetes.io/component${role === undefined ? "" : `=${role}`}`;
        return ["--all-namespaces", "--selector", `app.kubernetes.io/part-of=${this.platform},${component}`];
    }
}

class PodHost implements Host {
    private podAddress = "";

    constructor(
        private readonly namespace: string,
        private readonly name: string,
    ) {}

    get address(): string {
        return this.podAddress;
    }

    /** A pod that the platform's namespace allows: Pod Security `restricted`. */
    async create(image: string, labels: Record<string, string>): Promise<void> {
        await this.remove();
        const spec = {
            automountServiceAccountToken: false,
            terminationGracePeriodSeconds: 1,
            // Calls are also placed while a role is withheld.
            tolerations: [{ key: withheld, operator: "Exists" }],
            securityContext: { runAsNonRoot: true, runAsUser: 10000, seccompProfile: { type: "RuntimeDefault" } },
            containers: [
                {
                    name: this.name,
                    image,
                    imagePullPolicy: "Always",
                    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
                },
            ],
        };
        const overrides = JSON.stringify({ apiVersion: "v1", metadata: { labels }, spec });
        await run("kubectl", [
            "run",
            ...this.which(),
            "--restart=Never",
            `--image=${image}`,
            `--overrides=${overrides}`,
        ]);
        await run("kubectl", ["wait", "pod", ...this.which(), "--for=condition=Ready", "--timeout=60s"]);
        const address = await run("kubectl", ["get", "pod", ...this.which(), "--output", "jsonpath={.status.podIP}"]);
        this.podAddress = address.trim();
    }

    async run(command: readonly string[]): Promise<{ status: number; output: string }> {
        try {
            return { status: 0, output: await run("kubectl", ["exec", ...this.which(), "--", ...command]) };
        } catch (error) {
            if (error instanceof CommandError && error.status !== null)
                return { status: error.status, output: error.whole };
            throw error;
        }
    }

    async remove(): Promise<void> {
        await run("kubectl", ["delete", "pod", ...this.which(), "--ignore-not-found", "--grace-period=1"]);
    }

    private which(): string[] {
        return ["--namespace", this.namespace, this.name];
    }
}

function idOf({ namespace, name }: Pod["metadata"]): string {
    return `${namespace}/${name}`;
}

function within(instance: Instance): string[] {
    const [namespace = "", name = ""] = instance.id.split("/");
    return ["--namespace", namespace, name];
}

/** Where a container sees its own memory: now, and at most. */
const groups = {
    v1: "/sys/fs/cgroup/memory/memory.usage_in_bytes /sys/fs/cgroup/memory/memory.max_usage_in_bytes",
    v2: "/sys/fs/cgroup/memory.current /sys/fs/cgroup/memory.peak",
};
