import type { Properties } from "../frame/values.js";
import { annotationOf, at, numberAt, objectsAt, textAt } from "./objects.js";

/** Whether an object is what it was asked to be. */
export type Readiness =
    | { readonly state: "ready" }
    | { readonly state: "waiting"; readonly why: string }
    | { readonly state: "failed"; readonly why: string };

const ready: Readiness = { state: "ready" };

function waiting(why: string): Readiness {
    return { state: "waiting", why };
}

/** What the official provider waits for, kind by kind; what has no such thing is ready when it exists. */
export function readinessOf(live: Properties): Readiness {
    if (annotationOf(live, "pulumi.com/skipAwait") === "true") return ready;
    const rule = rules[textAt(live, "kind") ?? ""];
    return rule === undefined ? ready : rule(live);
}

const rules: Readonly<Record<string, (live: Properties) => Readiness>> = {
    Deployment: deployment,
    StatefulSet: statefulSet,
    DaemonSet: daemonSet,
    Service: service,
    Pod: pod,
    Job: job,
    Namespace: (live) => (textAt(live, "status", "phase") === "Active" ? ready : waiting("it is not active yet")),
};

/** Whether the controller has seen the latest version of what it controls. */
function isObserved(live: Properties): boolean {
    return (numberAt(live, "status", "observedGeneration") ?? 0) >= (numberAt(live, "metadata", "generation") ?? 0);
}

function counts(live: Properties, ...names: string[]): number[] {
    return names.map((name) => numberAt(live, "status", name) ?? 0);
}

function deployment(live: Properties): Readiness {
    if (!isObserved(live)) return waiting("its controller has not seen it yet");
    const progressing = objectsAt(live, "status", "conditions").find(({ type }) => type === "Progressing");
    if (progressing?.reason === "ProgressDeadlineExceeded") {
        return { state: "failed", why: textAt(progressing, "message") ?? "its progress deadline is over" };
    }
    const wanted = numberAt(live, "spec", "replicas") ?? 1;
    const [all = 0, updated = 0, available = 0] = counts(live, "replicas", "updatedReplicas", "availableReplicas");
    if (updated < wanted) return waiting(`${updated} of ${wanted} new pods are there`);
    if (all > updated) return waiting(`${all - updated} old pods are still there`);
    return available < updated ? waiting(`${available} of ${updated} pods are available`) : ready;
}

function statefulSet(live: Properties): Readiness {
    if (!isObserved(live)) return waiting("its controller has not seen it yet");
    const wanted = numberAt(live, "spec", "replicas") ?? 1;
    const [all = 0, updated = 0, isReady = 0] = counts(live, "replicas", "updatedReplicas", "readyReplicas");
    const current = textAt(live, "status", "currentRevision");
    const next = textAt(live, "status", "updateRevision");
    if (current !== next && updated < wanted) return waiting(`${updated} of ${wanted} pods are new`);
    if (all > wanted) return waiting(`${all - wanted} pods are to go`);
    return isReady < wanted ? waiting(`${isReady} of ${wanted} pods are ready`) : ready;
}

function daemonSet(live: Properties): Readiness {
    if (!isObserved(live)) return waiting("its controller has not seen it yet");
    const [wanted = 0, updated = 0, available = 0] = counts(
        live,
        "desiredNumberScheduled",
        "updatedNumberScheduled",
        "numberAvailable",
    );
    if (updated < wanted) return waiting(`${updated} of ${wanted} nodes have the new pod`);
    return available < wanted ? waiting(`the pod is available on ${available} of ${wanted} nodes`) : ready;
}

/** Of the others nothing is waited for: pods that a Service leads to may come after it. */
function service(live: Properties): Readiness {
    if (textAt(live, "spec", "type") !== "LoadBalancer") return ready;
    return objectsAt(live, "status", "loadBalancer", "ingress").length > 0
        ? ready
        : waiting("the load balancer has given it no address yet");
}

function pod(live: Properties): Readiness {
    const phase = textAt(live, "status", "phase");
    if (phase === "Succeeded") return ready;
    if (phase === "Failed") return { state: "failed", why: textAt(live, "status", "message") ?? "the pod has failed" };
    const condition = objectsAt(live, "status", "conditions").find(({ type }) => type === "Ready");
    return condition?.status === "True" ? ready : waiting(`the pod is ${phase ?? "not there yet"} and not ready`);
}

function job(live: Properties): Readiness {
    const conditions = objectsAt(live, "status", "conditions").filter(({ status }) => status === "True");
    const failed = conditions.find(({ type }) => type === "Failed");
    if (failed) return { state: "failed", why: textAt(failed, "message") ?? "the job has failed" };
    return conditions.some(({ type }) => type === "Complete") ? ready : waiting("the job has not ended yet");
}

/** The label selector of the pods that an object controls; undefined when it controls none. */
export function podSelectorOf(live: Properties): string | undefined {
    const labels = at(live, "spec", "selector", "matchLabels");
    if (typeof labels !== "object" || labels === null || Array.isArray(labels)) return undefined;
    return Object.entries(labels)
        .map(([name, value]) => `${name}=${String(value)}`)
        .join(",");
}
