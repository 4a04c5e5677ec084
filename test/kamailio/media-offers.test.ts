import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import * as z from "zod";
import { type Call, dial } from "./support/call";
import { calleeDialog, callerDialog, Endpoint, newTag } from "./support/endpoint";
import { MediaPlatform } from "./support/media-platform";
import { Message, parameter, sdp } from "./support/message";
import { RtpStream } from "./support/rtp";

let platform: MediaPlatform;
let caller: Endpoint;
let callee: Endpoint;
let callerAudio: RtpStream;
let calleeAudio: RtpStream;
let sbc: string;

beforeAll(async () => {
    platform = await MediaPlatform.open();
    sbc = platform.sbc.address;
});

afterAll(() => platform?.close());

beforeEach(async () => {
    ({ caller, callee } = await platform.parties());
    callerAudio = await RtpStream.open(platform.network.host, 1);
    calleeAudio = await RtpStream.open(platform.network.host, 2);
    onTestFailed(async () => console.error(await platform.network.logs()));
    return () => Promise.all([caller, callee, callerAudio, calleeAudio].map((each) => each.close()));
});

/** An answered call. */
async function call(
    offer = sdp(caller.address, callerAudio.port),
    answer = sdp(callee.address, calleeAudio.port),
    options: Parameters<typeof dial>[2] = {},
): Promise<Call> {
    const invite = await dial(caller, sbc, { ...options, body: offer });
    const { message: received } = await callee.expectRequest("INVITE");
    const accepted = callee.reply(received, 200, { body: answer });
    callee.send(accepted, sbc);
    const ok = await caller.expectReply(invite, 200);
    const dialog = callerDialog(invite, ok);
    caller.send(caller.inDialog("ACK", dialog), sbc);
    await callee.expectRequest("ACK");
    return { invite, received, accepted, ok, dialog };
}

/** Both sides hear each other. */
async function expectAudio({ received, ok }: Pick<Call, "received" | "ok">): Promise<void> {
    const before = { caller: callerAudio.received, callee: calleeAudio.received };
    await callerAudio.send(10, ok.body);
    await calleeAudio.send(10, received.body);
    await expect.poll(() => calleeAudio.received).toBe(before.callee + 10);
    await expect.poll(() => callerAudio.received).toBe(before.caller + 10);
}

const key = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
const fingerprint = `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => "AB").join(":")}`;
const ice = ["a=ice-ufrag:abcd", "a=ice-pwd:abcdefghijklmnopqrstuvwx"];

const profiles: Record<string, readonly string[]> = {
    "RTP/SAVP": [key],
    "RTP/AVPF": ["a=rtcp-fb:8 nack"],
    "RTP/SAVPF": [key, ...ice, "a=candidate:1 1 UDP 2130706431 198.18.32.1 20000 typ host"],
    "UDP/TLS/RTP/SAVPF": [fingerprint, "a=setup:actpass", "a=rtcp-mux", ...ice],
};

describe("a caller is answered, and asked again, in the profile that it offered:", () => {
    test.each(Object.entries(profiles))("%s", async (profile, attributes) => {
        const offer = sdp(caller.address, callerAudio.port, attributes).replace("RTP/AVP", profile);
        const { received, accepted, ok } = await call(offer);
        expect(received.body).toMatch(/^m=audio \d+ RTP\/AVP 8\r$/m);
        expect(received.body).not.toMatch(/a=(crypto|fingerprint|ice-|candidate)/);
        const inProfile = new RegExp(`^m=audio [1-9]\\d* ${profile} 8\r$`, "m");
        expect(ok.body).toMatch(inProfile);
        const again = callee.inDialog(
            "INVITE",
            calleeDialog(received, accepted),
            sdp(callee.address, calleeAudio.port, ["a=sendonly"]),
        );
        callee.send(again, sbc);
        const { message } = await caller.next(
            (seen) => seen.method === "INVITE" && !seen.isReply,
            "the callee's INVITE",
        );
        expect(message.body).toMatch(inProfile);
        for (const wanted of ["crypto", "fingerprint", "ice-ufrag"])
            expect(message.body.includes(`a=${wanted}:`)).toBe(offer.includes(`a=${wanted}:`));
        caller.send(caller.reply(message, 488), sbc);
        await callee.expectReply(again, 488);
    });
});

