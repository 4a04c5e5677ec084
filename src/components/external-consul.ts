import type * as consulProvider from "@pulumi/consul";
import * as pulumi from "@pulumi/pulumi";
import { type ConsulAccess, type ConsulConnection, createProvider } from "../consul/connection";

/** A Consul that runs already: the provider that writes to it, and where it is. */
export class ExternalConsul extends pulumi.ComponentResource implements ConsulConnection, ConsulAccess {
    /** URL of the HTTP API, as the deployment reaches it. */
    readonly httpAddress: pulumi.Output<string>;
    /** URL of the UI: the live view of the platform. */
    readonly uiUrl: pulumi.Output<string>;
    /** URL of the agent that instances register with, as they reach it. */
    readonly agentUrl: pulumi.Output<string>;
    readonly token?: pulumi.Output<string>;
    /** Provider for resources inside of this Consul. */
    readonly provider: consulProvider.Provider;
    /** It waits for nothing: it runs. */
    readonly ready: readonly pulumi.Resource[] = [];

    constructor(name: string, connection: ConsulConnection, opts?: pulumi.ComponentResourceOptions) {
        super("wazo-c4:index:ExternalConsul", name, {}, opts);
        this.httpAddress = pulumi.output(connection.httpAddress).apply((url) => url.replace(/\/$/, ""));
        this.uiUrl = pulumi.interpolate`${this.httpAddress}/ui/`;
        this.agentUrl = pulumi.output(connection.agentUrl);
        if (connection.token !== undefined) this.token = pulumi.secret(connection.token);
        this.provider = createProvider(name, connection, { parent: this });
        this.registerOutputs({ httpAddress: this.httpAddress, uiUrl: this.uiUrl, agentUrl: this.agentUrl });
    }
}
