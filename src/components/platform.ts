import * as pulumi from "@pulumi/pulumi";
import type { ConsulAccess, ConsulConnection } from "../consul/connection";
import type { Secrets } from "../secrets";
import type { Workload } from "../topology/model";
import { portOf } from "../topology/ports";
import type { Resolver, Value } from "../topology/references";
import type { Site } from "../topology/target";

/** The platform that a role becomes a part of. */
export interface Platform {
    readonly name: string;
    readonly site: Site;
    readonly consul: ConsulConnection & ConsulAccess;
    readonly resolver: Resolver;
    /** Settings of every role, see `C4Args.environment`. */
    readonly sharedSettings: Readonly<Record<string, Value>>;
}

/** Answers references between workloads that run at one site. */
export function resolverFor(site: Site, workloads: readonly Workload[], secrets: Secrets): Resolver {
    return {
        secret: (reference) => secrets.get(reference),
        address: ({ workload: name, port, form, instance }): pulumi.Input<string> => {
            const workload = workloads.find((candidate) => candidate.name === name);
            if (!workload)
                throw new Error(`Nothing in this deployment is named ${name}, which another workload refers to.`);
            const host = site.hostOf(workload, instance);
            const { number } = portOf(workload, port);
            if (form === "host") return host;
            const scheme = form === "url" ? "http://" : "";
            return pulumi.interpolate`${scheme}${host}:${number}`;
        },
    };
}

/** A Consul whose use waits for more than Consul: for what roles read from it. */
export function accessAfter(consul: Platform["consul"], more: readonly pulumi.Resource[]): Platform["consul"] {
    const { httpAddress, agentUrl, token, provider, data, ready } = consul;
    return { httpAddress, agentUrl, token, provider, data, ready: [...ready, ...more] };
}
