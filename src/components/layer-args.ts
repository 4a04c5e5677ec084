import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { type ConsulConnection, consulConnectionSchema } from "../arguments/consul-connection";
import { httpUrl } from "../arguments/formats";
import { flag, input, isDeferred, type Rules, wholeNumber } from "../arguments/rules";
import { type SipArgs, sipSchema } from "../arguments/sip";
import { target } from "../c4-args";
import { platformName } from "../plan";
import type { Target } from "../topology/target";
import type { Membership } from "./membership";
import { platformOf } from "./platform";

/** What a role needs that is a component of its own: the platform that it becomes a part of. */
export interface LayerArgs {
    /**
     * The platform that it joins: a `C4` or `Consul` of the same program, or the membership of one in another stack. It
     * brings Consul, the place and the secrets.
     *
     * @default none; `target` and `consul` say where it runs
     * @example edge
     * @example new pulumi.StackReference("acme/voice/production").requireOutput("membership")
     */
    joins?: pulumi.ComponentResource | pulumi.Input<Membership>;
    /**
     * Where the role runs, if not beside the platform that it joins.
     *
     * @default where that platform runs
     * @example c4.docker()
     */
    target?: Target;
    /**
     * Name of the platform, by which Consul's lists are filtered. Needed where the platform is of another stack.
     *
     * @default that of the platform it joins, else the component's name
     */
    platform?: string;
    /** The Consul that it registers with, where no platform is joined that has one. */
    consul?: ConsulConnection;
    /**
     * URL of the Consul agent that its instances register with, as they reach it: needed where they are on another target
     * than the platform, whose own agents they do not reach.
     *
     * @default that of the platform's Consul
     */
    agentUrl?: pulumi.Input<string>;
    /**
     * Seconds between two health checks by Consul.
     *
     * @default that of the platform it joins in the same program, else 2
     */
    checkIntervalSeconds?: number;
    /**
     * How SBCs and routers of the platform speak with each other: needed where it is not TLS, and the platform is none of the same
     * program.
     *
     * @default that of the platform it joins in the same program, else { transport: "tls" }
     */
    sip?: SipArgs;
    /**
     * Adds the test switches of Kamailio.
     *
     * @default that of the platform it joins in the same program, else false
     */
    testing?: boolean;
}

export const layerRules = {
    joins: z
        .custom<LayerArgs["joins"]>(
            canBeMembership,
            "a C4 or Consul of this program, or the membership that another stack puts out",
        )
        .optional(),
    target: target.optional(),
    platform: platformName.optional(),
    consul: consulConnectionSchema.optional(),
    agentUrl: input(httpUrl).optional(),
    checkIntervalSeconds: wholeNumber(1, 60, "seconds").optional(),
    sip: sipSchema.optional(),
    testing: flag.optional(),
} satisfies Rules<LayerArgs>;

/** What a membership holds is checked when it is known. */
function canBeMembership(value: unknown): boolean {
    if (platformOf(value) !== undefined || isDeferred(value)) return true;
    return typeof value === "object" && value !== null && !pulumi.Resource.isInstance(value);
}
