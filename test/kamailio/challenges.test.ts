import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import { route, routed, type ScriptedApi } from "./support/api";
import { accept, dial, finalOf, hangUp } from "./support/call";
import { callerDialog, Endpoint } from "./support/endpoint";
import { type Message, sdp } from "./support/message";
import { oneOfEach } from "./support/one-of-each";
import type { InstanceContainer, SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let sbc: InstanceContainer;
let rtpengine: InstanceContainer;
let api: ScriptedApi;
let caller: Endpoint;
let carrier: Endpoint;
let other: Endpoint;

beforeAll(async () => {
    ({ platform, api, rtpengine, sbc } = await oneOfEach("198.18.32"));
});

afterAll(async () => {
    await api?.close();
    await platform?.close();
});

const credentials = { auth_username: "acme", auth_password: "tr0nk", realm: "carrier.example" };

beforeEach(async () => {
    caller = await Endpoint.open(platform.host);
    carrier = await Endpoint.open(platform.host);
    other = await Endpoint.open(platform.host);
    api.asked.length = 0;
    api.routing = routed([route(carrier.uri, { ...credentials }), route(other.uri)]);
    onTestFailed(async () => console.error(await platform.logs()));
    return () => Promise.all([caller.close(), carrier.close(), other.close()]);
});

type Challenge = readonly [header: string, value: string];

const proxy = (parameters: string): Challenge => ["Proxy-Authenticate", `Digest ${parameters}`];
const plain = 'realm="carrier.example", nonce="n1", qop="auth"';

/** The carrier asks, and gets the ACK of an INVITE; the number of its CSeq. */
async function ask(request: Message, status: number, ...challenges: Challenge[]): Promise<number> {
    const headers = challenges.map(([name, value]) => [name, value] as const);
    carrier.send(carrier.reply(request, status, { headers }), sbc.address);
    if (request.method === "INVITE") {
        const { message: ack } = await carrier.expectRequest("ACK");
        expect(numberOf(ack)).toBe(numberOf(request));
    }
    return numberOf(request);
}

const numberOf = (message: Message) => Number(message.get("CSeq").split(" ")[0]);

const hash = (algorithm: string) => (text: string) =>
    createHash(algorithm === "SHA-256" ? "sha256" : "md5")
        .update(text)
        .digest("hex");

/** What a carrier checks of credentials, and what they say. */
function verified(request: Message, header = "Proxy-Authorization", password = credentials.auth_password) {
    const sent = request.get(header);
    const value = (name: string) => new RegExp(`[ ,]${name}="?([^",]+)`).exec(sent)?.[1] ?? "";
    const digest = hash(value("algorithm"));
    const ha1 = digest(`${value("username")}:${value("realm")}:${password}`);
    const ha2 = digest(`${request.method}:${request.requestUri}`);
    const middle = value("qop") === "" ? "" : `:${value("nc")}:${value("cnonce")}:${value("qop")}`;
    expect(value("uri")).toBe(request.requestUri);
    expect(value("response")).toBe(digest(`${ha1}:${value("nonce")}${middle}:${ha2}`));
    expect(request.headers.filter(([name]) => name.startsWith("P-K-"))).toEqual([]);
    return { algorithm: value("algorithm"), realm: value("realm"), nonce: value("nonce"), nc: value("nc"), sent };
}

async function next(method: string): Promise<Message> {
    return (await carrier.expectRequest(method)).message;
}

describe("the challenge of a new call", () => {
    test.each<[string, Challenge[], Record<string, string>]>([
        ["without qop", [proxy('realm="carrier.example", nonce="n1"')], { nc: "" }],
        ["with SHA-256", [proxy(`${plain}, algorithm=SHA-256`)], { algorithm: "SHA-256" }],
        [
            "with several algorithms: the topmost that we can",
            [
                proxy(`${plain}, algorithm=SHA-512-256`),
                proxy(`${plain}, algorithm="SHA-256"`),
                proxy(`${plain}, algorithm=MD5`),
            ],
            { algorithm: "SHA-256" },
        ],
        [
            "with several realms",
            [proxy('realm="else.example", nonce="n0", qop="auth"'), proxy(plain)],
            { realm: "carrier.example" },
        ],
        [
            "with several in one header",
            [proxy(`realm="else.example", nonce="n0", Digest ${plain}, opaque="o,1"`)],
            { realm: "carrier.example", nonce: "n1" },
        ],
        ["of another scheme beside ours", [["Proxy-Authenticate", "Negotiate"], proxy(plain)], { nonce: "n1" }],
        ["with auth beside auth-int", [proxy('realm="carrier.example", nonce="n1", qop="auth-int,auth"')], {}],
    ])("%s is answered, with a higher CSeq", async (_, challenges, expected) => {
        const invite = await dial(caller, sbc.address);
        const before = await ask(await next("INVITE"), 407, ...challenges);
        const again = await next("INVITE");
        expect(verified(again)).toMatchObject(expected);
        expect(numberOf(again)).toBe(before + 1);
        if (challenges.some(([, value]) => value.includes("opaque")))
            expect(again.get("Proxy-Authorization")).toContain('opaque="o,1"');
        await hangUp(caller, carrier, sbc.address, await accept(caller, carrier, sbc.address, invite, again));
    });

    test("is answered once more when the nonce was stale, and no more", async () => {
        const invite = await dial(caller, sbc.address);
        await ask(await next("INVITE"), 407, proxy(plain));
        const numbers = [
            await ask(await next("INVITE"), 407, proxy(`realm="carrier.example", nonce="n2", stale=TRUE`)),
        ];
        const third = await next("INVITE");
        expect(verified(third).nonce).toBe("n2");
        numbers.push(await ask(third, 407, proxy(`realm="carrier.example", nonce="n3", stale=true`)));
        expect(numbers).toEqual([2, 3]);
        // It goes on with the next route, whose far end has seen none of this.
        const { message } = await other.expectRequest("INVITE");
        expect(numberOf(message)).toBe(1);
        expect(message.all("Proxy-Authorization")).toEqual([]);
        const call = await accept(caller, other, sbc.address, invite, message);
        await hangUp(caller, other, sbc.address, call);
    });

    test("may be the far end's after the proxy's: both are answered", async () => {
        const invite = await dial(caller, sbc.address);
        await ask(await next("INVITE"), 407, proxy(plain));
        const second = await next("INVITE");
        await ask(second, 401, ["WWW-Authenticate", 'Digest realm="carrier.example", nonce="w1"']);
        const third = await next("INVITE");
        expect(verified(third).nc).toBe("00000002");
        expect(verified(third, "Authorization").nonce).toBe("w1");
        expect(numberOf(third)).toBe(3);
        await hangUp(caller, carrier, sbc.address, await accept(caller, carrier, sbc.address, invite, third));
    });

    test.each([
        ["auth-int alone", proxy('realm="carrier.example", nonce="n1", qop="auth-int"')],
        ["an algorithm that nobody has", proxy(`${plain}, algorithm=SHA-512-256`)],
        ["no nonce", proxy('realm="carrier.example"')],
    ])("is not answered when it asks for %s", async (_, challenge) => {
        api.routing = routed([route(carrier.uri, { ...credentials })]);
        const invite = await dial(caller, sbc.address);
        await ask(await next("INVITE"), 407, challenge);
        expect((await finalOf(caller, sbc.address, invite)).status).toBe(480);
    });

    test("does not hinder the CANCEL, which has the CSeq and the branch of its INVITE", async () => {
        const invite = await dial(caller, sbc.address);
        await ask(await next("INVITE"), 407, proxy(plain));
        const again = await next("INVITE");
        carrier.send(carrier.reply(again, 180), sbc.address);
        await caller.expectReply(invite, 180);
        const cancel = caller.cancel(invite);
        caller.send(cancel, sbc.address);
        await caller.expectReply(cancel, 200);
        const cancelled = await next("CANCEL");
        expect(numberOf(cancelled)).toBe(numberOf(again));
        expect(cancelled.get("Via")).toBe(again.get("Via"));
        carrier.send(carrier.reply(cancelled, 200), sbc.address);
        carrier.send(carrier.reply(again, 487), sbc.address);
        expect((await finalOf(caller, sbc.address, invite)).status).toBe(487);
        expect((await carrier.expectRequest("ACK")).message.get("Via")).toBe(again.get("Via"));
    });
});

describe("a challenge within the call", () => {
    test.each(["re-INVITE", "UPDATE", "INFO"])(
        "to a %s and to the BYE is answered, the CSeq followed",
        async (kind) => {
            const method = kind === "re-INVITE" ? "INVITE" : kind;
            const invite = await dial(caller, sbc.address);
            await ask(await next("INVITE"), 407, proxy(plain));
            const again = await next("INVITE");
            carrier.send(carrier.reply(again, 200, { body: sdp(carrier.address, 21000) }), sbc.address);
            const ok = await caller.expectReply(invite, 200);
            const dialog = callerDialog(invite, ok);
            const numbers = [numberOf(again)];
            const acknowledged = async () => {
                caller.send(caller.inDialog("ACK", dialog), sbc.address);
                expect(numberOf(await next("ACK"))).toBe(numbers.at(-1));
            };
            await acknowledged();

            const within = caller.inDialog(method, dialog, method === "INFO" ? "" : sdp(caller.address, 20002));
            caller.send(within, sbc.address);
            numbers.push(await ask(await next(method), 407, proxy(plain)));
            const repeated = await next(method);
            numbers.push(numberOf(repeated));
            expect(Number.parseInt(verified(repeated).nc, 16)).toBe(2);
            if (method !== "INFO") expect(repeated.body).toContain(`c=IN IP4 ${rtpengine.address}`);
            const body = method === "INFO" ? "" : sdp(carrier.address, 21000);
            carrier.send(carrier.reply(repeated, 200, { body }), sbc.address);
            await caller.expectReply(within, 200);
            if (method === "INVITE") await acknowledged();

            const bye = caller.inDialog("BYE", dialog);
            caller.send(bye, sbc.address);
            numbers.push(await ask(await next("BYE"), 407, proxy('realm="carrier.example", nonce="n9"')));
            const last = await next("BYE");
            numbers.push(numberOf(last));
            verified(last);
            carrier.send(carrier.reply(last, 200), sbc.address);
            await caller.expectReply(bye, 200);
            expect(numbers).toEqual([2, 3, 4, 5, 6]);
            await expect.poll(() => api.cdrs.map(({ body }) => body.call_id)).toContain(invite.get("Call-ID"));
        },
    );

    test("of a carrier that took the INVITE as it came is answered, too; a PRACK names the INVITE's CSeq", async () => {
        const invite = await dial(caller, sbc.address);
        await ask(await next("INVITE"), 407, proxy(plain));
        const again = await next("INVITE");
        const early = carrier.reply(again, 183, { headers: [["RSeq", "1"]] });
        carrier.send(early, sbc.address);
        const dialog = callerDialog(invite, await caller.expectReply(invite, 183));
        const prack = caller.inDialog("PRACK", dialog).adding("RAck", "1 1 INVITE");
        caller.send(prack, sbc.address);
        const received = await next("PRACK");
        expect(received.get("RAck")).toBe(`1 ${numberOf(again)} INVITE`);
        expect(numberOf(received)).toBe(3);
        carrier.send(carrier.reply(received, 200), sbc.address);
        await caller.expectReply(prack, 200);
        await hangUp(caller, carrier, sbc.address, await accept(caller, carrier, sbc.address, invite, again));
    });
});
