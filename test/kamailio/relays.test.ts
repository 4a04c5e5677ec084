import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../tools/until";
import { route, routed, ScriptedApi } from "./support/api";
import { answer, type Call, dial, finalOf, hangUp } from "./support/call";
import { callerDialog, type Dialog, Endpoint } from "./support/endpoint";
import { type Message, sdp } from "./support/message";
import { type InstanceContainer, mediaSessions, SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let router: InstanceContainer;
let relay: InstanceContainer;
let otherRelay: InstanceContainer;
let sbc: InstanceContainer;
let api: ScriptedApi;
let caller: Endpoint;
let callee: Endpoint;

beforeAll(async () => {
    platform = await SipNetwork.open("198.18.32");
    api = await ScriptedApi.open(platform.host);
    relay = await platform.rtpengine(30);
    otherRelay = await platform.rtpengine(31);
    router = await platform.kamailio("router", 20, {
        sbcs: [platform.address(10)],
        apis: [`${platform.host}:${api.port}`],
    });
});

afterAll(async () => {
    await api?.close();
    await platform?.close();
});

beforeEach(async () => {
    caller = await Endpoint.open(platform.host);
    callee = await Endpoint.open(platform.host);
    api.routing = routed([route(callee.uri)]);
});

afterEach(async ({ task }) => {
    if (task.result?.state === "fail") console.error(await platform.logs());
    await Promise.all([caller.close(), callee.close()]);
    await platform.remove(sbc);
});

async function startSbc(...relays: InstanceContainer[]): Promise<void> {
    sbc = await platform.kamailio("sbc", 10, {
        sbcs: [platform.address(10)],
        apis: [`${platform.host}:${api.port}`],
        routers: [router.address],
        rtpengines: relays.map(({ address }) => address),
        peers: [platform.host],
    });
}

describe("an RTPengine", () => {
    test("that is away is replaced by the next one, and without any the call is refused", async () => {
        await startSbc(relay, otherRelay);
        await whilePaused(relay, async () => {
            for (let index = 0; index < 4; index += 1) {
                const call = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
                await hangUp(caller, callee, sbc.address, call);
            }
            const reply = await whilePaused(otherRelay, async () =>
                finalOf(caller, sbc.address, await dial(caller, sbc.address)),
            );
            expect(reply.startLine).toBe("SIP/2.0 503 No Media Relay Available");
            expect(callee.seen.filter(({ method }) => method === "INVITE")).toHaveLength(4);
        });
    });

    test("that is silent when calls end holds no more workers than ask it at the same time", async () => {
        await startSbc(relay);
        const calls: Call[] = [];
        for (let index = 0; index < 12; index += 1) {
            calls.push(await answer(caller, callee, sbc.address, await dial(caller, sbc.address)));
        }
        await whilePaused(relay, () => Promise.all(calls.map((call) => hangUp(caller, callee, sbc.address, call))));
        const asked = [...(await sbc.logs()).matchAll(/no account of the media/g)].length;
        expect(asked).toBeGreaterThan(0);
        // As many as there are workers.
        expect(asked).toBeLessThanOrEqual(4);
    });

    test("that pauses for a second costs no call where there are two", async () => {
        await startSbc(relay, otherRelay);
        const { outcomes } = await callsAround(() => pauseOfASecond(relay));
        expect(outcomes.filter((status) => status !== 200)).toEqual([]);
    });

    test("that pauses for a second, and is the only one, costs no call either: they wait for it, and end well", async () => {
        const lone = await platform.rtpengine(32);
        await startSbc(lone);
        const { outcomes, dialogs } = await callsAround(() => pauseOfASecond(lone));
        expect(outcomes.filter((status) => status !== 200)).toEqual([]);
        expect(await sbc.logs()).toContain("no RTPengine takes the call: it waits for one");
        // Each has its session, and ends it: what waited is no other kind of call.
        expect(await mediaSessions(lone)).toBe(outcomes.length);
        for (const dialog of dialogs) {
            const bye = caller.inDialog("BYE", dialog);
            caller.send(bye, sbc.address);
            const { message, address } = await callee.expectRequest("BYE");
            callee.send(callee.reply(message, 200), address);
            await caller.expectReply(bye, 200);
        }
        await eventually(
            () => mediaSessions(lone),
            (sessions) => sessions === 0,
        );
        await platform.remove(lone);
    });
});

/** Does something while an RTPengine is deaf. */
async function whilePaused<T>(of: InstanceContainer, act: () => Promise<T>): Promise<T> {
    await of.pause();
    try {
        return await act();
    } finally {
        await of.unpause();
    }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function pauseOfASecond(of: InstanceContainer): Promise<unknown> {
    return whilePaused(of, () => pause(1000));
}

/** Places 20 calls a second, 4 seconds long, does something after a second; gives the final status of each, and the dialogs of those answered. */
async function callsAround(act: () => Promise<unknown>): Promise<{ outcomes: number[]; dialogs: Dialog[] }> {
    const dialogs: Dialog[] = [];
    const calls: Promise<number>[] = [];
    let acting: Promise<unknown> | undefined;
    for (let index = 0; index < 80; index += 1) {
        const invite = caller.request(`sip:+442031234567@${sbc.address}`);
        caller.send(invite, sbc.address);
        calls.push(settled(invite, dialogs));
        if (index === 20) acting = act();
        await pause(50);
    }
    await acting;
    return { outcomes: await Promise.all(calls), dialogs };
}

/** The final status of a call, which the callee answers if it comes to it. */
async function settled(invite: Message, dialogs: Dialog[]): Promise<number> {
    const taken = async () => {
        const { message } = await callee.expectInvite(invite.get("Call-ID"));
        callee.send(callee.reply(message, 200, { body: sdp(callee.address, 21000) }), sbc.address);
    };
    // A call that is refused never comes to it.
    void taken().catch(() => undefined);
    const reply = await caller.expectFinal(invite);
    if (reply.status === 200) {
        const dialog = callerDialog(invite, reply);
        caller.send(caller.inDialog("ACK", dialog), sbc.address);
        dialogs.push(dialog);
    } else caller.send(caller.ackFailure(invite, reply), sbc.address);
    return reply.status;
}
