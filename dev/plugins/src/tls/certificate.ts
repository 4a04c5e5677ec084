import { createHash, randomBytes } from "node:crypto";
import { OctetString } from "@peculiar/asn1-schema";
import {
    AuthorityKeyIdentifier,
    BasicConstraints,
    Certificate,
    ExtendedKeyUsage,
    Extension,
    Extensions,
    type GeneralName,
    id_ce_authorityKeyIdentifier,
    id_ce_basicConstraints,
    id_ce_extKeyUsage,
    id_ce_keyUsage,
    id_ce_subjectAltName,
    id_ce_subjectKeyIdentifier,
    KeyIdentifier,
    KeyUsage,
    type Name,
    SubjectAlternativeName,
    SubjectKeyIdentifier,
    type SubjectPublicKeyInfo,
    TBSCertificate,
    Validity,
} from "@peculiar/asn1-x509";
import type { Created } from "../frame/resource.js";
import { type FieldsValue, flag, list, number, text } from "../frame/schema.js";
import { arrayBufferOf, encoded } from "./der.js";
import { unsigned } from "./integers.js";
import type { SigningKey } from "./keys.js";
import { pemOf } from "./pem.js";
import { usesOf } from "./uses.js";

const replace = true;

/** What a self-signed certificate and one of an authority have in common. */
export const certificateFields = {
    allowedUses: { shape: list(text), required: true, replace },
    validityPeriodHours: { shape: number, required: true, min: 0, replace },
    earlyRenewalHours: { shape: number, default: 0, min: 0 },
    isCaCertificate: { shape: flag, default: false, replace },
    maxPathLength: { shape: number, min: -1, replace },
    setSubjectKeyId: { shape: flag, default: false, replace },
} as const;

type Inputs = FieldsValue<typeof certificateFields>;

export const hourMs = 3_600_000;

/** Whom a certificate is for. */
export interface Holder {
    readonly subject: Name;
    readonly alternativeNames: GeneralName[];
    readonly publicKey: SubjectPublicKeyInfo;
}

/** Who signs it. */
export interface Issuer {
    readonly name: Name;
    readonly key: SigningKey;
    /** The authority's own key identifier, where the certificate is to name it. */
    readonly keyId: ArrayBuffer | undefined;
}

export function issue(inputs: Inputs, holder: Holder, issuer: Issuer): Created {
    if (inputs.isCaCertificate && holder.subject.length === 0) {
        throw new Error("isCaCertificate is true and the subject is empty; an authority needs a name");
    }
    // A certificate counts in whole seconds.
    const start = new Date(Math.floor(Date.now() / 1000) * 1000);
    const end = new Date(start.getTime() + inputs.validityPeriodHours * hourMs);
    const serial = randomBytes(16);
    const tbsCertificate = new TBSCertificate({
        version: 2,
        serialNumber: arrayBufferOf(unsigned(serial)),
        signature: issuer.key.signatureAlgorithm,
        issuer: issuer.name,
        validity: new Validity({ notBefore: start, notAfter: end }),
        subject: holder.subject,
        subjectPublicKeyInfo: holder.publicKey,
        extensions: new Extensions(extensions(inputs, holder, issuer)),
    });
    const certificate = new Certificate({
        tbsCertificate,
        signatureAlgorithm: issuer.key.signatureAlgorithm,
        signatureValue: issuer.key.sign(encoded(tbsCertificate)),
    });
    return {
        id: BigInt(`0x${serial.toString("hex")}`).toString(),
        outputs: {
            certPem: pemOf("CERTIFICATE", encoded(certificate)),
            readyForRenewal: inputs.earlyRenewalHours >= inputs.validityPeriodHours,
            validityStartTime: start.toISOString(),
            validityEndTime: end.toISOString(),
        },
    };
}

function extensions(inputs: Inputs, { subject, alternativeNames, publicKey }: Holder, { keyId }: Issuer): Extension[] {
    const { keyUsage, extended } = usesOf(inputs.allowedUses);
    const { isCaCertificate: cA, maxPathLength = -1 } = inputs;
    // As with the official plugin, 0 limits nothing.
    const limits = maxPathLength > 0 ? { pathLenConstraint: maxPathLength } : {};
    return [
        ...(keyUsage > 0 ? [extension(id_ce_keyUsage, new KeyUsage(keyUsage), true)] : []),
        ...(extended.length > 0 ? [extension(id_ce_extKeyUsage, new ExtendedKeyUsage([...extended]))] : []),
        extension(id_ce_basicConstraints, new BasicConstraints({ cA, ...limits }), true),
        ...(hasKeyId(inputs)
            ? [extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdOf(publicKey)))]
            : []),
        ...(keyId
            ? [
                  extension(
                      id_ce_authorityKeyIdentifier,
                      new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyId) }),
                  ),
              ]
            : []),
        ...alternativeNameExtensions(alternativeNames, subject),
    ];
}

/** Critical where nothing else says whom it is about. */
export function alternativeNameExtensions(names: GeneralName[], subject: Name): Extension[] {
    if (names.length === 0) return [];
    return [extension(id_ce_subjectAltName, new SubjectAlternativeName(names), subject.length === 0)];
}

export function hasKeyId(inputs: Pick<Inputs, "isCaCertificate" | "setSubjectKeyId">): boolean {
    return inputs.isCaCertificate || inputs.setSubjectKeyId;
}

/** RFC 5280, 4.2.1.2, the first way. */
export function keyIdOf({ subjectPublicKey }: SubjectPublicKeyInfo): ArrayBuffer {
    return arrayBufferOf(createHash("sha1").update(Buffer.from(subjectPublicKey)).digest());
}

function extension(extnID: string, value: object, critical = false): Extension {
    return new Extension({ extnID, critical, extnValue: new OctetString(encoded(value)) });
}
