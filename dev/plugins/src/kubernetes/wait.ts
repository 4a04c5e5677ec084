import { type Operation, PartialFailure } from "../frame/resource.js";
import type { Properties } from "../frame/values.js";
import type { Address, KubernetesClient } from "./client.js";
import { annotationOf, idOf, withoutBookkeeping } from "./objects.js";
import { readinessOf } from "./readiness.js";
import { podTrouble, warnings } from "./reasons.js";

const interval = 500;
const defaultTimeout = 600;
/** How long a container may look hopeless: a registry may be slow to answer, a service may crash once. */
const patience = 30_000;

/** Waits until an object is what it was asked to be. What is not in time is a partial failure, with the causes. */
export async function awaitReady(
    operation: Operation<KubernetesClient>,
    address: Address,
    applied: Properties,
): Promise<Properties> {
    const { client, signal, log } = operation;
    const seconds = Number(annotationOf(applied, "pulumi.com/timeoutSeconds") ?? defaultTimeout);
    const deadline = Date.now() + seconds * 1000;
    let live = applied;
    let hopelessSince: number | undefined;
    for (;;) {
        const readiness = readinessOf(live);
        if (readiness.state === "ready") return live;
        const trouble = await podTrouble(client, live, address.namespace, signal);
        hopelessSince = trouble.hopeless ? (hopelessSince ?? Date.now()) : undefined;
        const isHopeless = hopelessSince !== undefined && Date.now() - hopelessSince > patience;
        if (readiness.state === "failed" || isHopeless || Date.now() > deadline) {
            const causes = [...trouble.sentences, ...(await warnings(client, address, signal))];
            const ended = Date.now() > deadline ? ` after ${seconds} s` : "";
            throw new PartialFailure(
                [`${address.kind} ${address.name} is not ready${ended}: ${readiness.why}`, ...causes].join("\n"),
                idOf(live),
                withoutBookkeeping(live),
            );
        }
        log.progress([readiness.why, ...trouble.sentences].join("; "));
        await pause(signal);
        live = (await client.get(address, signal)) ?? gone(address);
    }
}

/** Waits until an object is no more. */
export async function awaitGone(
    operation: Operation<KubernetesClient>,
    address: Address,
    seconds = defaultTimeout,
): Promise<void> {
    const { client, signal, log } = operation;
    const deadline = Date.now() + seconds * 1000;
    while ((await client.get(address, signal)) !== undefined) {
        if (Date.now() > deadline) {
            const causes = await warnings(client, address, signal);
            throw new Error(
                [`${address.kind} ${address.name} is still there after ${seconds} s`, ...causes].join("\n"),
            );
        }
        log.progress("it is still there: what it holds has to end first");
        await pause(signal);
    }
}

function pause(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
        const abort = (): void => {
            clearTimeout(timer);
            reject(signal.reason);
        };
        const timer = setTimeout(() => {
            signal.removeEventListener("abort", abort);
            resolve();
        }, interval);
        if (signal.aborted) abort();
        else signal.addEventListener("abort", abort, { once: true });
    });
}

function gone(address: Address): never {
    throw new Error(`${address.kind} ${address.name} was deleted by somebody else while it was waited for`);
}
