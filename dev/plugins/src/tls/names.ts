import { isIPv4, isIPv6 } from "node:net";
import {
    AttributeTypeAndValue,
    AttributeValue,
    GeneralName,
    Name,
    RelativeDistinguishedName,
} from "@peculiar/asn1-x509";
import type { Problem } from "../frame/check.js";
import { type FieldsValue, list, object, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";
import { listProblems } from "./lists.js";

const replace = true;

const subjectFields = {
    commonName: { shape: text },
    country: { shape: text },
    emailAddress: { shape: text },
    locality: { shape: text },
    organization: { shape: text },
    organizationalUnit: { shape: text },
    postalCode: { shape: text },
    province: { shape: text },
    serialNumber: { shape: text },
    streetAddresses: { shape: list(text) },
} as const;

/** Whom a certificate or a request for one is about. */
export const nameFields = {
    subject: { shape: object(subjectFields), replace },
    dnsNames: { shape: list(text), replace },
    ipAddresses: { shape: list(text), replace },
    uris: { shape: list(text), replace },
} as const;

type Names = FieldsValue<typeof nameFields>;
type Subject = FieldsValue<typeof subjectFields>;

/** Attributes of a name, in the order in which the official plugin writes them. */
const attributes = [
    ["country", "2.5.4.6"],
    ["organization", "2.5.4.10"],
    ["organizationalUnit", "2.5.4.11"],
    ["locality", "2.5.4.7"],
    ["province", "2.5.4.8"],
    ["streetAddresses", "2.5.4.9"],
    ["postalCode", "2.5.4.17"],
    ["commonName", "2.5.4.3"],
    ["serialNumber", "2.5.4.5"],
    ["emailAddress", "1.2.840.113549.1.9.1"],
] as const;

export function nameOf(subject: Subject = {}): Name {
    return new Name(
        attributes.flatMap(([property, type]) => {
            const texts = [subject[property] ?? []].flat().filter((value) => value !== "");
            const values = texts.map(
                (value) => new AttributeTypeAndValue({ type, value: attributeValue(property, value) }),
            );
            return values.length === 0 ? [] : [new RelativeDistinguishedName(values)];
        }),
    );
}

function attributeValue(property: keyof Subject, value: string): AttributeValue {
    if (property === "emailAddress") return new AttributeValue({ ia5String: value });
    const isPrintable = /^[A-Za-z0-9 '()+,./:=?-]*$/.test(value);
    return new AttributeValue(isPrintable ? { printableString: value } : { utf8String: value });
}

export function alternativeNamesOf({ dnsNames = [], ipAddresses = [], uris = [] }: Names): GeneralName[] {
    return [
        ...dnsNames.map((dNSName) => new GeneralName({ dNSName })),
        ...ipAddresses.map((iPAddress) => new GeneralName({ iPAddress })),
        ...uris.map((uniformResourceIdentifier) => new GeneralName({ uniformResourceIdentifier })),
    ];
}

const ascii = /^[\x21-\x7e]+$/;

function isAddress(value: string): boolean {
    return isIPv4(value) || (isIPv6(value) && /^[0-9a-f:]+$/i.test(value));
}

export function nameProblems(values: Properties): Problem[] {
    return [
        ...listProblems(values, "dnsNames", (value) => ascii.test(value), "a name of ASCII characters without spaces"),
        ...listProblems(values, "ipAddresses", isAddress, "an IPv4 address, or an IPv6 address in hexadecimal groups"),
        ...listProblems(values, "uris", (value) => ascii.test(value) && URL.canParse(value), "a URI"),
    ];
}
