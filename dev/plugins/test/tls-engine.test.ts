import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Stack } from "./support/stack.js";

let stack: Stack;
beforeEach(async () => {
    stack = await Stack.create();
});
afterEach(async () => {
    await stack.remove();
});

async function certificate(name: string): Promise<X509Certificate> {
    const found = (await stack.checkpoint()).find(({ urn }) => urn.endsWith(`::${name}`));
    return new X509Certificate(String(found?.outputs?.certPem));
}

test("an authority and its certificate live: no secret in the state, no change, renewal of both, destroy", async () => {
    const program = (earlyRenewalHours: number): string => `
        const curve = { algorithm: "ECDSA", ecdsaCurve: "P256" };
        const caKey = new tls.PrivateKey("ca-key", curve);
        const ca = new tls.SelfSignedCert("ca", {
            privateKeyPem: caKey.privateKeyPem, subject: { commonName: "ca" }, isCaCertificate: true,
            allowedUses: ["cert_signing"], validityPeriodHours: 24, earlyRenewalHours: ${earlyRenewalHours},
        });
        const key = new tls.PrivateKey("key", curve);
        const request = new tls.CertRequest("request", { privateKeyPem: key.privateKeyPem, dnsNames: ["agent.c4"] });
        new tls.LocallySignedCert("cert", {
            caCertPem: ca.certPem, caPrivateKeyPem: caKey.privateKeyPem, certRequestPem: request.certRequestPem,
            allowedUses: ["server_auth"], validityPeriodHours: 12,
        });
        exports.key = key.privateKeyPem;`;

    await stack.program(program(0));
    expect(await stack.succeed("preview")).toContain("+ 6 to create");
    await stack.succeed("up", "--yes", "--skip-preview");
    const state = await readFile(path.join(stack.folder, "state", ".pulumi", "stacks", "test", "dev.json"), "utf8");
    expect(state).toContain("-----BEGIN CERTIFICATE-----");
    expect(state).not.toContain("PRIVATE KEY-----");
    expect(await stack.succeed("stack", "output", "key", "--show-secrets")).toContain("-----BEGIN EC PRIVATE KEY-----");
    const [ca, cert] = [await certificate("ca"), await certificate("cert")];
    expect(cert.verify(ca.publicKey)).toBe(true);

    await stack.succeed("refresh", "--yes", "--skip-preview");
    expect(await stack.succeed("preview", "--expect-no-changes")).toContain("6 unchanged");

    await stack.program(program(24));
    const renewal = await stack.succeed("preview", "--diff");
    expect(renewal).toContain("readyForRenewal");
    expect(renewal).toContain("+-2 to replace");
    expect(renewal).toContain("4 unchanged");
    await stack.succeed("up", "--yes", "--skip-preview");
    const [newCa, newCert] = [await certificate("ca"), await certificate("cert")];
    expect(newCa.serialNumber).not.toBe(ca.serialNumber);
    expect(newCert.serialNumber).not.toBe(cert.serialNumber);
    expect(newCert.checkIssued(newCa) && newCert.verify(newCa.publicKey)).toBe(true);

    await stack.program(program(1));
    expect(await stack.succeed("preview", "--diff")).toContain("~ 1 to update");
    await stack.succeed("up", "--yes", "--skip-preview");
    expect((await certificate("ca")).serialNumber).toBe(newCa.serialNumber);
    await stack.succeed("preview", "--expect-no-changes");
    await stack.succeed("destroy", "--yes", "--skip-preview");
});
