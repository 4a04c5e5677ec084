import type * as pulumi from "@pulumi/pulumi";
import type { ConsulConnection } from "../arguments/consul-connection";
import type { ConsulAccess } from "../consul/connection";
import type { Secrets } from "../secrets";
import type { Sip, Workload } from "../topology/model";
import type { Resolver, Value } from "../topology/references";
import type { SharedValues } from "../topology/shared";
import type { Site, Target } from "../topology/target";

/** What a role needs of the platform that it is a part of. */
export interface PlatformAccess {
    readonly name: string;
    readonly site: Site;
    readonly consul: ConsulConnection & ConsulAccess;
    readonly resolver: Resolver;
    /** Environment that every role of the platform reads from KV. */
    readonly settings: Readonly<Record<string, Value>>;
}

/** A platform of this program, as further roles join it. */
export interface Platform extends PlatformAccess {
    readonly target: Target;
    /** What runs at its site, in the order in which it came. */
    readonly workloads: Workload[];
    /** What its roles share; a platform that has no such role shares none of it. */
    readonly shared: Partial<SharedValues>;
    readonly checkIntervalSeconds: number;
    readonly testing: boolean;
    readonly sip: Sip;
}

const platforms = new WeakMap<object, Platform>();

/** Lets roles of their own join a platform by the component that made it. */
export function canBeJoined(component: pulumi.Resource, platform: Platform): void {
    platforms.set(component, platform);
}

/** The platform that a component of this program made. */
export function platformOf(component: unknown): Platform | undefined {
    return typeof component === "object" && component !== null ? platforms.get(component) : undefined;
}

/** Answers references between workloads that run at one site. */
export function resolverFor(site: Site, workloads: readonly Workload[], secrets: Secrets): Resolver {
    return {
        secret: (reference) => secrets.get(reference),
        address: ({ workload: name, instance }): pulumi.Input<string> => {
            const workload = workloads.find((candidate) => candidate.name === name);
            if (!workload)
                throw new Error(`Nothing in this deployment is named ${name}, which another workload refers to.`);
            return site.hostOf(workload, instance);
        },
    };
}

/** A Consul whose use waits for more than Consul: for what roles read from it. */
export function accessAfter(
    consul: PlatformAccess["consul"],
    more: readonly pulumi.Resource[],
): PlatformAccess["consul"] {
    const { httpAddress, agentUrl, tls, token, tokens, provider, data, ready } = consul;
    return { httpAddress, agentUrl, tls, token, tokens, provider, data, ready: [...ready, ...more] };
}
