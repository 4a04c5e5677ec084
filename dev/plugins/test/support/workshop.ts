import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { removeFolder, temporaryFolder } from "../../../../test/tools/temporary.js";
import type { Properties } from "../../src/frame/values.js";
import { tls } from "../../src/tls/provider.js";
import { type Resource, TestProvider } from "./provider.js";

export const privateKey = "tls:index/privateKey:PrivateKey";
export const selfSigned = "tls:index/selfSignedCert:SelfSignedCert";
export const locallySigned = "tls:index/locallySignedCert:LocallySignedCert";
const certRequest = "tls:index/certRequest:CertRequest";

export const p256: Properties = { algorithm: "ECDSA", ecdsaCurve: "P256" };
/** One of each kind of key, by its name. */
export const kinds: readonly [string, Properties][] = [
    ["RSA", { algorithm: "RSA" }],
    ["P224", { algorithm: "ECDSA" }],
    ["P256", p256],
    ["P384", { algorithm: "ECDSA", ecdsaCurve: "P384" }],
    ["P521", { algorithm: "ECDSA", ecdsaCurve: "P521" }],
    ["Ed25519", { algorithm: "ED25519" }],
];

export const hourMs = 3_600_000;

export interface Authority {
    readonly key: string;
    readonly certificate: string;
}

export function outputOf(resource: Resource, name: string): string {
    const value = resource.outputs[name];
    if (typeof value !== "string") throw new Error(`${name} is no text`);
    return value;
}

/** What a program prints. */
export async function printed(program: string, ...args: string[]): Promise<string> {
    return (await promisify(execFile)(program, args)).stdout;
}

/** The provider, and a folder for what other programs are to read. */
export class Workshop {
    private readonly folder = temporaryFolder("plugin-tls");

    private constructor(readonly provider: TestProvider) {}

    static async open(): Promise<Workshop> {
        return new Workshop(await TestProvider.start(tls));
    }

    close(): void {
        this.provider.stop();
        removeFolder(this.folder);
    }

    async file(name: string, content: string): Promise<string> {
        const at = path.join(this.folder, name);
        // ssh-keygen reads no key that others may read.
        await writeFile(at, content, { mode: 0o600 });
        return at;
    }

    async key(kind: Properties = p256): Promise<string> {
        return outputOf(await this.provider.create(privateKey, "key", { values: kind }), "privateKeyPem");
    }

    async authority(kind: Properties = p256, more: Properties = {}): Promise<Authority> {
        const key = await this.key(kind);
        const values: Properties = {
            privateKeyPem: key,
            subject: { commonName: "Tests' own authority", organization: "Ünïcode" },
            validityPeriodHours: 24,
            allowedUses: ["cert_signing", "crl_signing"],
            isCaCertificate: true,
            ...more,
        };
        const made = await this.provider.create(selfSigned, "ca", { values, secrets: ["privateKeyPem"] });
        return { key, certificate: outputOf(made, "certPem") };
    }

    async request(key: string, names: Properties): Promise<string> {
        const values = { privateKeyPem: key, ...names };
        return outputOf(await this.provider.create(certRequest, "request", { values }), "certRequestPem");
    }

    async signed(authority: Authority, request: string, more: Properties = {}): Promise<Resource> {
        const values: Properties = {
            caCertPem: authority.certificate,
            caPrivateKeyPem: authority.key,
            certRequestPem: request,
            validityPeriodHours: 12,
            allowedUses: ["digital_signature", "key_encipherment", "server_auth", "client_auth"],
            ...more,
        };
        return this.provider.create(locallySigned, "cert", { values, secrets: ["caPrivateKeyPem"] });
    }
}
