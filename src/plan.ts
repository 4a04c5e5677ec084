import type { C4Args } from "./args";
import { consulAgent, consulServer } from "./roles/consul";
import { databaseOf, postgres } from "./roles/postgres";
import { router } from "./roles/router";
import { routingApi } from "./roles/routing-api";
import { rtpengine } from "./roles/rtpengine";
import { sbc } from "./roles/sbc";
import { c4Schema } from "./schema";
import { checked, isNetwork, matching } from "./topology/checks";
import type { KvFolder, Topology } from "./topology/model";
import { checkPorts } from "./topology/ports";

const platformName = matching(
    (name) => /^[a-z][a-z0-9-]{0,30}$/.test(name),
    "a name of at most 31 lower-case letters, digits and hyphens that starts with a letter",
);

/**
 * Everything that a platform will be, before any target has seen it. The same arguments give the same topology.
 *
 * @throws ArgumentError when an argument cannot work.
 */
export function plan(platform: string, args: C4Args): Topology {
    checked(platformName, platform, "name");
    checked(c4Schema, args, "");
    const { consul = {}, postgres: own = {} } = args;
    const context = { checkIntervalSeconds: consul.checkIntervalSeconds ?? 2, testing: args.testing ?? false };
    const workloads = {
        ...(consul.external ? {} : { "consul-server": consulServer(consul), "consul-agent": consulAgent(consul) }),
        ...(own.external ? {} : { postgres: postgres(own, context) }),
        "routing-api": routingApi(args.routingApi ?? {}, context, databaseOf(own)),
        rtpengine: rtpengine(args.rtpengine ?? {}, context),
        router: router(args.router ?? {}, context),
        sbc: sbc(args.sbc ?? {}, context),
    };
    checkPorts(Object.values(workloads));
    return { platform, workloads, kv: platformKv(args) };
}

/** What the whole platform keeps in KV. */
function platformKv(args: C4Args): KvFolder[] {
    const { domains = [], environment = {}, peers = [] } = args;
    return [
        { path: "env/all", entries: environment },
        { path: "domains", entries: Object.fromEntries(domains.map((domain) => [domain, domain])) },
        { path: "config", entries: peers.length === 0 ? {} : { peers: { words: peers, check: isNetwork } } },
    ];
}
