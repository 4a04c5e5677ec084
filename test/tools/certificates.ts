import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate and its key, in PEM. */
export interface TestCertificate {
    readonly certificate: string;
    readonly key: string;
}

/** An authority for agents and instances of tests, as `src/consul/certificates.ts` declares one, its files in a folder. */
export class TestAuthority {
    readonly certificate: string;

    /** @param days After which it ends, and what it issues. */
    constructor(
        private readonly folder: string,
        private readonly days = 2,
    ) {
        this.openssl(
            "req",
            "-x509",
            "-nodes",
            ...curve,
            ...this.files("ca"),
            "-days",
            String(days),
            "-subj",
            "/CN=test authority",
        );
        this.certificate = readFileSync(join(folder, "ca.crt"), "utf8");
    }

    /** Where the files of a certificate lie. */
    filesOf(name: string): { ca: string; certificate: string; key: string } {
        const file = (each: string) => join(this.folder, each);
        return { ca: file("ca.crt"), certificate: file(`${name}.crt`), key: file(`${name}.key`) };
    }

    /** A certificate for some names, given as `DNS:agent.c4` and `IP:127.0.0.1`; without any, for one that only asks. */
    issue(name: string, ...hosts: readonly string[]): TestCertificate {
        return this.issueFor(this.days, name, ...hosts);
    }

    /** One that ends after some days. */
    issueFor(days: number, name: string, ...hosts: readonly string[]): TestCertificate {
        const request = ["-out", join(this.folder, `${name}.csr`), "-keyout", join(this.folder, `${name}.key`)];
        this.openssl("req", "-new", "-nodes", ...curve, ...request, "-subj", `/CN=${name}`);
        const extensions = [
            "extendedKeyUsage=serverAuth,clientAuth",
            ...(hosts.length > 0 ? [`subjectAltName=${hosts.join(",")}`] : []),
        ];
        writeFileSync(join(this.folder, `${name}.ext`), extensions.join("\n"));
        this.openssl(
            ...["x509", "-req", "-in", join(this.folder, `${name}.csr`), "-out", join(this.folder, `${name}.crt`)],
            ...["-CA", join(this.folder, "ca.crt"), "-CAkey", join(this.folder, "ca.key"), "-CAcreateserial"],
            ...["-days", String(days), "-extfile", join(this.folder, `${name}.ext`)],
        );
        const read = (kind: string) => readFileSync(join(this.folder, `${name}.${kind}`), "utf8");
        return { certificate: read("crt"), key: read("key") };
    }

    private files(name: string): string[] {
        return ["-keyout", join(this.folder, `${name}.key`), "-out", join(this.folder, `${name}.crt`)];
    }

    private openssl(...args: readonly string[]): void {
        execFileSync("openssl", args, { stdio: "pipe" });
    }
}

const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
