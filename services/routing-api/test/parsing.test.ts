import { describe, expect, it } from "vitest";
import { addressBits, networksOf } from "../src/routing/address.js";
import { assertedIdentity } from "../src/routing/identity.js";
import { makeSubstitution } from "../src/routing/normalization.js";
import { clean, digitsOf, isTelephoneNumber, prefixesOf } from "../src/routing/number.js";
import { formatUri, parseUri, targetHost } from "../src/routing/uri.js";

describe("URIs", () => {
    const sip = (user: string, host: string, port?: number) => ({ scheme: "sip:", user, host, port });

    it.each([
        ["sip:100@pbx.example", sip("100", "pbx.example")],
        ["sip:+39011@pbx.example:5080", sip("+39011", "pbx.example", 5080)],
        ["sip:100@pbx.example:5080;transport=tcp?x=y", sip("100", "pbx.example", 5080)],
        ["sip:100@pbx.example;transport=tcp", sip("100", "pbx.example")],
        ["sip:100:secret@pbx.example", sip("100", "pbx.example")],
        ["sip:+39011;phone-context=x@pbx.example;user=phone", sip("+39011", "pbx.example")],
        ["sip:100@[2001:db8::1]:5060", sip("100", "[2001:db8::1]", 5060)],
        ["sip:pbx.example", sip("", "pbx.example")],
        ["100@pbx.example", sip("100", "pbx.example")],
        ["<sip:100@pbx.example>", sip("100", "pbx.example")],
        ["SIP:100@PBX.example", sip("100", "PBX.example")],
        ["sips:100@pbx.example", { ...sip("100", "pbx.example"), scheme: "sips:" }],
        ["tel:+39-011-1;phone-context=x", sip("+39-011-1", "")],
        ["sip:%2B39011@pbx.example", sip("+39011", "pbx.example")],
        ["sip:50%@pbx.example", sip("50%", "pbx.example")],
    ])("are parsed: %s", (text, expected) => {
        expect(parseUri(text)).toEqual(expected);
    });

    it.each([
        "",
        "@",
        "sip:",
        "sip:a@",
        "sip:a@b@c d",
        "sip:a@b\r\nX: y",
        "http://x/",
        "sip:a@b:99999",
        "sip:a@b:0",
        `sip:${"1".repeat(2000)}@b`,
    ])("are refused: %j", (text) => {
        expect(parseUri(text)).toBeUndefined();
    });

    it("are put together so that no user can be more than a user", () => {
        expect(formatUri(sip('a@b>;x=y\r\nX: 1 "é', "h", 1))).toBe(
            "sip:a%40b%3E;x=y%0D%0AX%3A%201%20%22%C3%A9@h:1".replace(";", "%3B"),
        );
        expect(formatUri(sip("", "h"))).toBe("sip:h");
        expect(formatUri(sip("\ud800x", "h"))).toBe("sip:x@h");
    });

    it.each([
        ["10.0.0.1", 5060, "10.0.0.1:5060"],
        ["pbx.example", 5080, "pbx.example:5080"],
        ["2001:db8::1", 5060, "[2001:db8::1]:5060"],
        ["[2001:db8::1]", 5060, "[2001:db8::1]:5060"],
        ["", 5060, undefined],
        ["a b", 5060, undefined],
        ["a;b", 5060, undefined],
        ["host:5060", 5060, undefined],
        ["pbx.example", 0, undefined],
        ["pbx.example", 70_000, undefined],
    ])("have a target %j:%j", (host, port, expected) => {
        expect(targetHost(host, port)).toBe(expected);
    });
});

describe("numbers", () => {
    it("are compared without anything but letters and digits", () => {
        expect(clean("+39 (011) 62-52.34")).toBe("39011625234");
        expect(clean("john.doe")).toBe("johndoe");
        expect([...prefixesOf("123")]).toEqual(["", "1", "12", "123"]);
    });

    it.each(["+39 011-1", "100", "(020) 7946", "+44(0)20", "0441.2034/1"])("are told from names: %s is one", (user) => {
        expect(isTelephoneNumber(user)).toBe(true);
    });

    it.each(["*98", "*31#0391", "#31#", "john.doe", "anonymous", "1a", "", "+", "()"])("%j is none", (user) => {
        expect(isTelephoneNumber(user)).toBe(false);
    });

    it.each([
        ["+44 20 7946-0000", "442079460000"],
        ["+44(0)20.7946.0000", "442079460000"],
        ["+44 (0) 20 7946 0000", "442079460000"],
        ["0044(0)2079460000", "00442079460000"],
        ["(020) 7946 0000", "02079460000"],
        ["(0)20 7946 0000", "02079460000"],
        ["+39 (011) 62-52.34", "39011625234"],
    ])("%s is dialled as %s", (written, digits) => {
        expect(digitsOf(written)).toBe(digits);
    });
});

