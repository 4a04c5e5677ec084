import { createHash, createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Properties, unknown } from "../src/frame/values.js";
import { unsigned } from "../src/tls/integers.js";
import type { TestProvider } from "./support/provider.js";
import { hourMs, kinds, outputOf, p256, printed, privateKey, selfSigned, Workshop } from "./support/workshop.js";

let workshop: Workshop;
let provider: TestProvider;
beforeAll(async () => {
    workshop = await Workshop.open();
    provider = workshop.provider;
});
afterAll(() => workshop.close());

describe("PrivateKey", () => {
    test.each(kinds)("of %s is the same key in every form, which is secret", async (_name, values) => {
        const made = await provider.create(privateKey, "k", { values });
        const key = createPrivateKey(outputOf(made, "privateKeyPem"));
        expect(createPrivateKey(outputOf(made, "privateKeyPemPkcs8")).equals(key)).toBe(true);
        const publicKey = createPublicKey(key);
        expect(publicKey.export({ type: "spki", format: "pem" })).toBe(made.outputs.publicKeyPem);
        const der = publicKey.export({ type: "spki", format: "der" });
        expect(made.id).toBe(createHash("sha1").update(der).digest("hex"));
        expect(new Set(made.secrets)).toEqual(new Set(["privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"]));
    });

    test.each(kinds.filter(([name]) => name !== "P224"))("of %s is OpenSSH's, too", async (name, values) => {
        const made = await provider.create(privateKey, "k", { values });
        const at = await workshop.file(`ssh-${name}`, outputOf(made, "privateKeyOpenssh"));
        expect(await printed("ssh-keygen", "-y", "-P", "", "-f", at)).toBe(made.outputs.publicKeyOpenssh);
        const fingerprint = async (digest: string): Promise<string | undefined> =>
            (await printed("ssh-keygen", "-l", "-E", digest, "-f", at)).split(" ")[1];
        expect(await fingerprint("sha256")).toBe(made.outputs.publicKeyFingerprintSha256);
        expect(await fingerprint("md5")).toBe(`MD5:${outputOf(made, "publicKeyFingerprintMd5")}`);
    });

    test("has the defaults of the official plugin, and nothing for OpenSSH on its default curve", async () => {
        const made = await provider.create(privateKey, "k", { values: { algorithm: "ECDSA" } });
        expect(made.outputs).toMatchObject({
            ecdsaCurve: "P224",
            rsaBits: 2048,
            privateKeyOpenssh: "",
            publicKeyOpenssh: "",
            publicKeyFingerprintMd5: "",
            publicKeyFingerprintSha256: "",
        });
    });

    test("is unknown and secret in a preview, stays through a refresh, and any change replaces it", async () => {
        const preview = await provider.create(privateKey, "k", { values: p256 }, true);
        expect(preview.outputs).toMatchObject({ privateKeyPem: unknown, publicKeyPem: unknown });
        expect(preview.secrets).toContain("privateKeyPem");
        const made = await provider.create(privateKey, "k", { values: p256 });
        expect((await provider.read(made))?.outputs).toEqual(made.outputs);
        expect((await provider.diff(privateKey, "k", made, p256)).kind).toBe("DIFF_NONE");
        const other = await provider.diff(privateKey, "k", made, { ...p256, ecdsaCurve: "P384" });
        expect(other).toMatchObject({ replaces: ["ecdsaCurve"], deleteBeforeReplace: false });
    });

    test.each([
        [{ algorithm: "DSA" }, 'algorithm is "DSA"; allowed are RSA, ECDSA, ED25519'],
        [{ algorithm: "ECDSA", ecdsaCurve: "P1" }, 'ecdsaCurve is "P1"; allowed are P224, P256, P384, P521'],
        [{ algorithm: "RSA", rsaBits: 512 }, "rsaBits is 512; it must be a whole number, at least 1024"],
        [{}, "algorithm is required and missing"],
    ])("refuses %j", async (values, reason) => {
        const { failures } = await provider.check(privateKey, "k", { values });
        expect(failures).toEqual([reason]);
    });
});

