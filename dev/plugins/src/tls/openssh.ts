import { createHash, type JsonWebKey, type KeyObject, randomBytes } from "node:crypto";
import { unsigned } from "./integers.js";
import { pemOf } from "./pem.js";

/** A key as OpenSSH writes it; empty texts where OpenSSH knows no such key (P-224). */
export interface OpensshTexts {
    readonly privateKey: string;
    /** A line of authorized_keys. */
    readonly publicKey: string;
    readonly md5: string;
    readonly sha256: string;
}

interface Parts {
    readonly type: string;
    readonly publicFields: readonly Buffer[];
    /** In the order of OpenSSH's private format, which is another one for RSA. */
    readonly privateFields: readonly Buffer[];
}

const curves: ReadonlyMap<string, string> = new Map([
    ["P-256", "nistp256"],
    ["P-384", "nistp384"],
    ["P-521", "nistp521"],
]);

export function opensshTexts(key: KeyObject): OpensshTexts {
    // It has no JSON form either.
    if (key.asymmetricKeyDetails?.namedCurve === "secp224r1") {
        return { privateKey: "", publicKey: "", md5: "", sha256: "" };
    }
    const parts = partsOf(key.export({ format: "jwk" }));
    const blob = fields([Buffer.from(parts.type), ...parts.publicFields]);
    const digest = (algorithm: string): Buffer => createHash(algorithm).update(blob).digest();
    return {
        privateKey: pemOf("OPENSSH PRIVATE KEY", privateBlob(parts, blob)),
        publicKey: `${parts.type} ${blob.toString("base64")}\n`,
        md5: (digest("md5").toString("hex").match(/../g) ?? []).join(":"),
        sha256: `SHA256:${digest("sha256").toString("base64").replaceAll("=", "")}`,
    };
}

function partsOf(key: JsonWebKey): Parts {
    const part = (name: "n" | "e" | "d" | "p" | "q" | "qi" | "x" | "y"): Buffer => {
        const text = key[name];
        if (text === undefined) throw new Error(`a key of type ${key.kty} came without its part ${name}`);
        return Buffer.from(text, "base64url");
    };
    if (key.kty === "RSA") {
        const [n, e] = [unsigned(part("n")), unsigned(part("e"))];
        const rest = [part("d"), part("qi"), part("p"), part("q")].map(unsigned);
        return { type: "ssh-rsa", publicFields: [e, n], privateFields: [n, e, ...rest] };
    }
    if (key.kty === "OKP") {
        const point = part("x");
        return {
            type: "ssh-ed25519",
            publicFields: [point],
            privateFields: [point, Buffer.concat([part("d"), point])],
        };
    }
    const curve = curves.get(key.crv ?? "");
    if (curve === undefined) throw new Error(`OpenSSH has no key on the curve ${key.crv}`);
    const uncompressed = Buffer.from([4]);
    const publicFields = [Buffer.from(curve), Buffer.concat([uncompressed, part("x"), part("y")])];
    return { type: `ecdsa-sha2-${curve}`, publicFields, privateFields: [...publicFields, unsigned(part("d"))] };
}

/** OpenSSH's own format, without a passphrase (PROTOCOL.key in its sources). */
function privateBlob({ type, privateFields }: Parts, publicBlob: Buffer): Buffer {
    const none = Buffer.from("none");
    // The same number twice: with a passphrase it would tell whether that was right.
    const check = randomBytes(4);
    const comment = Buffer.alloc(0);
    const open = Buffer.concat([check, check, fields([Buffer.from(type), ...privateFields, comment])]);
    const blockBytes = 8;
    const padding = Buffer.from(
        Array.from({ length: (blockBytes - (open.length % blockBytes)) % blockBytes }, (_, index) => index + 1),
    );
    const keyCount = Buffer.from([0, 0, 0, 1]);
    return Buffer.concat([
        Buffer.from("openssh-key-v1\0"),
        fields([none, none, Buffer.alloc(0)]),
        keyCount,
        fields([publicBlob, Buffer.concat([open, padding])]),
    ]);
}

function fields(values: readonly Buffer[]): Buffer {
    return Buffer.concat(
        values.flatMap((value) => {
            const length = Buffer.alloc(4);
            length.writeUInt32BE(value.length);
            return [length, value];
        }),
    );
}
