import { readFileSync } from "node:fs";
import { Migrator, sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "../src/db/migrate.js";
import { initial } from "../src/db/migrations/0001-initial.js";
import { connectionOptions, openDatabase } from "../src/db/pool.js";
import { createDatabase, type Service, startService, tenant } from "./support/service.js";

let service: Service;
beforeAll(async () => {
    service = await startService();
    await service.create("domains", { domain: "a.example" });
});
afterAll(() => service.stop());

const account = JSON.parse(readFileSync(new URL("support/rtpengine-account.json", import.meta.url), "utf8"));
const delivered = {
    tenant_uuid: tenant,
    source_ip: "10.0.0.1",
    source_port: 5060,
    from_uri: "sip:1@a.example",
    to_uri: "sip:2@b.example",
    duration: 17,
};
const deliver = async (body: Record<string, unknown>) => {
    const answer = await service.post("/1.0/kamailio/cdr", { ...delivered, ...body });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
};
const list = async (query: string) => (await service.get(`/1.0/cdrs?${query}`)).list("items");

describe("a CDR with the relay's account", () => {
    it("says which router decided, and what media each side sent", async () => {
        const more = { router: "198.18.0.20:5060", caller_tag: "caller.1", callee_tag: "callee.1", relay: account };
        await deliver({ call_id: "full", ...more });
        const [cdr] = await list("call_id=full");
        expect(cdr).toMatchObject({
            router: "198.18.0.20:5060",
            caller_packets: 196,
            caller_octets: 33_712,
            caller_lost: 3,
            caller_jitter: 10,
            caller_mos: 4.3,
            callee_packets: 150,
            callee_octets: 25_800,
            callee_lost: 1,
            callee_jitter: 2,
            callee_mos: 4.4,
        });
        expect((await service.get(`/1.0/cdrs/${cdr?.id}`)).body).toEqual(cdr);
    });

    it("holds octets beyond 32 bits", async () => {
        const long = structuredClone(account);
        long.tags["caller.1"].medias[0].streams[0].stats.bytes = 5_400_000_000;
        await deliver({ call_id: "long", caller_tag: "caller.1", callee_tag: "callee.1", relay: long });
        expect(await list("call_id=long")).toMatchObject([{ caller_octets: 5_400_000_000 }]);
    });

    it.each([["text"], [{}], [[1]], [null], [{ tags: { caller: 1 } }]])(
        "of %j is stored without figures",
        async (relay) => {
            const call_id = `odd-${JSON.stringify(relay)}`;
            await deliver({ call_id, caller_tag: "caller", callee_tag: null, relay });
            expect(await list(`call_id=${encodeURIComponent(call_id)}`)).toMatchObject([
                { router: null, caller_packets: null, callee_packets: null, caller_mos: null },
            ]);
        },
    );

    it("is one CDR, though the relay's account differs when it is delivered again", async () => {
        for (const relay of [account, {}]) {
            await deliver({ call_id: "again", caller_tag: "caller.1", callee_tag: "callee.1", relay });
        }
        expect(await list("call_id=again")).toMatchObject([{ caller_packets: 196 }]);
    });

    it("keeps its figures when a client changes it, and takes none from there", async () => {
        const [{ id, ...cdr } = {}] = await list("call_id=full");
        const answer = await service.put(`/1.0/cdrs/${id}`, { ...cdr, duration: 18, caller_packets: 7 });
        expect(answer.body).toMatchObject({ duration: 18, caller_packets: 196 });
    });
});

describe("a list of CDRs", () => {
    const ids = async (query: string) => (await list(query)).map((each) => each.call_id);

    beforeAll(async () => {
        for (const [index, call_start] of [1_700_000_000, 1_700_000_060, 1_700_000_120, null].entries()) {
            await deliver({ call_id: `timed-${index}`, call_start });
        }
    });

    it.each([
        ["since=1700000060&until=1800000000", ["timed-1", "timed-2"]],
        ["since=2023-11-14T22:14:20Z&until=1800000000", ["timed-1", "timed-2"]],
        ["until=1700000060", ["timed-0"]],
        ["since=1700000000&until=1700000120&call_id=timed-1", ["timed-1"]],
        ["since=1700000000&until=1700000120&limit=1&offset=1", ["timed-1"]],
        ["since=1700000120&until=1700000000", []],
        ["call_id=timed-3", ["timed-3"]],
        ["call_id=Timed-3", []],
        ["call_id=", []],
    ])("is narrowed by %s", async (query, expected) => {
        expect(await ids(query)).toEqual(expected);
    });

    it.each([
        ["since=yesterday", "since"],
        ["until=", "until"],
        ["since=1&since=2", "since"],
        ["call_id=a&call_id=b", "call_id"],
        ["call_id=a%0d", "call_id"],
        ["callid=timed-1", "callid"],
        ["from=2023-11-14", "from"],
    ])("refuses %s, for it would answer with other calls than are meant", async (query, name) => {
        const answer = await service.get(`/1.0/cdrs?${query}`);
        expect(answer.status).toBe(422);
        expect(answer.at("detail", 0, "loc")).toEqual(["query", name]);
    });

    it("names the parameters that there are", async () => {
        const answer = await service.get("/1.0/cdrs?callid=1");
        expect(answer.at("detail")).toEqual([
            {
                loc: ["query", "callid"],
                msg: [
                    "unknown: allowed are offset, limit, sort, cursor, total, times, call_id, since, until, attempted_since, attempted_until, tenant_uuid, ipbx_id,",
                    "carrier_trunk_id, number, sip_code, after",
                ].join(" "),
                type: "value_error.extra",
            },
        ]);
    });

    it.each(["call_id = 'full'", "call_start >= '2023-11-14' and call_start < '2023-11-15'"])(
        "by %s reads an index",
        async (condition) => {
            const plan = await service.db.transaction().execute(async (transaction) => {
                // So few rows are read faster one after another.
                await sql`set local enable_seqscan = off`.execute(transaction);
                return sql<Record<string, string>>`explain select * from cdrs where ${sql.raw(condition)}`.execute(
                    transaction,
                );
            });
            expect(JSON.stringify(plan.rows)).toMatch(/cdrs_call_(id|start)_idx/);
        },
    );
});

describe("a database of the version before", () => {
    it("keeps its CDRs, without figures", async () => {
        const log = pino({ level: "silent" });
        const db = openDatabase(connectionOptions(await createDatabase()), 1, log);
        const before = new Migrator({ db, provider: { getMigrations: async () => ({ "0001-initial": initial }) } });
        expect((await before.migrateToLatest()).error).toBeUndefined();
        await sql`insert into tenants (uuid, name) values (${tenant}, 'acme')`.execute(db);
        await sql`insert into cdrs (tenant_uuid, source_ip, source_port, from_uri, to_uri, call_id)
            values (${tenant}, '10.0.0.1', 5060, 'sip:1@a', 'sip:2@a', 'old')`.execute(db);
        await migrate(db, log);
        const cdrs = await db.selectFrom("cdrs").select(["call_id", "router", "caller_packets"]).execute();
        expect(cdrs).toEqual([{ call_id: "old", router: null, caller_packets: null }]);
        const { rows } = await sql`select version, created_at, changed_at from cdrs`.execute(db);
        expect(rows).toEqual([{ version: 1, created_at: null, changed_at: null }]);
        await db.destroy();
    });
});
