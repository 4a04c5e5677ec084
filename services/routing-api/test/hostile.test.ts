import { RE2JS } from "re2js";
import { describe, expect, it, vi } from "vitest";
import { addressBits } from "../src/routing/address.js";
import type { Call } from "../src/routing/call.js";
import { decide } from "../src/routing/decide.js";
import type { Ipbx } from "../src/snapshot/rows.js";
import { Snapshot } from "../src/snapshot/snapshot.js";

/** Counts each time a decision looks at one of the rows. */
function counted<R extends object>(rows: readonly R[], count: () => void): readonly R[] {
    return rows.map(
        (row) =>
            new Proxy(row, {
                get: (target, name, self) => {
                    count();
                    return Reflect.get(target, name, self);
                },
            }),
    );
}

const bits = (address: string) => addressBits(address) ?? expect.unreachable(address);
const ipbx = (id: number, more: Partial<Ipbx> = {}): Ipbx => ({
    id,
    tenant_uuid: "hostile",
    domain_id: 1,
    normalization_profile_id: null,
    target: "10.0.0.9:5060",
    networks: [],
    anywhere: true,
    sources: [],
    username: null,
    password_hash: null,
    password_ha1: null,
    credentials: undefined,
    ...more,
});
const trunk = (id: number, tenant_uuid: string, address: string) => ({
    id,
    tenant_uuid,
    normalization_profile_id: null,
    target: `${address}:5060`,
    networks: [bits(address)],
    credentials: undefined,
});
const did = (id: number, tenant_uuid: string, ipbx_id: number, did_regex: string) => ({
    id,
    tenant_uuid,
    ipbx_id,
    did_regex,
});
const many = <T>(count: number, made: (i: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, i) => made(i));

const victim = 1_000_000;
const call = (more: Partial<Call>): Call => ({
    auth: true,
    source_ip: "198.51.100.1",
    domain: "198.51.100.1",
    username: "",
    from_name: "",
    from_uri: "sip:0441@198.51.100.1",
    to_name: null,
    to_uri: "sip:44203@sbc.example",
    ruri: null,
    ...more,
});

interface Platform {
    readonly snapshot: Snapshot;
    /** Puts rows there whose every look is counted. */
    add(put: (snapshot: Snapshot, seen: <R extends object>(rows: readonly R[]) => readonly R[]) => void): void;
    looks(): number;
}

/** A tenant with one of everything, among which another one has put what it likes. */
function platform(): Platform {
    const snapshot = new Snapshot();
    snapshot.domains.apply(
        [],
        [
            { id: 1, tenant_uuid: "hostile", domain: "hostile.example" },
            { id: victim, tenant_uuid: "victim", domain: "victim.example" },
        ],
    );
    const own = { tenant_uuid: "victim", domain_id: victim, target: "10.0.0.1:5060", anywhere: false };
    snapshot.ipbxs.apply(
        [],
        [ipbx(victim, { ...own, networks: [bits("198.51.100.9")], sources: [bits("198.51.100.9")] })],
    );
    snapshot.carrier_trunks.apply([], [trunk(victim, "victim", "198.51.100.1")]);
    snapshot.dids.apply([], [did(victim, "victim", victim, "^44203")]);
    let looks = 0;
    const count = () => {
        looks += 1;
    };
    return {
        snapshot,
        add: (put) => {
            put(snapshot, (rows) => counted(rows, count));
            looks = 0;
        },
        looks: () => looks,
    };
}

const target = (snapshot: Snapshot, asked: Partial<Call>): string | undefined => {
    const { rtjson } = decide(snapshot, call(asked), expect.unreachable);
    return rtjson.success ? rtjson.routes[0]?.dst_uri : undefined;
};

