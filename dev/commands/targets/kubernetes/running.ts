import * as z from "zod";
import { CommandError, lines, run } from "../../shell";
import type { GeneratorHost, Memory, RunningInstance, RunningTarget } from "../../target";
import { memoryCommand, memoryOf, processorCommand, processorSecondsOf } from "../usage";
import { PodHost, pushed } from "./generators";
import { withheld } from "./withheld";

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
// Above the longest drain of a platform of tests.
const longestEnd = 120_000;
const generatorLabel = "c4.generator";

/** A platform on a Kubernetes cluster, found by the labels that the package gives its pods. */
export class KubernetesTarget implements RunningTarget {
    constructor(private readonly platform: string) {}

    async instances(): Promise<RunningInstance[]> {
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

    exec(instance: RunningInstance, command: readonly string[]): Promise<string> {
        return run("kubectl", ["exec", ...within(instance), "--", ...command]);
    }

    logs(instance: RunningInstance, since: Date): Promise<string> {
        return run("kubectl", ["logs", "--timestamps", "--since-time", since.toISOString(), ...within(instance)]);
    }

    definition(instance: RunningInstance): Promise<string> {
        return run("kubectl", ["get", "pod", ...within(instance), "--output", "yaml"]);
    }

    /** The images have no ps. */
    processes(instance: RunningInstance): Promise<string> {
        return this.exec(instance, ["sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '"]);
    }

    async memory(instance: RunningInstance): Promise<Memory> {
        return memoryOf(await this.exec(instance, memoryCommand));
    }

    async processorSeconds(instance: RunningInstance): Promise<number> {
        return processorSecondsOf(await this.exec(instance, processorCommand));
    }

    /** Every process but the first, which no process of the container can kill: it ends when they have. */
    async kill(instance: RunningInstance): Promise<void> {
        await this.exec(instance, ["sh", "-c", "kill -KILL -1"]).catch((error: unknown) => {
            // The shell that did it is among them.
            if (!(error instanceof CommandError) || error.status !== 137) throw error;
        });
    }

    async stop(instance: RunningInstance): Promise<void> {
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
        return found.flatMap(lines);
    }

    async host(name: string, image: string): Promise<GeneratorHost> {
        const [pod] = await this.pods();
        const used = pod?.spec.containers[0]?.image;
        if (!pod || used === undefined) throw new Error(`The platform ${this.platform} has no pod on this cluster.`);
        const generator = `${used.slice(0, used.lastIndexOf("/"))}/generator`;
        await pushed(generator, image);
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

function idOf({ namespace, name }: Pod["metadata"]): string {
    return `${namespace}/${name}`;
}

function within(instance: RunningInstance): string[] {
    const [namespace = "", name = ""] = instance.id.split("/");
    return ["--namespace", namespace, name];
}
