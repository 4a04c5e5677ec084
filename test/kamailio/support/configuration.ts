import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { render } from "../../../src/rendering/render";
import { router } from "../../../src/roles/router";
import { rtpengine } from "../../../src/roles/rtpengine";
import { sbc } from "../../../src/roles/sbc";
import type { RoleContext } from "../../../src/roles/service";
import type { Sip, Workload } from "../../../src/topology/model";
import { roleContext } from "../../tools/workloads";

/** Content of the lists that consul-template keeps elsewhere. */
export interface Lists {
    readonly routers?: readonly string[];
    readonly sbcs?: readonly string[];
    readonly apis?: readonly string[];
    readonly rtpengines?: readonly string[];
    readonly peers?: readonly string[];
    /** What Consul's intentions say of a service that calls routers, or of all others (`*`). */
    readonly intentions?: Readonly<Record<string, "allow" | "deny">>;
    /** What SBCs and routers speak with each other: TLS, where nothing is said. */
    readonly transport?: Sip["transport"];
}

const workloads = {
    sbc: (context: RoleContext) => sbc({}, context),
    router: (context: RoleContext) => router({}, context),
    rtpengine: (context: RoleContext) => rtpengine({ rtpPorts: { first: 30000, last: 30999 } }, context),
};

/** What the package would run for a role. */
export function workloadOf(
    role: "sbc" | "router" | "rtpengine",
    { transport = "tls" }: Pick<Lists, "transport"> = {},
): Workload {
    return workloads[role]({ ...roleContext, testing: true, sip: { transport } });
}

/** Name of the file that a list of an SBC or a router is. */
export function listFile(name: string): string {
    const lists = [...workloadOf("sbc").lists, ...workloadOf("router").lists];
    const list = lists.find((candidate) => candidate.name === name);
    if (list === undefined) throw new Error(`Neither SBCs nor routers keep a list named ${name}.`);
    return basename(list.file);
}

/** Writes what a target would upload to the folder of a workload's program. */
export function writeConfiguration(folder: string, workload: Workload): void {
    const uploaded = `/etc/${workload.image.name}/`;
    for (const file of workload.files.filter(({ path }) => path.startsWith(uploaded))) {
        const path = join(folder, file.path.slice(uploaded.length));
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, render(file.template, file.context));
    }
}

/** Writes who an instance is, and whom it believes. */
export function writeCertificates(folder: string, certificate: string, roots: string): void {
    for (const [name, text] of Object.entries({ certificate, roots }))
        writeFileSync(join(folder, "lists", listFile(name)), text, { mode: 0o600 });
}

/** Writes the lists of an instance. */
export function writeLists(folder: string, lists: Lists): void {
    const list = (name: string, header: string, rows: readonly string[]) =>
        writeFileSync(join(folder, "lists", listFile(name)), [header, ...rows, ""].join("\n"));
    const { routers = [], sbcs = [], apis = [], rtpengines = [], peers = [], intentions = { sbc: "allow" } } = lists;
    const uri = (ip: string) => (lists.transport === "udp" ? `sip:${ip}:5060` : `sip:${ip}:5061;transport=tls`);
    const members =
        routers.length > 0
            ? routers.map((ip) => `1 ${uri(ip)} 0 0 rweight=50`)
            : sbcs.map((ip) => `1 sip:${ip}:5060 0 0`);
    list("dispatcher", "# set destination", members);
    list(
        "domain",
        "id(int,auto) domain(string) did(string,null) last_modified(int)",
        sbcs.map((ip, id) => `${id + 1}:${ip}::0`),
    );
    list(
        "rtpengine",
        "id(int,auto) setid(int) url(string) weight(int) disabled(int) stamp(int)",
        rtpengines.map((ip, id) => `${id + 1}:0:udp\\:${ip}\\:22222:1:0:0`),
    );
    list(
        "address",
        "id(int,auto) grp(int) ip_addr(string) mask(int) port(int) tag(string,null)",
        peers.map((ip, id) => `${id + 1}:1:${ip}:32:0:`),
    );
    const table = "id(int,auto) key_name(string) key_type(int) value_type(int) key_value(string) expires(int)";
    list(
        "intentions",
        table,
        Object.entries(intentions).map(([source, action], id) => `${id + 1}:${source}:0:0:${source} ${action}:0`),
    );
    const rows = apis.map((api, id) => `${id + 1}:${id}:0:0:${api.replace(":", "\\:")}:0`);
    list("api", table, [...rows, `${apis.length + 1}:count:0:1:${apis.length}:0`]);
}
