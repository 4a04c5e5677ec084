import { type Selectable, sql, type Transaction } from "kysely";
import type { Database } from "../db/pool.js";
import type { Schema } from "../db/schema.js";
import type { Logger } from "../log.js";
import { targetHost } from "../routing/uri.js";
import type { Encryption } from "../secrets/encryption.js";
import { readable } from "../secrets/stored-secret.js";
import { type Credentials, type Ipbx, Snapshot, type Trunk } from "./snapshot.js";

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

/** Reads rows from the database into snapshots. */
export class SnapshotReader {
    constructor(
        private readonly db: Database,
        private readonly encryption: Encryption,
        private readonly log: Logger,
    ) {}

    async full(): Promise<Snapshot> {
        const snapshot = new Snapshot();
        (await this.changes(everything))(snapshot);
        return snapshot;
    }

    /** Reads what changed, in one consistent view, and gives back how to put it into a snapshot: all at once, between decisions. */
    async changes(changes: Changes): Promise<(snapshot: Snapshot) => void> {
        const steps = await this.db
            .transaction()
            .setIsolationLevel("repeatable read")
            .setAccessMode("read only")
            .execute(async (tx) => {
                const read: ((snapshot: Snapshot) => void)[] = [];
                for (const [table, ids] of changes) read.push(await this.#read(tx, table, ids));
                return read;
            });
        return (snapshot) => {
            for (const step of steps) step(snapshot);
        };
    }

    async #read(tx: Transaction<Schema>, table: RoutingTable, ids: Ids): Promise<(snapshot: Snapshot) => void> {
        switch (table) {
            case "ipbxs": {
                const found = (await rows(tx, table, ids)).map((row) => this.#ipbx(row));
                return (snapshot) => snapshot.ipbxs.apply(ids, found);
            }
            case "carrier_trunks": {
                const found = (await rows(tx, table, ids)).map((row) => this.#trunk(row));
                return (snapshot) => snapshot.carrier_trunks.apply(ids, found);
            }
            case "domains": {
                const found = await rows(tx, table, ids);
                return (snapshot) => snapshot.domains.apply(ids, found);
            }
            case "dids": {
                const found = await rows(tx, table, ids);
                return (snapshot) => snapshot.dids.apply(ids, found);
            }
            case "normalization_profiles": {
                const found = await rows(tx, table, ids);
                return (snapshot) => snapshot.normalization_profiles.apply(ids, found);
            }
            case "normalization_rules": {
                const found = await rows(tx, table, ids);
                return (snapshot) => snapshot.normalization_rules.apply(ids, found);
            }
            case "routing_rules": {
                const found = await rows(tx, table, ids);
                return (snapshot) => snapshot.routing_rules.apply(ids, found);
            }
            case "routing_groups": {
                const found = await rows(tx, table, ids);
                return (snapshot) => snapshot.routing_groups.apply(ids, found);
            }
        }
    }

    #ipbx(row: Selectable<Schema["ipbxs"]>): Ipbx {
        return {
            ...row,
            ip_address: present(row.ip_address),
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
            ip_address: present(row.ip_address),
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

async function rows<T extends RoutingTable>(
    tx: Transaction<Schema>,
    table: T,
    ids: Ids,
): Promise<readonly Selectable<Schema[T]>[]> {
    const wanted = ids === "all" ? sql`` : sql`where id = any(${ids})`;
    return (await sql<Selectable<Schema[T]>>`select * from ${sql.table(table)} ${wanted} order by id`.execute(tx)).rows;
}

/** An empty text counts as an absent one in routing. */
function present(text: string | null): string | null {
    return text === "" ? null : text;
}
