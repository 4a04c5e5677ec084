import * as consul from "@pulumi/consul";
import * as pulumi from "@pulumi/pulumi";
import type { ConsulConnection, ConsulTls } from "../arguments/consul-connection";

/** The provider for a Consul, and what a resource in it is deleted with. */
export interface ConsulAccess {
    readonly provider: pulumi.ProviderResource;
    /** What holds Consul's data, where the deployment owns it: KV need not be removed key by key when that goes. */
    readonly data?: pulumi.Resource;
    /** What must be well before anything is written. */
    readonly ready: readonly pulumi.Resource[];
}

/** The provider for what a component writes to a Consul: the one that its caller gave it, or one of its own. */
export function createProvider(
    name: string,
    {
        httpAddress,
        token,
        tls = {},
    }: Pick<ConsulConnection, "httpAddress" | "token"> & { readonly tls?: Partial<ConsulTls> },
    parent: pulumi.Resource,
): pulumi.ProviderResource {
    const given = parent.getProvider("consul:index/keyPrefix:KeyPrefix");
    if (given !== undefined) return given;
    const url = pulumi.output(httpAddress).apply((address) => new URL(address));
    return new consul.Provider(
        `${name}-provider`,
        {
            address: url.apply((parsed) => parsed.host),
            scheme: url.apply((parsed) => parsed.protocol.replace(":", "")),
            ...(token === undefined ? {} : { token: pulumi.secret(token) }),
            ...(tls.ca === undefined ? {} : { caPem: tls.ca }),
            ...(tls.certificate === undefined ? {} : { certPem: tls.certificate }),
            ...(tls.key === undefined ? {} : { keyPem: pulumi.secret(tls.key) }),
        },
        { parent },
    );
}

/** What agents and instances are told of TLS, for the hooks to write to files: what is not said is left out. */
export function tlsEnvironment({ ca, certificate, key }: Partial<ConsulTls>): Record<string, pulumi.Output<string>> {
    const values = { CONSUL_CA_PEM: ca, CONSUL_CERT_PEM: certificate, CONSUL_KEY_PEM: key };
    return Object.fromEntries(
        Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, pulumi.secret(value)]])),
    );
}
