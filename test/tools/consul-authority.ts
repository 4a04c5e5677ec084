import { generateKeyPairSync } from "node:crypto";
import * as z from "zod";
import { ConsulAgent } from "./consul-agent";

const leaf = z.object({ CertPEM: z.string(), PrivateKeyPEM: z.string() });
const roots = z.object({ Roots: z.array(z.object({ RootCert: z.string(), Active: z.boolean() })) });

/** A Consul that denies by default, and whose CA says who is who. */
export class Authority {
    private constructor(readonly consul: ConsulAgent) {}

    static async open(): Promise<Authority> {
        return new Authority(await ConsulAgent.run({ acl: true }));
    }

    close(): Promise<void> {
        return this.consul.close();
    }

    /** Certificate and key of a service. */
    async certificate(service: string): Promise<string> {
        const { CertPEM, PrivateKeyPEM } = leaf.parse(await this.get(`/v1/agent/connect/ca/leaf/${service}`));
        return CertPEM + PrivateKeyPEM;
    }

    /** All that are believed, in PEM. */
    async roots(): Promise<string> {
        return (await this.allRoots()).map(({ RootCert }) => RootCert).join("");
    }

    /** The one that signs. */
    async newestRoot(): Promise<string> {
        return (await this.allRoots()).find(({ Active }) => Active)?.RootCert ?? "";
    }

    /** Makes a root anew: from now on all certificates are signed by it. */
    async renew(): Promise<void> {
        const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
        const PrivateKey = privateKey.export({ type: "sec1", format: "pem" });
        await this.consul.put(
            "/v1/connect/ca/configuration",
            JSON.stringify({ Provider: "consul", Config: { PrivateKey, RootCert: "" } }),
        );
    }

    private async allRoots(): Promise<z.infer<typeof roots>["Roots"]> {
        return roots.parse(await this.get("/v1/agent/connect/ca/roots")).Roots;
    }

    private async get(path: string): Promise<unknown> {
        const { status, text } = await this.consul.ask("GET", path);
        if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
        return JSON.parse(text);
    }
}
