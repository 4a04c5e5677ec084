import * as pulumi from "@pulumi/pulumi";
import type { ConsulConnection, ConsulTls, ConsulTokens, ExternalConsulArgs } from "../arguments/consul-connection";
import { type ConsulAccess, createProvider } from "../consul/connection";
import { createIntentions } from "../consul/intentions";

/** A Consul that runs already: the provider that writes to it, and where it is. */
export class ExternalConsul extends pulumi.ComponentResource implements ConsulConnection, ConsulAccess {
    /** URL of the HTTP API, as the deployment reaches it. */
    readonly httpAddress: pulumi.Output<string>;
    /** URL of the UI: the live view of the platform. */
    readonly uiUrl: pulumi.Output<string>;
    /** URL of the agent that instances register with, as they reach it. */
    readonly agentUrl: pulumi.Output<string>;
    /** Token that instances and the provider present to it. A secret. */
    readonly token?: pulumi.Output<string>;
    /** Tokens that instances present instead, by role. Secrets. */
    readonly tokens?: ConsulTokens;
    /** How its certificates are known, and what is shown to it. */
    readonly tls?: ConsulTls;
    /** Provider for resources inside of this Consul. */
    readonly provider: pulumi.ProviderResource;
    /** It runs; what instances wait for is that they may call each other. */
    readonly ready: readonly pulumi.Resource[];

    constructor(name: string, connection: ExternalConsulArgs, opts?: pulumi.ComponentResourceOptions) {
        super("wazo-c4:index:ExternalConsul", name, {}, opts);
        this.httpAddress = pulumi.output(connection.httpAddress).apply((url) => url.replace(/\/$/, ""));
        this.uiUrl = pulumi.interpolate`${this.httpAddress}/ui/`;
        this.agentUrl = pulumi.output(connection.agentUrl);
        if (connection.token !== undefined) this.token = pulumi.secret(connection.token);
        if (connection.tls !== undefined) {
            const { key } = connection.tls;
            this.tls = { ...connection.tls, ...(key === undefined ? {} : { key: pulumi.secret(key) }) };
        }
        if (connection.tokens !== undefined) this.tokens = secretTokens(connection.tokens);
        this.provider = createProvider(name, connection, this);
        const { provider } = this;
        // Another platform may stand on the same entry: it stays when this one goes.
        const within = { parent: this, provider, retainOnDelete: true };
        this.ready = connection.intentions === true ? createIntentions(name, within) : [];
        this.registerOutputs({ httpAddress: this.httpAddress, uiUrl: this.uiUrl, agentUrl: this.agentUrl });
    }
}

function secretTokens(tokens: ConsulTokens): ConsulTokens {
    return Object.fromEntries(
        Object.entries(tokens).flatMap(([role, token]) => (token === undefined ? [] : [[role, pulumi.secret(token)]])),
    );
}
