import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from "vitest";
import { route, routed, type ScriptedApi } from "./support/api";
import { answer, dial, hangUp } from "./support/call";
import { callerDialog, Endpoint } from "./support/endpoint";
import { sdp, uriOf } from "./support/message";
import { oneOfEach } from "./support/one-of-each";
import type { InstanceContainer, SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let sbc: InstanceContainer;
let api: ScriptedApi;
let caller: Endpoint;
let callee: Endpoint;

beforeAll(async () => {
    ({ platform, api, sbc } = await oneOfEach("198.18.32"));
});

afterAll(async () => {
    await api?.close();
    await platform?.close();
});

beforeEach(async () => {
    caller = await Endpoint.open(platform.host);
    callee = await Endpoint.open(platform.host);
    api.asked.length = 0;
    api.routing = routed([route(callee.uri)]);
    onTestFailed(async () => console.error(await platform.logs()));
    return () => Promise.all([caller.close(), callee.close()]);
});

/** The records of a call, when there are so many. */
async function recordsOf(callId: string, count = 1): Promise<Record<string, unknown>[]> {
    const found = () => api.cdrs.map(({ body }) => body).filter((body) => body.call_id === callId);
    await expect.poll(() => found().length).toBe(count);
    await expect.poll(() => sbc.undelivered()).toBe(0);
    expect(found()).toHaveLength(count);
    return found();
}

test("who dials a premium number and writes a cheap one in To is recorded with the one that was dialled and sent", async () => {
    const invite = caller.request(`sip:+881234567@${sbc.address}`).with("To", `<sip:+442030000000@${sbc.address}>`);
    caller.send(invite, sbc.address);
    const call = await answer(caller, callee, sbc.address, invite);
    await hangUp(caller, callee, sbc.address, call);
    expect(await recordsOf(call.dialog.callId)).toMatchObject([
        {
            request_uri: `sip:+881234567@${sbc.address}`,
            sent_uri: call.received.requestUri,
            to_uri: uriOf(invite.get("To")),
        },
    ]);
    expect(call.received.requestUri).toContain("+881234567");
});

test("two calls of one Call-ID have a record each, and the end of one does not end the other", async () => {
    const callId = "two-of-one-call-id";
    const first = await answer(caller, callee, sbc.address, await dial(caller, sbc.address, { callId }));
    const second = await answer(caller, callee, sbc.address, await dial(caller, sbc.address, { callId }));
    await hangUp(caller, callee, sbc.address, first);
    expect(await recordsOf(callId)).toMatchObject([{ caller_tag: /tag=(.*)$/.exec(first.dialog.local)?.[1] }]);
    expect(await sbc.exec("kamcmd", "dlg.stats_active")).toMatch(/all: 1/);
    await hangUp(caller, callee, sbc.address, second);
    const records = await recordsOf(callId, 2);
    expect(new Set(records.map(({ attempt }) => attempt)).size).toBe(2);
});

test("a BYE with another's tag ends nothing: the record ends with the call", async () => {
    const call = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
    const stranger = await Endpoint.open(platform.host);
    const remote = call.dialog.remote.replace(/;tag=.*$/, ";tag=forged");
    const forged = stranger.inDialog("BYE", { ...call.dialog, remote, target: stranger.uri, cseq: 50 });
    stranger.send(forged, sbc.address);
    // Whoever gets it, it has been dealt with.
    await stranger
        .next((message) => message.get("CSeq") === forged.get("CSeq"), "the BYE, or an answer to it", 2_000)
        .catch(() => undefined);
    await stranger.close();
    expect(await sbc.exec("kamcmd", "dlg.stats_active")).toMatch(/all: 1/);
    const before = Date.now();
    await hangUp(caller, callee, sbc.address, call);
    const [record] = await recordsOf(call.dialog.callId);
    expect(record).toMatchObject({ released_by: "caller" });
    expect(Number(record?.ended)).toBeGreaterThanOrEqual(before);
});

test("a call whose answer is never acknowledged is charged from its answer", async () => {
    const invite = await dial(caller, sbc.address);
    const { message } = await callee.expectRequest("INVITE");
    const before = Date.now();
    callee.send(callee.reply(message, 200, { body: sdp(callee.address, 21000) }), sbc.address);
    const dialog = callerDialog(invite, await caller.expectReply(invite, 200));
    const heard = Date.now();
    const bye = caller.inDialog("BYE", dialog);
    caller.send(bye, sbc.address);
    const { message: ended, address } = await callee.expectRequest("BYE");
    callee.send(callee.reply(ended, 200), address);
    await caller.expectReply(bye, 200);
    const [record] = await recordsOf(dialog.callId);
    expect(record).toMatchObject({ sip_code: 200, released_by: "caller" });
    expect(Number(record?.answered)).toBeGreaterThanOrEqual(before);
    expect(Number(record?.answered)).toBeLessThanOrEqual(heard);
});
