import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import { route, routed, type ScriptedApi } from "./support/api";
import { answer, dial, finalOf, hangUp, refuse } from "./support/call";
import { digest, Endpoint, newTag } from "./support/endpoint";
import { oneOfEach } from "./support/one-of-each";
import type { InstanceContainer, SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let sbc: InstanceContainer;
let rtpengine: InstanceContainer;
let api: ScriptedApi;
let caller: Endpoint;
let first: Endpoint;
let second: Endpoint;

beforeAll(async () => {
    ({ platform, api, rtpengine, sbc } = await oneOfEach("198.18.32"));
});

afterAll(async () => {
    await api?.close();
    await platform?.close();
});

beforeEach(async () => {
    caller = await Endpoint.open(platform.host);
    first = await Endpoint.open(platform.host);
    second = await Endpoint.open(platform.host);
    api.asked.length = 0;
    onTestFailed(async () => console.error(await platform.logs()));
    return () => Promise.all([caller.close(), first.close(), second.close()]);
});

describe("digest", () => {
    const credentials = { auth_username: "acme", auth_password: "tr0nk", realm: "carrier.example" };
    const challenge: [string, string][] = [
        ["Proxy-Authenticate", 'Digest realm="carrier.example", nonce="n1", qop="auth"'],
    ];

    test("a carrier that asks gets the route's credentials", async () => {
        api.routing = routed([route(first.uri, { ...credentials })]);
        const invite = await dial(caller, sbc.address);
        await refuse(first, sbc.address, 407, challenge);
        const call = await answer(caller, first, sbc.address, invite);
        const sent = call.received.get("Proxy-Authorization");
        expect(sent).toContain('username="acme"');
        const nonce = (name: string) => new RegExp(`${name}="?([^",]+)`).exec(sent)?.[1] ?? "";
        const md5 = (text: string) => createHash("md5").update(text).digest("hex");
        expect(nonce("response")).toBe(
            md5(
                `${md5("acme:carrier.example:tr0nk")}:n1:${nonce("nc")}:${nonce("cnonce")}:auth:${md5(`INVITE:${nonce("uri")}`)}`,
            ),
        );
        expect(call.received.body).toContain(`c=IN IP4 ${rtpengine.address}`);
        await hangUp(caller, first, sbc.address, call);
    });

    test("credentials go to their realm only, and once", async () => {
        api.routing = routed([
            route(first.uri, { ...credentials, realm: "other.example" }),
            route(second.uri, { ...credentials }),
        ]);
        const invite = await dial(caller, sbc.address);
        await refuse(first, sbc.address, 407, challenge);
        await refuse(second, sbc.address, 407, challenge);
        await refuse(second, sbc.address, 407, challenge);
        expect((await finalOf(caller, sbc.address, invite)).status).toBe(480);
    });

    test("an IPBX with a password is challenged in its domain, and let in when it knows it", async () => {
        const ha1 = "d7205b31d16e55c52417812b76e8d011"; // pbx1:pbx.example.net:s3cret
        api.routing = routed([route(first.uri)], { password_ha1: ha1, username: "pbx1" });
        const from = { fromHost: "pbx.example.net", callId: `digest-${Date.now()}`, fromTag: "pbx" };
        const invite = await dial(caller, sbc.address, from);
        const challenged = await finalOf(caller, sbc.address, invite);
        expect(challenged.status).toBe(407);
        const asked = challenged.get("Proxy-Authenticate");
        expect(asked).toContain('realm="pbx.example.net"');

        const wrong = digest(asked, "INVITE", invite.requestUri, "pbx1", "wrong");
        const refused = await dial(caller, sbc.address, {
            ...from,
            cseq: 2,
            headers: [["Proxy-Authorization", wrong]],
        });
        expect((await finalOf(caller, sbc.address, refused)).status).toBe(407);

        const right = digest(asked, "INVITE", invite.requestUri, "pbx1", "s3cret");
        const again = await dial(caller, sbc.address, { ...from, cseq: 3, headers: [["Proxy-Authorization", right]] });
        const call = await answer(caller, first, sbc.address, again);
        expect(call.received.all("Proxy-Authorization")).toEqual([]);
        expect(api.questions.at(-1)?.body).toMatchObject({ username: "pbx1", domain: "pbx.example.net" });

        // Many write them into each request of the call: they end here, too.
        for (const method of ["INFO", "BYE"]) {
            const within = caller
                .inDialog(method, call.dialog)
                .adding("Proxy-Authorization", right)
                .adding("Authorization", right);
            caller.send(within, sbc.address);
            const { message, address } = await first.expectRequest(method);
            expect([...message.all("Proxy-Authorization"), ...message.all("Authorization")]).toEqual([]);
            first.send(first.reply(message, 200), address);
            await caller.expectReply(within, 200);
        }
    });

    test("credentials that somebody overheard place no call: neither to another number nor in another call", async () => {
        const ha1 = "d7205b31d16e55c52417812b76e8d011"; // pbx1:pbx.example.net:s3cret
        api.routing = routed([route(first.uri)], { password_ha1: ha1, username: "pbx1" });
        const from = { fromHost: "pbx.example.net", callId: newTag(), fromTag: "pbx" };
        const invite = await dial(caller, sbc.address, from);
        const asked = (await finalOf(caller, sbc.address, invite)).get("Proxy-Authenticate");
        const right = digest(asked, "INVITE", invite.requestUri, "pbx1", "s3cret");
        const headers: [string, string][] = [["Proxy-Authorization", right]];
        for (const { number, callId } of [
            { number: "+449099999999", callId: from.callId },
            { number: "+442031234567", callId: newTag() },
        ]) {
            const replayed = second.request(`sip:${number}@${sbc.address}`, { ...from, callId, cseq: 2, headers });
            second.send(replayed, sbc.address);
            const reply = await finalOf(second, sbc.address, replayed);
            expect(reply.status).toBe(407);
            expect(reply.get("Proxy-Authenticate")).toContain("stale=true");
        }
        expect(first.seen).toEqual([]);
        const again = await dial(caller, sbc.address, { ...from, cseq: 3, headers });
        await hangUp(caller, first, sbc.address, await answer(caller, first, sbc.address, again));
    });

    test("a challenge by another secret, as while that is made anew, is put once more: nobody's password is in doubt", async () => {
        const ha1 = "d7205b31d16e55c52417812b76e8d011"; // pbx1:pbx.example.net:s3cret
        api.routing = routed([route(first.uri)], { password_ha1: ha1, username: "pbx1" });
        const from = { fromHost: "pbx.example.net", callId: newTag(), fromTag: "pbx" };
        const invite = await dial(caller, sbc.address, from);
        const asked = (await finalOf(caller, sbc.address, invite)).get("Proxy-Authenticate");
        const retry = async (challenge: string, cseq: number, password = "s3cret") => {
            const right = digest(challenge, "INVITE", invite.requestUri, "pbx1", password);
            return dial(caller, sbc.address, { ...from, cseq, headers: [["Proxy-Authorization", right]] });
        };
        const refused = await finalOf(caller, sbc.address, await retry(bySomebodyElse(asked), 2));
        expect(refused.status).toBe(407);
        const again = refused.get("Proxy-Authenticate");
        expect(again).toContain("stale=true");
        const wrong = await finalOf(caller, sbc.address, await retry(again, 3, "wrong"));
        expect(wrong.get("Proxy-Authenticate")).not.toContain("stale=true");
        const call = await answer(caller, first, sbc.address, await retry(again, 4));
        await hangUp(caller, first, sbc.address, call);
    });

    test.each([
        ["withholds his number", '"Anonymous" <sip:anonymous@anonymous.invalid>'],
        ["writes the domain in capitals", "<sip:pbx1@PBX.Example.NET>"],
        ["writes his own address", "<sip:pbx1@198.18.32.1>"],
        ["writes a tel: URI", "<tel:+441132000000>"],
    ])("a caller who %s is known by his digest, in the domain as the API spells it", async (_, from) => {
        const ha1 = "d7205b31d16e55c52417812b76e8d011"; // pbx1:pbx.example.net:s3cret
        api.routing = routed([route(first.uri)], { password_ha1: ha1, username: "pbx1", domain: "pbx.example.net" });
        const callId = newTag();
        const request = (cseq: number, headers: [string, string][] = []) =>
            caller
                .request(`sip:+442031234567@${sbc.address}`, { callId, cseq, headers })
                .with("From", `${from};tag=pbx`);
        const invite = request(1);
        caller.send(invite, sbc.address);
        const asked = (await finalOf(caller, sbc.address, invite)).get("Proxy-Authenticate");
        expect(asked).toContain('realm="pbx.example.net"');
        const credentials = digest(asked, "INVITE", invite.requestUri, "pbx1", "s3cret");
        const again = request(2, [["Proxy-Authorization", credentials]]);
        caller.send(again, sbc.address);
        await hangUp(caller, first, sbc.address, await answer(caller, first, sbc.address, again));
        const { domain, from_uri } = api.questions.at(-1)?.body ?? {};
        expect(domain).toBe(from.includes("Example") ? "PBX.Example.NET" : "");
        expect(from_uri).toMatch(/^sip:/);
    });

    test("a stranger's REGISTER is challenged with 401", async () => {
        api.routing = routed([], { success: false, tenant_uuid: null });
        const register = caller.request(`sip:${sbc.address}`, { method: "REGISTER", fromHost: "pbx.example.net" });
        caller.send(register, sbc.address);
        expect((await caller.expectFinal(register)).status).toBe(401);
    });
});

/** A challenge of the same moment whose nonce was made with another secret: times, then what only who knows the secret can tell. */
function bySomebodyElse(challenge: string): string {
    return challenge.replace(/nonce="([^"]+)"/, (_, nonce: string) => {
        const bytes = Buffer.from(nonce, "base64");
        return `nonce="${Buffer.concat([bytes.subarray(0, 8), bytes.subarray(8).map((byte) => byte ^ 1)]).toString("base64")}"`;
    });
}
