import { afterAll, beforeAll, expect, test } from "vitest";
import { route, routed, type ScriptedApi } from "./support/api";
import { answer, dial, hangUp } from "./support/call";
import { Endpoint } from "./support/endpoint";
import { oneOfEach } from "./support/one-of-each";
import type { InstanceContainer, SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let sbc: InstanceContainer;
let router: InstanceContainer;
let api: ScriptedApi;
let caller: Endpoint;
let callee: Endpoint;

beforeAll(async () => {
    ({ platform, api, router, sbc } = await oneOfEach("198.18.32", {}, "udp"));
    caller = await Endpoint.open(platform.host);
    callee = await Endpoint.open(platform.host);
});

afterAll(async () => {
    await Promise.all([caller?.close(), callee?.close(), api?.close()]);
    await platform?.close();
});

test("without TLS a call goes to a router by UDP", async () => {
    api.routing = routed([route(callee.uri)]);
    const call = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
    await hangUp(caller, callee, sbc.address, call);
    expect(await sbc.exec("kamcmd", "dispatcher.list")).toContain(`URI: sip:${router.address}:5060\n`);
});

test("without TLS a router serves the addresses of SBCs, and nobody else", async () => {
    api.asked.length = 0;
    const headers = [["X-Forwarded-For", "198.51.100.20:5060"]] as const;
    const invite = caller.request(`sip:1@${router.address}`, { headers });
    caller.send(invite, router.address);
    expect((await caller.expectFinal(invite)).startLine).toBe("SIP/2.0 403 Not From An SBC");
    expect(api.questions).toEqual([]);
});
