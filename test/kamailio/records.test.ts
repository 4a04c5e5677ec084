import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import { recordFolder } from "../../src/rendering/paths";
import { route, routed, type ScriptedApi } from "./support/api";
import { answer, dial, finalOf, hangUp, refuse } from "./support/call";
import { Endpoint } from "./support/endpoint";
import { type Message, uriOf } from "./support/message";
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
    api.cdr = "taken";
    api.routing = routed([route(callee.uri, { carrier_trunk_id: 12 })]);
    onTestFailed(async () => console.error(await platform.logs()));
    return () => Promise.all([caller.close(), callee.close()]);
});

/** The records of a call, each as often as it came, once there is one and nothing more is on its way. */
async function recordsOf(callId: string): Promise<Record<string, unknown>[]> {
    const found = () => api.cdrs.map(({ body }) => body).filter((body) => body.call_id === callId);
    await expect.poll(() => found().length, { timeout: 10_000 }).toBeGreaterThan(0);
    await expect.poll(() => sbc.undelivered(), { timeout: 10_000 }).toBe(0);
    return found();
}

const tenant = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
const ended = { status: 503, body: "{}" };

describe("an SBC that is killed", () => {
    test("has a record of each call that had ended, and of each that it held, when it is there again", async () => {
        api.cdr = ended;
        const done: string[] = [];
        // More than one batch.
        for (let index = 0; index < 60; index += 1) {
            const call = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
            await hangUp(caller, callee, sbc.address, call);
            done.push(call.dialog.callId);
        }
        const held = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
        const ringing = await dial(caller, sbc.address);
        await callee.expectRequest("INVITE");
        await sbc.kill();
        api.asked.length = 0;
        api.cdr = "taken";
        await sbc.startAgain();
        for (const callId of done) {
            expect(await recordsOf(callId)).toMatchObject([{ sip_code: 200, released_by: "caller" }]);
        }
        expect(new Set(api.cdrs.map(({ body }) => body.attempt)).size).toBe(api.cdrs.length);
        const [lost, ...more] = await recordsOf(held.dialog.callId);
        expect(more).toEqual([]);
        expect(lost).toMatchObject({ sip_code: 200, released_by: "lost", answered: expect.any(Number) });
        expect(lost).not.toHaveProperty("ended");
        const [attempted] = await recordsOf(ringing.get("Call-ID"));
        expect(attempted).toMatchObject({ released_by: "lost", source_port: caller.port });
        expect(attempted).not.toHaveProperty("answered");
    });
});

describe("a record", () => {
    test.each([
        { status: 401, body: "{}" },
        { status: 413, body: "{}" },
        { status: 422, body: '{"detail":[]}' },
        { status: 200, body: "<html>Welcome</html>" },
    ])("stays until the API says that it has it: $status $body is no such answer", async (refusal) => {
        api.cdr = refusal;
        const call = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
        await hangUp(caller, callee, sbc.address, call);
        await expect.poll(() => api.cdrs.length, { timeout: 10_000 }).toBeGreaterThan(1);
        api.cdr = "taken";
        expect((await recordsOf(call.dialog.callId)).map(({ attempt }) => attempt)).toEqual(
            api.cdrs.map(({ body }) => body.attempt),
        );
    });

    test("that the API cannot read is kept apart, and holds up no other", async () => {
        api.cdr = { body: '{"stored":0,"known":0,"refused":[{"line":1,"detail":[{"msg":"odd"}]}]}' };
        const call = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
        await hangUp(caller, callee, sbc.address, call);
        expect(await recordsOf(call.dialog.callId)).toHaveLength(1);
        const dead = await sbc.exec("cat", `${recordFolder}/dead-letters`);
        expect(JSON.parse(dead)).toMatchObject({ call_id: call.dialog.callId });
    });
});

