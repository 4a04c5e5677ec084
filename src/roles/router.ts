import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { type ReplicatedArgs, replicatedRules } from "../arguments/common";
import { authSecret } from "../arguments/formats";
import { portNumber, type Rules, secretInput, wholeNumber } from "../arguments/rules";
import { hookPath } from "../rendering/paths";
import type { Workload } from "../topology/model";
import { defaultPorts, kamailio, kamailioPorts, sipTags } from "./kamailio";
import { apiToken, type RoleContext, service } from "./service";

export interface RouterArgs extends ReplicatedArgs {
    /**
     * Port that SIP listens on: TLS, or UDP and TCP where `sip.transport` is `"udp"`. Only SBCs are served.
     *
     * @default 5061, 5060 without TLS
     */
    sipPort?: number;
    /**
     * Port of Kamailio's HTTP server: `/status`, for health checks, and nothing else. Not published.
     *
     * @default 8000
     */
    httpPort?: number;
    /**
     * Lets the platform's own autoscaler decide how many routers there are; `replicas` is left to it then. Kubernetes
     * only, and only where the cluster measures its pods (metrics-server). Needs `cpus`, which `cpuPercent` is of.
     *
     * @default not scaled
     * @example { min: 2, max: 10, cpuPercent: 60 }
     */
    autoscale?: { min: number; max: number; cpuPercent: number };
    /**
     * What the nonces of digest challenges are made with: the same on all routers of a platform, for the answer to a
     * challenge may come to another one. Kept as a secret.
     *
     * @default made at the first deployment
     */
    authSecret?: Input<string>;
    /**
     * What says where a call goes: the Request-URI, as RFC 3261 has it, or the To header, for equipment that was set up for the original
     * and dials there.
     *
     * @default "request-uri"
     */
    routeOn?: "request-uri" | "to";
    /**
     * Share of the calls that an instance gets, relative to other routers in the same Consul, from 1 to 100.
     *
     * @default 50
     */
    weight?: number;
}

const instances = wholeNumber(1, 200, "instances");
export const routerRules = {
    ...replicatedRules,
    sipPort: portNumber.optional(),
    httpPort: portNumber.optional(),
    autoscale: z
        .strictObject({ min: instances, max: instances, cpuPercent: wholeNumber(1, 100, "percent") })
        .refine(({ min, max }) => min <= max, "a range whose min is not above its max")
        .optional(),
    authSecret: secretInput(authSecret).optional(),
    routeOn: z.enum(["request-uri", "to"]).optional(),
    weight: wholeNumber(1, 100, "shares").optional(),
} satisfies Rules<RouterArgs>;

/** The router: asks the routing API where a call goes, tells the SBC, and steps out. */
export function router(args: RouterArgs, context: RoleContext): Workload {
    const { sip, testing } = context;
    const tls = sip.transport === "tls";
    const ports = {
        sipPort: tls ? false : (args.sipPort ?? defaultPorts.sip),
        tlsPort: tls && (args.sipPort ?? defaultPorts.tls),
        httpPort: args.httpPort ?? defaultPorts.http,
    } as const;
    const registeredPort = tls ? "tls" : "sip";
    return service("router", args, context, {
        ...kamailio({
            role: "router",
            ports,
            testing,
            sections: ["modules", ...(tls ? ["intentions"] : []), "ask", "decide"],
            lists: ["dispatcher", "api", ...(tls ? (["intentions"] as const) : [])],
            tables: ["common/version"],
        }),
        ports: kamailioPorts(ports),
        registeredPort,
        settings: args.routeOn === undefined ? {} : { ROUTE_ON: args.routeOn },
        ...(tls ? { meta: { transport: "tls" } } : {}),
        ...(args.autoscale === undefined ? {} : { autoscale: args.autoscale }),
        secrets: { ROUTER_AUTH_SECRET: context.shared.authSecret, ...apiToken(context) },
        tags: ["router", "kamailio", ...sipTags(registeredPort)],
        weight: args.weight ?? 50,
        drain: { command: hookPath("c4-drain-kamailio"), defaultSeconds: 10 },
        after: ["routing-api"],
    });
}
