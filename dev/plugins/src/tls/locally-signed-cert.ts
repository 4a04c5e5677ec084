import { X509Certificate } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import { Certificate, id_ce_subjectKeyIdentifier, type Name, SubjectKeyIdentifier } from "@peculiar/asn1-x509";
import { resource } from "../frame/resource.js";
import { text } from "../frame/schema.js";
import { holderOf } from "./cert-request.js";
import { certificateFields, type Issuer, issue } from "./certificate.js";
import { encoded } from "./der.js";
import { SigningKey } from "./keys.js";
import { certificateLife, certificateProblems } from "./renewal.js";

const replace = true;

export const locallySignedCert = resource({
    ...certificateLife,
    fields: {
        ...certificateFields,
        caCertPem: { shape: text, required: true, replace },
        caPrivateKeyPem: { shape: text, required: true, replace },
        certRequestPem: { shape: text, required: true, replace },
    },
    computed: [...certificateLife.computed, "caKeyAlgorithm"],
    secretOutputs: ["caPrivateKeyPem"],
    validate: certificateProblems,
    create: async ({ log }, inputs) => {
        const holder = holderOf(inputs.certRequestPem);
        const key = SigningKey.read(inputs.caPrivateKeyPem, "caPrivateKeyPem");
        const authority = authorityOf(inputs.caCertPem);
        if (!key.isOf(authority)) throw new Error("caPrivateKeyPem is not the key of the certificate in caCertPem");
        if (!authority.ca) log.warn("the certificate in caCertPem is not an authority's: what it signs may be refused");
        const { id, outputs } = issue(inputs, holder, issuerOf(authority, key, holder.subject));
        return { id, outputs: { ...outputs, caKeyAlgorithm: key.algorithm } };
    },
});

function authorityOf(pem: string): X509Certificate {
    try {
        return new X509Certificate(pem);
    } catch {
        throw new Error("caCertPem is not a certificate in PEM");
    }
}

function issuerOf({ raw }: X509Certificate, key: SigningKey, holder: Name): Issuer {
    const { subject: name, extensions = [] } = AsnConvert.parse(raw, Certificate).tbsCertificate;
    const found = extensions.find(({ extnID }) => extnID === id_ce_subjectKeyIdentifier);
    // Of two of one name the one below would seem to be its own authority.
    const isNamed = found !== undefined && !encoded(name).equals(encoded(holder));
    const keyId = isNamed ? AsnConvert.parse(found.extnValue.buffer, SubjectKeyIdentifier).buffer : undefined;
    return { name, key, keyId };
}
