import { basename } from "node:path";
import type { RouterContext, SbcContext } from "../rendering/kamailio";
import type { File, Health, List, Port, TemplateContext } from "../topology/model";

/** The ports that SBC and router listen on. */
export interface KamailioPorts {
    readonly sipPort?: number;
    readonly httpPort?: number;
}

/** SIP over UDP and TCP, and Kamailio's HTTP server, with their defaults. */
export function portNumbers({ sipPort = 5060, httpPort = 8000 }: KamailioPorts) {
    return { sipPort, httpPort };
}

/** What differs between SBC and router: they run the same program with other sections and lists. */
export interface KamailioParts {
    readonly role: "sbc" | "router";
    readonly context: SbcContext | RouterContext;
    /** Configuration files of the role, besides those that both have. */
    readonly sections: readonly string[];
    /** Lists, by the word that the reload hook knows them by. */
    readonly lists: readonly string[];
    /** Tables that db_text wants beside the lists, and that nothing changes. */
    readonly tables: readonly string[];
}

/** The parts of a workload that SBC and router make in the same way. */
export function kamailio({ role, context, sections, lists, tables }: KamailioParts) {
    const health: Health = { kind: "http", port: "http", path: "/status" };
    const common = ["core", "modules", "http", "entry"].map((section) => `common/${section}.cfg`);
    const own = sections.map((section) => `${role}/${section}.cfg`);
    return {
        image: "kamailio" as const,
        // SERVER_ID is drawn at each start: RTPengine keeps answers by a cookie of it, process id and counter, and the latter two
        // are alike in every container. Two SBCs with the same one get each other's SDP.
        command: [
            "sh",
            "-c",
            'exec kamailio -DD -E -A "SERVER_ID=$(od -An -N3 -tu4 /dev/urandom | tr -d " ")" -f /etc/kamailio/kamailio.cfg',
        ],
        configCheck: "kamailio -c -A SERVER_ID=1 -f /etc/kamailio/kamailio.cfg",
        onRegistered: "kamcmd pv.shvSet accepting int 1",
        health,
        files: [
            configuration(`${role}/kamailio.cfg`, "kamailio.cfg", context),
            ...[...common, ...own].map((path) => configuration(path, path, context)),
            ...lists.map((list) =>
                copied(`lists/${folderOf(list, role)}/${list}.ctmpl`, `/etc/c4/lists/${list}.ctmpl`),
            ),
            ...tables.map((table) => copied(`lists/${table}`, `/etc/kamailio/lists/${basename(table)}`)),
        ],
        lists: lists.map(keptList),
        // Where kamcmd finds it.
        scratch: ["/run/kamailio"],
        registeredPort: "sip",
    };
}

/** The ports of SBC and router; SIP's is exposed where a host port is given. */
export function kamailioPorts({ sipPort, httpPort }: ReturnType<typeof portNumbers>, hostPort?: number): Port[] {
    const exposure = hostPort === undefined ? {} : { hostPort };
    return [
        { name: "sip", number: sipPort, protocols: ["udp", "tcp"], ...exposure },
        { name: "http", number: httpPort, protocols: ["tcp"] },
    ];
}

function configuration(template: string, path: string, context: TemplateContext): File {
    return { template: `kamailio/${template}.hbs`, context, path: `/etc/kamailio/${path}`, mode: "0644" };
}

/** Lists that SBC and router both keep lie in a folder of their own. */
function folderOf(list: string, role: string): string {
    return list === "api" ? "common" : role;
}

function copied(template: string, path: string): File {
    return { template, context: {}, path, mode: "0644" };
}

function keptList(list: string): List {
    const destination = `/etc/kamailio/lists/${list === "dispatcher" ? "dispatcher.list" : list}`;
    return {
        template: `/etc/c4/lists/${list}.ctmpl`,
        destination,
        reload: `/usr/local/lib/c4/c4-reload ${list} ${destination}`,
    };
}
