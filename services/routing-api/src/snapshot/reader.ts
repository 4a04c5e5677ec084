import { setImmediate } from "node:timers/promises";
import { type Selectable, sql, type Transaction } from "kysely";
import type { Database } from "../db/pool.js";
import type { Schema } from "../db/schema.js";
import type { Logger } from "../log.js";
import { addressBits, networksOf } from "../routing/address.js";
import { targetHost } from "../routing/uri.js";
import type { Encryption } from "../secrets/encryption.js";
import { readable } from "../secrets/stored-secret.js";
import { columnsOf } from "./columns.js";
import type { Row } from "./lookup.js";
import type {
    Credentials,
    Did,
    Domain,
    Ipbx,
    NormalizationRule,
    Profile,
    RoutingGroup,
    RoutingRule,
    Trunk,
} from "./rows.js";
import { Snapshot } from "./snapshot.js";
import type { Table } from "./table.js";
import { Dids, Domains, Ipbxs, NormalizationRules, Profiles, RoutingGroups, RoutingRules, Trunks } from "./tables.js";

export const routingTables = [
    "domains",
    "normalization_profiles",
    "normalization_rules",
    "ipbxs",
    "carrier_trunks",
    "dids",
    "routing_rules",
    "routing_groups",
] as const;
export type RoutingTable = (typeof routingTables)[number];

export type Ids = readonly number[] | "all";
export type Changes = ReadonlyMap<RoutingTable, Ids>;

const everything: Changes = new Map(routingTables.map((table) => [table, "all"]));

/** How many rows are read and put in place at once: decisions wait no longer than that takes. */
const sliceRows = 500;

/** Puts a slice of what was read into a snapshot. */
interface Step {
    readonly rows: number;
    apply(snapshot: Snapshot): void;
}

/** Reads rows from the database into snapshots. */
export class SnapshotReader {
    constructor(
        private readonly db: Database,
        private readonly encryption: Encryption,
        private readonly log: Logger,
    ) {}

    async full(): Promise<Snapshot> {
        const snapshot = new Snapshot();
        await (await this.changes(everything))(snapshot);
        return snapshot;
    }

    /**
     * Reads what changed, in one consistent view, and gives back how to put it into a snapshot: all at once, between decisions, unless
     * it is so much that they would wait for it.
     */
    async changes(changes: Changes): Promise<(snapshot: Snapshot) => Promise<void>> {
        const steps = await this.db
            .transaction()
            .setIsolationLevel("repeatable read")
            .setAccessMode("read only")
            .execute(async (tx) => {
                const read: Step[] = [];
                for (const [table, ids] of changes) read.push(...(await this.#read(tx, table, ids)));
                return read;
            });
        return (snapshot) => inSlices(steps, snapshot);
    }

    async #read(tx: Transaction<Schema>, table: RoutingTable, ids: Ids): Promise<readonly Step[]> {
        switch (table) {
            case "ipbxs":
                return steps(
                    rows(tx, table, ids),
                    ids,
                    (row: Selectable<Schema["ipbxs"]>) => this.#ipbx(row),
                    new Ipbxs(),
                    {
                        of: (snapshot) => snapshot.ipbxs,
                        put: (snapshot, fresh) => {
                            snapshot.ipbxs = fresh;
                        },
                    },
                );
            case "carrier_trunks":
                return steps(
                    rows(tx, table, ids),
                    ids,
                    (row: Selectable<Schema["carrier_trunks"]>) => this.#trunk(row),
                    new Trunks(),
                    {
                        of: (snapshot) => snapshot.carrier_trunks,
                        put: (snapshot, fresh) => {
                            snapshot.carrier_trunks = fresh;
                        },
                    },
                );
            case "domains":
                return steps(rows(tx, table, ids), ids, asItIs<Domain>, new Domains(), {
                    of: (snapshot) => snapshot.domains,
                    put: (snapshot, fresh) => {
                        snapshot.domains = fresh;
                    },
                });
            case "dids":
                return steps(rows(tx, table, ids), ids, asItIs<Did>, new Dids(), {
                    of: (snapshot) => snapshot.dids,
                    put: (snapshot, fresh) => {
                        snapshot.dids = fresh;
                    },
                });
            case "normalization_profiles":
                return steps(rows(tx, table, ids), ids, asItIs<Profile>, new Profiles(), {
                    of: (snapshot) => snapshot.normalization_profiles,
                    put: (snapshot, fresh) => {
                        snapshot.normalization_profiles = fresh;
                    },
                });
            case "normalization_rules":
                return steps(rows(tx, table, ids), ids, asItIs<NormalizationRule>, new NormalizationRules(), {
                    of: (snapshot) => snapshot.normalization_rules,
                    put: (snapshot, fresh) => {
                        snapshot.normalization_rules = fresh;
                    },
                });
            case "routing_rules":
                return steps(rows(tx, table, ids), ids, asItIs<RoutingRule>, new RoutingRules(), {
                    of: (snapshot) => snapshot.routing_rules,
                    put: (snapshot, fresh) => {
                        snapshot.routing_rules = fresh;
                    },
                });
            case "routing_groups":
                return steps(rows(tx, table, ids), ids, asItIs<RoutingGroup>, new RoutingGroups(), {
                    of: (snapshot) => snapshot.routing_groups,
                    put: (snapshot, fresh) => {
                        snapshot.routing_groups = fresh;
                    },
                });
        }
    }

    #ipbx(row: Selectable<Schema["ipbxs"]>): Ipbx {
        const networks = networksAt(row.ip_address);
        const host = addressBits(row.ip_fqdn);
        return {
            ...row,
            networks,
            anywhere: present(row.ip_address) === null,
            sources: host === undefined ? networks : [...networks, host],
            username: present(row.username),
            password_hash: present(row.password_hash),
            password_ha1: present(row.password_ha1),
            target: targetHost(row.ip_fqdn, row.port),
            credentials: this.#credentials("ipbxs", row.id, row.username, row.password_encrypted, row.realm),
        };
    }