describe("addresses", () => {
    it.each([
        ["198.51.100.7", "::ffff:198.51.100.7"],
        ["2001:db8::1", "2001:DB8:0:0:0:0:0:1"],
        ["2001:db8::1", "[2001:0db8::0001]"],
        ["64:ff9b::198.51.100.7", "64:ff9b::c633:6407"],
        ["::", "0:0:0:0:0:0:0:0"],
        ["1:2:3:4:5:6:198.51.100.7", "1:2:3:4:5:6:c633:6407"],
    ])("%s is %s", (one, other) => {
        expect(addressBits(one)).toBeDefined();
        expect(addressBits(one)).toBe(addressBits(other));
    });

    it.each(["", "a", "198.51.100", "198.51.100.256", "fe80::1%eth0", "1.2.3.4:5060", "1:2", "198.51.100.07"])(
        "%j is none",
        (text) => {
            expect(addressBits(text)).toBeUndefined();
        },
    );

    it.each([
        ["198.51.100.16/30", "198.51.100.18", true],
        ["198.51.100.18/30", "198.51.100.16", true],
        ["198.51.100.16/30", "198.51.100.20", false],
        ["192.0.2.1, 198.51.100.16/30 2001:db8::/33", "2001:db8:7fff::1", true],
        ["2001:db8::/33", "2001:db8:8000::1", false],
        ["10.0.0.0/8", "11.0.0.1", false],
    ])("%s has %s: %j", (list, address, expected) => {
        const networks = networksOf(list);
        if ("problem" in networks) expect.unreachable(networks.problem);
        const bits = addressBits(address) ?? "";
        expect(networks.some((network) => bits.startsWith(network))).toBe(expected);
    });

    it.each([
        "0.0.0.0/0",
        "10.0.0.0/33",
        "10.0.0.0/7",
        "10.0.0.0/",
        "10.0.0.0/a",
        "1.2.3.4/8/8",
        "pbx.example",
        "::/0",
    ])("%s is refused by name", (text) => {
        expect(networksOf(`192.0.2.1, ${text}`)).toEqual({ problem: expect.stringContaining(`"${text}" is no `) });
    });
});

describe("substitutions", () => {
    const apply = (match: string, replace: string, number: string) => {
        const made = makeSubstitution(match, replace);
        return typeof made === "string" ? made : made(number);
    };

    it.each([
        ["^39(.+)", "36\\1", "39011625234", "36011625234"],
        ["^00", "", "0033", "33"],
        ["1", "2", "1121", "2222"],
        ["(?P<cc>39)(?P<rest>.*)", "\\g<rest>\\g<cc>\\g<1>", "39011", "0113939"],
        ["(a)|(b)", "[\\1\\2]", "ab", "[a][b]"],
        ["^1", "$1\\\\", "12", "$1\\2"],
        ["x*", "-", "ab", "-a-b-"],
    ])("%s to %s makes of %s: %s", (match, replace, number, expected) => {
        expect(apply(match, replace, number)).toBe(expected);
    });

    it.each([
        ["(", "x"],
        ["a", "\\1"],
        ["(a)", "\\2"],
        ["(a)", "\\g<b>"],
        ["(a)", "\\d"],
        ["(a)", "\\"],
    ])("%s to %s is refused with a reason", (match, replace) => {
        expect(makeSubstitution(match, replace)).toEqual(expect.any(String));
    });
});

describe("the asserted identity", () => {
    const uri = { scheme: "sip:", user: "100", host: "h.example", port: undefined };
    it.each([
        ["", "P-Asserted-Identity: <sip:100@h.example>\r\n"],
        ['""', "P-Asserted-Identity: <sip:100@h.example>\r\n"],
        ["Alice", 'P-Asserted-Identity: "Alice" <sip:100@h.example>\r\n'],
        ['"Alice \\"A\\" Doe"', 'P-Asserted-Identity: "Alice \\"A\\" Doe" <sip:100@h.example>\r\n'],
        ['Al"ice\\', 'P-Asserted-Identity: "Al\\"ice\\\\" <sip:100@h.example>\r\n'],
        ["A\r\nX-Evil: 1", 'P-Asserted-Identity: "AX-Evil: 1" <sip:100@h.example>\r\n'],
    ])("of %j is one valid line", (display, expected) => {
        expect(assertedIdentity(display, uri)).toBe(expected);
    });
});
