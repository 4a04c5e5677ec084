import { AsnConvert } from "@peculiar/asn1-schema";

/** A structure of ASN.1 in its one distinguished encoding. */
export function encoded(structure: object): Buffer {
    return Buffer.from(AsnConvert.serialize(structure));
}

/** Bytes as the structures hold them: a Buffer's own may lie among others'. */
export function arrayBufferOf(bytes: Buffer): ArrayBuffer {
    return new Uint8Array(bytes).buffer;
}
