import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { describeError } from "../db/describe.js";
import type { Logger } from "../log.js";

const channel = "routing_changed";
const retryMs = 500;
/** A PostgreSQL that vanished without closing its connections is noticed within this and the query's time-out. */
const heartbeatMs = 2_000;
const heartbeatTimeoutMs = 2_000;

/** What the feed tells. */
export interface FeedEvents {
    /** The feed hears everything from here on. When this fails, the feed starts anew. */
    connected(): Promise<void>;
    changed(payload: string): void;
    lost(): void;
}

/** Hears of every committed change of the routing tables, through one PostgreSQL connection that it keeps up. */
export class ChangeFeed {
    readonly #stop = new AbortController();
    /** A channel that only this process listens to. */
    readonly #marks = `routing_marks_${randomBytes(8).toString("hex")}`;
    readonly #waiting = new Map<string, () => void>();
    #client: pg.Client | undefined;
    #connection = new AbortController();
    #marked = 0;
    /** Settles when the connection is free. */
    #asked: Promise<void> = Promise.resolve();
    #running: Promise<void> = Promise.resolve();

    constructor(
        private readonly options: pg.ClientConfig,
        private readonly events: FeedEvents,
        private readonly log: Logger,
    ) {}

    /** Resolves after the first attempt to connect; the attempts go on until the stop. */
    start(): Promise<void> {
        return new Promise((resolve) => {
            this.#running = this.#run(resolve);
        });
    }

    /** Gives the present connection up and begins anew, as if it had been lost. */
    restart(): void {
        this.#connection.abort();
    }

    async stop(): Promise<void> {
        this.#stop.abort();
        await this.#running;
    }

    /**
     * Resolves when every change that was committed before the call has been told. PostgreSQL hands notifications over in commit order,
     * so a notification of our own, sent now, arrives behind them. Resolves at once when the feed is lost.
     */
    async caughtUp(): Promise<void> {
        const client = this.#client;
        if (client === undefined) return;
        this.#marked += 1;
        const mark = String(this.#marked);
        const arrived = new Promise<void>((resolve) => this.#waiting.set(mark, resolve));
        try {
            await this.#ask(client, "select pg_notify($1, $2)", [this.#marks, mark]);
        } catch (error) {
            this.log.warn({ cause: describeError(error) }, "the connection that hears of changes does not answer");
            this.#waiting.delete(mark);
            return;
        }
        await arrived;
    }

    async #run(attempted: () => void): Promise<void> {
        const { signal } = this.#stop;
        while (!signal.aborted) {
            await this.#listen(signal, attempted);
            attempted();
            this.#client = undefined;
            if (!signal.aborted) this.events.lost();
            for (const resolve of this.#waiting.values()) resolve();
            this.#waiting.clear();
            await pause(signal);
        }
    }

    /** Listens until the connection is lost or the feed is stopped. */
    async #listen(signal: AbortSignal, connected: () => void): Promise<void> {
        const client = new pg.Client({
            ...this.options,
            // Tells it from the pool's connections in pg_stat_activity.
            application_name: "routing-api changes",
            query_timeout: heartbeatTimeoutMs,
        });
        const over = new AbortController();
        this.#connection = over;
        const end = (): void => over.abort();
        client.on("error", (error) => {
            this.log.warn({ cause: describeError(error) }, "the connection that hears of changes was lost");
            end();
        });
        client.on("end", end);
        client.on("notification", (message) => this.#heard(message));
        signal.addEventListener("abort", end, { once: true });
        try {
            await client.connect();
            await client.query(`listen ${channel}`);
            await client.query(`listen ${this.#marks}`);
            this.#client = client;
            await this.events.connected();
            connected();
            while (!over.signal.aborted) {
                await sleep(heartbeatMs, undefined, { signal: over.signal });
                await this.#ask(client, "select 1", []);
            }
        } catch (error) {
            if (!over.signal.aborted) this.log.warn({ cause: describeError(error) }, "cannot listen for changes");
        } finally {
            signal.removeEventListener("abort", end);
            await closed(client, this.log);
        }
    }

    /** One query at a time: a connection has no queue of its own. */
    async #ask(client: pg.Client, text: string, values: readonly string[]): Promise<void> {
        const before = this.#asked;
        const asked = (async () => {
            await before;
            await client.query(text, [...values]);
        })();
        this.#asked = asked.catch(() => undefined);
        await asked;
    }

    #heard(message: pg.Notification): void {
        const payload = message.payload ?? "";
        if (message.channel === channel) {
            this.events.changed(payload);
            return;
        }
        this.#waiting.get(payload)?.();
        this.#waiting.delete(payload);
    }
}

/** The time between two attempts; a stop ends it early, which is no error. */
async function pause(signal: AbortSignal): Promise<void> {
    await sleep(retryMs, undefined, { signal }).catch(() => undefined);
}

async function closed(client: pg.Client, log: Logger): Promise<void> {
    try {
        await client.end();
    } catch (error) {
        log.debug({ cause: describeError(error) }, "closing a lost connection failed");
    }
}
