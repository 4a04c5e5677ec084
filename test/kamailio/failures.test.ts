import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../tools/until";
import { route, routed, ScriptedApi } from "./support/api";
import { answer, dial, finalOf, hangUp } from "./support/call";
import { Endpoint } from "./support/endpoint";
import { sdp } from "./support/message";
import { type InstanceContainer, SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let sbc: InstanceContainer;
let otherSbc: InstanceContainer;
let routers: InstanceContainer[];
let rtpengines: InstanceContainer[];
let api: ScriptedApi;
let otherApi: ScriptedApi;
let caller: Endpoint;
let callee: Endpoint;

const sbcs = () => [platform.address(10), platform.address(11)];
const apis = () => [`${platform.host}:${api.port}`, `${platform.host}:${otherApi.port}`];

beforeAll(async () => {
    platform = await SipNetwork.open("198.18.32");
    api = await ScriptedApi.open(platform.host);
    otherApi = await ScriptedApi.open(platform.host);
    rtpengines = [await platform.rtpengine(30), await platform.rtpengine(31)];
});

afterAll(async () => {
    await api?.close();
    await otherApi?.close();
    await platform?.close();
});

beforeEach(async () => {
    const lists = { sbcs: sbcs(), apis: apis() };
    routers = [await platform.kamailio("router", 20, lists), await platform.kamailio("router", 21, lists)];
    const all = {
        ...lists,
        routers: routers.map(({ address }) => address),
        rtpengines: rtpengines.map(({ address }) => address),
        peers: [platform.host],
    };
    sbc = await platform.kamailio("sbc", 10, all);
    otherSbc = await platform.kamailio("sbc", 11, all);
    caller = await Endpoint.open(platform.host);
    callee = await Endpoint.open(platform.host);
    for (const one of [api, otherApi]) {
        one.asked.length = 0;
        one.routing = routed([route(callee.uri)]);
        one.cdr = "taken";
    }
});

afterEach(async ({ task }) => {
    if (task.result?.state === "fail") console.error(await platform.logs());
    await Promise.all([caller.close(), callee.close()]);
    for (const instance of [sbc, otherSbc, ...routers]) await platform.remove(instance);
});

/** Calls one after another; each must be answered and ended. Gives back how long each took to reach the callee. */
async function callsInTurn(count: number): Promise<number[]> {
    const times: number[] = [];
    for (let i = 0; i < count; i += 1) {
        const started = Date.now();
        const call = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
        times.push(Date.now() - started);
        await hangUp(caller, callee, sbc.address, call);
    }
    return times;
}

/** How often the SBC found a router silent, which costs a call the time that it waits. */
async function silences(): Promise<number> {
    return [...(await sbc.logs()).matchAll(/router \S+ is silent/g)].length;
}

describe("a router", () => {
    test("that is killed takes no call with it: neither new, nor ringing, nor answered", async () => {
        const answered = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
        const ringing = await dial(caller, sbc.address);
        const { message } = await callee.expectRequest("INVITE");
        for (const router of routers) await router.kill();
        callee.send(callee.reply(message, 200, { body: sdp(callee.address, 21000) }), sbc.address);
        await caller.expectReply(ringing, 200);
        const reinvite = caller.inDialog("INVITE", answered.dialog, sdp(caller.address, 20002));
        caller.send(reinvite, sbc.address);
        const { message: again } = await callee.next(
            (request) =>
                request.method === "INVITE" && request.get("Call-ID") === answered.dialog.callId && !request.isReply,
            "the re-INVITE",
        );
        callee.send(callee.reply(again, 200, { body: sdp(callee.address, 21000) }), sbc.address);
        await caller.expectReply(reinvite, 200);
        await hangUp(caller, callee, sbc.address, answered);
        const refused = await dial(caller, sbc.address);
        const reply = await finalOf(caller, sbc.address, refused);
        expect(reply.startLine).toBe("SIP/2.0 503 No Router Answered");
    });

    test("that is dead costs a call a second, and is left out after three", async () => {
        await routers[0]?.kill();
        const times = await callsInTurn(12);
        const found = await silences();
        expect(found).toBeGreaterThan(0);
        expect(found).toBeLessThanOrEqual(3);
        expect(times.filter((time) => time > 950).length).toBeGreaterThanOrEqual(found);
        await callsInTurn(4);
        expect(await silences()).toBe(found);
    });

    test("that dies while it decides is replaced in the same call", async () => {
        api.routing = { ...api.routing, delay: 1000 };
        otherApi.routing = { ...otherApi.routing, delay: 1000 };
        const invite = await dial(caller, sbc.address);
        await expect.poll(() => api.questions.length + otherApi.questions.length).toBe(1);
        const busy = await Promise.all(routers.map((router) => router.deciding()));
        await routers[busy.indexOf(true)]?.kill();
        const call = await answer(caller, callee, sbc.address, invite);
        await hangUp(caller, callee, sbc.address, call);
    });

    test("that was silent for a moment, as all others, is tried again by the next call", async () => {
        for (const router of routers) await router.pause();
        const results: string[] = [];
        for (let i = 0; i < 4; i += 1) {
            const invite = await dial(caller, sbc.address);
            results.push((await finalOf(caller, sbc.address, invite)).startLine);
        }
        expect([...new Set(results)]).toEqual(["SIP/2.0 503 No Router Answered"]);
        for (const router of routers) await router.unpause();
        await callsInTurn(1);
    });

    test("that was silent for a moment, as all others, is tried again for the same call", async () => {
        await Promise.all(routers.map((router) => router.pause()));
        const invite = await dial(caller, sbc.address);
        // The first one has been; each is asked twice.
        await eventually(silences, (found) => found >= 1);
        await Promise.all(routers.map((router) => router.unpause()));
        await hangUp(caller, callee, sbc.address, await answer(caller, callee, sbc.address, invite));
    });

    test("that drains refuses, and the next one takes the call", async () => {
        await routers[0]?.accept(false);
        // Enough that one of them comes to it, which is drawn.
        await callsInTurn(16);
        expect(await sbc.logs()).toMatch(/router sip:\S+ says 503/);
        expect(await silences()).toBe(0);
    });
});

test("an SBC that no router knows yet says that it cannot serve, not that the caller may not", async () => {
    const stranger = await platform.kamailio("sbc", 13, {
        routers: routers.map(({ address }) => address),
        peers: [platform.host],
    });
    const invite = await dial(caller, stranger.address);
    const reply = await finalOf(caller, stranger.address, invite);
    expect(reply.startLine).toBe("SIP/2.0 503 No Router Serves This SBC");
    await platform.remove(stranger);
});

describe("the routing API", () => {
    test.each([
        ["nonsense", { body: "<html>" }],
        ["a status of 500", { status: 500, body: "{}" }],
        ["no rtjson", { body: '{"auth":null}' }],
        ["another type", { body: "[1]" }],
    ])("that answers %s is 500 for the caller, with the Call-ID in the log", async (_, nonsense) => {
        api.routing = nonsense;
        otherApi.routing = nonsense;
        const invite = await dial(caller, sbc.address);
        const reply = await finalOf(caller, sbc.address, invite);
        expect(reply.startLine).toBe("SIP/2.0 500 API Not Available");
        const logs = (await Promise.all(routers.map((router) => router.logs()))).join("");
        expect(logs).toContain(`[${invite.get("Call-ID")}]`);
    });

    test("that is slow is asked no longer than its time-out", async () => {
        // Longer than a test waits for anything: the answer to the caller cannot be the API's.
        api.routing = { ...api.routing, delay: 600_000 };
        otherApi.routing = { ...otherApi.routing, delay: 600_000 };
        const invite = await dial(caller, sbc.address);
        // The 100 is not held up by the question either.
        expect(caller.seen.map(({ status }) => status)).toEqual([100]);
        const reply = await finalOf(caller, sbc.address, invite);
        expect(reply.startLine).toBe("SIP/2.0 500 API Not Available");
    });

    test("is waited for as long as the settings say", async () => {
        api.routing = { ...api.routing, delay: 2600 };
        const patient = await platform.kamailio(
            "router",
            22,
            { sbcs: [platform.address(14)], apis: apis().slice(0, 1) },
            { API_TIMEOUT_MS: "4000" },
        );
        const lists = {
            routers: [patient.address],
            rtpengines: rtpengines.map(({ address }) => address),
            peers: [platform.host],
        };
        const waiting = await platform.kamailio("sbc", 14, { ...lists, apis: apis() }, { ROUTER_DECISION_MS: "8000" });
        const call = await answer(caller, callee, waiting.address, await dial(caller, waiting.address));
        await hangUp(caller, callee, waiting.address, call);
        await platform.remove(waiting);
        await platform.remove(patient);
    });

    test("that is away is replaced by the next one", async () => {
        api.routing = { status: 503, body: "{}" };
        await callsInTurn(4);
        expect(otherApi.questions).toHaveLength(4);
    });

    test("gets a CDR later when it cannot take it now", async () => {
        api.cdr = { status: 503, body: "{}" };
        otherApi.cdr = { status: 503, body: "{}" };
        await callsInTurn(1);
        await expect.poll(() => api.cdrs.length + otherApi.cdrs.length).toBe(1);
        expect(await sbc.undelivered()).toBe(1);
        api.cdr = "taken";
        otherApi.cdr = "taken";
        await expect.poll(() => sbc.undelivered()).toBe(0);
    });
});

describe("an SBC", () => {
    test("that drains refuses new calls, and goes on with the others", async () => {
        const call = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
        await sbc.accept(false);
        const invite = caller.request(`sip:1@${sbc.address}`);
        caller.send(invite, sbc.address);
        expect((await finalOf(caller, sbc.address, invite)).startLine).toBe("SIP/2.0 503 Not Accepting Calls");
        const options = caller.request(`sip:${sbc.address}`, { method: "OPTIONS" });
        caller.send(options, sbc.address);
        expect((await caller.expectFinal(options)).status).toBe(503);
        await hangUp(caller, callee, sbc.address, call);
    });

    test("takes over the end of a call that another one placed", async () => {
        const call = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
        await sbc.kill();
        await hangUp(caller, callee, otherSbc.address, call);
    });

    test("without a router says so at once", async () => {
        const lonely = await platform.kamailio("sbc", 12, { apis: apis(), peers: [platform.host] });
        const { address } = lonely;
        const invite = caller.request(`sip:1@${address}`);
        caller.send(invite, address);
        expect((await finalOf(caller, address, invite)).startLine).toBe("SIP/2.0 503 No Router Available");
        expect(await lonely.exec("kamcmd", "dlg.stats_active")).toMatch(/all: 0/);
    });
});
