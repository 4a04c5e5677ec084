import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from "vitest";
import { route, routed, type ScriptedApi } from "./support/api";
import { Endpoint, newTag } from "./support/endpoint";
import { Message } from "./support/message";
import { oneOfEach } from "./support/one-of-each";
import type { InstanceContainer, SipNetwork } from "./support/sip-network";
import { malformed } from "./support/torture/malformed";
import { meaning } from "./support/torture/meaning";
import { replies } from "./support/torture/replies";
import { valid } from "./support/torture/valid";
import type { Verdict } from "./support/torture/writing";

const requests = [...valid, ...malformed, ...meaning];

let platform: SipNetwork;
let sbc: InstanceContainer;
let api: ScriptedApi;
let caller: Endpoint;
let callee: Endpoint;

beforeAll(async () => {
    ({ platform, api, sbc } = await oneOfEach("198.18.32"));
    caller = await Endpoint.open(platform.host);
    callee = await Endpoint.open(platform.host);
    api.routing = routed([route(callee.uri)]);
});

afterAll(async () => {
    await Promise.all([caller?.close(), callee?.close(), api?.close()]);
    await platform?.close();
});

beforeEach(() => {
    onTestFailed(async () => console.error(await platform.logs()));
});

const of = (id: string) => (message: Message) => message.toString().includes(id);

/** The callee's refusal: nobody else says it. */
const busy = 600;

/** What the caller hears of a message, the callee refusing it where it is placed. */
async function outcome(id: string, sent: Message): Promise<Verdict> {
    const heard = caller.next((message) => message.status >= 200 && of(id)(message), `a final reply to ${id}`);
    const placed = callee
        .next((message) => !message.isReply && message.method !== "ACK" && of(id)(message), `the request ${id}`)
        .then(({ message }) => callee.send(callee.reply(message, busy), sbc.address));
    const { message } = await Promise.race([heard, placed.then(() => heard)]);
    if (sent.method === "INVITE") caller.send(caller.ackFailure(sent, message), sbc.address);
    return message.status === busy ? "placed" : [message.status];
}

/** The SBC is as it was. */
async function answersOptions(): Promise<void> {
    const options = caller.request(`sip:${sbc.address}`, { method: "OPTIONS" });
    caller.send(options, sbc.address);
    expect((await caller.expectFinal(options)).status).toBe(200);
}

test("all 49 messages of RFC 4475 are here", () => {
    const names = [...requests, ...replies].map(({ name }) => name.replace(/,.*/, ""));
    expect(new Set(names).size).toBe(49);
});

test.each(requests)("$name ($what) is judged as RFC 4475 allows", async ({ name, write, allowed }) => {
    const id = `${name.replace(/\W+/g, "-")}-${newTag()}`;
    const text = write({ caller, sbc: sbc.address, id });
    caller.sendRaw(Buffer.from(text), sbc.address);
    if (!allowed.includes("ignored")) expect(allowed).toContainEqual(await outcome(id, Message.parse(text)));
    await answersOptions();
    if (!allowed.includes("placed")) expect(callee.seen.filter(of(id))).toEqual([]);
});

test.each(replies)("$name ($what) is judged as RFC 4475 allows", async ({ write, heard }) => {
    const message = caller.request(`sip:1@${sbc.address}`, { method: "MESSAGE" });
    caller.send(message, sbc.address);
    const { message: received } = await callee.expectRequest("MESSAGE");
    const wrong = write(callee.reply(received, 200).toString());
    const right = callee.reply(received, 486);
    callee.sendRaw(Buffer.from(wrong), sbc.address);
    if (heard === "the right one") callee.send(right, sbc.address);
    const { startLine } = heard === "the reply" ? Message.parse(wrong) : right;
    expect((await caller.expectFinal(message)).startLine).toBe(startLine);
    await answersOptions();
});