    #trunk(row: Selectable<Schema["carrier_trunks"]>): Trunk {
        const { id, auth_username, auth_password_encrypted, realm } = row;
        return {
            ...row,
            networks: networksAt(row.ip_address),
            target: targetHost(row.sip_proxy, row.sip_proxy_port),
            credentials: this.#credentials("carrier_trunks", id, auth_username, auth_password_encrypted, realm),
        };
    }

    #credentials(
        table: RoutingTable,
        id: number,
        username: string | null,
        encrypted: string | null,
        realm: string | null,
    ): Credentials | undefined {
        if (username === null || encrypted === null || realm === null) return undefined;
        const password = readable(this.encryption, encrypted, { table, id }, this.log);
        return password === undefined ? undefined : { auth_username: username, auth_password: password, realm };
    }
}

/** Slice by slice: the rows with the ids or, of a whole table, all rows in id order. */
async function* rows<T extends RoutingTable>(
    tx: Transaction<Schema>,
    table: T,
    ids: Ids,
): AsyncGenerator<{ readonly ids: readonly number[]; readonly found: readonly Selectable<Schema[T]>[] }> {
    type Found = Selectable<Schema[T]> & Row;
    const columns = sql.join(Object.keys(columnsOf[table]).map((name) => sql.ref(name)));
    if (ids === "all") {
        let last = 0;
        for (;;) {
            const { rows: found } = await sql<Found>`select ${columns} from ${sql.table(table)} where id > ${last}
                order by id limit ${sliceRows}`.execute(tx);
            yield { ids: [], found };
            if (found.length < sliceRows) return;
            last = found.at(-1)?.id ?? last;
        }
    }
    for (let at = 0; at < ids.length; at += sliceRows) {
        const slice = ids.slice(at, at + sliceRows);
        const { rows: found } = await sql<Found>`select ${columns} from ${sql.table(table)} where id = any(${slice})
            order by id`.execute(tx);
        yield { ids: slice, found };
    }
}

/** A whole table is made beside the one that decisions read, and takes its place; single rows are put into that one. */
async function steps<F, R extends Row, T extends Table<R>>(
    slices: AsyncGenerator<{ readonly ids: readonly number[]; readonly found: readonly F[] }>,
    ids: Ids,
    made: (row: F) => R,
    fresh: T,
    place: { of(snapshot: Snapshot): T; put(snapshot: Snapshot, fresh: T): void },
): Promise<readonly Step[]> {
    const read: Step[] = [];
    for await (const slice of slices) {
        const found = slice.found.map(made);
        if (ids === "all") fresh.apply([], found);
        else read.push({ rows: slice.ids.length, apply: (snapshot) => place.of(snapshot).apply(slice.ids, found) });
    }
    return ids === "all" ? [{ rows: 0, apply: (snapshot) => place.put(snapshot, fresh) }] : read;
}

async function inSlices(steps: readonly Step[], snapshot: Snapshot): Promise<void> {
    let sinceBreak = 0;
    for (const step of steps) {
        if (sinceBreak + step.rows > sliceRows) {
            await setImmediate();
            sinceBreak = 0;
        }
        step.apply(snapshot);
        sinceBreak += step.rows;
    }
}

function asItIs<R>(row: R): R {
    return row;
}

/** The bits of what calls may come from. What cannot be read, which only an older version has stored, is nowhere. */
function networksAt(addresses: string | null): readonly string[] {
    const networks = networksOf(addresses ?? "");
    return "problem" in networks ? [] : networks;
}

/** An empty text counts as an absent one in routing. */
function present(text: string | null): string | null {
    return text === "" ? null : text;
}
