import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, missing, otherTenant, type Service, startService, tenant } from "./support/service.js";

let service: Service;
let trunk: number;
let ipbx: number;
beforeAll(async () => {
    service = await startService();
    const domain_id = await service.create("domains", { domain: "a.example" });
    const carrier_id = await service.create("carriers", { name: "carrier" });
    trunk = await service.create("carrier_trunks", { carrier_id, name: "trunk", sip_proxy: "198.18.0.9" });
    ipbx = await service.create("ipbxs", { domain_id, ip_fqdn: "198.18.0.7" });
});
afterAll(() => service.stop());

const account = JSON.parse(readFileSync(new URL("support/rtpengine-account.json", import.meta.url), "utf8"));
const record = {
    call_id: "call",
    source_ip: "10.0.0.1",
    source_port: 5060,
    from_uri: "sip:1@a.example",
    to_uri: "sip:2@b.example",
    request_uri: "sip:3@b.example",
    tenant_uuid: tenant,
};
/** Delivers lines as they are, or as JSON. */
const deliver = (...lines: unknown[]): Promise<Answer> =>
    service.call(
        "POST",
        "/1.0/kamailio/cdrs",
        lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""),
        { "content-type": "application/x-ndjson" },
    );
const stored = async (attempt: string) => {
    const rows = (await service.get("/1.0/cdrs?limit=1000")).list("items");
    return rows.filter((row) => row.attempt === attempt);
};

describe("a batch of records", () => {
    it("is stored in one statement, each record once, however often it comes", async () => {
        const batch = Array.from({ length: 60 }, (_, index) => ({ ...record, attempt: `batch-${index}` }));
        expect((await deliver(...batch)).body).toEqual({ stored: 60, known: 0, refused: [] });
        const again = await deliver(...batch, { ...record, attempt: "batch-60" }, { ...record, attempt: "batch-60" });
        expect(again.body).toEqual({ stored: 1, known: 61, refused: [] });
        for (const each of ["batch-0", "batch-59", "batch-60"]) expect(await stored(each)).toHaveLength(1);
    });

    it("refuses by number what it cannot read, for good, and stores all the rest", async () => {
        const answer = await deliver(
            { ...record, attempt: "good-1" },
            "no JSON",
            { ...record, attempt: undefined },
            "[]",
            { ...record, attempt: "odd", source_port: "many" },
            { ...record, attempt: "good-2" },
        );
        expect(answer.body).toMatchObject({ stored: 2, known: 0 });
        expect(answer.list("refused").map(({ line }) => line)).toEqual([2, 3, 4, 5]);
        expect(answer.at("refused", 3, "detail", 0, "loc")).toEqual(["body", "source_port"]);
        for (const each of ["good-1", "good-2"]) expect(await stored(each)).toHaveLength(1);
    });

    it.each([
        ["a NUL", "\u0000"],
        ["half a surrogate pair", "\ud800"],
        ["quotes and backslashes", "\"'\\x'); drop table cdrs; --"],
        ["a dollar", "$1 $$"],
        ["1,000 characters", "ü".repeat(1000)],
    ])("holds a text with %s", async (name, text) => {
        const attempt = `text-${name.replaceAll(/[^a-z]/g, "")}`;
        expect((await deliver({ ...record, attempt, from_uri: text, sip_reason: text })).body).toMatchObject({
            stored: 1,
            refused: [],
        });
        expect(await stored(attempt)).toHaveLength(1);
    });

    it("that is not told to be one is refused", async () => {
        expect((await service.post("/1.0/kamailio/cdrs", { ...record, attempt: "json" })).status).toBe(415);
        expect((await deliver()).body).toEqual({ stored: 0, known: 0, refused: [] });
    });
});

