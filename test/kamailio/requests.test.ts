import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from "vitest";
import { route, routed, type ScriptedApi } from "./support/api";
import { answer, dial, finalOf, hangUp } from "./support/call";
import { Endpoint, newTag } from "./support/endpoint";
import { sdp } from "./support/message";
import { oneOfEach } from "./support/one-of-each";
import type { InstanceContainer, SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let sbc: InstanceContainer;
let api: ScriptedApi;
let caller: Endpoint;
let callee: Endpoint;

beforeAll(async () => {
    ({ platform, api, sbc } = await oneOfEach("198.18.32"));
});

afterAll(async () => {
    await api?.close();
    await platform?.close();
});

beforeEach(async () => {
    caller = await Endpoint.open(platform.host);
    callee = await Endpoint.open(platform.host);
    api.asked.length = 0;
    api.routing = routed([route(callee.uri)]);
    onTestFailed(async () => console.error(await platform.logs()));
    return () => Promise.all([caller.close(), callee.close()]);
});

test("OPTIONS that may go no further is answered, and says what is allowed", async () => {
    const options = caller.request(`sip:${sbc.address}`, { method: "OPTIONS" }).with("Max-Forwards", "0");
    caller.send(options, sbc.address);
    const reply = await caller.expectFinal(options);
    expect(reply.status).toBe(200);
    expect(reply.get("Allow")).toMatch(/^INVITE, ACK, BYE, CANCEL, OPTIONS/);
    expect(reply.get("Accept")).toBe("application/sdp");
});

test.each([
    ["OPTIONS", "Proxy-Require"],
    ["OPTIONS", "Require"],
    ["INVITE", "Proxy-Require"],
])("%s with an unknown extension in %s is 420, which names it", async (method, header) => {
    const request = caller.request(`sip:1@${sbc.address}`, { method, headers: [[header, "nothingSupportsThis"]] });
    caller.send(request, sbc.address);
    const reply = method === "INVITE" ? await finalOf(caller, sbc.address, request) : await caller.expectFinal(request);
    expect([reply.status, reply.get("Unsupported")]).toEqual([420, "nothingSupportsThis"]);
    expect(api.questions).toEqual([]);
});

test("what an INVITE requires is the far end's to judge", async () => {
    const invite = await dial(caller, sbc.address, { headers: [["Require", "nothingSupportsThis"]] });
    const { message } = await callee.expectRequest("INVITE");
    expect(message.get("Require")).toBe("nothingSupportsThis");
    callee.send(callee.reply(message, 420, { headers: [["Unsupported", "nothingSupportsThis"]] }), sbc.address);
    const reply = await finalOf(caller, sbc.address, invite);
    expect([reply.status, reply.get("Unsupported")]).toEqual([420, "nothingSupportsThis"]);
});

test("REGISTER of one who is known hears that this is no registrar", async () => {
    const register = caller.request(`sip:${sbc.address}`, { method: "REGISTER" });
    caller.send(register, sbc.address);
    const reply = await caller.expectFinal(register);
    expect(reply.startLine).toBe("SIP/2.0 405 No Registrar");
    expect(reply.get("Allow")).not.toContain("REGISTER");
    expect(callee.seen).toEqual([]);
});

test("without rport a reply goes to the port of Via, with it to the one that the request came from", async () => {
    for (const [rport, heard] of [
        ["", callee],
        [";rport", caller],
    ] as const) {
        const via = `SIP/2.0/UDP ${callee.address}:${callee.port};branch=z9hG4bK${newTag()}${rport}`;
        const options = caller.request(`sip:${sbc.address}`, { method: "OPTIONS", via });
        caller.send(options, sbc.address);
        expect((await heard.expectFinal(options)).status).toBe(200);
    }
});

test.each(["From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Type", "Content-Length"])(
    "a request with two of %s is refused",
    async (name) => {
        const invite = caller.request(`sip:1@${sbc.address}`);
        const second = name === "Content-Length" ? "0" : invite.get(name);
        caller.send(invite.adding(name, second), sbc.address);
        expect((await finalOf(caller, sbc.address, invite)).status).toBe(400);
        expect(api.questions).toEqual([]);
    },
);

test.each(["From", "To", "Call-ID"])("a %s that is no UTF-8 gets 400, not 500", async (name) => {
    const bare = caller.request(`sip:1@${sbc.address}`);
    const value = name === "Call-ID" ? `caf\u00e9-${newTag()}` : bare.get(name).replace("<sip:", "<sip:Jos\u00e9.");
    const broken = bare.with(name, value);
    caller.sendRaw(Buffer.from(broken.toString(), "latin1"), sbc.address);
    const { message } = await caller.next((reply) => reply.status >= 200, "a final reply");
    expect(message.status).toBe(400);
});

test("a Call-ID of every character that RFC 3261 allows goes through", async () => {
    const callId = `~\`%!*_+-()<>:\\"/[]?{}${newTag()}@a.b`;
    const invite = caller.request(`sip:1@${sbc.address}`, { callId, body: sdp(caller.address, 20000) });
    caller.send(invite, sbc.address);
    const call = await answer(caller, callee, sbc.address, invite);
    expect(call.received.get("Call-ID")).toBe(callId);
    expect(api.questions[0]?.body.call_id).toBe(callId);
    await hangUp(caller, callee, sbc.address, call);
});

test("what carriers write about numbers arrives as it was written", async () => {
    const target = `sip:+12025550128;rn=+12025550000;npdi@${sbc.address};user=phone`;
    const headers: [string, string][] = [
        ["Diversion", "<sip:+12025550199@carrier.example>;reason=unconditional;counter=1"],
        ["History-Info", "<sip:+12025550199@carrier.example>;index=1"],
        ["History-Info", "<sip:+12025550128@carrier.example?Reason=SIP%3Bcause%3D302>;index=1.1"],
        ["Identity", "eyJhbGciOiJFUzI1NiJ9..c2ln;info=<https://cert.example/a.pem>"],
    ];
    const from = `<sip:2025550100;phone-context=+1;verstat=TN-Validation-Passed@${caller.address};user=phone>;tag=${newTag()}`;
    const invite = caller.request(target, { headers }).with("From", from);
    caller.send(invite, sbc.address);
    const call = await answer(caller, callee, sbc.address, invite);
    expect(call.received.requestUri).toBe(target);
    expect([call.received.get("From"), call.received.get("To")]).toEqual([from, `<${target}>`]);
    for (const name of new Set(headers.map(([header]) => header)))
        expect(call.received.all(name)).toEqual(
            headers.filter(([header]) => header === name).map(([, value]) => value),
        );
    await hangUp(caller, callee, sbc.address, call);
});

test("a router that goes by To asks without the Request-URI", async () => {
    const apis = [`${platform.host}:${api.port}`];
    const sbcs = [platform.address(11)];
    const router = await platform.kamailio("router", 21, { sbcs, apis }, { ROUTE_ON: "to" });
    const rtpengines = [platform.address(30)];
    const lists = { sbcs, apis, rtpengines, routers: [router.address], peers: [platform.host] };
    const { address } = await platform.kamailio("sbc", 11, lists);
    const invite = await dial(caller, address);
    await hangUp(caller, callee, address, await answer(caller, callee, address, invite));
    expect(api.questions[0]?.body.to_uri).toBe(invite.requestUri);
    expect(api.questions[0]?.body).not.toHaveProperty("ruri");
});
