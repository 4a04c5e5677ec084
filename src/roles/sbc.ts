import { dirname } from "node:path";
import type { Input } from "@pulumi/pulumi";
import { type ReplicatedArgs, replicatedRules } from "../arguments/common";
import { ipv4Address } from "../arguments/formats";
import { input, portNumber, portOrFalse, type Rules } from "../arguments/rules";
import { hookPath, recordFolder } from "../rendering/paths";
import type { Workload } from "../topology/model";
import { defaultPorts, kamailio, kamailioPorts, sipTags } from "./kamailio";
import { apiToken, type RoleContext, service } from "./service";

export interface SbcArgs extends ReplicatedArgs {
    /**
     * Port of the host where the first SBC is reached; further ones follow. `false`: not published.
     *
     * @default 5060
     */
    hostPort?: number | false;
    /**
     * Port that SIP listens on, UDP and TCP.
     *
     * @default 5060
     */
    sipPort?: number;
    /**
     * Port that routers answer at, by TLS, where `sip.transport` is that. Not for carriers, and not published: who has no
     * certificate of the platform's Consul is refused.
     *
     * @default 5061
     */
    tlsPort?: number;
    /**
     * Port of Kamailio's HTTP server: `/status`, for health checks, and nothing else. Not published.
     *
     * @default 8000
     */
    httpPort?: number;
    /**
     * Address that is written into Via, Contact and Record-Route instead of the instance's own, for instances behind
     * address translation.
     *
     * @default the instance's address
     */
    advertisedAddress?: Input<string>;
}

export const sbcRules = {
    ...replicatedRules,
    hostPort: portOrFalse.optional(),
    sipPort: portNumber.optional(),
    tlsPort: portNumber.optional(),
    httpPort: portNumber.optional(),
    advertisedAddress: input(ipv4Address).optional(),
} satisfies Rules<SbcArgs>;

/** The session border controller: takes calls in, asks a router, holds the dialog, and sends calls out. */
export function sbc(args: SbcArgs, context: RoleContext): Workload {
    const hostPort = args.hostPort ?? 5060;
    const ports = {
        sipPort: args.sipPort ?? defaultPorts.sip,
        tlsPort: context.sip.transport === "tls" && (args.tlsPort ?? defaultPorts.tls),
        httpPort: args.httpPort ?? defaultPorts.http,
    };
    return service("sbc", args, context, {
        ...kamailio({
            role: "sbc",
            ports,
            testing: context.testing,
            sections: [
                "modules",
                "unreadable",
                "protect",
                "new",
                "router",
                "routes",
                "parties",
                "digest",
                "late",
                "silence",
                "body",
                "media",
                "dialog",
                "cdr",
            ],
            lists: ["dispatcher", "domain", "rtpengine", "address", "api"],
            tables: ["common/version", "sbc/domain_attrs"],
            programs: ["records.lua", "unreadable.lua"],
        }),
        ports: kamailioPorts(ports, hostPort === false ? undefined : hostPort),
        registeredPort: "sip",
        edge: ["sip"],
        settings: args.advertisedAddress === undefined ? {} : { C4_ADVERTISE: args.advertisedAddress },
        secrets: apiToken(context),
        tags: ["sbc", "kamailio", ...sipTags("sip")],
        records: recordFolder,
        // It goes with its platform: nobody would deliver what is left there.
        storage: [{ name: "records", path: dirname(recordFolder), keep: false }],
        drain: { command: hookPath("c4-drain-kamailio"), defaultSeconds: 60 },
        after: ["rtpengine", "router"],
    });
}
