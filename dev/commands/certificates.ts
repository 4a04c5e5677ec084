import { X509Certificate } from "node:crypto";
import type { RunningInstance, RunningTarget } from "./target";

/** A port where an instance speaks TLS, and files with what is shown to it: it may demand a certificate. */
export interface TlsPlace {
    readonly address: string;
    readonly certificate: string;
    readonly key: string;
}

/** Where the certificates of an instance are. */
export interface CertificatePlaces {
    /** Asked by a handshake: what is served may be older than what lies in a file. */
    readonly served: readonly TlsPlace[];
    /** Files of certificates that it shows when it asks others, and that it knows others by. */
    readonly files: readonly string[];
}

/** A certificate that runs, and whose it is. */
export interface RunningCertificate {
    readonly x509: X509Certificate;
    readonly instance: string;
}

const hour = 3_600_000;
const day = 24 * hour;
/** Before the end of what a deployment has made: it makes a new one by itself 60 days before, when it is brought up. */
const warningDays = 30;
/** What is left of a certificate of Consul's CA when consul-template ought to have renewed it: after nine tenths at most. */
const overdue = 0.1;

const own = { certificate: "/run/c4/consul-cert.pem", key: "/run/c4/consul-key.pem" };
const kamailios = "/etc/kamailio/lists";

function placesOf({ address, role }: RunningInstance): CertificatePlaces {
    const authority = "/run/c4/consul-ca.pem";
    if (role === "consul") return { served: [{ address: "127.0.0.1:8501", ...own }], files: [authority] };
    const files = [authority, own.certificate, ...["/run/c4", kamailios].map((folder) => `${folder}/roots.pem`)];
    // What PostgreSQL serves it does not say before it is asked in its own protocol.
    if (role !== "sbc" && role !== "router") return { served: [], files: [...files, "/run/c4/certificate.pem"] };
    const both = `${kamailios}/certificate.pem`;
    return { served: [{ address: `${address}:5061`, certificate: both, key: both }], files };
}

// Keys may lie in the same files, and stay there.
const look = `files=$1; shift
for file in $files; do
    [ ! -r "$file" ] || sed -n '/^-----BEGIN CERTIFICATE/,/^-----END CERTIFICATE/p' "$file"
done
while [ $# -gt 0 ]; do
    [ ! -r "$3" ] || timeout 5 openssl s_client -connect "$1" -cert "$2" -key "$3" </dev/null 2>/dev/null
    shift 3
done
true`;

/** The certificates at some places, as a command there finds them; of a port that does not answer, none. */
export async function certificatesAt(
    run: (command: readonly string[]) => Promise<string>,
    { files, served }: CertificatePlaces,
): Promise<X509Certificate[]> {
    const places = served.flatMap(({ address, certificate, key }) => [address, certificate, key]);
    const said = await run(["sh", "-c", look, "sh", files.join(" "), ...places]);
    const found = said.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    return found.map((pem) => new X509Certificate(pem));
}

/** The certificates of a platform's instances. */
export async function certificatesOf(
    target: RunningTarget,
    instances: readonly RunningInstance[],
): Promise<RunningCertificate[]> {
    const found = await Promise.all(
        instances.map(async (instance) => {
            const all = await certificatesAt((command) => target.exec(instance, command), placesOf(instance));
            return all.map((x509) => ({ x509, instance: instance.name }));
        }),
    );
    return found.flat();
}

/** What is said of certificates: each that ends soon, and what to do then; or of those that a deployment has made, the first to end. */
export function certificateLines(all: readonly RunningCertificate[], now = new Date()): string[] {
    const known = new Map<string, { x509: X509Certificate; holders: string[] }>();
    for (const { instance, x509 } of all) {
        const { fingerprint256: id } = x509;
        known.set(id, { x509, holders: [...(known.get(id)?.holders ?? []), instance] });
    }
    const lines = [...known.values()]
        .filter(({ x509 }) => endsSoon(x509, now))
        .map(({ x509, holders: [one, ...more] }) => {
            const whose = `${one}${more.length > 0 ? ` and ${more.length} more` : ""}`;
            return `CERTIFICATE of ${whose}, ${nameOf(x509)}, ${when(x509, now)}: ${remedy(x509)}`;
        });
    if (lines.length > 0) return lines;
    const lasting = [...known.values()].map(({ x509 }) => x509).filter((x509) => !isLeaf(x509));
    const [first] = lasting.sort((a, b) => endOf(a) - endOf(b));
    if (first === undefined) return [];
    return [`certificates: of ${known.size}, the first to end is ${nameOf(first)}, which ${when(first, now)}`];
}

/** Whether it is for a service, by Consul's CA: those live for days, and consul-template renews them. */
function isLeaf({ ca, subjectAltName = "" }: X509Certificate): boolean {
    return !ca && subjectAltName.includes("URI:spiffe:");
}

function endsSoon(x509: X509Certificate, now: Date): boolean {
    const life = endOf(x509) - Date.parse(x509.validFrom);
    return endOf(x509) - now.getTime() < (isLeaf(x509) ? life * overdue : warningDays * day);
}

function remedy(x509: X509Certificate): string {
    if (isLeaf(x509)) return "consul-template has not renewed it; the instance's log says why";
    if (x509.ca) return "a new authority is made as docs/operations.md says";
    return "`pulumi up` makes a new one";
}

function nameOf({ subject, subjectAltName }: X509Certificate): string {
    return subject ? subject.replace(/^(.*\n)*CN=/, "") : (subjectAltName ?? "without a name");
}

function endOf({ validTo }: X509Certificate): number {
    return Date.parse(validTo);
}

function when(x509: X509Certificate, now: Date): string {
    const left = endOf(x509) - now.getTime();
    const date = new Date(endOf(x509)).toISOString().slice(0, 10);
    if (left < 0) return `ended on ${date}`;
    const [days, hours] = [Math.floor(left / day), Math.floor(left / hour)];
    return `ends on ${date}, in ${days < 2 ? `${hours} hours` : `${days} days`}`;
}
