import type { SbcArgs } from "../args";
import type { Workload } from "../topology/model";
import { type RoleContext, service } from "./common";
import { kamailio, kamailioPorts, portNumbers } from "./kamailio";

/** The session border controller: takes calls in, asks a router, holds the dialog, and sends calls out. */
export function sbc(args: SbcArgs, context: RoleContext): Workload {
    const hostPort = args.hostPort ?? 5060;
    const numbers = portNumbers(args);
    const ports = kamailioPorts(numbers, hostPort === false ? undefined : hostPort);
    return service("sbc", args, context, {
        ...kamailio({
            role: "sbc",
            context: { ...numbers, testing: context.testing },
            sections: ["modules", "protect", "new", "router", "routes", "media", "dialog", "cdr"],
            lists: ["dispatcher", "domain", "rtpengine", "address", "api"],
            tables: ["common/version", "sbc/domain_attrs"],
        }),
        ports,
        edge: true,
        settings: args.advertisedAddress === undefined ? {} : { C4_ADVERTISE: args.advertisedAddress },
        tags: ["sbc", "kamailio"],
        drain: { command: "/usr/local/lib/c4/c4-drain-kamailio", defaultSeconds: 60 },
        after: ["rtpengine", "router"],
    });
}
