import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import { AlgorithmIdentifier, SubjectPublicKeyInfo } from "@peculiar/asn1-x509";
import { arrayBufferOf } from "./der.js";

export const algorithms = ["RSA", "ECDSA", "ED25519"] as const;
export type Algorithm = (typeof algorithms)[number];

/** How a key signs: what stands beside its signatures, and the digest, where one is taken first. */
interface Signing {
    readonly identifier: AlgorithmIdentifier;
    readonly digest: string | null;
}

function signing(algorithm: string, digest: string | null, parameters?: { parameters: null }): Signing {
    return { identifier: new AlgorithmIdentifier({ algorithm, ...parameters }), digest };
}

// Only RSA's identifier has parameters, which are empty.
const rsa = signing("1.2.840.113549.1.1.11", "sha256", { parameters: null });
const ed25519 = signing("1.3.101.112", null);
const byCurve: ReadonlyMap<string, Signing> = new Map([
    ["secp224r1", signing("1.2.840.10045.4.3.2", "sha256")],
    ["prime256v1", signing("1.2.840.10045.4.3.2", "sha256")],
    ["secp384r1", signing("1.2.840.10045.4.3.3", "sha384")],
    ["secp521r1", signing("1.2.840.10045.4.3.4", "sha512")],
]);

/** A private key in PEM: PKCS#8, or the older forms of RSA and ECDSA. No error shows it. */
export class SigningKey {
    private constructor(
        private readonly key: KeyObject,
        readonly algorithm: Algorithm,
        private readonly signing: Signing,
    ) {}

    /** `property` is where the program wrote it. */
    static read(pem: string, property: string): SigningKey {
        let key: KeyObject;
        try {
            key = createPrivateKey(pem);
        } catch {
            throw new Error(`${property} is not a private key; allowed are RSA, ECDSA and Ed25519 in PEM, unencrypted`);
        }
        const { asymmetricKeyType: type, asymmetricKeyDetails: { namedCurve: curve = "" } = {} } = key;
        if (type === "rsa") return new SigningKey(key, "RSA", rsa);
        if (type === "ed25519") return new SigningKey(key, "ED25519", ed25519);
        const ecdsa = byCurve.get(curve);
        if (ecdsa) return new SigningKey(key, "ECDSA", ecdsa);
        throw new Error(
            `${property} is a key of ${curve || type}; allowed are RSA, ECDSA (P224, P256, P384, P521) and Ed25519`,
        );
    }

    get publicKey(): SubjectPublicKeyInfo {
        const der = createPublicKey(this.key).export({ type: "spki", format: "der" });
        return AsnConvert.parse(der, SubjectPublicKeyInfo);
    }

    /** The private half of what a certificate certifies. */
    isOf(certificate: { checkPrivateKey(key: KeyObject): boolean }): boolean {
        return certificate.checkPrivateKey(this.key);
    }

    get signatureAlgorithm(): AlgorithmIdentifier {
        return this.signing.identifier;
    }

    sign(content: Buffer): ArrayBuffer {
        return arrayBufferOf(sign(this.signing.digest, content, this.key));
    }
}
