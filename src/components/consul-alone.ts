import type * as pulumi from "@pulumi/pulumi";
import { accepted } from "../arguments/accepted";
import type { Rules } from "../arguments/rules";
import { target as targetRule } from "../c4-args";
import { defaultContext, platformName } from "../plan";
import { type ConsulArgs, consulAgent, consulBackups, consulServer, ownConsul } from "../roles/consul";
import { roles } from "../roles/index";
import { Secrets } from "../secrets";
import { checkPorts } from "../topology/ports";
import { password } from "../topology/references";
import type { Target } from "../topology/target";
import { ConsulComponent } from "./consul";
import { canBeJoined, resolverFor } from "./platform";

/** Where a Consul of its own runs. */
export interface ConsulPlaceArgs {
    /** Where it runs. */
    target: Target;
    /**
     * Name of the platform that it is for.
     *
     * @default the component's name
     */
    platform?: string;
}

/**
 * A Consul of its own: server agents, and a client agent on each host. Roles join it as they join a platform.
 *
 * @example
 * ```ts
 * const discovery = new c4.Consul("discovery", { target: c4.docker(), servers: 3 });
 * new c4.Rtpengine("media", { joins: discovery, replicas: 2 });
 * ```
 */
export class Consul extends ConsulComponent {
    constructor(
        name: string,
        given: Omit<ConsulArgs, "external"> & ConsulPlaceArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const { external: _, ...rules } = roles.consul.rules;
        const more = { target: targetRule, platform: platformName.optional() } satisfies Rules<ConsulPlaceArgs>;
        const args = accepted(roles.consul.schema({ ...rules, ...more }), given, name);
        const { checkIntervalSeconds = defaultContext.checkIntervalSeconds, platform = name, target } = args;
        const [server, agent, [backup]] = [
            consulServer(args, name),
            consulAgent(args, name),
            consulBackups(args, name),
        ];
        const workloads = [server, agent, ...(backup === undefined ? [] : [backup])];
        checkPorts(workloads);
        target.check(workloads);
        super(
            name,
            (self) => {
                const site = target.open({ name, platform, parent: self, workloads });
                const resolver = resolverFor(site, workloads, new Secrets(name, self));
                return { site, server, agent, backup, resolver, ...ownConsul(args) };
            },
            opts,
        );
        this.saveAfter([]);
        canBeJoined(this, {
            ...{ name: platform, target, site: this.site, workloads, consul: this, settings: {} },
            resolver: resolverFor(this.site, workloads, new Secrets(name, this)),
            shared: { authSecret: password("router-auth-secret"), kamailioToken: password("kamailio-token") },
            checkIntervalSeconds,
            testing: defaultContext.testing,
            sip: defaultContext.sip,
        });
    }
}
