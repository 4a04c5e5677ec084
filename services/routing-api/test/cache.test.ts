import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { PostgresServer } from "../../../test/tools/postgres.js";
import { until } from "../../../test/tools/until.js";
import type { DatabaseConfig } from "../src/config.js";
import { SnapshotReader } from "../src/snapshot/reader.js";
import { Table } from "../src/snapshot/table.js";
import { createDatabase, type Service, startService, tenant } from "./support/service.js";

const reached = async (service: Service, domain: string): Promise<boolean> => {
    const answer = await service.post("/1.0/kamailio/routing", {
        from_name: "",
        from_uri: "sip:1@x",
        to_uri: `sip:1@${domain}`,
    });
    expect(answer.status, answer.text).toBe(200);
    return answer.at("rtjson", "success") === true;
};
const connect = async ({ host, port, user, database }: DatabaseConfig): Promise<pg.Client> => {
    const client = new pg.Client({ host, port, user, database });
    await client.connect();
    return client;
};
const addIpbx = async (service: Service, name: string): Promise<number> => {
    const domain_id = await service.create("domains", { domain: name });
    return service.create("ipbxs", { domain_id, ip_fqdn: "10.0.0.1" });
};

describe("two instances on one database", () => {
    let config: DatabaseConfig;
    let a: Service;
    let b: Service;

    beforeAll(async () => {
        config = await createDatabase();
        // Both migrate an empty database at once.
        [a, b] = await Promise.all([startService(config), startService(config)]);
    });
    afterAll(async () => {
        await a.stop();
        await b.stop();
    });

    it("see their own writes at once", async () => {
        for (let i = 0; i < 20; i += 1) {
            const id = await addIpbx(a, `own${i}.example`);
            expect(await reached(a, `own${i}.example`)).toBe(true);
            await a.delete(`/1.0/ipbxs/${id}`);
            expect(await reached(a, `own${i}.example`)).toBe(false);
        }
    });

    it("see each other's writes within moments", async () => {
        const id = await addIpbx(a, "other.example");
        await until("the change is known", () => reached(b, "other.example"));
        await a.put(`/1.0/ipbxs/${id}`, {
            domain_id: await a.create("domains", { domain: "moved.example" }),
            ip_fqdn: "x",
        });
        await until("the change is known", async () => !(await reached(b, "other.example")));
        expect(await reached(b, "moved.example")).toBe(true);
        await a.delete(`/1.0/tenants/${tenant}`);
        await until("the change is known", async () => !(await reached(b, "moved.example")));
    });

    it("see a write of a thousand rows, and one that went past the API", async () => {
        const domain_id = await a.create("domains", { domain: "many.example" });
        const ipbx = await a.create("ipbxs", { domain_id, ip_fqdn: "10.0.0.1" });
        const carrier_id = await a.create("carriers", { name: "many" });
        const carrier_trunk_id = await a.create("carrier_trunks", { carrier_id, name: "t", sip_proxy: "x" });
        const rows = Array.from({ length: 1000 }, (_, i) => `(${ipbx}, ${carrier_trunk_id}, '^7${i}$', '7${i}')`);
        const values = rows.join(",").replaceAll("(", `('${tenant}', `);
        const client = await connect(config);
        await client.query(
            `insert into dids (tenant_uuid, ipbx_id, carrier_trunk_id, did_regex, did_prefix) values ${values}`,
        );
        const called = async (service: Service) => {
            const body = { from_name: "", from_uri: "sip:1@x", to_uri: "sip:7999@x" };
            return (await service.post("/1.0/kamailio/routing", body)).at("rtjson", "success");
        };
        for (const service of [a, b]) await until("the change is known", () => called(service));
        // So many that the table is read as a whole: slice by slice all the same, for decisions wait for each.
        const slices = vi.spyOn(Table.prototype, "apply");
        await client.query(`insert into dids (tenant_uuid, ipbx_id, carrier_trunk_id, did_regex, did_prefix)
            select '${tenant}', ${ipbx}, ${carrier_trunk_id}, '^8' || n, '8' || n from generate_series(10000, 22000) as n`);
        const body = { from_name: "", from_uri: "sip:1@x", to_uri: "sip:822000@x" };
        for (const service of [a, b]) {
            await until("the change is known", async () => {
                return (await service.post("/1.0/kamailio/routing", body)).at("rtjson", "success");
            });
        }
        expect(slices.mock.calls.length).toBeGreaterThan(2 * 24);
        for (const [ids, found] of slices.mock.calls) expect(ids.length + found.length).toBeLessThanOrEqual(1_000);
        slices.mockRestore();
        await client.query("truncate tenants cascade");
        await client.end();
        for (const service of [a, b]) await until("the change is known", async () => !(await called(service)));
    });

    it("decide from memory: no query while nothing changes", async () => {
        await addIpbx(a, "quiet.example");
        // Two of the instances' reads may still be under way for what the test before has left.
        await Promise.all([a.data.settled(), b.data.settled()]);
        const reads = [vi.spyOn(SnapshotReader.prototype, "full"), vi.spyOn(SnapshotReader.prototype, "changes")];
        for (let i = 0; i < 50; i += 1) expect(await reached(a, "quiet.example")).toBe(true);
        for (const read of reads) {
            expect(read).not.toHaveBeenCalled();
            read.mockRestore();
        }
    });

    it("stay right while both write and ask at the same time", async () => {
        const names = Array.from({ length: 30 }, (_, i) => `busy${i}.example`);
        await Promise.all(
            names.map(async (name, i) => {
                const service = i % 2 === 0 ? a : b;
                await addIpbx(service, name);
                expect(await reached(service, name)).toBe(true);
            }),
        );
        for (const name of names) {
            await until("the change is known", () => reached(a, name));
            await until("the change is known", () => reached(b, name));
        }
    });
});

