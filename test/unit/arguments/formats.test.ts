import { describe, expect, it } from "vitest";
import {
    authSecret,
    engineUrl,
    type Format,
    httpUrl,
    imageReference,
    ipv4Address,
    isEnvironmentName,
    key256,
    network,
    oneLine,
} from "../../../src/arguments/formats";
import { isHostName } from "../../../src/arguments/network";

const key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

const formats: [string, Format, string[], string[]][] = [
    [
        "a network",
        network,
        ["198.18.0.0/24", "10.0.0.0/8", "203.0.113.7/32", "0.0.0.0/0"],
        [
            "198.18.0.1/24",
            "198.18.0.0",
            "198.18.0.0/33",
            "198.18.0/24",
            "256.0.0.0/8",
            "a/8",
            "10.0.0.0/8/8",
            "010.0.0.0/8",
        ],
    ],
    [
        "an image reference",
        imageReference,
        [
            "kamailio",
            "registry.example.com:5000/c4/kamailio:1.4.0",
            `c4/kamailio@sha256:${"0".repeat(64)}`,
            "edge/routing-api:0123456789ab",
        ],
        ["", "Kamailio", "a b", "a:", "a@sha256:12", "a//b", "-a"],
    ],
    ["an IPv4 address", ipv4Address, ["203.0.113.7", "0.0.0.0"], ["203.0.113", "1.2.3.256", "1.2.3.04", "::1", ""]],
    ["a text on one line", oneLine, ["", "äöü ; $(x)"], ["a\nb", "a\rb", "a\0b", "a\tb", "\u007f"]],
    ["a key of 256 bits", key256, [key], ["", key.slice(1), `${key}=`, key.slice(0, 43), `${key.slice(0, 42)}-=`]],
    ["what nonces are made with", authSecret, ["0123456789abcdef"], ["0123456789abcde"]],
    [
        "a URL",
        httpUrl,
        ["http://consul:8500", "https://consul.example.com/", "http://$(C4_NODE_ADDRESS):8500"],
        ["consul:8500", "http://", "http://a/b", "http://a b"],
    ],
    ["an engine", engineUrl, ["unix:///run/docker.sock", "ssh://deploy@edge1"], ["/run/docker.sock"]],
];

describe.each(formats)("%s", (_, { accepts }, right, wrong) => {
    it.each(right)("is %j", (text) => expect(accepts(text)).toBe(true));
    it.each(wrong)("is not %j", (text) => expect(accepts(text)).toBe(false));
});

describe("names", () => {
    it("of hosts", () => {
        expect(["sip.example.com", "a", "xn--bcher-kva.example"].filter(isHostName)).toHaveLength(3);
        expect(["", "-a", "a-", "a..b", "a_b", "a b", `${"a".repeat(64)}.com`].filter(isHostName)).toEqual([]);
    });
    it("of environment variables", () => {
        expect(["A", "_a1", "SIP_WORKERS"].filter(isEnvironmentName)).toHaveLength(3);
        expect(["1A", "A-B", "A B", "", "A=B"].filter(isEnvironmentName)).toEqual([]);
    });
});