describe("SelfSignedCert", () => {
    const certificateText = async (pem: string) =>
        printed("openssl", "x509", "-noout", "-text", "-in", await workshop.file("certificate.pem", pem));

    test("says of whom it is, by whom, for what and how long", async () => {
        const names: Properties = {
            subject: {
                commonName: "sbc-1",
                organization: "Carrier",
                organizationalUnit: "Voice",
                country: "DE",
                locality: "Köln",
                province: "NRW",
                postalCode: "50667",
                streetAddresses: ["Domkloster 4"],
                serialNumber: "17",
                emailAddress: "noc@example.com",
            },
            dnsNames: ["sbc.example.com", "localhost"],
            ipAddresses: ["127.0.0.1", "2001:db8::5"],
            uris: ["spiffe://c4/svc/sbc"],
        };
        const before = Math.floor(Date.now() / 1000) * 1000;
        const made = await provider.create(selfSigned, "c", {
            values: {
                ...names,
                privateKeyPem: await workshop.key(),
                validityPeriodHours: 48,
                allowedUses: ["digital_signature", "server_auth", "client_auth", "ocsp_signing"],
            },
            secrets: ["privateKeyPem"],
        });
        const certificate = new X509Certificate(outputOf(made, "certPem"));
        expect(certificate.subject.split("\n")).toEqual([
            "C=DE",
            "O=Carrier",
            "OU=Voice",
            "L=Köln",
            "ST=NRW",
            "street=Domkloster 4",
            "postalCode=50667",
            "CN=sbc-1",
            "serialNumber=17",
            "emailAddress=noc@example.com",
        ]);
        expect(certificate.issuer).toBe(certificate.subject);
        expect(certificate.verify(certificate.publicKey)).toBe(true);
        expect(certificate.subjectAltName).toBe(
            "DNS:sbc.example.com, DNS:localhost, IP Address:127.0.0.1, IP Address:2001:DB8:0:0:0:0:0:5, URI:spiffe://c4/svc/sbc",
        );
        expect(certificate.ca).toBe(false);
        expect(BigInt(`0x${certificate.serialNumber}`).toString()).toBe(made.id);
        const start = Date.parse(outputOf(made, "validityStartTime"));
        expect(start).toBeGreaterThanOrEqual(before);
        expect(Date.parse(certificate.validFrom)).toBe(start);
        expect(Date.parse(certificate.validTo)).toBe(start + 48 * hourMs);
        expect(Date.parse(outputOf(made, "validityEndTime"))).toBe(start + 48 * hourMs);
        expect(made.outputs).toMatchObject({ keyAlgorithm: "ECDSA", readyForRenewal: false, earlyRenewalHours: 0 });
        expect(made.secrets).toEqual(["privateKeyPem"]);

        const text = await certificateText(certificate.toString());
        expect(text).toMatch(/Key Usage: critical\n\s*Digital Signature\n/);
        expect(text).toMatch(/Extended Key Usage: *\n\s*TLS Web Server .*, TLS Web Client .*, OCSP Signing\n/);
        expect(text).toMatch(/Basic Constraints: critical\n\s*CA:FALSE\n/);
        expect(text).not.toContain("Key Identifier");
    });

    test("of an authority has a key identifier and a limit to its path", async () => {
        const { certificate } = await workshop.authority(p256, { maxPathLength: 1, setAuthorityKeyId: true });
        const text = await certificateText(certificate);
        expect(text).toMatch(/Basic Constraints: critical\n\s*CA:TRUE, pathlen:1\n/);
        expect(text).toMatch(/Key Usage: critical\n\s*Certificate Sign, CRL Sign\n/);
        const [subjectKey, authorityKey] = text.match(/([0-9A-F]{2}:){19}[0-9A-F]{2}/g) ?? [];
        expect(subjectKey).toBeDefined();
        expect(authorityKey).toBe(subjectKey);
    });

    test.each([
        [{ allowedUses: ["tls"] }, 'allowedUses[0] is "tls"; it must be one of any_extended, cert_signing'],
        [{ dnsNames: ["a b"] }, 'dnsNames[0] is "a b"; it must be a name'],
        [{ ipAddresses: ["10.0.0.1", "10.0.0"] }, 'ipAddresses[1] is "10.0.0"; it must be an IPv4 address'],
        [{ ipAddresses: ["::ffff:10.0.0.1"] }, 'ipAddresses[0] is "::ffff:10.0.0.1"; it must be'],
        [{ uris: ["sbc"] }, 'uris[0] is "sbc"; it must be a URI'],
        [{ maxPathLength: 2 }, "maxPathLength is 2; it is allowed with isCaCertificate only"],
        [{ earlyRenewalHours: -1 }, "earlyRenewalHours is -1; it must be a whole number, at least 0"],
        [{ subject: { name: "x" } }, "subject.name is not a property that this plugin knows here"],
    ])("refuses %j", async (more, reason) => {
        const values = { privateKeyPem: "x", validityPeriodHours: 1, allowedUses: [], ...more };
        const { failures } = await provider.check(selfSigned, "c", { values });
        expect(failures).toEqual([expect.stringContaining(reason)]);
    });

    test("is not made of what is no key, nor for an authority without a name; no error shows the key", async () => {
        const secret = "-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----\n";
        const values = { privateKeyPem: secret, validityPeriodHours: 1, allowedUses: [] };
        const broken = provider.create(selfSigned, "c", { values, secrets: ["privateKeyPem"] });
        await expect(broken).rejects.toThrow("privateKeyPem is not a private key; allowed are RSA");
        await expect(broken).rejects.not.toThrow("bm90IGEga2V5");
        await expect(workshop.authority(p256, { subject: {} })).rejects.toThrow("an authority needs a name");
        const nameless = { isCaCertificate: false, setAuthorityKeyId: true };
        await expect(workshop.authority(p256, nameless)).rejects.toThrow("the certificate has no key identifier");
    });
});

test.each([
    ["00000000", "00"],
    ["0000007f", "7f"],
    ["00000080", "0080"],
    ["00ff0001", "00ff0001"],
    ["01000000", "01000000"],
])("the number %s is written as %s", (bytes, written) => {
    expect(unsigned(Buffer.from(bytes, "hex")).toString("hex")).toBe(written);
});
