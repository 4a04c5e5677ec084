import { sql } from "kysely";
import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../../../test/tools/until.js";
import type { DatabaseConfig } from "../src/config.js";
import { connectionOptions, type Database, openDatabase } from "../src/db/pool.js";
import { DatabaseUnavailable } from "../src/db/unavailable.js";
import { decision, fromIpbx, furnish, to } from "./support/routing.js";
import { createDatabase, type Service, startService, tenant } from "./support/service.js";

let config: DatabaseConfig;
let outside: pg.Client;
beforeAll(async () => {
    config = await createDatabase();
    const { host, port, user, database } = config;
    outside = new pg.Client({ host, port, user, database });
    await outside.connect();
});
afterAll(() => outside.end());

describe("a connection whose query was given up", () => {
    let db: Database;
    beforeAll(async () => {
        await outside.query("create table notes (text text)");
        // One connection: who comes next would get the very same.
        db = openDatabase({ ...connectionOptions(config), query_timeout: 200 }, 1, pino({ level: "silent" }));
    });
    afterAll(() => db.destroy());

    const note = (text: string) => sql`insert into notes values (${text})`.execute(db);
    const noted = async () =>
        (await outside.query("select text from notes order by text")).rows.map(({ text }) => text);
    const sleep = sql`select pg_sleep(3)`;

    it("is lent to nobody again: what the next one is told was stored, is stored", async () => {
        const given = db.transaction().execute(async (tx) => {
            await sql`insert into notes values ('lost')`.execute(tx);
            await sleep.execute(tx);
        });
        await expect(given).rejects.toThrow(DatabaseUnavailable);
        await note("a");
        await expect(sleep.execute(db)).rejects.toThrow(DatabaseUnavailable);
        await note("b");
        expect(await noted()).toEqual(["a", "b"]);
    });

    it("does not turn an error into a success: a commit that PostgreSQL takes for a rollback is none", async () => {
        const given = db.transaction().execute(async (tx) => {
            await sql`insert into notes values ('c')`.execute(tx);
            await sql`select 1 / 0`.execute(tx).catch(() => undefined);
        });
        await expect(given).rejects.toThrow("ROLLBACK");
        await note("d");
        expect(await noted()).toEqual(["a", "b", "d"]);
    });
});

describe("writes that wait", () => {
    let service: Service;
    let carrier: number;
    beforeAll(async () => {
        service = await startService(config);
        carrier = (await furnish(service, tenant)).c;
    });
    afterAll(() => service.stop());

    it("hold up no decision, no record and no read, and are 503 when they wait too long", async () => {
        await outside.query("begin");
        await outside.query("select 1 from carriers where id = $1 for update", [carrier]);
        const waiting = Array.from({ length: 30 }, (_, i) =>
            service.app.inject({ method: "PUT", url: `/1.0/carriers/${carrier}`, payload: { name: `n${i}` } }),
        );
        await until("writes wait for the lock", async () => {
            const { rows } = await outside.query("select 1 from pg_locks where not granted");
            return rows.length > 1;
        });
        // Those that found no connection have given up: the others wait as long as the lock is held, and the rest of the service does not.
        await Promise.race(waiting);
        const record = {
            tenant_uuid: tenant,
            source_ip: "10.0.0.1",
            source_port: 5060,
            from_uri: "sip:1@a",
            to_uri: "sip:2@b",
        };
        for (let i = 0; i < 20; i += 1) {
            expect((await service.post("/1.0/kamailio/cdr", { ...record, call_id: `c${i}` })).status).toBe(200);
            expect((await service.get("/1.0/carriers")).status).toBe(200);
            expect((await decision(service, { ...fromIpbx, ...to("44203") })).rtjson.success).toBe(true);
        }
        await outside.query("commit");
        const answers = await Promise.all(waiting);
        const codes = answers.map(({ statusCode }) => statusCode);
        expect(new Set(codes)).toEqual(new Set([200, 503]));
        for (const answer of answers.filter(({ statusCode }) => statusCode === 503)) {
            expect(answer.headers["retry-after"]).toBe("1");
            expect(answer.json()).toEqual({ detail: "The database is away or busy" });
        }
    });
});
