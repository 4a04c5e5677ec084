import { isIP } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";

/** A certificate and its key, in PEM. */
export interface Certificate {
    readonly certificate: pulumi.Output<string>;
    /** A secret. */
    readonly key: pulumi.Output<string>;
}

/** Whom a certificate is for. */
export interface CertificateHolder {
    readonly name: string;
    /** Names and addresses that it is reached by. */
    readonly hosts: pulumi.Input<string[]>;
    /** Whether it is asked, asks, or does both. */
    readonly uses: readonly ("server_auth" | "client_auth")[];
}

const curve = { algorithm: "ECDSA", ecdsaCurve: "P256" } as const;
const hoursOfADay = 24;
const years = { authority: 10, certificate: 1 } as const;
/** A `pulumi up` within this time before the end makes a new one. */
const renewalDays = 60;

/** The authority of a platform's Consul agents, and what it signs. It does not depend on Consul's own data. */
export class Certificates {
    /** The authority's certificate, in PEM. */
    readonly authority: pulumi.Output<string>;
    private readonly authorityKey: pulumi.Output<string>;

    constructor(
        private readonly name: string,
        private readonly platform: string,
        private readonly parent: pulumi.Resource,
    ) {
        this.authorityKey = this.createKey("authority");
        this.authority = new tls.SelfSignedCert(
            `${name}-authority`,
            {
                privateKeyPem: this.authorityKey,
                subject: { commonName: `C4 platform ${platform}: Consul's agents` },
                isCaCertificate: true,
                setSubjectKeyId: true,
                validityPeriodHours: years.authority * 365 * hoursOfADay,
                allowedUses: ["cert_signing", "crl_signing"],
            },
            { parent },
        ).certPem;
    }

    issue({ name: holder, hosts, uses }: CertificateHolder): Certificate {
        const { name, platform, parent } = this;
        const known = pulumi.output(hosts);
        const key = this.createKey(holder);
        const request = new tls.CertRequest(
            `${name}-${holder}-request`,
            {
                privateKeyPem: key,
                subject: { commonName: `C4 platform ${platform}: ${holder}` },
                dnsNames: known.apply((all) => all.filter((host) => !isIP(host))),
                ipAddresses: known.apply((all) => all.filter((host) => isIP(host))),
            },
            { parent },
        );
        const signed = new tls.LocallySignedCert(
            `${name}-${holder}-certificate`,
            {
                certRequestPem: request.certRequestPem,
                caPrivateKeyPem: this.authorityKey,
                caCertPem: this.authority,
                setSubjectKeyId: true,
                validityPeriodHours: years.certificate * 365 * hoursOfADay,
                earlyRenewalHours: renewalDays * hoursOfADay,
                allowedUses: ["digital_signature", ...uses],
            },
            { parent },
        );
        return { certificate: signed.certPem, key };
    }

    private createKey(holder: string): pulumi.Output<string> {
        const { name, parent } = this;
        return pulumi.secret(new tls.PrivateKey(`${name}-${holder}-key`, curve, { parent }).privateKeyPem);
    }
}
