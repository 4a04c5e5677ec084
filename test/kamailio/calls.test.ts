import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from "vitest";
import { route, routed, type ScriptedApi } from "./support/api";
import { calleeDialog, callerDialog, Endpoint } from "./support/endpoint";
import { sdp, uriOf } from "./support/message";
import { oneOfEach } from "./support/one-of-each";
import { type InstanceContainer, mediaSessions, type SipNetwork } from "./support/sip-network";

/** Of all kinds of characters that one may have. */
const ROUTING_API_TOKEN = "aA0._~+/=-aA0._~+/=-aA0._~+/=-";

let platform: SipNetwork;
let sbc: InstanceContainer;
let rtpengine: InstanceContainer;
let api: ScriptedApi;
let caller: Endpoint;
let callee: Endpoint;
let callee2: Endpoint;

beforeAll(async () => {
    const token = { ROUTING_API_TOKEN };
    const routers = { ROUTER_AUTH_SECRET: "one", ...token };
    ({ platform, api, rtpengine, sbc } = await oneOfEach("198.18.32", routers, "tls", token));
});

afterAll(async () => {
    await api?.close();
    await platform?.close();
});

beforeEach(async () => {
    caller = await Endpoint.open(platform.host);
    callee = await Endpoint.open(platform.host);
    callee2 = await Endpoint.open(platform.host);
    api.asked.length = 0;
    onTestFailed(async () => console.error(await platform.logs()));
    return () => Promise.all([caller.close(), callee.close(), callee2.close()]);
});

test("a call reaches its target, is answered, re-negotiated and ended, and its CDR is delivered", async () => {
    api.routing = routed([
        route(callee.uri, {
            uri: `sip:442031234567@${callee.address}:${callee.port}`,
            headers: {
                from: { display: "", uri: "sip:441132000000@rewritten.example" },
                to: { display: "", uri: "sip:442031234567@rewritten.example" },
                extra: "P-Asserted-Identity: <sip:441132000000@asserted.example>\r\n",
            },
        }),
    ]);
    const invite = caller.request(`sip:+442031234567@${sbc.address}`);
    caller.send(invite, sbc.address);
    await caller.expectReply(invite, 100);
    const { message: received } = await callee.expectRequest("INVITE");
    expect(received.requestUri).toBe(`sip:442031234567@${callee.address}:${callee.port}`);
    expect(uriOf(received.get("From"))).toBe("sip:441132000000@rewritten.example");
    expect(uriOf(received.get("To"))).toBe("sip:442031234567@rewritten.example");
    expect(received.all("P-Asserted-Identity")).toEqual(["<sip:441132000000@asserted.example>"]);
    expect(received.all("Record-Route")).toHaveLength(1);
    expect(received.all("X-Forwarded-For")).toEqual([]);
    expect(received.body).toContain(`c=IN IP4 ${rtpengine.address}`);
    callee.send(callee.reply(received, 180), sbc.address);
    await caller.expectReply(invite, 180);
    const accepted = callee.reply(received, 200, { body: sdp(callee.address, 21000) });
    callee.send(accepted, sbc.address);
    const ok = await caller.expectReply(invite, 200);
    expect(uriOf(ok.get("From"))).toBe(uriOf(invite.get("From")));
    expect(ok.body).toContain(`c=IN IP4 ${rtpengine.address}`);
    const dialog = callerDialog(invite, ok);
    caller.send(caller.inDialog("ACK", dialog), sbc.address);
    const ack = await callee.expectRequest("ACK");
    expect(uriOf(ack.message.get("From"))).toBe("sip:441132000000@rewritten.example");
    expect(await mediaSessions(rtpengine)).toBe(1);

    const reinvite = caller.inDialog("INVITE", dialog, sdp(caller.address, 20002));
    caller.send(reinvite, sbc.address);
    const { message: again } = await callee.expectRequest("INVITE");
    expect(again.body).toContain(`c=IN IP4 ${rtpengine.address}`);
    callee.send(callee.reply(again, 200, { body: sdp(callee.address, 21000) }), sbc.address);
    const ok2 = await caller.expectReply(reinvite, 200);
    expect(ok2.body).toContain(`c=IN IP4 ${rtpengine.address}`);
    caller.send(caller.inDialog("ACK", dialog), sbc.address);
    await callee.expectRequest("ACK");

    const theirs = calleeDialog(received, accepted);
    const bye = callee.inDialog("BYE", theirs);
    callee.send(bye, sbc.address);
    const { message: ended } = await caller.expectRequest("BYE");
    expect(uriOf(ended.get("To"))).toBe(uriOf(invite.get("From")));
    caller.send(caller.reply(ended, 200), sbc.address);
    await callee.expectReply(bye, 200);

    await expect.poll(() => mediaSessions(rtpengine)).toBe(0);
    await expect.poll(() => api.cdrs.length).toBe(1);
    expect(api.cdrs[0]?.body).toMatchObject({
        call_id: invite.get("Call-ID"),
        source_ip: caller.address,
        source_port: caller.port,
        from_uri: uriOf(invite.get("From")),
        to_uri: uriOf(invite.get("To")),
        tenant_uuid: "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
        carrier_trunk_id: 9,
    });
    expect(api.questions[0]?.body).toMatchObject({
        event: "sip-routing",
        auth: "1",
        source_ip: caller.address,
        source_port: caller.port,
        username: "",
        from_uri: uriOf(invite.get("From")),
        to_uri: uriOf(invite.get("To")),
    });
    // The router's question and the SBC's record.
    expect(api.asked.map(({ token }) => token)).toEqual([ROUTING_API_TOKEN, ROUTING_API_TOKEN]);
});