describe("a PostgreSQL that goes and comes back", () => {
    let server: PostgresServer;
    let config: DatabaseConfig;
    let service: Service;

    beforeAll(async () => {
        server = await PostgresServer.create();
        config = await createDatabase(server.port);
        service = await startService(config);
        await addIpbx(service, "before.example");
    });
    afterAll(async () => {
        await service.stop();
        await server.remove();
    });

    const said = (text: string) => service.lines.filter(({ msg }) => String(msg).includes(text)).length;
    const following = () => said("routing data is in memory and follows changes");

    it("is not missed by calls: they go by what was last known, and writes are refused", async () => {
        await server.stop();
        expect(await reached(service, "before.example")).toBe(true);
        expect(await service.post("/1.0/carriers", { tenant_uuid: tenant, name: "x" })).toMatchObject({
            status: 503,
            body: { detail: "The database is away or busy" },
        });
        expect((await service.get("/status")).status).toBe(204);
        expect(service.lines).toContainEqual(
            expect.objectContaining({ msg: "the database does not answer: deciding by what was last known" }),
        );
    });

    it("is not waited for when it hangs", async () => {
        const times = following();
        await server.start();
        await until("changes are followed again", () => following() === times + 1);
        const freeze = await connect(config);
        await freeze.query("begin; lock table domains in access exclusive mode");
        const lost = said("changes are not heard of");
        const killer = await connect(config);
        await killer.query(killListeners);
        await killer.end();
        await until("the loss is noticed", () => said("changes are not heard of") === lost + 1);
        // The lock is held until this is answered.
        expect(await reached(service, "before.example")).toBe(true);
        expect(service.lines).toContainEqual(
            expect.objectContaining({ msg: "the database is slow: deciding by what was last known" }),
        );
        await freeze.end();
        await server.stop();
    });

    it("is found again without help, and followed again", async () => {
        const times = following();
        await server.start();
        await until("changes are followed again", () => following() === times + 1);
        await addIpbx(service, "after.example");
        expect(await reached(service, "after.example")).toBe(true);
        expect(await reached(service, "before.example")).toBe(true);
    });

    it("is read for each decision while changes are not heard of", async () => {
        const other = await startService(config);
        const killer = await connect(config);
        for (let i = 0; i < 20; i += 1) {
            await addIpbx(other, `deaf${i}.example`);
            if (i % 5 === 0) await killer.query(killListeners);
            // Whether it listens at this moment or not, a write that was answered elsewhere is seen.
            await until("the change is known", () => reached(service, `deaf${i}.example`));
        }
        await killer.end();
        await other.stop();
        expect(service.lines).toContainEqual(
            expect.objectContaining({ msg: expect.stringContaining("are not heard of") }),
        );
    });
});

const killListeners = `select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'routing-api changes' and datname = current_database()`;
