/** A number without a sign as ASN.1 and OpenSSH write it: as short as it can be, a zero in front where it would look negative. */
export function unsigned(bigEndian: Buffer): Buffer {
    const first = bigEndian.findIndex((byte) => byte !== 0);
    const short = bigEndian.subarray(first < 0 ? bigEndian.length - 1 : first);
    return (short[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), short]) : short;
}
