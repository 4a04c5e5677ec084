import type { Value } from "../topology/references";

/** What server and client agents have in common. */
interface ConsulContext {
    /** Name of the datacenter. */
    readonly datacenter: string;
    /** Hosts to join the cluster by; tried again until one answers. */
    readonly retryJoin: readonly Value[];
}

/** Context of `consul/server.json`. */
export interface ConsulServerContext extends ConsulContext {
    /** Number of servers that the first leader is elected by. */
    readonly bootstrapExpect: number;
}

/** Context of `consul/client.json`. */
export interface ConsulClientContext extends ConsulContext {}

/** Context of `consul/dns.policy`. */
export interface ConsulDnsContext {
    /** Services that DNS tells of. */
    readonly services: readonly string[];
}
