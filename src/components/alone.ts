import * as pulumi from "@pulumi/pulumi";
import type {
    ConsulArgs,
    PostgresArgs,
    RoleArgs,
    RouterArgs,
    RoutingApiArgs,
    RtpengineArgs,
    SbcArgs,
} from "../args";
import { type ConsulConnection, createProvider } from "../consul/connection";
import type { RoleContext } from "../roles/common";
import { consulAgent, consulServer } from "../roles/consul";
import { postgres } from "../roles/postgres";
import { router } from "../roles/router";
import { type Database, routingApi } from "../roles/routing-api";
import { rtpengine } from "../roles/rtpengine";
import { sbc } from "../roles/sbc";
import { schemas } from "../schema";
import { Secrets } from "../secrets";
import { checked } from "../topology/checks";
import type { Workload } from "../topology/model";
import { checkPorts } from "../topology/ports";
import type { Target } from "../topology/target";
import { ConsulComponent } from "./consul";
import { type Platform, resolverFor } from "./platform";
import { RoleComponent } from "./role";

/** What a role needs that is used without the rest of a platform. */
export interface AloneArgs {
    /**
     * Where the role runs: a target, or the `target` of a platform that it shall run beside.
     *
     * @example edge.target
     */
    target: Target;
    /** The Consul it registers with: one that runs already, or the `consul` of a platform. */
    consul: ConsulConnection;
    /**
     * The platform it becomes a part of: its name in Consul, by which lists are filtered.
     *
     * @default the component's name
     */
    platform?: string;
    /**
     * Seconds between two health checks by Consul.
     *
     * @default 2
     */
    checkIntervalSeconds?: number;
    /**
     * Adds the test switches of Kamailio.
     *
     * @default false
     */
    testing?: boolean;
}
