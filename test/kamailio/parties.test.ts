import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from "vitest";
import { route, routed, ScriptedApi } from "./support/api";
import { answer, type Call, dial, hangUp, refuse } from "./support/call";
import { calleeDialog, type Dialog, Endpoint } from "./support/endpoint";
import { type Message, parameter, uriOf } from "./support/message";
import { type InstanceContainer, SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let sbc: InstanceContainer;
/** Has never seen the calls of the other one. */
let otherSbc: InstanceContainer;
let api: ScriptedApi;
let caller: Endpoint;
let callee: Endpoint;
let second: Endpoint;

beforeAll(async () => {
    platform = await SipNetwork.open("198.18.32");
    api = await ScriptedApi.open(platform.host);
    const rtpengine = await platform.rtpengine(30);
    const sbcs = [platform.address(10), platform.address(11)];
    const apis = [`${platform.host}:${api.port}`];
    const router = await platform.kamailio("router", 20, { sbcs, apis });
    const lists = { sbcs, apis, routers: [router.address], rtpengines: [rtpengine.address], peers: [platform.host] };
    sbc = await platform.kamailio("sbc", 10, lists);
    otherSbc = await platform.kamailio("sbc", 11, lists);
});

afterAll(async () => {
    await api?.close();
    await platform?.close();
});

beforeEach(async () => {
    caller = await Endpoint.open(platform.host);
    callee = await Endpoint.open(platform.host);
    second = await Endpoint.open(platform.host);
    api.asked.length = 0;
    onTestFailed(async () => console.error(await platform.logs()));
    return () => Promise.all([caller.close(), callee.close(), second.close()]);
});

/** The pair that a route writes. */
const outside = { from: "sip:12025550100@carrier.example", to: "sip:12025550128;user=phone@carrier.example" };
const rewritten = {
    headers: { from: { display: "", uri: outside.from }, to: { display: "", uri: outside.to }, extra: "" },
};

const pair = (message: Message) => [uriOf(message.get("From")), uriOf(message.get("To"))];

/** A dialog whose side writes other URIs than it did. */
const otherwise = (dialog: Dialog): Dialog => ({
    ...dialog,
    local: `"Me" <sip:me@changed.example>;tag=${parameter(dialog.local, "tag")}`,
    remote: `<sip:you-with-a-longer-name@changed.example>;tag=${parameter(dialog.remote, "tag")}`,
});

/** A request of one side reaches the other with its pair, and the answer says what the request said. */
async function crosses(from: Endpoint, to: Endpoint, dialog: Dialog, address: string, expected: string[]) {
    const info = from.inDialog("INFO", dialog);
    from.send(info, address);
    const { message, address: source } = await to.expectRequest("INFO");
    expect(pair(message)).toEqual(expected);
    expect(parameter(message.get("From"), "tag")).toBe(parameter(info.get("From"), "tag"));
    expect(parameter(message.get("To"), "tag")).toBe(parameter(info.get("To"), "tag"));
    to.send(to.reply(message, 200), source);
    const reply = await from.expectReply(info, 200);
    expect([reply.get("From"), reply.get("To")]).toEqual([info.get("From"), info.get("To")]);
}

async function rewrittenCall(): Promise<{ call: Call; inside: string[]; theirs: Dialog }> {
    api.routing = routed([route(callee.uri, rewritten)]);
    const invite = await dial(caller, sbc.address);
    const call = await answer(caller, callee, sbc.address, invite);
    expect(pair(call.received)).toEqual([outside.from, outside.to]);
    expect(call.ok.get("From")).toBe(invite.get("From"));
    expect(call.ok.get("To")).toBe(`${invite.get("To")};tag=callee`);
    return { call, inside: pair(invite), theirs: calleeDialog(call.received, call.accepted) };
}

test("each side sees its own pair for the whole call, however the other one writes it", async () => {
    const { call, inside, theirs } = await rewrittenCall();
    for (const change of [(dialog: Dialog) => dialog, otherwise]) {
        await crosses(caller, callee, change({ ...call.dialog, cseq: 10 }), sbc.address, [outside.from, outside.to]);
        await crosses(callee, caller, change({ ...theirs, cseq: 10 }), sbc.address, [...inside].reverse());
    }
    await hangUp(caller, callee, sbc.address, call);
});

test("each side sees its own pair in a BYE of the SBC's own", async () => {
    const { call, inside } = await rewrittenCall();
    const { callId, local, remote } = call.dialog;
    await sbc.exec("kamcmd", "dlg.terminate_dlg", callId, parameter(local, "tag"), parameter(remote, "tag"));
    for (const [side, expected] of [
        [callee, [outside.from, outside.to]],
        [caller, [...inside].reverse()],
    ] as const) {
        const { message, address } = await side.expectRequest("BYE");
        expect(pair(message)).toEqual(expected);
        expect(parameter(message.get("From"), "tag")).toBe(parameter(side === callee ? local : remote, "tag"));
        expect(parameter(message.get("To"), "tag")).toBe(parameter(side === callee ? remote : local, "tag"));
        side.send(side.reply(message, 200), address);
    }
});

test("an SBC that never saw the call knows both pairs", async () => {
    const { call, inside, theirs } = await rewrittenCall();
    const { address } = otherSbc;
    await crosses(caller, callee, otherwise({ ...call.dialog, cseq: 10 }), address, [outside.from, outside.to]);
    await crosses(callee, caller, otherwise({ ...theirs, cseq: 10 }), address, [...inside].reverse());
    await hangUp(caller, callee, address, call);
});

test("what a route that was given up rewrote is forgotten with it", async () => {
    api.routing = routed([route(callee.uri, rewritten), route(second.uri)]);
    const invite = await dial(caller, sbc.address);
    await refuse(callee, sbc.address, 503);
    const call = await answer(caller, second, sbc.address, invite);
    expect(pair(call.received)).toEqual(pair(invite));
    await crosses(caller, second, call.dialog, sbc.address, pair(invite));
    await hangUp(caller, second, sbc.address, call);
});

test("a call that has ended takes the other side's BYE, and nothing else", async () => {
    const { call, theirs } = await rewrittenCall();
    await hangUp(caller, callee, sbc.address, call);
    for (const [side, dialog] of [
        [caller, call.dialog],
        [callee, theirs],
    ] as const) {
        for (const method of ["INVITE", "INFO"]) {
            const late = side.inDialog(method, dialog);
            side.send(late, sbc.address);
            expect((await side.expectFinal(late)).status).toBe(481);
        }
    }
    const bye = callee.inDialog("BYE", theirs);
    callee.send(bye, sbc.address);
    const { message, address } = await caller.expectRequest("BYE");
    caller.send(caller.reply(message, 200), address);
    await callee.expectReply(bye, 200);
});