describe("a record of an attempt", () => {
    it("keeps the fields of the contract, and has all the others beside them", async () => {
        const from = { ipbx_id: ipbx, tenant_uuid: undefined, attempt: "full" };
        const to = { sent_uri: "sip:442@198.18.0.9", sent_to: "sip:198.18.0.9", egress_carrier_trunk_id: trunk };
        const moments = { set_up: 1_700_000_000_100, ringing: 1_700_000_001_600, answered: 1_700_000_003_999 };
        const end = { ended: 1_700_000_064_001, sip_code: 200, sip_reason: "OK", cause: 16, released_by: "callee" };
        const media = {
            caller_tag: "caller.1",
            callee_tag: "callee.1",
            relay: JSON.stringify(account),
            media_relay: "198.18.0.30",
        };
        const tries = [{ to: "sip:198.18.0.9", carrier_trunk_id: trunk, code: 200 }];
        await deliver({
            ...record,
            tries,
            ...from,
            ...to,
            ...moments,
            ...end,
            ...media,
            router: "r:5060",
            sbc: "sbc-1",
        });
        expect(await stored("full")).toMatchObject([
            {
                tenant_uuid: tenant,
                source_ip: "10.0.0.1",
                source_port: 5060,
                from_uri: "sip:1@a.example",
                to_uri: "sip:2@b.example",
                call_id: "call",
                call_start: "2023-11-14T22:13:23",
                duration: 61,
                ipbx_id: ipbx,
                carrier_trunk_id: null,
                request_uri: "sip:3@b.example",
                sent_uri: "sip:442@198.18.0.9",
                sent_to: "sip:198.18.0.9",
                ipbx_name: "198.18.0.7",
                egress_tenant_uuid: tenant,
                egress_carrier_trunk_id: trunk,
                egress_carrier_trunk_name: "trunk",
                sip_code: 200,
                sip_reason: "OK",
                tries,
                cause: 16,
                released_by: "callee",
                set_up_ms: 1_700_000_000_100,
                ringing_ms: 1_700_000_001_600,
                answer_ms: 1_700_000_003_999,
                end_ms: 1_700_000_064_001,
                post_dial_delay_ms: 1_500,
                router: "r:5060",
                sbc: "sbc-1",
                media_relay: "198.18.0.30",
                caller_packets: 196,
                caller_codec: "PCMA/8000",
            },
        ]);
    });

    it("that nobody answered has no start and no duration", async () => {
        await deliver({ ...record, attempt: "refused", set_up: 1, ended: 2, sip_code: 486, released_by: "callee" });
        expect(await stored("refused")).toMatchObject([{ call_start: null, duration: null, sip_code: 486 }]);
    });

    it.each([
        ["nobody", { tenant_uuid: null }, null],
        ["a tenant that is not there", { tenant_uuid: otherTenant }, null],
        ["an IPBX that is not there", { ipbx_id: missing }, tenant],
        ["a trunk of another tenant", { tenant_uuid: otherTenant, carrier_trunk_id: missing }, null],
    ])("that names %s is stored all the same", async (name, names, owner) => {
        const attempt = `names-${name.replaceAll(/[^a-z]/g, "")}`;
        expect((await deliver({ ...record, ...names, attempt })).body).toMatchObject({ stored: 1 });
        expect(await stored(attempt)).toMatchObject([{ tenant_uuid: owner, ipbx_id: null, carrier_trunk_id: null }]);
    });
});

describe("a list of attempts", () => {
    const query = "attempted_since=2001-09-09T01:46:40Z&attempted_until=1000000100";
    const ids = async (more: string) =>
        (await service.get(`/1.0/cdrs?${query}&${more}`)).list("items").map(({ attempt }) => attempt);

    beforeAll(async () => {
        const at = (seconds: number) => ({ ...record, set_up: 1_000_000_000_000 + seconds * 1000 });
        await deliver(
            { ...at(-1), attempt: "before" },
            { ...at(0), attempt: "first", egress_carrier_trunk_id: trunk, sip_code: 486 },
            { ...at(50), attempt: "second", ipbx_id: ipbx, sip_code: 200, from_uri: "sip:+4420@a.example", tries: [1] },
            { ...at(99), attempt: "third", carrier_trunk_id: trunk, sent_uri: "sip:4420@b.example", to_uri: '"a,b' },
            { ...at(100), attempt: "after" },
        );
    });

    it.each([
        ["limit=10", ["first", "second", "third"]],
        ["sip_code=486", ["first"]],
        [`tenant_uuid=${tenant}`, ["first", "second", "third"]],
        [`tenant_uuid=${otherTenant}`, []],
        ["number=4420", ["second", "third"]],
        ["number=%2B4420", ["second", "third"]],
        ["number=442", []],
    ])("is narrowed by %s", async (more, expected) => {
        expect(await ids(more)).toEqual(expected);
    });

    it("is narrowed by either side's trunk and IPBX", async () => {
        expect(await ids(`carrier_trunk_id=${trunk}`)).toEqual(["first", "third"]);
        expect(await ids(`ipbx_id=${ipbx}`)).toEqual(["second"]);
    });

    it("goes on after a record", async () => {
        const [first] = (await service.get(`/1.0/cdrs?${query}&limit=1`)).list("items");
        expect(await ids(`after=${first?.id}`)).toEqual(["second", "third"]);
    });

    it("is exported whole, a line each", async () => {
        const lines = (await service.get(`/1.0/cdrs/export?${query}`)).text.trimEnd().split("\n");
        expect(lines.map((line) => JSON.parse(line).attempt)).toEqual(["first", "second", "third"]);
        const [header = "", , second = "", third = ""] = (
            await service.get(`/1.0/cdrs/export?format=csv&${query}`)
        ).text.split("\r\n");
        expect(header.split(",").slice(0, 3)).toEqual(["id", "tenant_uuid", "source_ip"]);
        expect(second).toContain(",[1],");
        expect(third).toContain(',"""a,b",');
        expect((await service.get("/1.0/cdrs/export?format=xml")).status).toBe(422);
    });

    it("is exported in slices, and none is missing between them", async () => {
        const many = Array.from({ length: 900 }, (_, index) => ({
            ...record,
            attempt: `many-${index}`,
            sip_code: 604,
        }));
        for (const part of [many, many.map((each) => ({ ...each, attempt: `more-${each.attempt}` }))]) {
            await deliver(...part);
        }
        const { text } = await service.get("/1.0/cdrs/export?sip_code=604");
        expect(
            new Set(
                text
                    .trimEnd()
                    .split("\n")
                    .map((line) => JSON.parse(line).attempt),
            ).size,
        ).toBe(1_800);
    });
});
