import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import { route, routed, type ScriptedApi } from "./support/api";
import { answer, dial, finalOf, hangUp, refuse } from "./support/call";
import { callerDialog, Endpoint } from "./support/endpoint";
import { sdp } from "./support/message";
import { oneOfEach } from "./support/one-of-each";
import { type InstanceContainer, mediaSessions, type SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let sbc: InstanceContainer;
let rtpengine: InstanceContainer;
let api: ScriptedApi;
let caller: Endpoint;
let first: Endpoint;
let second: Endpoint;

beforeAll(async () => {
    ({ platform, api, rtpengine, sbc } = await oneOfEach("198.18.32"));
});

afterAll(async () => {
    await api?.close();
    await platform?.close();
});

beforeEach(async () => {
    caller = await Endpoint.open(platform.host);
    first = await Endpoint.open(platform.host);
    second = await Endpoint.open(platform.host);
    api.asked.length = 0;
    onTestFailed(async () => console.error(await platform.logs()));
    return () => Promise.all([caller.close(), first.close(), second.close()]);
});

describe("the next route", () => {
    test.each([404, 403, 408, 500, 302])("is tried when the first says %i", async (status) => {
        api.routing = routed([route(first.uri), route(second.uri)]);
        const invite = await dial(caller, sbc.address);
        await refuse(first, sbc.address, status, [["Contact", `<${first.uri}>`]]);
        const call = await answer(caller, second, sbc.address, invite);
        expect(call.received.body).toContain(`c=IN IP4 ${rtpengine.address}`);
        expect(call.ok.body).toContain(`c=IN IP4 ${rtpengine.address}`);
        await hangUp(caller, second, sbc.address, call);
        await expect.poll(() => mediaSessions(rtpengine)).toBe(0);
    });

    test("is tried when the first is silent for its fr_timer", async () => {
        api.routing = routed([route(first.uri, { fr_timer: 700 }), route(second.uri)]);
        const started = Date.now();
        const invite = await dial(caller, sbc.address);
        const call = await answer(caller, second, sbc.address, invite);
        expect(Date.now() - started).toBeGreaterThan(600);
        expect(Date.now() - started).toBeLessThan(5000);
        await hangUp(caller, second, sbc.address, call);
    });

    test("is tried when the first has no address", async () => {
        api.routing = routed([route("sip:nowhere.invalid:5060"), route(second.uri)]);
        const invite = await dial(caller, sbc.address);
        await hangUp(caller, second, sbc.address, await answer(caller, second, sbc.address, invite));
    });

    test("is tried when the first makes no sense", async () => {
        api.routing = routed([{ dst_uri: 7 }, route("no uri"), route(second.uri)]);
        const invite = await dial(caller, sbc.address);
        await hangUp(caller, second, sbc.address, await answer(caller, second, sbc.address, invite));
    });

    test("is tried when it is the fifteenth, in an answer that no single packet holds", async () => {
        const long = { headers: { from: {}, to: {}, extra: `P-Asserted-Identity: <sip:${"1".repeat(400)}@x>\r\n` } };
        api.routing = routed([...Array.from({ length: 14 }, () => route(first.uri, long)), route(second.uri)]);
        const invite = await dial(caller, sbc.address);
        for (let i = 0; i < 14; i += 1) await refuse(first, sbc.address, 503);
        await hangUp(caller, second, sbc.address, await answer(caller, second, sbc.address, invite));
    });

    test("gets headers of its own", async () => {
        const headers = (user: string) => ({
            from: { display: "", uri: `sip:${user}@from.example` },
            to: { display: "", uri: `sip:${user}@to.example` },
            extra: `P-Asserted-Identity: <sip:${user}@pai.example>\r\n`,
        });
        api.routing = routed([
            route(first.uri, { headers: headers("one") }),
            route(second.uri, { headers: headers("two") }),
        ]);
        const invite = await dial(caller, sbc.address);
        await refuse(first, sbc.address, 503);
        const call = await answer(caller, second, sbc.address, invite);
        expect(call.received.get("From")).toContain("sip:two@from.example");
        expect(call.received.get("To")).toContain("sip:two@to.example");
        expect(call.received.all("P-Asserted-Identity")).toEqual(["<sip:two@pai.example>"]);
        await hangUp(caller, second, sbc.address, call);
    });
});

describe("when no route is left", () => {
    test("a carrier's redirection stays inside", async () => {
        api.routing = routed([route(first.uri)]);
        const invite = await dial(caller, sbc.address);
        await refuse(first, sbc.address, 302, [["Contact", `<${second.uri}>`]]);
        const reply = await finalOf(caller, sbc.address, invite);
        expect(reply.status).toBe(480);
        expect(second.seen).toEqual([]);
    });

    test("a carrier's challenge stays inside", async () => {
        api.routing = routed([route(first.uri)]);
        const invite = await dial(caller, sbc.address);
        await refuse(first, sbc.address, 407, [["Proxy-Authenticate", 'Digest realm="carrier.example", nonce="n1"']]);
        const reply = await finalOf(caller, sbc.address, invite);
        expect(reply.status).toBe(480);
        expect(reply.all("Proxy-Authenticate")).toEqual([]);
    });

    test("no route at all is 404", async () => {
        api.routing = routed([]);
        const invite = await dial(caller, sbc.address);
        expect((await finalOf(caller, sbc.address, invite)).status).toBe(404);
    });
});

describe("a cancelled call", () => {
    test("ends while it rings", async () => {
        api.routing = routed([route(first.uri), route(second.uri)]);
        const invite = await dial(caller, sbc.address);
        const { message } = await first.expectRequest("INVITE");
        first.send(first.reply(message, 180), sbc.address);
        await caller.expectReply(invite, 180);
        const cancel = caller.cancel(invite);
        caller.send(cancel, sbc.address);
        await caller.expectReply(cancel, 200);
        const { message: cancelled } = await first.expectRequest("CANCEL");
        first.send(first.reply(cancelled, 200), sbc.address);
        first.send(first.reply(message, 487), sbc.address);
        expect((await finalOf(caller, sbc.address, invite)).status).toBe(487);
        await expect.poll(() => mediaSessions(rtpengine)).toBe(0);
        expect(second.seen).toEqual([]);
    });

    test("ends while the router decides, and reaches nobody", async () => {
        api.routing = { ...routed([route(first.uri)]), delay: 800 };
        const invite = await dial(caller, sbc.address);
        await expect.poll(() => api.questions.length).toBe(1);
        const cancel = caller.cancel(invite);
        caller.send(cancel, sbc.address);
        await caller.expectReply(cancel, 200);
        expect((await finalOf(caller, sbc.address, invite)).status).toBe(487);
        // Longer than the API takes: its late answer must not start a call.
        await new Promise((resolve) => setTimeout(resolve, 1200));
        expect(first.seen).toEqual([]);
    });
});

describe("media", () => {
    test("a late offer is made in the 200 and answered in the ACK", async () => {
        api.routing = routed([route(first.uri)]);
        const invite = caller.request(`sip:1@${sbc.address}`, { body: "" });
        caller.send(invite, sbc.address);
        const { message: received } = await first.expectRequest("INVITE");
        expect(received.body).toBe("");
        first.send(first.reply(received, 200, { body: sdp(first.address, 21000) }), sbc.address);
        const ok = await caller.expectReply(invite, 200);
        expect(ok.body).toContain(`c=IN IP4 ${rtpengine.address}`);
        const dialog = callerDialog(invite, ok);
        caller.send(caller.inDialog("ACK", dialog, sdp(caller.address, 20000)), sbc.address);
        const ack = await first.expectRequest("ACK");
        expect(ack.message.body).toContain(`c=IN IP4 ${rtpengine.address}`);
        const bye = caller.inDialog("BYE", dialog);
        caller.send(bye, sbc.address);
        const { message: ended } = await first.expectRequest("BYE");
        first.send(first.reply(ended, 200), sbc.address);
        await caller.expectReply(bye, 200);
        await expect.poll(() => mediaSessions(rtpengine)).toBe(0);
    });

    test("is taken from where it comes when a caller behind NAT writes a private address", async () => {
        api.routing = routed([route(first.uri)]);
        const invite = await dial(caller, sbc.address, {
            contact: "<sip:caller@10.9.8.7:5060>",
            via: `SIP/2.0/UDP 10.9.8.7:5060;branch=z9hG4bKnat${Date.now()};rport`,
            body: sdp("10.9.8.7", 20000),
        });
        const call = await answer(caller, first, sbc.address, invite);
        expect(call.received.get("Contact")).toContain(`alias=${caller.address}~${caller.port}~1`);
        // What the callee sends comes back through the alias, though the Contact cannot be reached.
        const bye = first.inDialog("BYE", {
            callId: invite.get("Call-ID"),
            local: call.accepted.get("To"),
            remote: call.received.get("From"),
            target: /<([^>]+)>/.exec(call.received.get("Contact"))?.[1] ?? "",
            routes: call.received.all("Record-Route"),
            cseq: 7,
        });
        first.send(bye, sbc.address);
        const { message } = await caller.expectRequest("BYE");
        caller.send(caller.reply(message, 200), sbc.address);
        await first.expectReply(bye, 200);
    });
});

test("a request that is no call goes the same way, and leaves no media behind", async () => {
    api.routing = routed([route(first.uri), route(second.uri)]);
    const message = caller.request(`sip:1@${sbc.address}`, { method: "MESSAGE" });
    caller.send(message, sbc.address);
    const { message: refused } = await first.expectRequest("MESSAGE");
    first.send(first.reply(refused, 500), sbc.address);
    const { message: taken } = await second.expectRequest("MESSAGE");
    second.send(second.reply(taken, 200), sbc.address);
    await caller.expectReply(message, 200);
    expect(await sbc.logs()).not.toContain(`[${message.get("Call-ID")}] rtpengine`);
});

test("nothing of a call is left when it has ended, however it ended", async () => {
    api.routing = routed([]);
    for (let i = 0; i < 3; i += 1) await finalOf(caller, sbc.address, await dial(caller, sbc.address));
    api.routing = routed([route(first.uri)]);
    for (let i = 0; i < 3; i += 1) {
        const invite = await dial(caller, sbc.address);
        await refuse(first, sbc.address, 486);
        await finalOf(caller, sbc.address, invite);
    }
    await expect.poll(() => sbc.exec("kamcmd", "dlg.stats_active")).toMatch(/all: 0/);
});
