import { createHash, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { forget, read } from "../frame/kept.js";
import { resource } from "../frame/resource.js";
import { type FieldsValue, number, text } from "../frame/schema.js";
import { algorithms } from "./keys.js";
import { opensshTexts } from "./openssh.js";

const replace = true;

const fields = {
    algorithm: { shape: text, required: true, oneOf: algorithms, replace },
    ecdsaCurve: { shape: text, default: "P224", oneOf: ["P224", "P256", "P384", "P521"], replace },
    rsaBits: { shape: number, default: 2048, min: 1024, replace },
} as const;

const generate = promisify(generateKeyPair);
const curveNames = { P224: "secp224r1", P256: "prime256v1", P384: "secp384r1", P521: "secp521r1" } as const;

async function drawn({ algorithm, ecdsaCurve, rsaBits }: FieldsValue<typeof fields>): Promise<KeyObject> {
    switch (algorithm) {
        case "RSA":
            return (await generate("rsa", { modulusLength: rsaBits })).privateKey;
        case "ECDSA":
            return (await generate("ec", { namedCurve: curveNames[ecdsaCurve] })).privateKey;
        case "ED25519":
            return (await generate("ed25519", {})).privateKey;
    }
}

/** The form that is older than PKCS#8, where the algorithm has one. */
function traditionalPem(key: KeyObject): string {
    const type = key.asymmetricKeyType === "rsa" ? "pkcs1" : key.asymmetricKeyType === "ec" ? "sec1" : "pkcs8";
    return String(key.export({ type, format: "pem" }));
}

export const privateKey = resource({
    fields,
    computed: [
        "privateKeyOpenssh",
        "privateKeyPem",
        "privateKeyPemPkcs8",
        "publicKeyFingerprintMd5",
        "publicKeyFingerprintSha256",
        "publicKeyOpenssh",
        "publicKeyPem",
    ],
    secretOutputs: ["privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"],
    create: async (_operation, inputs) => {
        const key = await drawn(inputs);
        const publicKey = createPublicKey(key);
        const openssh = opensshTexts(key);
        return {
            id: createHash("sha1")
                .update(publicKey.export({ type: "spki", format: "der" }))
                .digest("hex"),
            outputs: {
                privateKeyOpenssh: openssh.privateKey,
                privateKeyPem: traditionalPem(key),
                privateKeyPemPkcs8: String(key.export({ type: "pkcs8", format: "pem" })),
                publicKeyFingerprintMd5: openssh.md5,
                publicKeyFingerprintSha256: openssh.sha256,
                publicKeyOpenssh: openssh.publicKey,
                publicKeyPem: String(publicKey.export({ type: "spki", format: "pem" })),
            },
        };
    },
    read,
    delete: forget,
});
