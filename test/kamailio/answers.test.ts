import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import { until } from "../tools/until";
import { route, routed, ScriptedApi } from "./support/api";
import { accept, dial, finalOf, hangUp, refuse } from "./support/call";
import { Endpoint } from "./support/endpoint";
import { type Message, parameter, sdp } from "./support/message";
import { type InstanceContainer, mediaSessions, SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let sbc: InstanceContainer;
/** Hunts on after 486 alone, and has little time. */
let hasty: InstanceContainer;
let rtpengine: InstanceContainer;
let api: ScriptedApi;
let caller: Endpoint;
let first: Endpoint;
let second: Endpoint;

beforeAll(async () => {
    platform = await SipNetwork.open("198.18.32");
    api = await ScriptedApi.open(platform.host);
    rtpengine = await platform.rtpengine(30);
    const sbcs = [platform.address(10), platform.address(11)];
    const apis = [`${platform.host}:${api.port}`];
    const router = await platform.kamailio("router", 20, { sbcs, apis });
    const lists = { sbcs, apis, routers: [router.address], rtpengines: [rtpengine.address], peers: [platform.host] };
    sbc = await platform.kamailio("sbc", 10, lists);
    hasty = await platform.kamailio("sbc", 11, lists, { HUNT_ON: "486", SETUP_MS: "3000" });
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
    api.routing = routed([route(first.uri), route(second.uri)]);
    onTestFailed(async () => console.error(await platform.logs()));
    return () => Promise.all([caller.close(), first.close(), second.close()]);
});

describe("what a carrier says of the request or the callee", () => {
    test.each<[number, string, string]>([
        [420, "Unsupported", "timer"],
        [422, "Min-SE", "1800"],
        [415, "Accept", "application/sdp"],
        [484, "Reason", 'Q.850;cause=28;text="incomplete"'],
        [486, "Reason", "Q.850;cause=17"],
        [480, "Retry-After", "60"],
        [488, "Warning", '304 carrier.example "no such media"'],
        [405, "Allow", "OPTIONS"],
        [501, "Allow", "OPTIONS"],
        [603, "Retry-After", "3600"],
    ])("is the caller's, and ends the search: %i with %s", async (status, name, value) => {
        const invite = await dial(caller, sbc.address);
        await refuse(first, sbc.address, status, [
            [name, value],
            ["X-Detail", "7"],
        ]);
        const reply = await finalOf(caller, sbc.address, invite);
        expect(reply.startLine).toBe(`SIP/2.0 ${status} Test`);
        expect(reply.all(name)).toEqual([value]);
        expect(reply.get("X-Detail")).toBe("7");
        expect(second.seen).toEqual([]);
        await expect.poll(() => mediaSessions(rtpengine)).toBe(0);
    });

    test("is said with its headers, though later routes had trouble of their own", async () => {
        const invite = await dial(caller, sbc.address);
        await refuse(first, sbc.address, 404, [["Reason", "Q.850;cause=1"]]);
        await refuse(second, sbc.address, 503);
        const reply = await finalOf(caller, sbc.address, invite);
        expect(reply.startLine).toBe("SIP/2.0 404 Test");
        expect(reply.all("Reason")).toEqual(["Q.850;cause=1"]);
    });

    test("is said whole by the last route, too", async () => {
        const invite = await dial(caller, sbc.address);
        await refuse(first, sbc.address, 500);
        await refuse(second, sbc.address, 503, [["Retry-After", "30"]]);
        const reply = await finalOf(caller, sbc.address, invite);
        expect(reply.startLine).toBe("SIP/2.0 503 Test");
        expect(reply.all("Retry-After")).toEqual(["30"]);
    });
});

test.each([401, 403, 407])("a carrier's own %i is not what the caller hears", async (status) => {
    const invite = await dial(caller, sbc.address);
    await refuse(first, sbc.address, status);
    await refuse(second, sbc.address, status);
    expect((await finalOf(caller, sbc.address, invite)).status).toBe(480);
});

describe("settings", () => {
    test("which answers lead to the next route can be set", async () => {
        const invite = await dial(caller, hasty.address);
        await refuse(first, hasty.address, 486);
        await refuse(second, hasty.address, 503, [["Retry-After", "7"]]);
        const reply = await finalOf(caller, hasty.address, invite);
        expect([reply.status, reply.get("Retry-After")]).toEqual([503, "7"]);
    });

    test("there is one time for the whole set-up, however often a carrier says that it rings", async () => {
        const invite = await dial(caller, hasty.address);
        const { message } = await first.expectRequest("INVITE");
        const ringing = setInterval(() => first.send(first.reply(message, 180), hasty.address), 500);
        const { message: cancel } = await first.expectRequest("CANCEL").finally(() => clearInterval(ringing));
        first.send(first.reply(cancel, 200), hasty.address);
        first.send(first.reply(message, 487), hasty.address);
        expect((await finalOf(caller, hasty.address, invite)).status).toBe(408);
        expect(second.seen).toEqual([]);
    });
});

describe("a route that was given up", () => {
    /** The late 200 of a route is acknowledged and ended. */
    async function ends(callee: Endpoint, invite: Message): Promise<void> {
        const reply = callee.reply(invite, 200, { tag: "late", body: sdp(callee.address, 21000) });
        const late = reply
            .with("Record-Route", "<sip:proxy.carrier.example;lr>")
            .adding("Record-Route", reply.get("Record-Route"));
        callee.send(late, sbc.address);
        const { message: ack } = await callee.expectRequest("ACK");
        const { message: bye, address } = await callee.expectRequest("BYE");
        const cseq = Number(invite.get("CSeq").split(" ")[0]);
        for (const [request, number] of [
            [ack, cseq],
            [bye, cseq + 1],
        ] as const) {
            expect(request.requestUri).toBe(callee.uri);
            expect(request.get("CSeq")).toBe(`${number} ${request.method}`);
            expect(request.get("From")).toBe(invite.get("From"));
            expect(parameter(request.get("To"), "tag")).toBe("late");
            expect(request.all("Route")).toEqual(["<sip:proxy.carrier.example;lr>"]);
        }
        callee.send(callee.reply(bye, 200), address);
        // A repetition of the 200 gets its ACK, and no second BYE.
        callee.send(late, sbc.address);
        await callee.expectRequest("ACK");
        expect(callee.seen.filter(({ method }) => method === "BYE")).toHaveLength(1);
    }

    test("and answers late is ended with BYE, while the next one takes the call", async () => {
        api.routing = routed([route(first.uri, { fr_timer: 700 }), route(second.uri)]);
        const invite = await dial(caller, sbc.address);
        const { message } = await first.expectRequest("INVITE");
        const { message: next } = await second.expectRequest("INVITE");
        await ends(first, message);
        const call = await accept(caller, second, sbc.address, invite, next);
        expect(parameter(call.ok.get("To"), "tag")).toBe("callee");
        expect(await mediaSessions(rtpengine)).toBe(1);
        expect(api.cdrs.map(({ body }) => body.call_id)).not.toContain(invite.get("Call-ID"));
        await hangUp(caller, second, sbc.address, call);
    });

    test("and answers when the caller has long got his failure is ended, too", async () => {
        api.routing = routed([route(first.uri, { fr_timer: 700 })]);
        const invite = await dial(caller, sbc.address);
        const { message } = await first.expectRequest("INVITE");
        expect((await finalOf(caller, sbc.address, invite)).status).toBe(408);
        await until("nothing knows the call any more", async () => {
            const transactions = await sbc.exec("kamcmd", "tm.list");
            return !transactions.includes(invite.get("Call-ID"));
        });
        await ends(first, message);
        expect(caller.seen.filter(({ status }) => status === 200)).toEqual([]);
    });

    test("and rings late is cancelled", async () => {
        api.routing = routed([route(first.uri, { fr_timer: 700 }), route(second.uri)]);
        const invite = await dial(caller, sbc.address);
        const { message } = await first.expectRequest("INVITE");
        const { message: next } = await second.expectRequest("INVITE");
        first.send(first.reply(message, 180), sbc.address);
        const { message: cancel } = await first.expectRequest("CANCEL");
        first.send(first.reply(cancel, 200), sbc.address);
        first.send(first.reply(message, 487), sbc.address);
        await first.expectRequest("ACK");
        expect(caller.seen.filter(({ status }) => status === 180)).toEqual([]);
        second.send(second.reply(next, 486), sbc.address);
        expect((await finalOf(caller, sbc.address, invite)).status).toBe(486);
    });
});

test("a 200 that crosses the CANCEL is the caller's, who ends it", async () => {
    const invite = await dial(caller, sbc.address);
    const { message } = await first.expectRequest("INVITE");
    first.send(first.reply(message, 180), sbc.address);
    await caller.expectReply(invite, 180);
    const cancel = caller.cancel(invite);
    caller.send(cancel, sbc.address);
    await caller.expectReply(cancel, 200);
    const { message: cancelled } = await first.expectRequest("CANCEL");
    first.send(first.reply(cancelled, 481), sbc.address);
    const call = await accept(caller, first, sbc.address, invite, message);
    await hangUp(caller, first, sbc.address, call);
    expect(second.seen).toEqual([]);
});

test("each route's early media is heard in turn", async () => {
    const invite = await dial(caller, sbc.address);
    const { message } = await first.expectRequest("INVITE");
    const early = (callee: Endpoint, request: Message, tag: string) =>
        callee.send(callee.reply(request, 183, { tag, body: sdp(callee.address, 21000) }), sbc.address);
    early(first, message, "one");
    expect((await caller.expectReply(invite, 183)).body).toContain(`c=IN IP4 ${rtpengine.address}`);
    first.send(first.reply(message, 503, { tag: "one" }), sbc.address);
    const { message: next } = await second.expectRequest("INVITE");
    early(second, next, "two");
    const heard = await caller.expectReply(invite, 183);
    expect(parameter(heard.get("To"), "tag")).toBe("two");
    expect(heard.body).toContain(`c=IN IP4 ${rtpengine.address}`);
    second.send(second.reply(next, 486, { tag: "two" }), sbc.address);
    expect((await finalOf(caller, sbc.address, invite)).status).toBe(486);
    await expect.poll(() => mediaSessions(rtpengine)).toBe(0);
});
