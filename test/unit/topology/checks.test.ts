import { output } from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { isEnvironmentName, isImage, isNetwork, isOneLine, whenKnown } from "../../../src/topology/checks";
import { ArgumentError } from "../../../src/topology/errors";
import { isHostName, isIpv4 } from "../../../src/topology/network";

describe("isNetwork", () => {
    it.each(["198.18.0.0/24", "10.0.0.0/8", "203.0.113.7/32", "0.0.0.0/0"])("accepts %s", (text) => {
        expect(isNetwork.accepts(text)).toBe(true);
    });
    it.each([
        "198.18.0.1/24",
        "198.18.0.0",
        "198.18.0.0/33",
        "198.18.0/24",
        "256.0.0.0/8",
        "a/8",
        "10.0.0.0/8/8",
        "010.0.0.0/8",
    ])("refuses %s", (text) => {
        expect(isNetwork.accepts(text)).toBe(false);
    });
});

describe("isImage", () => {
    it.each([
        "kamailio",
        "registry.example.com:5000/c4/kamailio:1.4.0",
        `c4/kamailio@sha256:${"0".repeat(64)}`,
        "edge/routing-api:0123456789ab",
    ])("accepts %s", (text) => {
        expect(isImage.accepts(text)).toBe(true);
    });
    it.each(["", "Kamailio", "a b", "a:", "a@sha256:12", "a//b", "-a"])("refuses %j", (text) => {
        expect(isImage.accepts(text)).toBe(false);
    });
});

describe("names and addresses", () => {
    it("knows host names", () => {
        expect(["sip.example.com", "a", "xn--bcher-kva.example"].filter(isHostName)).toHaveLength(3);
        expect(["", "-a", "a-", "a..b", "a_b", "a b", `${"a".repeat(64)}.com`].filter(isHostName)).toEqual([]);
    });
    it("knows IPv4 addresses", () => {
        expect(["203.0.113.7", "0.0.0.0"].filter(isIpv4)).toHaveLength(2);
        expect(["203.0.113", "1.2.3.256", "1.2.3.04", "::1", ""].filter(isIpv4)).toEqual([]);
    });
    it("knows names of environment variables", () => {
        expect(["A", "_a1", "SIP_WORKERS"].filter(isEnvironmentName)).toHaveLength(3);
        expect(["1A", "A-B", "A B", "", "A=B"].filter(isEnvironmentName)).toEqual([]);
    });
});

describe("whenKnown", () => {
    it("gives an accepted value back", async () => {
        const value = await new Promise((resolve) => {
            whenKnown("config/peers", output("10.0.0.0/8"), isNetwork).apply(resolve);
        });
        expect(value).toBe("10.0.0.0/8");
    });
    it("refuses a text that would break a list", () => {
        expect(["a\nb", "a\rb", "a\0b", "a\tb", "\u007f"].filter(isOneLine.accepts)).toEqual([]);
        expect(isOneLine.accepts("äöü ; $(x)")).toBe(true);
    });
});

describe("ArgumentError", () => {
    it("names field, value and what is allowed", () => {
        expect(new ArgumentError("router.replicas", -1, "a whole number from 0 to 200").message).toBe(
            "router.replicas is -1, which cannot be used. Allowed: a whole number from 0 to 200.",
        );
    });
    it("shows a long value shortened, and a missing one as missing", () => {
        expect(new ArgumentError("a", "x".repeat(500), "b").message.length).toBeLessThan(200);
        expect(new ArgumentError("a", undefined, "b").message).toContain("a is missing");
    });
});
