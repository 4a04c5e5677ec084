import { listFolder, listTemplateFolder, runFolder } from "../rendering/paths";
import type { File, List } from "../topology/model";

/** What is said of a list, in its row. */
interface ListRow extends Pick<List, "order" | "key" | "shownBy" | "shownAs"> {
    /** Name of its file, where that is not the list's own. */
    readonly file?: string;
    /** Folder of its template below `templates/lists`, where that is not the role's own; `false`: it has none. */
    readonly folder?: string | false;
    readonly mayBeEmpty?: boolean;
}

/** Each reload leaks half a MiB of shared memory in Kamailio 6.0: only a change of the file is a reason. */
const certificates = { folder: "common", order: "tls.reload", key: "answer", shownBy: [], shownAs: "" } as const;

/**
 * The lists that instances keep, one row each: workload, files and hooks take all of it from here. A new one has a template
 * besides, the version of its table in `lists/common/version`, and the parameter of the module that reads it. What holds a key or
 * certificates ends in `.pem`: the hooks let nobody else read it.
 */
const rows = {
    dispatcher: {
        file: "dispatcher.list",
        order: "dispatcher.reload",
        key: "word 2",
        shownBy: ["dispatcher.list"],
        shownAs: "URI",
    },
    domain: { order: "domain.reload", key: "column 2", shownBy: ["domain.dump"], shownAs: "domain" },
    rtpengine: { order: "rtpengine.reload", key: "column 3", shownBy: ["rtpengine.show all"], shownAs: "url" },
    address: {
        // There may be no peers.
        mayBeEmpty: true,
        order: "permissions.addressReload",
        // Kamailio writes IPv6 addresses in its own way: their number has to do.
        key: "count",
        // Single addresses and networks are kept apart.
        shownBy: ["permissions.addressDump", "permissions.subnetDump"],
        shownAs: "ip",
    },
    api: {
        folder: "common",
        order: "htable.reload api",
        key: "column 5",
        shownBy: ["htable.dump api"],
        shownAs: "value",
    },
    intentions: {
        folder: false,
        // Who may call is nobody, where nothing is said and Consul denies by default.
        mayBeEmpty: true,
        order: "htable.reload intentions",
        key: "column 5",
        shownBy: ["htable.dump intentions"],
        shownAs: "value",
    },
    certificate: { ...certificates, file: "certificate.pem" },
    roots: { ...certificates, file: "roots.pem" },
} satisfies Readonly<Record<string, ListRow>>;

/** Name of a list. */
export type ListName = keyof typeof rows;

/** Where a service reads its lists, and what makes it read one again where that is not what the list's row says. */
interface Reader {
    readonly folder: string;
    readonly order?: string;
}

/** Kamailio takes its orders by RPC. */
export const kamailioReader: Reader = { folder: listFolder };

/** A service that takes its certificates anew when it is sent SIGHUP. */
export const hangUpReader: Reader = { folder: runFolder, order: "SIGHUP" };

/** Lists as an instance of a role keeps them, and the files of their templates. */
export function keptLists(
    names: readonly ListName[],
    role: string,
    reader: Reader,
): { readonly lists: List[]; readonly files: File[] } {
    const kept = names.map((name) => keptList(name, role, reader));
    return { lists: kept.map(({ list }) => list), files: kept.flatMap(({ file }) => file ?? []) };
}

function keptList(name: ListName, role: string, reader: Reader): { readonly list: List; readonly file?: File } {
    const { file = name, folder = role, mayBeEmpty = false, order, ...reload }: ListRow = rows[name];
    const list = { name, file: `${reader.folder}/${file}`, mayBeEmpty, order: reader.order ?? order, ...reload };
    if (folder === false) return { list };
    const path = `${listTemplateFolder}/${name}.ctmpl`;
    const template = `lists/${folder}/${name}.ctmpl`;
    return { list: { ...list, template: path }, file: { template, context: {}, path, mode: "0644" } };
}
