import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import * as z from "zod";
import { route, routed, ScriptedApi } from "./support/api";
import { type Call, dial } from "./support/call";
import { calleeDialog, callerDialog, Endpoint } from "./support/endpoint";
import { parameter, sdp } from "./support/message";
import { octetsOfPacket, RtpStream } from "./support/rtp";
import { type InstanceContainer, mediaSessions, relayedPackets, SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let router: InstanceContainer;
let rtpengine: InstanceContainer;
let api: ScriptedApi;
let sbc: InstanceContainer;
let caller: Endpoint;
let callee: Endpoint;
let fromCaller: RtpStream;
let fromCallee: RtpStream;

beforeAll(async () => {
    platform = await SipNetwork.open("198.18.32");
    api = await ScriptedApi.open(platform.host);
    rtpengine = await platform.rtpengine(30);
    const sbcs = [platform.address(10), platform.address(11)];
    router = await platform.kamailio("router", 20, { sbcs, apis: [`${platform.host}:${api.port}`] });
    sbc = await startSbc(10);
}, 300_000);

afterAll(async () => {
    await api?.close();
    await platform?.close();
}, 60_000);

beforeEach(async () => {
    caller = await Endpoint.open(platform.host);
    callee = await Endpoint.open(platform.host);
    // Above what a signed integer of 32 bits holds.
    fromCaller = await RtpStream.open(platform.host, 0xfffffff1);
    fromCallee = await RtpStream.open(platform.host, 0xfffffff2);
    api.asked.length = 0;
    api.routing = routed([route(callee.uri)]);
    onTestFailed(async () => console.error(await platform.logs()));
    return () => Promise.all([caller, callee, fromCaller, fromCallee].map((each) => each.close()));
});

function startSbc(last: number, environment: Record<string, string> = {}): Promise<InstanceContainer> {
    const lists = {
        routers: [router.address],
        rtpengines: [rtpengine.address],
        peers: [platform.host],
        sbcs: [platform.address(last)],
        apis: [`${platform.host}:${api.port}`],
    };
    return platform.kamailio("sbc", last, lists, environment);
}

/** A call that is answered, and talks: 40 packets from the caller, 25 from the callee. */
async function talk(through = sbc): Promise<Call> {
    const invite = await dial(caller, through.address, { body: sdp(caller.address, fromCaller.port) });
    const { message: received } = await callee.expectRequest("INVITE");
    const accepted = callee.reply(received, 200, { body: sdp(callee.address, fromCallee.port) });
    callee.send(accepted, through.address);
    const ok = await caller.expectReply(invite, 200);
    const dialog = callerDialog(invite, ok);
    caller.send(caller.inDialog("ACK", dialog), through.address);
    await callee.expectRequest("ACK");
    await speak(ok.body, received.body);
    return { invite, received, accepted, ok, dialog };
}

/** Both sides send, to the descriptions that they got; the relay has counted it all when this is over. */
async function speak(toCaller: string, toCallee: string): Promise<void> {
    const before = await relayedPackets(rtpengine);
    await fromCaller.send(40, toCaller);
    await fromCallee.send(25, toCallee);
    await expect.poll(() => relayedPackets(rtpengine)).toBe(before + 65);
}

const account = z.object({
    caller_tag: z.string(),
    callee_tag: z.string(),
    relay: z.object({
        tags: z.record(
            z.string(),
            z.object({
                medias: z.tuple([
                    z.object({
                        streams: z.array(z.object({ stats: z.object({ packets: z.number(), bytes: z.number() }) })),
                    }),
                ]),
            }),
        ),
    }),
});

/** The only CDR, once it is there; it must hold what {@link speak} sent. */
async function expectCdr(call: Pick<Call, "invite">): Promise<void> {
    await expect.poll(() => api.cdrs.length).toBe(1);
    const body = api.cdrs[0]?.body;
    expect(body).toMatchObject({ call_id: call.invite.get("Call-ID"), router: `${router.address}:5061` });
    const { caller_tag, callee_tag, relay } = account.parse({ ...body, relay: JSON.parse(String(body?.relay)) });
    expect(caller_tag).toBe(parameter(call.invite.get("From"), "tag"));
    const received = (tag: string) => relay.tags[tag]?.medias[0].streams[0]?.stats;
    expect(received(caller_tag)).toMatchObject({ packets: 40, bytes: 40 * octetsOfPacket });
    expect(received(callee_tag)).toMatchObject({ packets: 25, bytes: 25 * octetsOfPacket });
}

/** Nothing of the call is left, and no second CDR on its way. */
async function expectNothingLeft(): Promise<void> {
    await expect.poll(() => mediaSessions(rtpengine)).toBe(0);
    await expect.poll(() => sbc.undelivered()).toBe(0);
    expect(api.cdrs).toHaveLength(1);
}

describe("the CDR says what the relay saw of a call", () => {
    test("that the caller ends", async () => {
        const call = await talk();
        const bye = caller.inDialog("BYE", call.dialog);
        caller.send(bye, sbc.address);
        const { message, address } = await callee.expectRequest("BYE");
        callee.send(callee.reply(message, 200), address);
        await caller.expectReply(bye, 200);
        await expectCdr(call);
        await expectNothingLeft();
    });

    test("that the callee ends", async () => {
        const call = await talk();
        const bye = callee.inDialog("BYE", calleeDialog(call.received, call.accepted));
        callee.send(bye, sbc.address);
        const { message, address } = await caller.expectRequest("BYE");
        caller.send(caller.reply(message, 200), address);
        await callee.expectReply(bye, 200);
        await expectCdr(call);
        await expectNothingLeft();
    });

    test("whose callee is gone: its BYE is never answered", async () => {
        const call = await talk();
        caller.send(caller.inDialog("BYE", call.dialog), sbc.address);
        await callee.expectRequest("BYE");
        await expectCdr(call);
        await expectNothingLeft();
    });

    test("whose INVITE had no SDP: the offer came with the answer", async () => {
        const invite = await dial(caller, sbc.address, { body: "" });
        const { message: received } = await callee.expectRequest("INVITE");
        callee.send(callee.reply(received, 200, { body: sdp(callee.address, fromCallee.port) }), sbc.address);
        const ok = await caller.expectReply(invite, 200);
        const dialog = callerDialog(invite, ok);
        caller.send(caller.inDialog("ACK", dialog, sdp(caller.address, fromCaller.port)), sbc.address);
        const { message: ack } = await callee.expectRequest("ACK");
        await speak(ok.body, ack.body);
        caller.send(caller.inDialog("BYE", dialog), sbc.address);
        await callee.expectRequest("BYE");
        await expectCdr({ invite });
        await expectNothingLeft();
    });

    test("that is ended by hand, once, though a BYE of the caller's crosses", async () => {
        const call = await talk();
        const { callId, local, remote } = call.dialog;
        await sbc.exec("kamcmd", "dlg.terminate_dlg", callId, parameter(local, "tag"), parameter(remote, "tag"));
        await caller.expectRequest("BYE");
        const { message, address } = await callee.expectRequest("BYE");
        const crossing = caller.inDialog("BYE", call.dialog);
        caller.send(crossing, sbc.address);
        await callee.next(({ method, isReply }) => method === "BYE" && !isReply, "the caller's BYE");
        callee.send(callee.reply(message, 200), address);
        await expectCdr(call);
        await expectNothingLeft();
    });

    test("that reaches the longest duration", async () => {
        const strict = await startSbc(11, { CALL_SECONDS: "2" });
        const call = await talk(strict);
        for (const side of [caller, callee]) {
            const { message, address } = await side.expectRequest("BYE");
            side.send(side.reply(message, 200), address);
        }
        await expectCdr(call);
        await expectNothingLeft();
        await platform.remove(strict);
    });

    test("and is delivered without it when the relay is silent: the call ends all the same", async () => {
        const call = await talk();
        await rtpengine.pause();
        try {
            const bye = caller.inDialog("BYE", call.dialog);
            caller.send(bye, sbc.address);
            const { message, address } = await callee.expectRequest("BYE");
            callee.send(callee.reply(message, 200), address);
            await caller.expectReply(bye, 200);
            await expect.poll(() => api.cdrs.length).toBe(1);
            expect(api.cdrs[0]?.body).toMatchObject({
                call_id: call.invite.get("Call-ID"),
                ended: expect.any(Number),
            });
            expect(api.cdrs[0]?.body).not.toHaveProperty("relay");
        } finally {
            await rtpengine.unpause();
        }
    });
});
