import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { describeError } from "../db/describe.js";
import type { Logger } from "../log.js";
import { ChangeFeed } from "./change-feed.js";
import { type Changes, type Ids, type RoutingTable, routingTables, type SnapshotReader } from "./reader.js";
import type { Snapshot } from "./snapshot.js";

/**
 * The routing tables in memory, kept in step with the database by its notifications. While the notifications are out of reach, every
 * decision reads the database; and while that does not answer either, calls go by what was last known: nobody can have changed it.
 */
export class RoutingData {
    readonly #feed: ChangeFeed;
    #live: Snapshot | undefined;
    #last: Snapshot | undefined;
    #pending = new Map<RoutingTable, Ids>();
    #applying: Promise<void> | undefined;
    #loading: Promise<Snapshot> | undefined;
    #nextRead: Promise<Snapshot> | undefined;

    constructor(
        private readonly reader: SnapshotReader,
        connection: pg.ClientConfig,
        private readonly log: Logger,
    ) {
        this.#feed = new ChangeFeed(
            connection,
            {
                connected: () => this.#connected(),
                changed: (payload) => this.#changed(payload),
                lost: () => this.#lost(),
            },
            log,
        );
    }

    /** Resolves when the data is in memory, or when the first attempt to get it there has failed. */
    async start(): Promise<void> {
        await this.#feed.start();
    }

    async stop(): Promise<void> {
        await this.#feed.stop();
    }

    /** What to decide by. A promise only while there are no notifications. */
    current(): Snapshot | Promise<Snapshot> {
        return this.#live ?? this.#readNow();
    }

    /** Whether decisions go by memory that hears of each change. */
    get followsChanges(): boolean {
        return this.#live !== undefined;
    }

    /** Resolves when decisions see every write that was committed before the call. */
    async settled(): Promise<void> {
        await this.#feed.caughtUp();
        await this.#applying;
    }

    async #connected(): Promise<void> {
        this.#pending.clear();
        const snapshot = await this.reader.full();
        // Changes that were told during the read may or may not be in it: reading them again is harmless.
        while (this.#pending.size > 0) await this.#applyPending(snapshot);
        this.#live = snapshot;
        this.#last = snapshot;
        this.log.info("routing data is in memory and follows changes");
    }

    #lost(): void {
        if (this.#live !== undefined)
            this.log.warn("changes are not heard of: each decision reads the database until they are");
        this.#live = undefined;
    }

    #changed(payload: string): void {
        const [name, ids = ""] = payload.split(" ", 2);
        const table = routingTables.find((each) => each === name);
        if (table === undefined) return;
        const known = this.#pending.get(table) ?? [];
        this.#pending.set(table, ids === "*" || known === "all" ? "all" : [...known, ...ids.split(",").map(Number)]);
        if (this.#live !== undefined) this.#apply();
    }

    /** Reads what is pending, batch after batch, one at a time. */
    #apply(): void {
        this.#applying ??= this.#applyAll().finally(() => {
            this.#applying = undefined;
        });
    }

    async #applyAll(): Promise<void> {
        while (this.#live !== undefined && this.#pending.size > 0) {
            const snapshot = this.#live;
            try {
                await this.#applyPending(snapshot);
            } catch (error) {
                this.log.warn({ cause: describeError(error) }, "a change could not be read");
                if (this.#live === snapshot) this.#live = undefined;
                this.#feed.restart();
            }
        }
    }

    async #applyPending(snapshot: Snapshot): Promise<void> {
        const batch: Changes = this.#pending;
        this.#pending = new Map();
        await (await this.reader.changes(batch))(snapshot);
    }

    /** What the database says now or, when it keeps a call waiting or does not answer, what was last known. */
    async #readNow(): Promise<Snapshot> {
        const fresh = this.#freshRead();
        const last = this.#last;
        if (last === undefined) return fresh;
        const patience = new AbortController();
        try {
            const read = await Promise.race([fresh, sleep(patienceMs, undefined, { signal: patience.signal })]);
            if (read !== undefined) return read;
            this.log.warn({ waited_ms: patienceMs }, "the database is slow: deciding by what was last known");
        } catch (error) {
            const cause = describeError(error);
            this.log.warn({ cause }, "the database does not answer: deciding by what was last known");
        } finally {
            patience.abort();
        }
        return last;
    }

    /** A read that began before the question might miss a write that came before it: such questions share the next read. */
    #freshRead(): Promise<Snapshot> {
        if (this.#loading === undefined) return this.#startRead();
        this.#nextRead ??= this.#loading
            .catch(() => undefined)
            .then(() => {
                this.#nextRead = undefined;
                return this.#startRead();
            });
        return this.#nextRead;
    }

    #startRead(): Promise<Snapshot> {
        this.#loading = this.reader.full().finally(() => {
            this.#loading = undefined;
        });
        return this.#loading.then((snapshot) => {
            this.#last = snapshot;
            return snapshot;
        });
    }
}

/** A router gives up on us soon after, and the caller with it. */
const patienceMs = 1_000;
