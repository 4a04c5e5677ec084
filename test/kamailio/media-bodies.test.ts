import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import { dial, hangUp } from "./support/call";
import { callerDialog, type Endpoint } from "./support/endpoint";
import { MediaPlatform } from "./support/media-platform";
import { Message, sdp } from "./support/message";
import { mediaSessions } from "./support/sip-network";

let platform: MediaPlatform;
let caller: Endpoint;
let callee: Endpoint;
let sbc: string;

beforeAll(async () => {
    platform = await MediaPlatform.open();
    sbc = platform.sbc.address;
});

afterAll(() => platform?.close());

beforeEach(async () => {
    ({ caller, callee } = await platform.parties());
    onTestFailed(async () => console.error(await platform.network.logs()));
    return () => Promise.all([caller, callee].map((each) => each.close()));
});

/** A body and its type. */
interface Body {
    readonly type: string;
    readonly text: string;
}

type Carrier = (description: string) => Body;

const location = '<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="pres:a@example.com"/>';
// As binary as a datagram that went through a text can be.
const isup = "\x01\x00\x11\x00\x0a\x03\x02";

function parts(type: string, boundary: string, bodies: readonly (readonly [readonly string[], string])[]): Body {
    const lines = bodies.flatMap(([headers, text]) => [`--${boundary}`, ...headers, "", text]);
    return { type, text: [...lines, `--${boundary}--`, ""].join("\r\n") };
}

const carriers: Record<string, Carrier> = {
    "a type in capitals, with a parameter": (text) => ({ type: "Application/SDP; charset=UTF-8", text }),
    "a type with blanks around its slash": (text) => ({ type: "application / sdp", text }),
    "multipart/mixed, before ISUP": (text) =>
        parts("multipart/mixed; boundary=unique", "unique", [
            [["Content-Type: application/sdp"], text],
            [["Content-Type: application/ISUP; version=itu-t92+", "Content-Disposition: signal"], isup],
        ]),
    "multipart/mixed, after ISUP": (text) =>
        parts('multipart/mixed; boundary="a b=c"', "a b=c", [
            [["Content-Type: application/ISUP; version=itu-t92+", "Content-Disposition: signal"], isup],
            [["Content-Disposition: session", "Content-Type: application/sdp"], text],
        ]),
    "multipart/related, after a location": (text) =>
        parts('multipart/related; type="application/pidf+xml"; boundary=b1', "b1", [
            [["Content-Type: application/pidf+xml", "Content-ID: <a@example.com>"], location],
            [["content-type:application/sdp;charset=utf-8", "Content-ID: <b@example.com>"], text],
        ]),
    "Multipart/Mixed, with the length of each part": (text) =>
        parts("Multipart/Mixed;boundary=b1", "b1", [
            [["Content-Type: application/sdp", `Content-Length: ${text.length}`], text],
            [["Content-Type: application/pidf+xml", `Content-Length: ${location.length}`], location],
        ]),
    "no v= line": (text) => ({ type: "application/sdp", text: text.replace("v=0\r\n", "") }),
    "a refused stream without c= of its own": (text) => ({
        type: "application/sdp",
        text: `${text.replace(/(c=.*\r\n)(t=.*\r\n)(m=.*\r\n)/, "$2$3$1")}m=video 0 RTP/AVP 96\r\n`,
    }),
};

function carrying(message: Message, { type, text }: Body): Message {
    return new Message(message.startLine, message.with("Content-Type", type).headers, text);
}

/** The SDP in a body goes through the relay; what is beside it arrives as it was sent. */
function expectRelayed(body: string, carrier: Carrier): void {
    expect(body).toContain(`c=IN IP4 ${platform.relay.address}`);
    expect(body).not.toContain("c=IN IP4 198.18.32.1\r\n");
    for (const beside of [isup, location]) {
        if (carrier("").text.includes(beside)) expect(body).toContain(beside);
    }
    const [, length] = /application\/sdp\r\nContent-Length: (\d+)/.exec(body) ?? [];
    if (length !== undefined) expect(Number(length)).toBe(/v=0[\s\S]*?(?=\r\n--)/.exec(body)?.[0].length);
}

describe("RTPengine reads the SDP of both sides in", () => {
    test.each(Object.entries(carriers))("%s", async (_, carrier) => {
        const offer = caller.request(`sip:+442031234567@${sbc}`);
        const invite = carrying(offer, carrier(sdp(caller.address, 20000)));
        caller.send(invite, sbc);
        const { message: received } = await callee.expectRequest("INVITE");
        expectRelayed(received.body, carrier);
        const accepted = callee.reply(received, 200, { body: sdp(callee.address, 21000) });
        callee.send(carrying(accepted, carrier(sdp(callee.address, 21000))), sbc);
        const ok = await caller.expectReply(invite, 200);
        expectRelayed(ok.body, carrier);
        const dialog = callerDialog(invite, ok);
        caller.send(caller.inDialog("ACK", dialog), sbc);
        await callee.expectRequest("ACK");
        await hangUp(caller, callee, sbc, { invite, received, accepted, ok, dialog });
        await expect.poll(() => mediaSessions(platform.relay)).toBe(0);
    });

    test("a request and an answer without Content-Length", async () => {
        const unmeasured = (message: Message) => Buffer.from(message.toString().replace(/Content-Length: .*\r\n/, ""));
        const invite = caller.request(`sip:+442031234567@${sbc}`);
        caller.sendRaw(unmeasured(invite), sbc);
        const { message: received } = await callee.expectRequest("INVITE");
        expectRelayed(received.body, carriers["no v= line"] ?? (() => ({ type: "", text: "" })));
        const accepted = callee.reply(received, 200, { body: sdp(callee.address, 21000) });
        callee.sendRaw(unmeasured(accepted), sbc);
        const ok = await caller.expectReply(invite, 200);
        expect(ok.body).toContain(`c=IN IP4 ${platform.relay.address}`);
        expect(ok.body.match(/m=audio/g)).toHaveLength(1);
        const dialog = callerDialog(invite, ok);
        caller.send(caller.inDialog("ACK", dialog), sbc);
        await callee.expectRequest("ACK");
        await hangUp(caller, callee, sbc, { invite, received, accepted, ok, dialog });
    });
});

