import type { RtpengineArgs } from "../args";
import type { RtpengineContext } from "../rendering/kamailio";
import type { Workload } from "../topology/model";
import { type RoleContext, service } from "./common";

/** The media relay, forwarding in user space. */
export function rtpengine(args: RtpengineArgs, context: RoleContext): Workload {
    const { controlPort = 22222, httpPort = 2225, rtpPorts = { first: 30000, last: 39999 } } = args;
    const media: RtpengineContext = { firstRtpPort: rtpPorts.first, lastRtpPort: rtpPorts.last };
    const configuration = {
        template: "rtpengine/rtpengine.conf.hbs",
        context: media,
        path: "/etc/rtpengine/rtpengine.conf",
        mode: "0644",
    };
    return service("rtpengine", args, context, {
        image: "rtpengine",
        edge: true,
        command: ["/usr/local/lib/c4/rtpengine-start", String(controlPort), String(httpPort)],
        files: [configuration],
        settings: args.advertisedAddress === undefined ? {} : { C4_ADVERTISE: args.advertisedAddress },
        ports: [
            { name: "control", number: controlPort, protocols: ["udp"] },
            { name: "http", number: httpPort, protocols: ["tcp"] },
            { name: "rtp", number: rtpPorts.first, last: rtpPorts.last, protocols: ["udp"], outside: true },
        ],
        health: { kind: "http", port: "http", path: "/ping" },
        tags: ["rtpengine"],
        registeredPort: "control",
        drain: { command: "/usr/local/lib/c4/c4-drain-rtpengine", defaultSeconds: 60 },
    });
}
