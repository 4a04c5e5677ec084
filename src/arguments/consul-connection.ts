import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { httpUrl, pem, someText } from "./formats";
import { input, type Rules, secretInput } from "./rules";

/** A Consul that roles can be added to: this package's own component, or one that runs already. */
export interface ConsulConnection {
    /**
     * URL of the HTTP API as the deployment reaches it, for KV.
     *
     * @example "http://127.0.0.1:8500"
     */
    readonly httpAddress: Input<string>;
    /**
     * URL of the agent that instances register with, as they reach it: one on their own host, or a registration dies
     * with another host.
     *
     * @example "http://consul-agent:8500"
     */
    readonly agentUrl: Input<string>;
    /**
     * Token for both, where access control is on. Kept as a secret.
     *
     * @default none
     */
    readonly token?: Input<string>;
    /**
     * Tokens that instances present, by role, each with the rights that `rolePolicy` says. Kept as secrets.
     *
     * @default `token` for all
     * @example { router: config.requireSecret("routerToken") }
     */
    readonly tokens?: ConsulTokens;
    /**
     * How its certificates are known, and what is shown to it, where it speaks HTTPS with an authority of its own.
     *
     * @default the authorities that the machine knows
     */
    readonly tls?: ConsulTls;
}

/** A Consul that runs already, used by a platform instead of one of its own. */
export interface ExternalConsulArgs extends ConsulConnection {
    /**
     * Whether the platform declares in it who may call whom. An entry of Consul's is of the whole Consul: platforms that
     * share one say the same, and it stays when one of them is taken down. `token` needs the right, see `deployerPolicy`.
     *
     * @default true where `sip.transport` is `"tls"`
     */
    readonly intentions?: boolean;
}

/** What HTTPS to Consul needs, in PEM. */
export interface ConsulTls {
    /** Certificate of the authority that signed those of its agents. */
    readonly ca: Input<string>;
    /**
     * The name in the certificates of its client agents, whatever their addresses are.
     *
     * @default the host in `agentUrl`
     * @example "agent.c4"
     */
    readonly serverName?: Input<string>;
    /**
     * Certificate that is shown to agents that demand one.
     *
     * @default none
     */
    readonly certificate?: Input<string>;
    /**
     * Key of `certificate`. Kept as a secret.
     *
     * @default none
     */
    readonly key?: Input<string>;
}

/** Tokens by the names of roles in Consul's catalogue. */
export interface ConsulTokens {
    readonly postgres?: Input<string>;
    readonly "routing-api"?: Input<string>;
    readonly rtpengine?: Input<string>;
    readonly router?: Input<string>;
    readonly sbc?: Input<string>;
}

/** One value for each role that presents a token. */
export function forEachTokenRole<Value>(value: (role: keyof ConsulTokens) => Value): Record<keyof ConsulTokens, Value> {
    return {
        postgres: value("postgres"),
        "routing-api": value("routing-api"),
        rtpengine: value("rtpengine"),
        router: value("router"),
        sbc: value("sbc"),
    };
}

const connectionRules = {
    httpAddress: input(httpUrl),
    agentUrl: input(httpUrl),
    token: secretInput(someText).optional(),
    tokens: z
        .strictObject(forEachTokenRole(() => secretInput(someText).optional()) satisfies Rules<ConsulTokens>)
        .optional(),
    tls: z
        .strictObject({
            ca: input(pem),
            serverName: input(someText).optional(),
            certificate: input(pem).optional(),
            key: secretInput(pem).optional(),
        } satisfies Rules<ConsulTls>)
        .optional(),
} satisfies Rules<ConsulConnection>;

export const consulConnectionSchema = z.strictObject(connectionRules);

export const externalConsulSchema = z.strictObject({
    ...connectionRules,
    intentions: z.boolean().optional(),
} satisfies Rules<ExternalConsulArgs>);
