import * as z from "zod";
import type { Rules } from "./rules";

/** How the parts of a platform speak with each other. */
export interface SipArgs {
    /**
     * What SBCs and routers speak with each other: `"tls"`, each with a certificate of Consul's CA that the other one demands,
     * or `"udp"`, where each believes the other's address: for a Consul that has no CA as well, and then nothing else within the
     * platform has certificates of it either. Carriers and IPBXs reach SBCs by UDP and TCP either way.
     *
     * @default "tls"
     * @example "udp"
     */
    transport?: "tls" | "udp";
}

export const sipSchema = z.strictObject({
    transport: z.literal(["tls", "udp"], '"tls" or "udp"').optional(),
} satisfies Rules<SipArgs>);
