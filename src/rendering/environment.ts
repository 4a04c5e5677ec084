import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { Health, Workload } from "../topology/model";
import { portOf } from "../topology/ports";
import { type Resolver, resolve, type Value } from "../topology/references";
import type { Discovery, PlaceOptions } from "../topology/target";

/** Where and as what an instance runs. */
export interface InstanceIdentity {
    readonly platform: string;
}

/** The environment that the life-cycle hook `c4-run` is configured by: plain strings, the same on every target. */
export function lifeCycleEnvironment(workload: Workload, identity: InstanceIdentity): Record<string, string> {
    const environment: Record<string, string> = {
        C4_PLATFORM: identity.platform,
        C4_ROLE: workload.role,
        C4_HEALTH: healthProbe(workload),
    };
    if (!workload.supervised) return environment;
    const { registration } = workload;
    if (registration) {
        environment.C4_PORT = String(portOf(workload, registration.port).number);
        environment.C4_TAGS = registration.tags.join(" ");
        environment.C4_WEIGHT = String(registration.weight);
        environment.C4_CHECK_INTERVAL = `${registration.checkIntervalSeconds}s`;
        const meta = Object.entries(registration.meta);
        if (meta.length > 0) environment.C4_META = meta.map(([key, value]) => `${key}=${value}`).join(" ");
    }
    if (workload.lists.length > 0) {
        environment.C4_LISTS = workload.lists
            .map((list) => `${list.template}:${list.destination}:${list.reload}`)
            .join("\n");
    }
    if (workload.configCheck !== undefined) environment.C4_CHECK_CONFIG = workload.configCheck;
    if (workload.onRegistered !== undefined) environment.C4_ON_REGISTERED = workload.onRegistered;
    if (workload.drain.command !== undefined) environment.C4_DRAIN = workload.drain.command;
    environment.C4_DRAIN_LIMIT = String(workload.drain.limitSeconds);
    return environment;
}

/** The environment that an instance starts with. What is in nobody's way to see is kept apart from what is secret. */
export interface InstanceEnvironment {
    readonly plain: Readonly<Record<string, pulumi.Input<string>>>;
    /** Pulumi secrets, whatever a user gave them as. */
    readonly secret: Readonly<Record<string, pulumi.Output<string>>>;
}

export function instanceEnvironment(
    workload: Workload,
    { platform, resolver, discovery }: Pick<PlaceOptions, "platform" | "resolver" | "discovery">,
): InstanceEnvironment {
    const values: Record<string, Value> = { ...lifeCycleEnvironment(workload, { platform }), ...workload.environment };
    return {
        plain: {
            ...mapValues(values, (value) => resolve(value, resolver)),
            ...(discovery ? discoveryEnvironment(workload, discovery, resolver) : {}),
        },
        secret: mapValues(workload.secrets, (value) => pulumi.secret(resolve(value, resolver))),
    };
}

function discoveryEnvironment(
    workload: Workload,
    discovery: Discovery,
    resolver: Resolver,
): Record<string, pulumi.Input<string>> {
    const settings = { ...discovery.sharedSettings, ...workload.settings };
    const resolved = Object.entries(settings).map(([name, value]) => [name, resolve(value, resolver)]);
    return {
        CONSUL_HTTP_ADDR: discovery.agentUrl,
        CONSUL_HTTP_TOKEN: discovery.token,
        // Settings are read from Consul at start: a change must replace the instance although nothing else changed.
        C4_SETTINGS_HASH: pulumi.output(resolved).apply((pairs) => hashOf(JSON.stringify(pairs))),
    };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

/** The program that a supervisor (tini, systemd) starts. */
export function startCommand(workload: Workload): string[] {
    return workload.supervised ? ["/usr/local/lib/c4/c4-run", ...workload.command] : [...workload.command];
}

/** Seconds that a supervisor must give an instance to end: the drain, then settling and stopping. */
export function stopSeconds(workload: Workload): number {
    return workload.drain.limitSeconds + 10;
}

/** Short fingerprint of a text: what an instance was started with, without saying it. */
export function hashOf(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

function healthProbe(workload: Workload): string {
    const health: Health = workload.health;
    const { number } = portOf(workload, health.port);
    return health.kind === "http" ? `http:${number}${health.path}` : `${health.kind}:${number}`;
}
