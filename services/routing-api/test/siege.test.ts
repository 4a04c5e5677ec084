import { connect, type Socket } from "node:net";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../../../test/tools/until.js";
import type { DatabaseConfig } from "../src/config.js";
import { decision, type Furnished, fromIpbx, furnish, to } from "./support/routing.js";
import { createDatabase, otherTenant, type Service, startService, tenant } from "./support/service.js";

const third = "5b1f9c1e-27f3-4a1d-8a53-0d6f3c1b2a44";

let config: DatabaseConfig;
let service: Service;
let hostile: Furnished;
let outside: pg.Client;
let address: string;

beforeAll(async () => {
    config = await createDatabase();
    service = await startService(config);
    await furnish(service, tenant);
    hostile = await furnish(service, otherTenant, 1);
    const gone = await furnish(service, third, 2);
    await addDids(otherTenant, hostile);
    await addDids(third, gone);
    await service.data.settled();
    const { host, port, user, database } = config;
    outside = new pg.Client({ host, port, user, database });
    await outside.connect();
    address = await service.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
    await outside.end();
    await service.stop();
});

/** 3,000 of the kind that once cost everybody 370 ms a question. */
async function addDids(owner: string, { p1, t1 }: Furnished): Promise<void> {
    await sql`insert into dids (tenant_uuid, ipbx_id, carrier_trunk_id, did_regex, did_prefix)
        select ${owner}, ${p1}, ${t1}, '^\\+?77' || n || '$', '' from generate_series(1, 3000) n`.execute(service.db);
}

let recorded = 0;

/** A call: decided, then recorded. Gives back how long the decision took. */
async function call(): Promise<number> {
    const begun = performance.now();
    const { rtjson } = await decision(service, { ...fromIpbx, ...to("44203") });
    const took = performance.now() - begun;
    expect(rtjson.success).toBe(true);
    recorded += 1;
    const record = { attempt: `siege-${recorded}`, call_id: `call-${recorded}`, source_ip: "10.0.0.1" };
    const answer = await service.call("POST", "/1.0/kamailio/cdrs", `${JSON.stringify(record)}\n`, {
        "content-type": "application/x-ndjson",
    });
    expect(answer.body, answer.text).toEqual({ stored: 1, known: 0, refused: [] });
    return took;
}

async function median(calls: number): Promise<number> {
    const times: number[] = [];
    for (let i = 0; i < calls; i += 1) times.push(await call());
    return times.sort((a, b) => a - b)[Math.floor(calls / 2)] ?? Number.NaN;
}

/** A request that promises more than it sends. */
function half(port: number): Socket {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => socket.destroy());
    socket.write(
        `POST /1.0/carriers HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{"a`,
    );
    return socket;
}

it("a tenant that stores, locks, lists, deletes and sends by halves holds up no decision, and loses no record", async () => {
    const quiet = await median(50);
    const deleted = service.delete(`/1.0/tenants/${third}`);
    await outside.query("begin");
    await outside.query("select 1 from carriers where id = $1 for update", [hostile.c]);
    const port = Number(new URL(address).port);
    const halves = Array.from({ length: 100 }, () => half(port));
    const writes = Array.from({ length: 10 }, (_, i) => service.put(`/1.0/carriers/${hostile.c}`, { name: `n${i}` }));
    await until("writes wait for the lock", async () => {
        const { rows } = await outside.query("select 1 from pg_locks where not granted");
        return rows.length > 0;
    });
    const lists = Array.from({ length: 4 }, () => service.get("/1.0/dids?limit=10000"));
    const besieged = await median(100);
    await outside.query("commit");
    // What waited longer than anybody should is told so.
    for (const { status } of await Promise.all(writes)) expect([200, 503]).toContain(status);
    for (const list of await Promise.all(lists)) expect(list.status).toBe(200);
    expect([200, 503]).toContain((await deleted).status);
    for (const socket of halves) socket.destroy();
    // Generous: what it guards against was a factor of hundreds.
    expect(besieged).toBeLessThan(Math.max(quiet, 1) * 30);
    const { rows } = await outside.query("select count(*)::int as count from cdrs where attempt like 'siege-%'");
    expect(rows).toEqual([{ count: recorded }]);
});
