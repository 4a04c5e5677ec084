import * as consul from "@pulumi/consul";
import * as pulumi from "@pulumi/pulumi";

/** A Consul that roles can be added to: this package's own component, or one that runs already. */
export interface ConsulConnection {
    /**
     * URL of the HTTP API as the deployment reaches it, for KV.
     *
     * @example "http://127.0.0.1:8500"
     */
    readonly httpAddress: pulumi.Input<string>;
    /**
     * URL of the agent that instances register with, as they reach it: one on their own host, or a registration dies
     * with another host.
     *
     * @example "http://consul-agent:8500"
     */
    readonly agentUrl: pulumi.Input<string>;
    /**
     * Token for both, where access control is on. Kept as a secret.
     *
     * @default none
     */
    readonly token?: pulumi.Input<string>;
}

/** The provider for a Consul, and what a resource in it is deleted with. */
export interface ConsulAccess {
    readonly provider: consul.Provider;
    /** What holds Consul's data, where the deployment owns it: KV need not be removed key by key when that goes. */
    readonly data?: pulumi.Resource;
    /** What must be well before anything is written. */
    readonly ready: readonly pulumi.Resource[];
}

export function createProvider(
    name: string,
    connection: Pick<ConsulConnection, "httpAddress" | "token">,
    opts: pulumi.ResourceOptions,
): consul.Provider {
    const url = pulumi.output(connection.httpAddress).apply((address) => new URL(address));
    return new consul.Provider(
        `${name}-provider`,
        {
            address: url.apply((parsed) => parsed.host),
            scheme: url.apply((parsed) => parsed.protocol.replace(":", "")),
            ...(connection.token === undefined ? {} : { token: pulumi.secret(connection.token) }),
        },
        opts,
    );
}
