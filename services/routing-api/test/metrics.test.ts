import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decision, fromCarrier, fromIpbx, furnish, to } from "./support/routing.js";
import { missing, type Service, startService, tenant } from "./support/service.js";

let service: Service;
beforeAll(async () => {
    service = await startService();
    await furnish(service, tenant);
});
afterAll(() => service.stop());

/** The value of a series, as it is written; undefined where there is none. */
const measured = async (series: string) => {
    const { status, text, headers } = await service.get("/metrics");
    expect(status).toBe(200);
    expect(headers["content-type"]).toContain("text/plain; version=0.0.4");
    const line = text.split("\n").find((each) => each.startsWith(`${series} `));
    return line === undefined ? undefined : Number(line.slice(series.length + 1));
};

describe("/metrics", () => {
    it("counts decisions by their outcome, from nothing on", async () => {
        const outcomes = ["routed", "no-route", "unknown-caller"];
        const counts = () =>
            Promise.all(outcomes.map((outcome) => measured(`routing_api_decisions_total{outcome="${outcome}"}`)));
        expect(await counts()).toEqual([0, 0, 0]);
        await decision(service, { ...fromIpbx, ...to("1") });
        await decision(service, { ...fromCarrier, ...to("1") });
        await decision(service, { ...fromCarrier, source_ip: "10.9.9.9", domain: "x.example", ...to("1") });
        await decision(service, { ...fromIpbx, ...to("2") });
        expect(await counts()).toEqual([2, 1, 1]);
    });

    it("counts records by what became of them", async () => {
        const records = ["one", "one", "two"].map((attempt) => ({
            attempt,
            call_id: "c",
            source_ip: "10.0.0.1",
            source_port: 5060,
            from_uri: "sip:1@a",
            to_uri: "sip:2@b",
            request_uri: "sip:2@b",
            set_up_ms: 1_700_000_000_000,
            end_ms: 1_700_000_001_000,
            sip_code: 200,
        }));
        const body = `${records.map((each) => JSON.stringify(each)).join("\n")}\nnonsense`;
        const headers = { "content-type": "application/x-ndjson" };
        const answer = await service.call("POST", "/1.0/kamailio/cdrs", body, headers);
        expect(answer.body).toMatchObject({ stored: 2, known: 1, refused: [{ line: 4 }] });
        const of = (result: string) => measured(`routing_api_records_total{result="${result}"}`);
        expect([await of("stored"), await of("known"), await of("refused")]).toEqual([2, 1, 1]);
    });

    it("measures requests by their route, never by their path", async () => {
        for (const id of [missing, missing - 1]) await service.get(`/1.0/carriers/${id}`);
        await service.get("/1.0/nothing/at/all");
        const count = (route: string) =>
            measured(`routing_api_request_duration_seconds_count{method="GET",route="${route}",status="404"}`);
        expect(await count("/1.0/carriers/:id")).toBe(2);
        expect(await count("none")).toBe(1);
        const routes = (await service.get("/metrics")).text.match(/route="[^"]*"/g) ?? [];
        expect(routes).toContain('route="/1.0/carriers/:id"');
        expect(routes.filter((route) => route.includes(String(missing)))).toEqual([]);
    });

    it("says how the pools and the process fare, and whether changes are heard of", async () => {
        expect(await measured("routing_api_follows_changes")).toBe(1);
        for (const pool of ["writes", "reads", "records", "calls"]) {
            const waiting = `routing_api_database_connections{pool="${pool}",state="waiting"}`;
            expect(await measured(waiting), pool).toBe(0);
        }
        expect(await measured("process_cpu_seconds_total")).toBeGreaterThan(0);
        expect(await measured("process_resident_memory_bytes")).toBeGreaterThan(0);
    });
});

describe("the id of a request", () => {
    const idOf = async (path: string, headers: Record<string, string> = {}) =>
        (await service.call("GET", path, undefined, headers)).headers["x-request-id"];

    it("is the client's, or a new one for each, in answers of any kind", async () => {
        expect(await idOf("/status", { "x-request-id": "portal-1/7" })).toBe("portal-1/7");
        const ids = [await idOf("/status"), await idOf("/1.0/nothing"), await idOf("/1.0/carriers/x")];
        for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
        expect(new Set(ids).size).toBe(3);
    });

    it.each(["a b", "", '{"a":1}', "x".repeat(129), "é"])(
        "is a new one where '%s' could not stand in a log",
        async (id) => {
            expect(await idOf("/status", { "x-request-id": id })).toMatch(/^[0-9a-f-]{36}$/);
        },
    );

    it("is in what the log says of the request", async () => {
        const headers = { "x-request-id": "seen-again" };
        await service.call("POST", "/1.0/kamailio/routing", { from_name: "", ...fromIpbx, ...to("3") }, headers);
        expect(service.lines).toContainEqual(expect.objectContaining({ msg: "routing", reqId: "seen-again" }));
    });
});