describe("what follows a message in its datagram is discarded:", () => {
    const excess: Record<string, string> = {
        "four NULs": "\0\0\0\0",
        "two empty lines": "\r\n\r\n",
        "a second request": "OPTIONS sip:a@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 198.18.32.9\r\n\r\n",
    };

    test.each(Object.entries(excess))("%s", async (_, behind) => {
        const followed = (message: Message) => Buffer.from(`${message.toString()}${behind}`);
        const invite = caller.request(`sip:+442031234567@${sbc}`);
        caller.sendRaw(followed(invite), sbc);
        const { message: received } = await callee.expectRequest("INVITE");
        expect(Buffer.byteLength(received.body)).toBe(Number(received.get("Content-Length")));
        callee.sendRaw(followed(callee.reply(received, 200, { body: sdp(callee.address, 21000) })), sbc);
        const ok = await caller.expectReply(invite, 200);
        expect(Buffer.byteLength(ok.body)).toBe(Number(ok.get("Content-Length")));
        const dialog = callerDialog(invite, ok);
        caller.sendRaw(followed(caller.inDialog("ACK", dialog)), sbc);
        await callee.expectRequest("ACK");
        const bye = caller.inDialog("BYE", dialog);
        caller.sendRaw(followed(bye), sbc);
        const { message, address } = await callee.expectRequest("BYE");
        expect(message.body).toBe("");
        callee.send(callee.reply(message, 200), address);
        await caller.expectReply(bye, 200);
    });
});

describe("an offer that nobody can serve gets 488 with Warning, and leaves nothing behind:", () => {
    const offers: Record<string, string> = {
        "a host name": sdp("media.example.com", 20000),
        "a group's address": sdp("239.1.2.3/127", 20000),
        "a group's address of IPv6": sdp("198.18.32.1", 20000).replace(/c=.*/, "c=IN IP6 ff15::101"),
        "no port of any stream": sdp("198.18.32.1", 0),
        "no stream": sdp("198.18.32.1", 20000).replace(/m=[\s\S]*/, ""),
        garbage: "this is no SDP at all, whatever its type says\r\n",
    };

    test.each(Object.entries(offers))("%s", async (_, body) => {
        const invite = await dial(caller, sbc, { body });
        const refused = await caller.expectFinal(invite);
        caller.send(caller.ackFailure(invite, refused), sbc);
        expect(refused.startLine).toBe("SIP/2.0 488 Not Acceptable Here");
        expect(refused.get("Warning")).toMatch(/^399 /);
        expect(callee.seen.filter(({ method }) => method === "INVITE")).toEqual([]);
        await expect.poll(() => mediaSessions(platform.relay)).toBe(0);
    });

    test("two SDPs in one body, of which one would go on unread", async () => {
        const both = parts("multipart/alternative; boundary=b1", "b1", [
            [["Content-Type: application/sdp"], sdp(caller.address, 20000)],
            [["Content-Type: application/sdp"], sdp(caller.address, 20002)],
        ]);
        const invite = carrying(caller.request(`sip:+442031234567@${sbc}`), both);
        caller.send(invite, sbc);
        const refused = await caller.expectFinal(invite);
        caller.send(caller.ackFailure(invite, refused), sbc);
        expect(refused.status).toBe(488);
    });
});

test("an answer that nobody can serve ends the call on both sides, which are told why", async () => {
    const invite = await dial(caller, sbc);
    const { message: received } = await callee.expectRequest("INVITE");
    callee.send(callee.reply(received, 200, { body: sdp("media.example.com", 21000) }), sbc);
    const ok = await caller.expectReply(invite, 200);
    expect(ok.body).toBe("");
    caller.send(caller.inDialog("ACK", callerDialog(invite, ok)), sbc);
    await callee.expectRequest("ACK");
    for (const side of [caller, callee]) {
        const { message, address } = await side.expectRequest("BYE");
        expect(message.get("Reason")).toMatch(/^SIP;cause=488/);
        side.send(side.reply(message, 200), address);
    }
    const record = () => platform.api.cdrs.find(({ body }) => body.call_id === invite.get("Call-ID"))?.body;
    await expect.poll(record).toMatchObject({ sip_code: 200, ended: expect.any(Number), released_by: "platform" });
    await expect.poll(() => mediaSessions(platform.relay)).toBe(0);
});
