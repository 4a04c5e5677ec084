import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import { until } from "../tools/until";
import { answers, rings } from "./support/behaviour";
import { type Kind, quickKinds, slowKinds } from "./support/kinds";
import { type Attempt, Line, numbers } from "./support/line";
import { RealApi } from "./support/real-api";
import { type InstanceContainer, instanceId, SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let api: RealApi;
let sbc: InstanceContainer;
const lines: Line[] = [];

beforeAll(async () => {
    platform = await SipNetwork.open("198.18.32");
    api = await RealApi.open(platform.host);
    const rtpengine = await platform.rtpengine(30);
    const sbcs = [platform.address(10)];
    const apis = [api.address];
    const router = await platform.kamailio("router", 20, { sbcs, apis });
    const lists = { sbcs, apis, routers: [router.address], rtpengines: [rtpengine.address], peers: [platform.host] };
    // How soon a router answers is not what this is about.
    sbc = await platform.kamailio("sbc", 10, lists, { ROUTER_SILENCE_MS: "20000", ROUTER_DECISION_MS: "30000" });
    for (let number = 1; number <= 20; number += 1)
        lines.push(await Line.open(api, platform.host, sbc.address, number));
});

afterAll(async () => {
    await Promise.all(lines.map((line) => line.close()));
    await api?.close();
    await platform?.close();
});

const attempts: Attempt[] = [];

async function place(line: Line, kind: string, how: Kind): Promise<void> {
    attempts.push({ kind, ...(await how(line)) });
}

/** Every line places one call of each kind, each beginning with another one. */
async function placeAll(kinds: Readonly<Record<string, Kind>>): Promise<void> {
    const all = Object.entries(kinds);
    const ends = await Promise.allSettled(
        lines.map(async (line, index) => {
            const from = index % all.length;
            for (const [kind, how] of [...all.slice(from), ...all.slice(0, from)]) await place(line, kind, how);
        }),
    );
    for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/** Every line has a call; then something happens; then those calls end, and others are tried. */
async function whileAway(kind: string, happens: () => Promise<void>, refusal: number | undefined): Promise<void> {
    const held = await Promise.all(
        lines.map(async (line) => {
            const placed = line.dial(numbers.one, answers);
            return { line, placed, dialog: await line.answered(placed) };
        }),
    );
    await happens();
    await Promise.all(
        held.map(async ({ line, placed, dialog }) => {
            const ended = await line.hangUp(dialog);
            const says = { ...placed.says, ...line.sent(placed, 200), sip_code: 200, released_by: "caller" };
            attempts.push({ kind: `ended while ${kind}`, callId: placed.callId, says, ended });
            if (refusal === undefined) return;
            const next = line.dial(numbers.one, answers);
            const to = await line.failed(next, refusal);
            const refused = { ...next.says, sip_code: refusal, released_by: "platform" };
            attempts.push({ kind: `tried while ${kind}`, callId: next.callId, says: refused, ended: [next.at, to] });
        }),
    );
}

/** What is wrong with the records, one line each. */
function reconcile(records: readonly Record<string, unknown>[]): string[] {
    const byCall = new Map<unknown, Record<string, unknown>[]>();
    for (const record of records) byCall.set(record.call_id, [...(byCall.get(record.call_id) ?? []), record]);
    const known = new Set(attempts.map(({ callId }) => callId));
    const strange = records.filter(({ call_id }) => !known.has(String(call_id)));
    return [
        ...strange.map((record) => `nobody placed ${JSON.stringify(record)}`),
        ...attempts.flatMap((attempt) => {
            const found = byCall.get(attempt.callId) ?? [];
            const [record] = found;
            if (record === undefined || found.length > 1) return [`${attempt.kind}: ${found.length} records`];
            return mistakes(attempt, record).map((mistake) => `${attempt.kind}: ${mistake}`);
        }),
    ];
}

function mistakes({ says, ended }: Attempt, record: Record<string, unknown>): string[] {
    const wrong: string[] = [];
    for (const [field, value] of Object.entries({ sbc: instanceId("sbc", sbc.address), ...says })) {
        try {
            expect({ [field]: record[field] }).toMatchObject({ [field]: value });
        } catch {
            wrong.push(`${field} is ${JSON.stringify(record[field])} in place of ${JSON.stringify(value)}`);
        }
    }
    const moments = ["set_up_ms", "ringing_ms", "answer_ms", "end_ms"].map((name) => record[name]);
    const order = moments.filter((moment) => typeof moment === "number");
    if (order.some((moment, index) => moment < (order[index - 1] ?? 0))) wrong.push(`its moments are ${moments}`);
    const end = record.end_ms;
    if (ended === undefined) {
        if (end !== null) wrong.push(`it ended at ${end}`);
    } else if (typeof end !== "number" || end < ended[0] || end > ended[1]) {
        wrong.push(`it ended at ${end} and not from ${ended[0]} to ${ended[1]}`);
    }
    const seconds = (moment: unknown) => Math.floor(Number(moment) / 1000);
    if (record.answer_ms !== null && end !== null && record.duration !== seconds(end) - seconds(record.answer_ms))
        wrong.push(`its duration is ${record.duration}`);
    return wrong;
}

test("1,000 calls of every kind have one record each, right in every field", async () => {
    onTestFailed(async () => console.error(await platform.logs()));
    await placeAll(quickKinds);
    await placeAll({ ...slowKinds, ...quickKinds });
    await whileAway("the routing API is away", () => api.kill(), 500);
    await api.start();
    await whileAway("the database stands still", async () => api.postgres.freeze(), undefined);
    api.postgres.thaw();
    await whileAway("the SBC takes no calls", () => sbc.accept(false), 503);
    await sbc.accept(true);
    await lose();
    await until("all records are delivered", async () => (await sbc.undelivered()) === 0);
    const records = await api.records();
    expect(reconcile(records)).toEqual([]);
    expect(records).toHaveLength(attempts.length);
    expect(attempts.length).toBeGreaterThanOrEqual(1000);
});

/** The SBC is killed with calls that ring and calls that are answered, and comes back. */
async function lose(): Promise<void> {
    await Promise.all(
        lines.map(async (line, index) => {
            const placed = line.dial(numbers.one, index % 3 === 0 ? rings : answers);
            const lost = { ...placed.says, ...line.owner, released_by: "lost" };
            if (index % 3 === 0) {
                await line.caller.expectReply(placed.invite, 180);
                attempts.push({ kind: "ringing when the SBC is killed", callId: placed.callId, says: lost });
            } else {
                await line.answered(placed);
                const says = { ...lost, ...line.sent(placed, 200), sip_code: 200, answer_ms: expect.any(Number) };
                attempts.push({ kind: "answered when the SBC is killed", callId: placed.callId, says });
            }
        }),
    );
    await sbc.kill();
    await sbc.startAgain();
}
