import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import { route, routed, type ScriptedApi } from "./support/api";
import { answer, type Call, dial } from "./support/call";
import { calleeDialog, callerDialog, Endpoint } from "./support/endpoint";
import { sdp } from "./support/message";
import { oneOfEach } from "./support/one-of-each";
import type { InstanceContainer, SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let sbc: InstanceContainer;
let api: ScriptedApi;
let caller: Endpoint;
let callee: Endpoint;
let third: Endpoint;

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
    third = await Endpoint.open(platform.host);
    api.routing = routed([route(callee.uri)]);
    onTestFailed(async () => console.error(await platform.logs()));
    return () => Promise.all([caller, callee, third].map((each) => each.close()));
});

/** A call of both sides' dialogs. */
async function talk(): Promise<Call> {
    return answer(caller, callee, sbc.address, await dial(caller, sbc.address));
}

/** The other side gets it and answers it. */
async function expectAt(side: Endpoint, method: string) {
    const { message, address } = await side.expectRequest(method);
    side.send(side.reply(message, 200), address);
    return message;
}

describe("a request of a call goes where the other side is", () => {
    test("whatever its Request-URI says: a BYE to its sender ends the call for both", async () => {
        const { dialog } = await talk();
        const bye = caller.inDialog("BYE", { ...dialog, target: caller.uri });
        caller.send(bye, sbc.address);
        expect((await expectAt(callee, "BYE")).requestUri).toBe(callee.uri);
        await caller.expectReply(bye, 200);
        expect(caller.seen.filter(({ method, isReply }) => method === "BYE" && !isReply)).toEqual([]);
        await expect.poll(() => sbc.exec("kamcmd", "dlg.stats_active")).toMatch(/all: 0/);
    });

    test("whatever its Request-URI says, when the callee sends it", async () => {
        const { received, accepted } = await talk();
        const bye = callee.inDialog("BYE", { ...calleeDialog(received, accepted), target: third.uri });
        callee.send(bye, sbc.address);
        await expectAt(caller, "BYE");
        await callee.expectReply(bye, 200);
        expect(third.seen).toEqual([]);
    });

    test("by no way that its sender makes up", async () => {
        const { dialog } = await talk();
        const routes = [...dialog.routes, `<${third.uri};lr>`];
        const info = caller.inDialog("INFO", { ...dialog, target: third.uri, routes });
        caller.send(info, sbc.address);
        expect((await expectAt(callee, "INFO")).all("Route")).toEqual([]);
        const bye = caller.inDialog("BYE", { ...dialog, cseq: dialog.cseq + 1 });
        caller.send(bye, sbc.address);
        await expectAt(callee, "BYE");
        expect(third.seen).toEqual([]);
    });

    test("by the way that the other side's messages took, though its sender leaves that out", async () => {
        const invite = await dial(caller, sbc.address);
        const { message: received } = await callee.expectRequest("INVITE");
        // A proxy of the callee's, which stays in the path.
        const proxy = `<${third.uri};lr>`;
        const own = received.get("Record-Route");
        const accepted = callee
            .reply(received, 200, { body: sdp(callee.address, 21000) })
            .with("Record-Route", `${proxy}, ${own}`);
        callee.send(accepted, sbc.address);
        const ok = await caller.expectReply(invite, 200);
        const dialog = callerDialog(invite, ok);
        const routes = [own];
        caller.send(caller.inDialog("ACK", { ...dialog, routes }), sbc.address);
        const { message: ack } = await third.expectRequest("ACK");
        expect(ack.all("Route")).toEqual([proxy]);
        expect(ack.requestUri).toBe(callee.uri);
        const bye = caller.inDialog("BYE", { ...dialog, routes: [own, proxy] });
        caller.send(bye, sbc.address);
        expect((await expectAt(third, "BYE")).all("Route")).toEqual([proxy]);
        await caller.expectReply(bye, 200);
    });

    test("to another Contact, when a re-INVITE or its answer says so", async () => {
        const { dialog, received, accepted } = await talk();
        const moved = caller.inDialog("INVITE", dialog, sdp(caller.address, 20002)).with("Contact", `<${third.uri}>`);
        caller.send(moved, sbc.address);
        const { message: again } = await callee.expectRequest("INVITE");
        const taken = callee.reply(again, 200, { body: sdp(callee.address, 21000) }).with("Contact", `<${third.uri}>`);
        callee.send(taken, sbc.address);
        await caller.expectReply(moved, 200);
        caller.send(caller.inDialog("ACK", dialog), sbc.address);
        await third.expectRequest("ACK");
        const bye = callee.inDialog("BYE", calleeDialog(received, accepted));
        callee.send(bye, sbc.address);
        await expectAt(third, "BYE");
        await callee.expectReply(bye, 200);
    });
});
