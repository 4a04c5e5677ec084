/** A PEM block, in lines of 64 characters. */
export function pemOf(label: string, der: Buffer): string {
    const lines = der.toString("base64").replace(/.{64}(?=.)/g, "$&\n");
    return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

/** What the first PEM block of a label holds; undefined when there is none. */
export function derOf(label: string, pem: string): Buffer | undefined {
    const block = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(pem);
    return block?.[1] === undefined ? undefined : Buffer.from(block[1], "base64");
}
