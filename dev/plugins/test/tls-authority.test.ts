import { once } from "node:events";
import { connect, createServer, type TLSSocket } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Properties, unknown } from "../src/frame/values.js";
import type { TestProvider } from "./support/provider.js";
import {
    type Authority,
    hourMs,
    kinds,
    locallySigned,
    outputOf,
    p256,
    printed,
    selfSigned,
    Workshop,
} from "./support/workshop.js";

let workshop: Workshop;
let provider: TestProvider;
beforeAll(async () => {
    workshop = await Workshop.open();
    provider = workshop.provider;
});
afterEach(() => {
    vi.useRealTimers();
});
afterAll(() => workshop.close());

describe("LocallySignedCert", () => {
    test.each(kinds)(
        "of an authority and for a server with keys of %s is what OpenSSL verifies",
        async (name, kind) => {
            const authority = await workshop.authority(kind);
            const names = {
                subject: { commonName: "server" },
                dnsNames: ["server.dc1.consul"],
                ipAddresses: ["127.0.0.1"],
            };
            const request = await workshop.request(await workshop.key(kind), names);
            await printed("openssl", "req", "-verify", "-noout", "-in", await workshop.file(`${name}.csr`, request));
            const made = await workshop.signed(authority, request, { setSubjectKeyId: true });
            const ca = await workshop.file(`${name}-ca.pem`, authority.certificate);
            const cert = await workshop.file(`${name}.pem`, outputOf(made, "certPem"));
            const check = ["-x509_strict", "-purpose", "sslserver", "-verify_hostname", "server.dc1.consul"];
            expect(await printed("openssl", "verify", ...check, "-CAfile", ca, cert)).toBe(`${cert}: OK\n`);
            await expect(
                printed("openssl", "verify", "-verify_hostname", "other", "-CAfile", ca, cert),
            ).rejects.toThrow();
            expect(made.outputs.caKeyAlgorithm).toBe(kind.algorithm);
            expect(made.secrets).toEqual(["caPrivateKeyPem"]);
        },
    );

    test("lets a server and a client of one authority shake hands, and nobody else", async () => {
        const authority = await workshop.authority();
        const identity = async (by: Authority, names: Properties): Promise<{ key: string; cert: string }> => {
            const key = await workshop.key();
            return { key, cert: outputOf(await workshop.signed(by, await workshop.request(key, names)), "certPem") };
        };
        const ca = authority.certificate;
        const server = createServer({
            ...(await identity(authority, { dnsNames: ["agent.c4"] })),
            ca,
            requestCert: true,
            rejectUnauthorized: false,
        });
        // It says who has come, or why it does not believe that.
        server.on("secureConnection", (socket: TLSSocket) => {
            const name = socket.getPeerX509Certificate()?.subjectAltName ?? "nobody";
            socket.end(socket.authorized ? name : String(socket.authorizationError));
        });
        server.on("tlsClientError", () => {});
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        const bound = server.address();
        if (bound === null || typeof bound === "string") throw new Error("the server has no port");
        const heardBy = async (client: { key: string; cert: string }, servername: string): Promise<string> => {
            const socket = connect({ port: bound.port, host: "127.0.0.1", servername, ca, ...client });
            return (await socket.setEncoding("utf8").toArray()).join("");
        };
        const client = await identity(authority, { uris: ["spiffe://c4/svc/sbc"] });
        expect(await heardBy(client, "agent.c4")).toBe("URI:spiffe://c4/svc/sbc");
        await expect(heardBy(client, "other.c4")).rejects.toThrow(/does not match certificate's altnames/);
        // The same name, another key.
        const stranger = await identity(await workshop.authority(), { uris: ["spiffe://c4/svc/sbc"] });
        expect(await heardBy(stranger, "agent.c4")).toBe("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
        server.close();
    });

    test("is an authority itself where that is asked for, and names the one above it", async () => {
        const root = await workshop.authority();
        const key = await workshop.key();
        const request = await workshop.request(key, { subject: { commonName: "Below" } });
        const uses = { isCaCertificate: true, allowedUses: ["cert_signing"] };
        const below = { key, certificate: outputOf(await workshop.signed(root, request, uses), "certPem") };
        const leaf = await workshop.signed(
            below,
            await workshop.request(await workshop.key(), { dnsNames: ["leaf.c4"] }),
        );
        const [rootFile, belowFile, leafFile] = [
            await workshop.file("root.pem", root.certificate),
            await workshop.file("below.pem", below.certificate),
            await workshop.file("leaf.pem", outputOf(leaf, "certPem")),
        ];
        const chain = ["-x509_strict", "-CAfile", rootFile, "-untrusted", belowFile, leafFile];
        expect(await printed("openssl", "verify", ...chain)).toBe(`${leafFile}: OK\n`);
    });

    test("is refused where the authority's key is another's, and where the request is none", async () => {
        const authority = await workshop.authority();
        const request = await workshop.request(await workshop.key(), { dnsNames: ["a.c4"] });
        const wrong = { ...authority, key: await workshop.key() };
        await expect(workshop.signed(wrong, request)).rejects.toThrow(
            "caPrivateKeyPem is not the key of the certificate",
        );
        await expect(workshop.signed(authority, authority.certificate)).rejects.toThrow(
            "certRequestPem is not a certificate request",
        );
        const torn = request.replace(/\n.{64}\n/, "\n");
        await expect(workshop.signed(authority, torn)).rejects.toThrow("certRequestPem is not a certificate request");
        await expect(workshop.signed({ ...authority, certificate: request }, request)).rejects.toThrow(
            "caCertPem is not a cert",
        );
    });

    test("by what is no authority is made with a warning", async () => {
        const leaf = await workshop.authority(p256, { isCaCertificate: false });
        await workshop.signed(leaf, await workshop.request(await workshop.key(), { dnsNames: ["a.c4"] }));
        expect(provider.messages).toContainEqual(expect.stringContaining("is not an authority's"));
    });
});

describe("a certificate", () => {
    const values = { validityPeriodHours: 24, earlyRenewalHours: 8, allowedUses: ["server_auth"] };

    test("is due as many hours before its end as were asked for, and then replaced", async () => {
        const news = { ...values, privateKeyPem: await workshop.key() };
        const made = await provider.create(selfSigned, "c", { values: news });
        const end = Date.parse(outputOf(made, "validityEndTime"));
        vi.setSystemTime(end - 8 * hourMs - 1);
        expect((await provider.diff(selfSigned, "c", made, news)).kind).toBe("DIFF_NONE");
        expect((await provider.read(made))?.outputs).toEqual(made.outputs);

        vi.setSystemTime(end - 8 * hourMs);
        const due = { replaces: ["readyForRenewal"], details: { readyForRenewal: "UPDATE_REPLACE" } };
        expect(await provider.diff(selfSigned, "c", made, news)).toMatchObject(due);
        const seen = await provider.read(made);
        expect(seen?.outputs).toEqual({ ...made.outputs, readyForRenewal: true });
        expect(await provider.diff(selfSigned, "c", seen ?? made, news)).toMatchObject(due);

        const later = { ...news, earlyRenewalHours: 7 };
        const difference = await provider.diff(selfSigned, "c", seen ?? made, later);
        expect(difference).toMatchObject({ replaces: [], details: { earlyRenewalHours: "UPDATE" } });
        const updated = await provider.update(selfSigned, "c", seen ?? made, { values: later });
        expect(updated.outputs).toEqual({ ...made.outputs, earlyRenewalHours: 7 });

        vi.setSystemTime(end - 8 * hourMs);
        const renewed = await provider.create(selfSigned, "c", { values: news });
        expect(renewed.id).not.toBe(made.id);
        expect((await provider.diff(selfSigned, "c", renewed, news)).kind).toBe("DIFF_NONE");
    });

    test("that is due from its beginning says so", async () => {
        const news = { ...values, earlyRenewalHours: 24, privateKeyPem: await workshop.key() };
        const made = await provider.create(selfSigned, "c", { values: news });
        expect(made.outputs.readyForRenewal).toBe(true);
        expect((await provider.diff(selfSigned, "c", made, news)).replaces).toEqual(["readyForRenewal"]);
    });

    test("is replaced by a change of all else, of its authority too, although that is not known yet", async () => {
        const authority = await workshop.authority();
        const made = await workshop.signed(
            authority,
            await workshop.request(await workshop.key(), { dnsNames: ["a.c4"] }),
        );
        const inputs = Object.fromEntries(Object.entries(made.inputs).filter(([name]) => !name.startsWith("__")));
        expect((await provider.diff(locallySigned, "cert", made, inputs)).kind).toBe("DIFF_NONE");
        const others: Properties = {
            caCertPem: unknown,
            caPrivateKeyPem: "another",
            certRequestPem: "another",
            validityPeriodHours: 13,
            allowedUses: [],
            isCaCertificate: true,
            maxPathLength: 0,
            setSubjectKeyId: true,
        };
        for (const [name, value] of Object.entries(others)) {
            const difference = await provider.diff(locallySigned, "cert", made, { ...inputs, [name]: value });
            expect(difference.replaces).toEqual([name]);
        }
    });
});
