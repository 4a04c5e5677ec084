import { createHash } from "node:crypto";
import { Attributes, CertificationRequest, CertificationRequestInfo } from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";
import { Attribute, Extensions, id_ce_subjectAltName, SubjectAlternativeName } from "@peculiar/asn1-x509";
import { forget, read } from "../frame/kept.js";
import { resource } from "../frame/resource.js";
import { text } from "../frame/schema.js";
import { alternativeNameExtensions, type Holder } from "./certificate.js";
import { encoded } from "./der.js";
import { SigningKey } from "./keys.js";
import { alternativeNamesOf, nameFields, nameOf, nameProblems } from "./names.js";
import { derOf, pemOf } from "./pem.js";

const replace = true;

const extensionRequest = "1.2.840.113549.1.9.14";
const label = "CERTIFICATE REQUEST";

export const certRequest = resource({
    fields: { ...nameFields, privateKeyPem: { shape: text, required: true, replace } },
    computed: ["certRequestPem", "keyAlgorithm"],
    secretOutputs: ["privateKeyPem"],
    validate: nameProblems,
    create: async (_operation, inputs) => {
        const key = SigningKey.read(inputs.privateKeyPem, "privateKeyPem");
        const subject = nameOf(inputs.subject);
        const extensions = alternativeNameExtensions(alternativeNamesOf(inputs), subject);
        const attributes = [extensions].flatMap((all) =>
            all.length === 0
                ? []
                : [new Attribute({ type: extensionRequest, values: [AsnConvert.serialize(new Extensions(all))] })],
        );
        const certificationRequestInfo = new CertificationRequestInfo({
            version: 0,
            subject,
            subjectPKInfo: key.publicKey,
            attributes: new Attributes(attributes),
        });
        const der = encoded(
            new CertificationRequest({
                certificationRequestInfo,
                signatureAlgorithm: key.signatureAlgorithm,
                signature: key.sign(encoded(certificationRequestInfo)),
            }),
        );
        return {
            id: createHash("sha1").update(der).digest("hex"),
            outputs: { certRequestPem: pemOf(label, der), keyAlgorithm: key.algorithm },
        };
    },
    read,
    delete: forget,
});

/** Whom a request asks a certificate for. */
export function holderOf(certRequestPem: string): Holder {
    const { subject, subjectPKInfo, attributes } = requestInfoOf(certRequestPem);
    const asked = (attributes ?? [])
        .filter(({ type }) => type === extensionRequest)
        .flatMap(({ values }) => values.flatMap((value) => [...AsnConvert.parse(value, Extensions)]));
    const alternativeNames = asked
        .filter(({ extnID }) => extnID === id_ce_subjectAltName)
        .flatMap(({ extnValue }) => [...AsnConvert.parse(extnValue.buffer, SubjectAlternativeName)]);
    return { subject, alternativeNames, publicKey: subjectPKInfo };
}

function requestInfoOf(pem: string): CertificationRequestInfo {
    const refusal = new Error("certRequestPem is not a certificate request in PEM");
    const der = derOf(label, pem);
    if (der === undefined) throw refusal;
    try {
        return AsnConvert.parse(der, CertificationRequest).certificationRequestInfo;
    } catch {
        throw refusal;
    }
}
