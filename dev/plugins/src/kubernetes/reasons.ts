import type { Properties } from "../frame/values.js";
import type { Address, KubernetesClient } from "./client.js";
import { numberAt, objectsAt, textAt } from "./objects.js";
import { podSelectorOf } from "./readiness.js";

/** Why a container waits for good: another try ends as this one did. */
const hopeless: ReadonlySet<string> = new Set([
    "ErrImagePull",
    "ErrImageNeverPull",
    "InvalidImageName",
    "CreateContainerConfigError",
    "ImagePullBackOff",
    "CrashLoopBackOff",
    "RunContainerError",
]);

/** What keeps the pods of an object from being ready. */
export interface PodTrouble {
    /** One sentence a pod that is not ready. */
    readonly sentences: readonly string[];
    /** Whether waiting longer is of no use, as far as Kubernetes itself says. */
    readonly hopeless: boolean;
}

/** Looks at the pods of an object: their conditions, what their containers wait for, and what a crashed one logged last. */
export async function podTrouble(
    client: KubernetesClient,
    live: Properties,
    namespace: string | undefined,
    signal: AbortSignal,
): Promise<PodTrouble> {
    const selector = podSelectorOf(live);
    const within = namespace === undefined ? {} : { namespace };
    if (selector === undefined) return { sentences: [], hopeless: false };
    const pods = await client.list({ apiVersion: "v1", kind: "Pod", ...within }, selector, signal);
    const sentences: string[] = [];
    let isHopeless = false;
    for (const pod of pods) {
        // One that goes is no trouble: another comes.
        if (textAt(pod, "metadata", "deletionTimestamp") !== undefined) continue;
        const name = textAt(pod, "metadata", "name") ?? "";
        const scheduled = objectsAt(pod, "status", "conditions").find(({ type }) => type === "PodScheduled");
        if (scheduled?.status === "False") {
            sentences.push(`pod ${name}: ${textAt(scheduled, "message")}`);
            const missing = await missingStorageClasses(client, pod, signal);
            sentences.push(...missing);
            if (missing.length > 0) isHopeless = true;
        }
        for (const status of objectsAt(pod, "status", "containerStatuses")) {
            const sentence = containerTrouble(status);
            if (sentence === undefined) continue;
            const reason = textAt(status, "state", "waiting", "reason") ?? "";
            if (hopeless.has(reason) && (numberAt(status, "restartCount") ?? 0) !== 1) isHopeless = true;
            const log = (numberAt(status, "restartCount") ?? 0) > 0 ? await lastLines(client, pod, signal) : "";
            sentences.push(`pod ${name}: ${sentence}${log}`);
        }
    }
    return { sentences, hopeless: isHopeless };
}

/** A claim of a class that the cluster has not waits for ever, and says so nowhere but in an event. */
async function missingStorageClasses(
    client: KubernetesClient,
    pod: Properties,
    signal: AbortSignal,
): Promise<string[]> {
    const namespace = textAt(pod, "metadata", "namespace");
    const within = namespace === undefined ? {} : { namespace };
    const sentences: string[] = [];
    for (const volume of objectsAt(pod, "spec", "volumes")) {
        const name = textAt(volume, "persistentVolumeClaim", "claimName");
        if (name === undefined) continue;
        const claim = await client.get({ apiVersion: "v1", kind: "PersistentVolumeClaim", name, ...within }, signal);
        const storageClass = textAt(claim, "spec", "storageClassName");
        if (storageClass === undefined || storageClass === "" || textAt(claim, "status", "phase") === "Bound") continue;
        const address = { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", name: storageClass };
        if ((await client.get(address, signal)) === undefined) {
            sentences.push(`claim ${name}: the storage class "${storageClass}" does not exist`);
        }
    }
    return sentences;
}

function containerTrouble(status: Properties): string | undefined {
    const container = textAt(status, "name") ?? "";
    const reason = textAt(status, "state", "waiting", "reason");
    if (reason !== undefined && reason !== "ContainerCreating" && reason !== "PodInitializing") {
        return `container ${container} waits (${reason}): ${textAt(status, "state", "waiting", "message") ?? "no more is known"}`;
    }
    const exit = numberAt(status, "state", "terminated", "exitCode");
    if (exit !== undefined) return `container ${container} ended with status ${exit}`;
    return status.ready === true ? undefined : `container ${container} is not ready`;
}

async function lastLines(client: KubernetesClient, pod: Properties, signal: AbortSignal): Promise<string> {
    const path = await client.pathOf(address(pod), signal);
    try {
        const query = { tailLines: "10", previous: "true" };
        const text = await client.text({ method: "GET", path: `${path}/log`, query, signal });
        return `; it logged last:\n${text.trimEnd()}`;
    } catch (error) {
        return `; its log cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    }
}

function address(pod: Properties): Address {
    const namespace = textAt(pod, "metadata", "namespace");
    return {
        apiVersion: "v1",
        kind: "Pod",
        name: textAt(pod, "metadata", "name") ?? "",
        ...(namespace === undefined ? {} : { namespace }),
    };
}

/** The last warnings that the cluster recorded about an object. */
export async function warnings(
    client: KubernetesClient,
    { kind, name, namespace }: Address,
    signal: AbortSignal,
): Promise<string[]> {
    const path = await client.pathOf(
        { apiVersion: "v1", kind: "Event", name: "", ...(namespace === undefined ? {} : { namespace }) },
        signal,
    );
    const query = { fieldSelector: `involvedObject.kind=${kind},involvedObject.name=${name},type=Warning` };
    const events = objectsAt(await client.object({ method: "GET", path, query, signal }), "items");
    return events.slice(-3).map((event) => `${textAt(event, "reason")}: ${textAt(event, "message")}`);
}
