import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { type ReplicatedArgs, replicatedRules } from "../arguments/common";
import { ipv4Address } from "../arguments/formats";
import { input, portNumber, type Rules } from "../arguments/rules";
import type { RtpengineContext, RtpengineHttpContext } from "../rendering/kamailio";
import { hookPath } from "../rendering/paths";
import type { File, Workload } from "../topology/model";
import { type RoleContext, service } from "./service";

export interface RtpengineArgs extends ReplicatedArgs {
    /**
     * UDP ports for media of one instance, first and last.
     *
     * @default { first: 30000, last: 39999 }
     */
    rtpPorts?: { first: number; last: number };
    /**
     * Port of the NG control protocol.
     *
     * @default 22222
     */
    controlPort?: number;
    /**
     * Port for health checks and metrics by HTTP: `/ping` and `/metrics`, and nothing else. Not published.
     *
     * @default 2225
     */
    httpPort?: number;
    /**
     * Address that is written into SDP instead of the instance's own, for instances behind address translation.
     *
     * @default the instance's address
     */
    advertisedAddress?: Input<string>;
}

export const rtpengineRules = {
    ...replicatedRules,
    rtpPorts: z
        .strictObject({ first: portNumber, last: portNumber })
        .refine(({ first, last }) => first < last, "a range whose first port is below its last")
        .optional(),
    controlPort: portNumber.optional(),
    httpPort: portNumber.optional(),
    advertisedAddress: input(ipv4Address).optional(),
} satisfies Rules<RtpengineArgs>;

/** The media relay, forwarding in user space. */
export function rtpengine(args: RtpengineArgs, context: RoleContext): Workload {
    const { controlPort = 22222, httpPort = 2225, rtpPorts = { first: 30000, last: 39999 } } = args;
    const media: RtpengineContext = { firstRtpPort: rtpPorts.first, lastRtpPort: rtpPorts.last };
    const http: RtpengineHttpContext = { httpPort };
    return service("rtpengine", args, context, {
        image: "rtpengine",
        edge: ["rtp"],
        command: [hookPath("rtpengine-start"), String(controlPort), String(httpPort)],
        files: [configuration("rtpengine.conf", media), configuration("http.cfg", http)],
        settings: args.advertisedAddress === undefined ? {} : { C4_ADVERTISE: args.advertisedAddress },
        ports: [
            { name: "control", number: controlPort, protocols: ["udp"], callers: ["sbc"] },
            { name: "http", number: httpPort, protocols: ["tcp"], ownLoopback: true },
            { name: "rtp", number: rtpPorts.first, last: rtpPorts.last, protocols: ["udp"], outside: true },
        ],
        health: { kind: "http", port: "http", path: "/ping" },
        tags: ["rtpengine"],
        registeredPort: "control",
        drain: { command: hookPath("c4-drain-rtpengine"), defaultSeconds: 60 },
    });
}

function configuration(name: string, context: RtpengineContext | RtpengineHttpContext): File {
    return { template: `rtpengine/${name}.hbs`, context, path: `/etc/rtpengine/${name}`, mode: "0644" };
}
