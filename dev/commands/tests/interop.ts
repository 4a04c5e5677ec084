import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import * as z from "zod";

/** The page that a run of the suite `kamailio` writes. */
export const interopPage = "docs/interop.md";

interface Kind {
    readonly what: string;
    readonly endpoints: string;
    readonly transports: string;
}

const scripted = "scripted";

/** What each file of test/kamailio is about; in the order of the page. */
export const kinds: Readonly<Record<string, Kind>> = {
    hostile: { what: "Attackers, strangers, floods", endpoints: scripted, transports: "UDP, TCP" },
    doors: { what: "What may be reached, and by whom", endpoints: scripted, transports: "UDP, TCP, HTTP" },
    targets: { what: "The remote target of a call, the free call", endpoints: scripted, transports: "UDP" },
    digest: { what: "Digest of callers, and to carriers", endpoints: scripted, transports: "UDP" },
    challenges: { what: "Challenges of carriers, within calls too", endpoints: scripted, transports: "UDP" },
    relays: { what: "Relays that hiccup, die and come back", endpoints: scripted, transports: "UDP" },
    "media-bodies": { what: "Bodies that carry SDP", endpoints: scripted, transports: "UDP" },
    "media-offers": { what: "Profiles, refused offers, NAT, spirals", endpoints: "scripted, RTP", transports: "UDP" },
    media: { what: "Media and its account", endpoints: "scripted, RTP", transports: "UDP" },
    silence: { what: "A call whose media has ended", endpoints: "scripted, RTP", transports: "UDP" },
    answers: { what: "A carrier's answers, hunting, late answers", endpoints: scripted, transports: "UDP" },
    routes: { what: "Routes, cancelled calls, late offers", endpoints: scripted, transports: "UDP" },
    parties: { what: "From and To that a route rewrites", endpoints: scripted, transports: "UDP" },
    requests: { what: "Requests outside of a call", endpoints: scripted, transports: "UDP" },
    torture: { what: "RFC 4475, all 49 messages written anew", endpoints: scripted, transports: "UDP" },
    calls: { what: "A whole call", endpoints: scripted, transports: "UDP" },
    failures: { what: "Routers and APIs that fail", endpoints: scripted, transports: "UDP" },
    records: { what: "Records of attempts", endpoints: scripted, transports: "UDP" },
    fraud: { what: "Ways to talk longer or elsewhere than recorded", endpoints: scripted, transports: "UDP" },
    reconciliation: { what: "Calls of every kind against their records", endpoints: scripted, transports: "UDP" },
    lists: { what: "Lists that change while calls run", endpoints: scripted, transports: "UDP" },
    intentions: { what: "Consul's intentions", endpoints: scripted, transports: "UDP, TLS inside" },
    tls: { what: "TLS between SBC and router", endpoints: scripted, transports: "UDP, TLS inside" },
    udp: { what: "UDP between SBC and router", endpoints: scripted, transports: "UDP" },
};

const report = z.object({
    testResults: z.array(
        z.object({
            name: z.string(),
            assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
        }),
    ),
});

const head = `# Interoperability: what was tried against the real programs

Written by \`make test\` from the report of the suite \`kamailio\`: Kamailio and RTPengine as they are shipped, on a network of their own.
Scripts play the endpoints: they send what no real one would. What the SBC does in each case, and in which template, is in
[signalling.md](signalling.md).
`;

/** The page with what a report says; of files that it does not have, or has not run, what the page said before. */
export function interopOf(page: string, json: string): string {
    const ran = new Map(
        report.parse(JSON.parse(json)).testResults.flatMap(({ name, assertionResults }) => {
            const cases = assertionResults.filter(({ status }) => status === "passed" || status === "failed");
            return cases.length === assertionResults.length ? [[basename(name, ".test.ts"), cases] as const] : [];
        }),
    );
    const before = sectionsOf(page);
    // A new file of the suite has its section with its first run.
    const files = new Set([...Object.keys(kinds), ...before.keys(), ...ran.keys()]);
    const sections = [...files].map((file) => {
        const { what, endpoints, transports } = kinds[file] ?? {
            what: "Others",
            endpoints: scripted,
            transports: "UDP",
        };
        const cases = ran.get(file);
        const rows =
            cases === undefined
                ? (before.get(file) ?? "Not run since this page is written.")
                : ["| case | result |", "| --- | --- |", ...cases.map(rowOf)].join("\n");
        return `## ${file}\n${what}. Endpoints: ${endpoints}. Transports: ${transports}.\n\n${rows}\n`;
    });
    return [head, ...sections].join("\n");
}

/** The names of the files that the page has a section of. */
export function sectionsOf(page: string): ReadonlyMap<string, string> {
    const sections = page.split(/^## /m).slice(1);
    return new Map(
        sections.map((section) => {
            const [file = "", , , ...rows] = section.trimEnd().split("\n");
            return [file, rows.join("\n")];
        }),
    );
}

function rowOf({ fullName, status }: { readonly fullName: string; readonly status: string }): string {
    return `| ${fullName.replace(/\\/g, "\\\\").replace(/\|/g, "\\|").replace(/\s+/g, " ")} | ${status} |`;
}

/** Writes the page anew from a report. */
export function writeInterop(json: string): void {
    const page = existsSync(interopPage) ? readFileSync(interopPage, "utf8") : "";
    writeFileSync(interopPage, interopOf(page, json));
}