describe("what one tenant stores costs the calls of the others nothing", () => {
    it.each<[string, (i: number) => string]>([
        ["a plus that may be missing", (i) => `^\\+?77${i}$`],
        ["a plus", (i) => `^\\+77${i}`],
        ["a group", (i) => `^(\\+|00)?77${i}`],
        ["any beginning", (i) => `^.*77${i}$`],
        ["nested repetition", (i) => `^([0-9]+)*${i}$`],
        ["the same beginning as the call's number", (i) => `^44.*${i}x$`],
    ])("3,000 DIDs with %s", (_what, pattern) => {
        const { snapshot, add, looks } = platform();
        snapshot.ipbxs.apply([], [ipbx(1)]);
        add((to, seen) => to.dids.apply([], seen(many(3_000, (i) => did(i + 1, "hostile", 1, pattern(i))))));
        expect(target(snapshot, {})).toBe("sip:10.0.0.1:5060");
        expect(looks()).toBe(0);
    });

    it("nor do its own calls, by more than they should", () => {
        const { snapshot } = platform();
        snapshot.dids.apply(
            [],
            many(3_000, (i) => did(i + 1, "victim", victim, `^([0-9]+x)+${i}$`)),
        );
        const compiled = vi.spyOn(RE2JS, "compile");
        const problems: string[] = [];
        decide(snapshot, call({ to_uri: "sip:33@sbc.example" }), (problem) => problems.push(problem));
        // Each is checked, then compiled.
        expect(compiled.mock.calls.length).toBeLessThanOrEqual(100);
        expect(problems).toEqual([expect.stringContaining("50 are tried")]);
        compiled.mockRestore();
    });

    it("20,000 trunks at the address of its carrier", () => {
        const { snapshot, add, looks } = platform();
        add((to, seen) =>
            to.carrier_trunks.apply([], seen(many(20_000, (i) => trunk(i + 1, "hostile", "198.51.100.1")))),
        );
        expect(target(snapshot, {})).toBe("sip:10.0.0.1:5060");
        expect(looks()).toBeLessThan(20);
    });

    it("10,000 IPBXs, with addresses, users and networks of every length", () => {
        const { snapshot, add, looks } = platform();
        add((to, seen) =>
            to.ipbxs.apply(
                [],
                seen(
                    many(10_000, (i) =>
                        i % 2 === 0
                            ? ipbx(i + 1, { username: `u${i}`, password_ha1: "x" })
                            : ipbx(i + 1, { anywhere: false, networks: [bits("203.0.113.77").slice(0, 9 + (i % 24))] }),
                    ),
                ),
            ),
        );
        // A caller that names a domain, and one that names none, from an address that only the trunk has.
        expect(target(snapshot, { domain: "sbc.example" })).toBe("sip:10.0.0.1:5060");
        expect(looks()).toBeLessThan(20);
        const own = { source_ip: "198.51.100.9", domain: "victim.example", from_uri: "sip:1@victim.example" };
        expect(decide(snapshot, call(own), expect.unreachable).auth).toMatchObject({ ipbx_id: victim });
        expect(looks()).toBeLessThan(40);
    });
});

