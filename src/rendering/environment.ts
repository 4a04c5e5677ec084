import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { Health, List, Workload } from "../topology/model";
import { portOf } from "../topology/ports";
import { type Resolver, resolve } from "../topology/references";
import type { Discovery, PlaceOptions, Reached } from "../topology/target";
import { hookPath } from "./paths";

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
    if (workload.name !== workload.role) environment.C4_LAYER = settingsFolder(workload);
    const { registration } = workload;
    if (registration) {
        environment.C4_PORT = String(portOf(workload, registration.port).number);
        environment.C4_TAGS = registration.tags.join(" ");
        if (registration.meta !== undefined) {
            environment.C4_META = Object.entries(registration.meta)
                .map(([name, value]) => `${name}=${value}`)
                .join(" ");
        }
        environment.C4_WEIGHT = String(registration.weight);
        environment.C4_CHECK_INTERVAL = `${registration.checkIntervalSeconds}s`;
    }
    if (workload.lists.length > 0) {
        environment.C4_LISTS = workload.lists.map(listLine).join("\n");
        const intentions = workload.lists.find(({ template }) => template === undefined);
        if (intentions !== undefined) environment.C4_INTENTIONS = intentions.file;
    }
    if (workload.configCheck !== undefined) environment.C4_CHECK_CONFIG = workload.configCheck;
    if (workload.onRegistered !== undefined) environment.C4_ON_REGISTERED = workload.onRegistered;
    if (workload.records !== undefined) environment.C4_RECORDS = workload.records;
    if (workload.drain.command !== undefined) environment.C4_DRAIN = workload.drain.command;
    environment.C4_DRAIN_LIMIT = String(workload.drain.limitSeconds);
    return environment;
}

/**
 * Where below `c4/<platform>/env/` the settings of a workload are: its role's folder, or one beside it for a further layer. Both
 * begin with the role, for which its token may read them.
 */
export function settingsFolder({ name, role }: Workload): string {
    return name === role ? role : `${role}.${name}`;
}

/** The environment that an instance starts with. What is in nobody's way to see is kept apart from what is secret. */
export interface InstanceEnvironment {
    readonly plain: Readonly<Record<string, pulumi.Input<string>>>;
    /** Pulumi secrets, whatever a user gave them as. */
    readonly secret: Readonly<Record<string, pulumi.Output<string>>>;
}

export function instanceEnvironment(
    workload: Workload,
    platform: string,
    { resolver, discovery, secrets }: Pick<PlaceOptions, "resolver" | "discovery" | "secrets">,
    reached: Reached,
): InstanceEnvironment {
    return {
        plain: {
            ...lifeCycleEnvironment(workload, { platform }),
            ...(discovery ? discoveryEnvironment(workload, discovery, resolver) : {}),
        },
        secret: {
            ...mapValues(workload.secrets, (value) => pulumi.secret(resolve(value, resolver))),
            ...mapValues(secrets?.(reached) ?? {}, (value) => pulumi.secret(value)),
        },
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
        ...(discovery.serverName === undefined ? {} : { CONSUL_TLS_SERVER_NAME: discovery.serverName }),
        // Settings are read from Consul at start: a change must replace the instance although nothing else changed.
        C4_SETTINGS_HASH: pulumi.output(resolved).apply((pairs) => hashOf(JSON.stringify(pairs))),
    };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

/** The program that a supervisor (tini, systemd) starts. */
export function startCommand(workload: Workload): string[] {
    return workload.supervised ? [hookPath("c4-run"), ...workload.command] : [...workload.command];
}

/** Seconds that a supervisor must give an instance to end: the drain, then settling and stopping. */
export function stopSeconds(workload: Workload): number {
    return workload.drain.limitSeconds + 10;
}

/** Short fingerprint of a text: what an instance was started with, without saying it. */
export function hashOf(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** A list's line in `C4_LISTS`, its columns in the order of docs/hooks.md. */
function listLine({ name, template = "", file, mayBeEmpty, order, key, shownBy, shownAs }: List): string {
    const reload = `${hookPath("c4-reload")} ${name}`;
    const columns = [name, template, file, mayBeEmpty ? "yes" : "no", reload, order, key, shownBy.join(","), shownAs];
    return columns.join("|");
}

function healthProbe(workload: Workload): string {
    const health: Health = workload.health;
    if (health.kind === "backup") return health.kind;
    const { number } = portOf(workload, health.port);
    return "path" in health ? `${health.kind}:${number}${health.path}` : `${health.kind}:${number}`;
}