describe("an attempt leaves one record", () => {
    test("that is answered, with all that was known of it", async () => {
        const invite = await dial(caller, sbc.address);
        const call = await answer(caller, callee, sbc.address, invite);
        await hangUp(caller, callee, sbc.address, call);
        const [record, ...more] = await recordsOf(call.dialog.callId);
        expect(more).toEqual([]);
        expect(record).toMatchObject({
            attempt: expect.stringMatching(/^[0-9a-f]{32}-\d+$/),
            source_ip: caller.address,
            source_port: caller.port,
            from_uri: uriOf(invite.get("From")),
            to_uri: uriOf(invite.get("To")),
            request_uri: invite.requestUri,
            sent_uri: call.received.requestUri,
            sent_to: callee.uri,
            carrier_trunk_id: 9,
            sip_code: 200,
            tries: [{ uri: call.received.requestUri, to: callee.uri, carrier_trunk_id: 12, code: 200, reason: "Test" }],
            egress_carrier_trunk_id: 12,
            released_by: "caller",
        });
        const moments = ["set_up", "ringing", "answered", "ended"].map((name) => Number(record?.[name]));
        expect(moments).toEqual([...moments].sort((a, b) => a - b));
        expect(Math.abs(Number(record?.ended) - Date.now())).toBeLessThan(60_000);
    });

    test("that the callee refuses", async () => {
        const invite = await dial(caller, sbc.address);
        await refuse(callee, sbc.address, 486, [["Reason", "Q.850;cause=17;text=busy"]]);
        expect((await finalOf(caller, sbc.address, invite)).status).toBe(486);
        expect(await recordsOf(invite.get("Call-ID"))).toMatchObject([
            { sip_code: 486, cause: 17, released_by: "callee", ended: expect.any(Number) },
        ]);
    });

    test("that the caller gives up", async () => {
        const invite = await dial(caller, sbc.address);
        const { message } = await callee.expectRequest("INVITE");
        callee.send(callee.reply(message, 180), sbc.address);
        await caller.expectReply(invite, 180);
        caller.send(caller.cancel(invite), sbc.address);
        const { message: cancel } = await callee.expectRequest("CANCEL");
        callee.send(callee.reply(cancel, 200), sbc.address);
        callee.send(callee.reply(message, 487), sbc.address);
        await finalOf(caller, sbc.address, invite);
        expect(await recordsOf(invite.get("Call-ID"))).toMatchObject([
            { sip_code: 487, released_by: "caller", ringing: expect.any(Number) },
        ]);
    });

    test("that fails over, with each route and what it said", async () => {
        const other = await Endpoint.open(platform.host);
        api.routing = routed([
            route(other.uri, { carrier_trunk_id: 11 }),
            route(callee.uri, { carrier_trunk_id: 12, tenant_uuid: tenant }),
        ]);
        const invite = await dial(caller, sbc.address);
        await refuse(other, sbc.address, 503, [["Reason", "Q.850;cause=41"]]);
        const call = await answer(caller, callee, sbc.address, invite);
        await hangUp(caller, callee, sbc.address, call);
        await other.close();
        const [record] = await recordsOf(call.dialog.callId);
        expect(record).toMatchObject({ sip_code: 200, sent_to: callee.uri, egress_tenant_uuid: tenant });
        expect(record?.tries).toMatchObject([
            { to: other.uri, carrier_trunk_id: 11, code: 503, cause: 41 },
            { to: callee.uri, carrier_trunk_id: 12, code: 200 },
        ]);
    });

    test.each([
        ["quotes", 'a"b\\c'],
        ["400 characters", "4".repeat(400)],
        ["no UTF-8", "a\xffb\xe9"],
    ])("whose Call-ID has %s", async (_name, callId) => {
        api.routing = routed([]);
        const text = caller.request(`sip:+442031234567@${sbc.address}`, { callId: "THE-CALL-ID" }).toString();
        const bytes = Buffer.from(text.replace("THE-CALL-ID", callId), "latin1");
        const before = api.cdrs.length;
        caller.sendRaw(bytes, sbc.address);
        await caller.next((message) => message.isReply && message.status >= 200, "a final reply");
        await expect.poll(() => api.cdrs.length).toBe(before + 1);
        const escaped = callId.replaceAll("\xff", "\\xFF").replaceAll("\xe9", "\\xE9");
        expect(api.cdrs.at(-1)?.body).toMatchObject({ call_id: escaped });
    });

    test("that has no route", async () => {
        api.routing = routed([]);
        const invite = await dial(caller, sbc.address);
        const refusal = await finalOf(caller, sbc.address, invite);
        expect([refusal.status, refusal.body]).toEqual([404, ""]);
        expect(await recordsOf(invite.get("Call-ID"))).toMatchObject([
            { sip_code: 404, released_by: "platform", carrier_trunk_id: 9, router: expect.any(String) },
        ]);
    });

    test("that is challenged, and says whose it would be", async () => {
        api.routing = routed([], {
            ipbx_id: 4,
            carrier_trunk_id: null,
            domain: "a.example",
            password_ha1: "0".repeat(32),
        });
        const invite = await dial(caller, sbc.address, { fromHost: "a.example" });
        const challenge = await finalOf(caller, sbc.address, invite);
        expect([challenge.status, challenge.body]).toEqual([407, ""]);
        expect(challenge.get("Proxy-Authenticate")).toMatch(/^Digest realm="a.example", nonce="/);
        expect(await recordsOf(invite.get("Call-ID"))).toMatchObject([
            { sip_code: 407, released_by: "platform", ipbx_id: 4, tenant_uuid: expect.any(String) },
        ]);
    });

    test.each<[number, string, (invite: Message) => Message]>([
        [400, "CSeq method does not match request method", (invite) => invite.with("CSeq", "1 BYE")],
        [400, "Repeated Header", (invite) => invite.adding("Content-Type", "text/plain")],
        [483, "Too Many Hops", (invite) => invite.with("Max-Forwards", "0")],
    ])("that goes no further: %i %s, though its INVITE comes twice", async (status, reason, change) => {
        const invite = change(caller.request(`sip:1@${sbc.address}`));
        for (let times = 0; times < 2; times += 1) {
            caller.send(invite, sbc.address);
            await caller.next((reply) => reply.get("Call-ID") === invite.get("Call-ID"), "a refusal");
        }
        expect(await recordsOf(invite.get("Call-ID"))).toMatchObject([
            {
                sip_code: status,
                sip_reason: reason,
                released_by: "platform",
                source_port: caller.port,
                request_uri: invite.requestUri,
            },
        ]);
    });

    test("that comes while the SBC drains", async () => {
        await sbc.accept(false);
        const invite = caller.request(`sip:1@${sbc.address}`);
        caller.send(invite, sbc.address);
        expect((await finalOf(caller, sbc.address, invite)).status).toBe(503);
        await sbc.accept(true);
        expect(await recordsOf(invite.get("Call-ID"))).toMatchObject([{ sip_code: 503, released_by: "platform" }]);
    });

    test("that no router decides: it is not the callee who refuses it", async () => {
        api.routing = { status: 500, body: "{}" };
        const invite = await dial(caller, sbc.address);
        expect((await finalOf(caller, sbc.address, invite)).status).toBe(500);
        expect(await recordsOf(invite.get("Call-ID"))).toMatchObject([{ sip_code: 500, released_by: "platform" }]);
    });

    test("that the caller gives up before a route is decided, and the decision is not for him", async () => {
        api.routing = { ...routed([route(callee.uri)]), delay: 500 };
        const invite = await dial(caller, sbc.address);
        const cancel = caller.cancel(invite);
        // As phones do it: in the very moment of the 100 it may have been too early.
        const again = setInterval(() => caller.send(cancel, sbc.address), 500);
        caller.send(cancel, sbc.address);
        expect((await finalOf(caller, sbc.address, invite)).status).toBe(487);
        clearInterval(again);
        expect(await recordsOf(invite.get("Call-ID"))).toMatchObject([{ sip_code: 487, released_by: "caller" }]);
        expect(callee.seen).toEqual([]);
    });

    test("that cannot be written: it is refused, for nobody could charge for it", async () => {
        await sbc.exec("mv", `${recordFolder}/open`, `${recordFolder}/away`);
        const invite = caller.request(`sip:1@${sbc.address}`);
        caller.send(invite, sbc.address);
        expect((await finalOf(caller, sbc.address, invite)).startLine).toBe("SIP/2.0 503 Calls Cannot Be Recorded");
        await sbc.exec("mv", `${recordFolder}/away`, `${recordFolder}/open`);
        expect(await sbc.exec("kamcmd", "dlg.stats_active")).toMatch(/all: 0/);
    });
});
