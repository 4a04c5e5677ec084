import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { environment } from "./arguments/common";
import { network } from "./arguments/formats";
import { domainName, flag, input, type Rules } from "./arguments/rules";
import { type SipArgs, sipSchema } from "./arguments/sip";
import { type EveryRoleArgs, roles } from "./roles/index";
import type { Target } from "./topology/target";

/**
 * A Class 4 SIP platform. Counts, names, ports and domains are plain data, so that a preview shows every resource;
 * everything that only flows through may be an Output.
 */
export interface C4Args extends EveryRoleArgs {
    /**
     * Where the platform runs.
     *
     * @example c4.docker({ subnet: "198.18.0.0/24" })
     */
    target: Target;
    /**
     * Domains that the platform calls its own: requests addressed to them are for this platform, not to be relayed to
     * it again. Domains of tenants live in the routing API.
     *
     * @default []
     * @example ["sip.example.com"]
     */
    domains?: string[];
    /**
     * Networks of known carriers and IPBXs, in CIDR notation: exempt from flood protection. Kept in Consul KV; a change
     * reaches running SBCs without a redeploy.
     *
     * @default []
     * @example ["198.51.100.20/32"]
     */
    peers?: Input<string>[];
    /**
     * Environment that every role reads from Consul KV at start. A change replaces the instances one after another.
     *
     * @default {}
     * @example { LOG_LEVEL: "1" }
     */
    environment?: Record<string, Input<string>>;
    /**
     * How SBCs and routers speak with each other.
     *
     * @default { transport: "tls" }
     */
    sip?: SipArgs;
    /**
     * Adds test switches to SBC and router (`router_off`, `pike_off`). Never for a platform that carries traffic.
     *
     * @default false
     */
    testing?: boolean;
}

/** Where something runs. */
export const target = z.custom<Target>(
    (value) => typeof value === "object" && value !== null && "open" in value && typeof value.open === "function",
    "a target such as c4.docker()",
);

const roleSchemas = Object.fromEntries(
    Object.entries(roles).map(([argument, role]) => [argument, role.schema().optional()]),
);

export const c4Schema = z.strictObject({
    ...({
        target,
        domains: z.array(domainName).optional(),
        peers: z.array(input(network)).optional(),
        environment,
        sip: sipSchema.optional(),
        testing: flag.optional(),
    } satisfies Rules<Omit<C4Args, keyof EveryRoleArgs>>),
    ...roleSchemas,
});
