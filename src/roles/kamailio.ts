import { basename } from "node:path";
import type { RouterContext, SbcContext } from "../rendering/kamailio";
import { kamailioFolder, listFolder } from "../rendering/paths";
import type { File, Health, Port, TemplateContext } from "../topology/model";
import { kamailioReader, keptLists, type ListName } from "./lists";

/** The ports that an SBC or a router listens on. */
export type KamailioPorts = Pick<SbcContext | RouterContext, "sipPort" | "tlsPort" | "httpPort">;

/** The registered ports of SIP without and with TLS (RFC 3261, 19.1.2), and that of Kamailio's HTTP server. */
export const defaultPorts = { sip: 5060, tls: 5061, http: 8000 } as const;

const certificates = ["certificate", "roots"] as const;

/** What differs between SBC and router: they run the same program with other sections and lists. */
export interface KamailioParts {
    readonly role: "sbc" | "router";
    readonly ports: KamailioPorts;
    readonly testing: boolean;
    /** Configuration files of the role, besides those that both have. */
    readonly sections: readonly string[];
    readonly lists: readonly ListName[];
    /** Tables that db_text wants beside the lists, and that nothing changes. */
    readonly tables: readonly string[];
    /** Programs in Lua that the role's configuration calls. */
    readonly programs?: readonly string[];
}

/** The parts of a workload that SBC and router make in the same way. */
export function kamailio({ role, ports, testing, sections, lists, tables, programs = [] }: KamailioParts) {
    const health: Health = { kind: "http", port: "http", path: "/status" };
    const tls = ports.tlsPort !== false;
    const common = ["core", "modules", "http", "entry", ...(tls ? ["peer"] : [])];
    const tlsFile = "common/tls.conf";
    const paths = [
        ...common.map((section) => `common/${section}.cfg`),
        ...(tls ? [tlsFile] : []),
        ...sections.map((section) => `${role}/${section}.cfg`),
    ];
    const context: SbcContext | RouterContext = {
        ...ports,
        testing,
        listFolder,
        tlsFile: `${kamailioFolder}/${tlsFile}`,
    };
    const kept = keptLists([...lists, ...(tls ? certificates : [])], role, kamailioReader);
    const main = `${kamailioFolder}/kamailio.cfg`;
    return {
        image: "kamailio" as const,
        // SERVER_ID is drawn at each start: RTPengine keeps answers by a cookie of it, process id and counter, and the latter two
        // are alike in every container. Two SBCs with the same one get each other's SDP.
        command: [
            "sh",
            "-c",
            `exec kamailio -DD -E -A "SERVER_ID=$(od -An -N3 -tu4 /dev/urandom | tr -d " ")" -f ${main}`,
        ],
        configCheck: `kamailio -c -A SERVER_ID=1 -f ${main}`,
        onRegistered: "kamcmd pv.shvSet accepting int 1",
        health,
        files: [
            configuration(`${role}/kamailio.cfg`, "kamailio.cfg", context),
            ...paths.map((path) => configuration(path, path, context)),
            ...programs.map((program) => ({
                template: `kamailio/${role}/${program}`,
                context: {},
                path: `${kamailioFolder}/${role}/${program}`,
                mode: "0644",
            })),
            ...kept.files,
            ...tables.map((table) => ({
                template: `lists/${table}`,
                context: {},
                path: `${listFolder}/${basename(table)}`,
                mode: "0644",
            })),
        ],
        lists: kept.lists,
        // Where kamcmd finds it.
        scratch: ["/run/kamailio"],
    };
}

/** The ports of SBC and router; SIP's is exposed where a host port is given, that of TLS never. */
export function kamailioPorts({ sipPort, tlsPort, httpPort }: KamailioPorts, hostPort?: number): Port[] {
    const exposure = hostPort === undefined ? {} : { hostPort };
    return [
        ...(sipPort === false
            ? []
            : [{ name: "sip", number: sipPort, protocols: ["udp", "tcp"], ...exposure } as const]),
        ...(tlsPort === false ? [] : [{ name: "tls", number: tlsPort, protocols: ["tcp"] } as const]),
        { name: "http", number: httpPort, protocols: ["tcp"] },
    ];
}

/** Tags by which DNS tells, in RFC 3263's names, where SIP is spoken; `_sip._tls` is what much equipment asks for besides. */
export function sipTags(registeredPort: "sip" | "tls"): string[] {
    return registeredPort === "tls" ? ["_sips._tcp", "_sip._tls"] : ["_sip._udp", "_sip._tcp"];
}

function configuration(template: string, path: string, context: TemplateContext): File {
    return { template: `kamailio/${template}.hbs`, context, path: `${kamailioFolder}/${path}`, mode: "0644" };
}
