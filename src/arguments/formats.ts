import { isCidr, isIpv4 } from "./network";

/** What a text may be. */
export interface Format {
    readonly accepts: (value: string) => boolean;
    /** What is allowed, as the end of the error's sentence. */
    readonly allowed: string;
}

export const someText: Format = { accepts: (text) => text !== "", allowed: "text that is not empty" };

/** What a list in Consul, or the environment of a shell, can hold. */
export const oneLine: Format = {
    accepts: (text) => ![...text].some((character) => character < " " || character === "\u007f"),
    allowed: "text on one line, numbers in quotes: a line break or control character would break a list",
};

export const network: Format = {
    accepts: isCidr,
    allowed: "an IPv4 network such as 198.18.0.0/24, its host bits zero",
};

export const ipv4Address: Format = { accepts: isIpv4, allowed: "an IPv4 address" };

export const imageReference: Format = {
    accepts: isImageReference,
    allowed: "an image reference such as registry.example.com/c4/kamailio:1.4.0",
};

/** A key of 256 bits in base64 (RFC 4648), as RandomBytes and `openssl rand -base64 32` make one. */
export const key256: Format = {
    accepts: (text) => /^[A-Za-z0-9+/]{43}=$/.test(text),
    allowed: "32 random bytes in base64, such as `openssl rand -base64 32` makes",
};

/** An identity of age's (X25519): Bech32 in capitals. */
export const ageIdentity: Format = {
    accepts: (text) => /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/.test(text),
    allowed: "an identity of age's, the line AGE-SECRET-KEY-1... that `age-keygen` makes",
};

/** What nonces are made with. */
export const authSecret: Format = {
    accepts: (text) => text.length >= 16,
    allowed: "text of at least 16 characters",
};

/** What stands in an HTTP header, and in files that are read by shells and Kamailio. */
export const apiToken: Format = {
    accepts: (text) => /^[A-Za-z0-9._~+/=-]{24,256}$/.test(text),
    allowed: "24 to 256 characters of A-Z, a-z, 0-9 and . _ ~ + / = -, such as `openssl rand -hex 32` makes",
};

/** A certificate or a key as text (RFC 7468). */
export const pem: Format = {
    accepts: (text) => /-----BEGIN [A-Z0-9 ]+-----/.test(text),
    allowed: "a text in PEM that begins with -----BEGIN ...-----",
};

/** Where a program is reached by HTTP. What only the instance's own host fills in can be a part of the host's name. */
export const httpUrl: Format = {
    accepts: (text) => /^https?:\/\/[^\s/]+\/?$/.test(text),
    allowed: "a URL such as http://consul.example.com:8500",
};

/** A Docker engine, as in DOCKER_HOST. */
export const engineUrl: Format = {
    accepts: (text) => text.includes("://"),
    allowed: "a URL such as unix:///run/docker.sock",
};

/** Whether a text can name an environment variable (POSIX). */
export function isEnvironmentName(text: string): boolean {
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

/** Whether a text has the form of an image reference: registry, path, tag and digest as the engine parses them. */
export function isImageReference(text: string): boolean {
    const component = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    const registry = "(?:[A-Za-z0-9.-]+(?::\\d+)?/)?";
    return new RegExp(
        `^${registry}${component}(?:/${component})*(?::[\\w][\\w.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$`,
    ).test(text);
}