describe("an offer within a call that is refused leaves the audio as it was:", () => {
    const fax = (address: string) => sdp(address, 40000).replace(/m=audio.*\r\n.*\r\n/, "m=image 40000 udptl t38\r\n");
    const offers: Record<string, (address: string) => string> = {
        "fax (T.38)": fax,
        "another port": (address) => sdp(address, 40002),
        hold: (address) =>
            sdp("0.0.0.0", 40004, ["a=inactive"]).replace("IN IP4 0.0.0.0\r\ns", `IN IP4 ${address}\r\ns`),
    };

    test.each(Object.entries(offers))("%s, of either side", async (_, offer) => {
        const talk = await call();
        await expectAudio(talk);
        const again = caller.inDialog("INVITE", talk.dialog, offer(caller.address));
        caller.send(again, sbc);
        const { message } = await callee.expectRequest("INVITE");
        callee.send(callee.reply(message, 488), sbc);
        caller.send(caller.ackFailure(again, await caller.expectReply(again, 488)), sbc);
        await expectAudio(talk);
        const calleesDialog = calleeDialog(talk.received, talk.accepted);
        const glare = callee.inDialog("UPDATE", calleesDialog, offer(callee.address));
        callee.send(glare, sbc);
        const { message: update } = await caller.expectRequest("UPDATE");
        caller.send(caller.reply(update, 491), sbc);
        await callee.expectReply(glare, 491);
        await expectAudio(talk);
    });

    test("one that nobody can serve is answered, and goes no further", async () => {
        const talk = await call();
        const again = caller.inDialog("INVITE", talk.dialog, sdp("media.example.com", 20000));
        caller.send(again, sbc);
        const refused = await caller.expectReply(again, 488);
        expect(refused.get("Warning")).toMatch(/^399 /);
        caller.send(caller.ackFailure(again, refused), sbc);
        await expectAudio(talk);
        expect(callee.seen.filter(({ method }) => method === "INVITE")).toHaveLength(1);
    });

    test("one for which no relay is there is answered with 503", async () => {
        const talk = await call();
        const again = caller.inDialog("INVITE", talk.dialog, sdp(caller.address, callerAudio.port));
        await platform.relay.pause();
        try {
            caller.send(again, sbc);
            await caller.expectReply(again, 503);
        } finally {
            await platform.relay.unpause();
        }
    });
});

const account = z.object({
    callee_tag: z.string(),
    relay: z.object({
        tags: z.record(
            z.string(),
            z.object({
                medias: z.array(
                    z.object({ streams: z.array(z.object({ endpoint: z.object({ address: z.string() }) })) }),
                ),
            }),
        ),
    }),
});

describe("NAT of one side", () => {
    test("is not the other's: a callee's media may be elsewhere than its signalling", async () => {
        const privately = {
            via: `SIP/2.0/UDP 10.1.2.3:5060;branch=z9hG4bK${newTag()};rport`,
            contact: "<sip:a@10.1.2.3:5060>",
        };
        const elsewhere = "198.18.32.77";
        const talk = await call(sdp("10.1.2.3", callerAudio.port), sdp(elsewhere, 30000), privately);
        const bye = caller.inDialog("BYE", talk.dialog);
        caller.send(bye, sbc);
        await callee.expectRequest("BYE");
        await expect.poll(() => platform.api.cdrs.length).toBe(1);
        const body = platform.api.cdrs[0]?.body;
        const { callee_tag, relay } = account.parse({ ...body, relay: JSON.parse(String(body?.relay)) });
        const addressOf = (tag: string) => relay.tags[tag]?.medias[0]?.streams[0]?.endpoint.address;
        expect(addressOf(callee_tag)).toBe(elsewhere);
        expect(addressOf(parameter(talk.invite.get("From"), "tag"))).toBe(caller.address);
    });
});

describe("a call that a carrier's proxy sends back to us", () => {
    test.each([true, false])("has media both ways (the proxy stays in the path: %s)", async (stays) => {
        const proxy = await Endpoint.open(platform.network.host);
        platform.api.routing = platform.to(proxy);
        const invite = await dial(caller, sbc, { body: sdp(caller.address, callerAudio.port) });
        const { message: first } = await proxy.expectRequest("INVITE");
        platform.api.routing = platform.to(callee);
        const via = ["Via", `SIP/2.0/UDP ${proxy.address}:${proxy.port};branch=z9hG4bK${newTag()}`] as const;
        const recordRoute = ["Record-Route", `<${proxy.uri};lr>`] as const;
        const kept = first.headers.filter(([name]) => name !== "Content-Length");
        const back = [via, ...(stays ? [recordRoute] : []), ...kept];
        proxy.send(new Message(`INVITE sip:+442039876543@${sbc} SIP/2.0`, back, first.body), sbc);
        const { message: received } = await callee.expectRequest("INVITE");
        callee.send(callee.reply(received, 200, { body: sdp(callee.address, calleeAudio.port) }), sbc);
        const { message: answered } = await proxy.next((reply) => reply.status === 200, "200");
        const own = answered.headers.findIndex(([name]) => name === "Via");
        const others = answered.headers.filter(([name], index) => index !== own && name !== "Content-Length");
        proxy.send(new Message(answered.startLine, others, answered.body), sbc);
        const ok = await caller.expectReply(invite, 200);
        await expectAudio({ received, ok });
        await proxy.close();
    });
});