describe("what a tenant has much of is found by an index", () => {
    it("an IPBX among 10,000 of one domain, by its user, its address, or none of them", () => {
        const { snapshot, add, looks } = platform();
        const address = (i: number) => `203.0.${i >> 8}.${i & 255}`;
        add((to, seen) =>
            to.ipbxs.apply(
                [],
                seen(
                    many(10_000, (i) =>
                        i % 2 === 0
                            ? ipbx(i + 1, { username: `u${i}`, password_ha1: "x" })
                            : ipbx(i + 1, {
                                  anywhere: false,
                                  networks: [bits(address(i))],
                                  sources: [bits(address(i))],
                              }),
                    ),
                ),
            ),
        );
        const who = (asked: Partial<Call>) =>
            decide(snapshot, call({ domain: "hostile.example", ...asked }), expect.unreachable).auth?.ipbx_id;
        expect(who({ username: "u8000", source_ip: "192.0.2.1" })).toBe(8_001);
        expect(who({ username: "u8000", source_ip: "192.0.2.1", domain: "" })).toBe(8_001);
        expect(who({ source_ip: "192.0.2.1" })).toBe(1);
        expect(who({ source_ip: address(7_001), domain: "HOSTILE.example" })).toBe(1);
        expect(who({ username: "u9", source_ip: address(7_001) })).toBe(7_002);
        expect(target(snapshot, { source_ip: "198.51.100.1", ruri: "sip:1@hostile.example" })).toBeUndefined();
        expect(looks()).toBeLessThan(200);
    });

    it("a DID among 50,000, and a rule among 10,000", () => {
        const { snapshot, add, looks } = platform();
        add((to, seen) => {
            to.dids.apply([], seen(many(50_000, (i) => did(i + 1, "victim", victim, `^\\+?3${i + 1_000_000}$`))));
            to.routing_rules.apply(
                [],
                seen(
                    many(10_000, (i) => ({
                        id: i + 1,
                        ipbx_id: victim,
                        carrier_trunk_id: victim,
                        prefix: `+55${i}`,
                        did_regex: null,
                    })),
                ),
            );
        });
        expect(target(snapshot, { to_uri: "sip:+31049999@sbc.example" })).toBe("sip:10.0.0.1:5060");
        const own = { source_ip: "198.51.100.9", domain: "victim.example", from_uri: "sip:1@victim.example" };
        expect(target(snapshot, { ...own, to_uri: "sip:+559999@sbc.example" })).toBe("sip:198.51.100.1:5060");
        expect(looks()).toBeLessThan(100);
    });
});

describe("several tenants behind one carrier", () => {
    it("get the calls for their own numbers, however many they are", () => {
        const { snapshot, add } = platform();
        add((to) => {
            to.domains.apply(
                [],
                many(1_000, (i) => ({ id: i + 2, tenant_uuid: `t${i}`, domain: `t${i}.example` })),
            );
            to.ipbxs.apply(
                [],
                many(1_000, (i) =>
                    ipbx(i + 1, { tenant_uuid: `t${i}`, domain_id: i + 2, target: `10.1.${i >> 8}.${i & 255}:5060` }),
                ),
            );
            to.carrier_trunks.apply(
                [],
                many(1_000, (i) => trunk(i + 1, `t${i}`, "198.51.100.1")),
            );
            to.dids.apply(
                [],
                many(1_000, (i) => did(i + 1, `t${i}`, i + 1, `^\\+49${i + 1_000}$`)),
            );
        });
        expect(target(snapshot, { to_uri: "sip:+491777@sbc.example" })).toBe("sip:10.1.3.9:5060");
        expect(target(snapshot, { to_uri: "sip:1@t777.example" })).toBe("sip:10.1.3.9:5060");
        expect(target(snapshot, { to_uri: "sip:44203@sbc.example" })).toBe("sip:10.0.0.1:5060");
        const unknown = decide(snapshot, call({ to_uri: "sip:999@sbc.example" }), expect.unreachable);
        expect(unknown).toMatchObject({ auth: { carrier_trunk_id: 1 }, rtjson: { success: false } });
    });

    it("cannot take each other's calls by a wider network", () => {
        const { snapshot, add } = platform();
        add((to) => {
            to.ipbxs.apply([], [ipbx(1)]);
            to.carrier_trunks.apply(
                [],
                [{ ...trunk(1, "hostile", "198.51.100.1"), networks: [bits("198.51.100.1").slice(0, 25)] }],
            );
            to.dids.apply([], [did(1, "hostile", 1, "^44"), did(2, "hostile", 1, "^45")]);
        });
        expect(target(snapshot, {})).toBe("sip:10.0.0.1:5060");
        expect(target(snapshot, { to_uri: "sip:45@sbc.example" })).toBe("sip:10.0.0.9:5060");
    });
});
