import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { succeeds, until } from "../tools/until";
import { route, routed, ScriptedApi } from "./support/api";
import { answer, dial, finalOf, hangUp, refuse } from "./support/call";
import { Endpoint, newTag } from "./support/endpoint";
import { type InstanceContainer, SipNetwork } from "./support/sip-network";

let platform: SipNetwork;
let sbc: InstanceContainer;
let strict: InstanceContainer;
let router: InstanceContainer;
let api: ScriptedApi;
let caller: Endpoint;
let callee: Endpoint;

beforeAll(async () => {
    platform = await SipNetwork.open("198.18.32");
    api = await ScriptedApi.open(platform.host);
    const rtpengine = await platform.rtpengine(30);
    const sbcs = [platform.address(10), platform.address(11)];
    const apis = [`${platform.host}:${api.port}`];
    router = await platform.kamailio("router", 20, { sbcs, apis });
    const lists = { sbcs, apis, routers: [router.address], rtpengines: [rtpengine.address] };
    sbc = await platform.kamailio("sbc", 10, { ...lists, peers: [platform.host] });
    // To this one we are strangers.
    strict = await platform.kamailio("sbc", 11, lists);
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
    await strict.exec("kamcmd", "htable.flush", "ipban");
    await unknownAgain();
});

/** Forgets that a router decided calls of ours. */
async function unknownAgain(): Promise<void> {
    await strict.exec("kamcmd", "htable.flush", "customers");
}

afterEach(async ({ task }) => {
    if (task.result?.state === "fail") console.error(await platform.logs());
    await Promise.all([caller.close(), callee.close()]);
});

describe("headers of a caller", () => {
    test("cannot claim another source, a destination, credentials or an identity", async () => {
        const invite = await dial(caller, sbc.address, {
            headers: [
                ["X-Forwarded-For", "192.0.2.1:5060"],
                ["x-destination-uri", "sip:192.0.2.66"],
                ["X-Auth-Username", "evil"],
                ["P-Asserted-Identity", "<sip:evil@example>"],
                ["Remote-Party-ID", "<sip:evil@example>"],
                ["Route", "<sip:192.0.2.66;lr>"],
                ["X-Account", "4711"],
            ],
        });
        const call = await answer(caller, callee, sbc.address, invite);
        expect(api.questions[0]?.body).toMatchObject({ source_ip: caller.address, source_port: caller.port });
        for (const name of [
            "X-Forwarded-For",
            "X-Destination-URI",
            "X-Auth-Username",
            "P-Asserted-Identity",
            "Remote-Party-ID",
            "Route",
        ])
            expect(call.received.all(name)).toEqual([]);
        expect(call.received.all("X-Account")).toEqual(["4711"]);
        await hangUp(caller, callee, sbc.address, call);
    });

    test.each(['"$avp(question) $(env(PATH)) $fu"', '"a\\", \\"auth\\":\\"0"', '"50% {s.len}"'])(
        "are never interpreted: the display name %s reaches the API as it is",
        async (name) => {
            const bare = caller.request(`sip:1@${sbc.address}`);
            const from = bare.get("From");
            const invite = bare.with("From", `${name} ${from}`);
            caller.send(invite, sbc.address);
            await hangUp(caller, callee, sbc.address, await answer(caller, callee, sbc.address, invite));
            expect(api.questions[0]?.body).toMatchObject({
                from_name: name,
                auth: "1",
                from_uri: /<([^>]+)>/.exec(from)?.[1],
            });
        },
    );

    test("that are no UTF-8 do not stop a call", async () => {
        const bare = caller.request(`sip:1@${sbc.address}`);
        const invite = bare.with("From", `"Jos\u00e9" ${bare.get("From")}`);
        caller.sendRaw(Buffer.from(invite.toString(), "latin1"), sbc.address);
        await hangUp(caller, callee, sbc.address, await answer(caller, callee, sbc.address, invite));
        expect(api.questions[0]?.body.from_name).toBe("");
    });
});

describe("a request", () => {
    test("that is malformed, or has gone too far, is refused", async () => {
        const looped = caller.request(`sip:1@${sbc.address}`).with("Max-Forwards", "0");
        caller.send(looped, sbc.address);
        expect((await finalOf(caller, sbc.address, looped)).status).toBe(483);
        const malformed = caller.request(`sip:1@${sbc.address}`).with("CSeq", "1 BYE");
        caller.send(malformed, sbc.address);
        const { message } = await caller.next(
            (reply) => reply.status >= 400 && reply.get("Call-ID") === malformed.get("Call-ID"),
            "a refusal",
        );
        expect(message.status).toBe(400);
        expect(api.questions).toEqual([]);
    });

    test("with a To tag and a forged Route is relayed to nobody", async () => {
        const forged = caller
            .request(callee.uri, { headers: [["Route", `<sip:${strict.address};lr>`]] })
            .with("To", `<${callee.uri}>;tag=forged`);
        caller.send(forged, strict.address);
        expect((await finalOf(caller, strict.address, forged)).status).toBe(481);
        expect(callee.seen).toEqual([]);
    });

    test("to the SBC is answered with 404 when it is in a dialog but names no Route", async () => {
        const lost = caller.request(callee.uri, { method: "BYE" }).with("To", `<${callee.uri}>;tag=lost`);
        caller.send(lost, sbc.address);
        expect((await caller.expectFinal(lost)).status).toBe(404);
    });

    test("OPTIONS is answered, and asks nobody", async () => {
        const options = caller.request(`sip:${sbc.address}`, { method: "OPTIONS" });
        caller.send(options, sbc.address);
        expect((await caller.expectFinal(options)).status).toBe(200);
        expect(api.questions).toEqual([]);
    });
});

describe("a stranger", () => {
    /** More than pike lets pass at the most, which is three times its 16. */
    const flood = 60;
    const bans = () => strict.exec("kamcmd", "htable.dump", "ipban");
    /** What came before is forgotten after some seconds. */
    const answeredAgain = () =>
        until("it is answered again", async () => {
            const later = caller.request(`sip:${strict.address}`, { method: "OPTIONS" });
            caller.send(later, strict.address);
            return succeeds(() => caller.expectFinal(later, 500));
        });

    test("that floods by UDP is cut off while it does; a known peer is not, nor a call that is there", async () => {
        const call = await answer(caller, callee, strict.address, await dial(caller, strict.address));
        await unknownAgain();
        for (let i = 0; i < flood; i += 1) {
            for (const { address } of [strict, sbc]) {
                caller.send(caller.request(`sip:${address}`, { method: "OPTIONS", callId: newTag() }), address);
            }
        }
        const answersOf = (address: string) =>
            caller.seen.filter(
                (reply) =>
                    reply.status === 200 && reply.get("CSeq").includes("OPTIONS") && reply.get("To").includes(address),
            ).length;
        await expect.poll(() => answersOf(sbc.address)).toBe(flood);
        expect(answersOf(strict.address)).toBeLessThan(flood);
        await hangUp(caller, callee, strict.address, call);
        // Whose address it was may have been forged: he is not shut out.
        expect(await bans()).not.toContain(platform.host);
        await answeredAgain();
    });

    test("that floods by TCP is banned, and may still end a call that is there", async () => {
        const call = await answer(caller, callee, strict.address, await dial(caller, strict.address));
        await unknownAgain();
        const connection = connect(5060, strict.address).on("error", () => undefined);
        for (let i = 0; i < flood; i += 1) {
            connection.write(
                caller
                    .request(`sip:${strict.address}`, {
                        method: "OPTIONS",
                        via: `SIP/2.0/TCP ${caller.address};branch=z9hG4bK${newTag()}`,
                    })
                    .toString(),
            );
        }
        await expect.poll(bans).toContain(platform.host);
        connection.destroy();
        const later = caller.request(`sip:${strict.address}`, { method: "OPTIONS" });
        caller.send(later, strict.address);
        await expect(caller.expectFinal(later, 500)).rejects.toThrow("did not come");
        await hangUp(caller, callee, strict.address, call);
    });

    test("whose calls a router decides is a customer: many that are refused cost him nothing", async () => {
        await answeredAgain();
        for (let i = 0; i < flood; i += 1) {
            const invite = await dial(caller, strict.address);
            await refuse(callee, strict.address, 486);
            expect((await finalOf(caller, strict.address, invite)).status).toBe(486);
        }
        expect(await bans()).not.toContain(platform.host);
    });

    test("whose request cannot be read gets no answer; a known peer is told", async () => {
        const request = (address: string) =>
            caller.request(`sip:${address}`, { method: "OPTIONS", headers: [["Not%A%Name", "1"]] });
        const [strange, known] = [request(strict.address), request(sbc.address)];
        caller.send(strange, strict.address);
        caller.send(known, sbc.address);
        expect((await caller.expectFinal(known)).startLine).toBe("SIP/2.0 400 Malformed Header");
        await expect(caller.expectFinal(strange, 500)).rejects.toThrow("did not come");
    });

    test("that scans gets no answer", async () => {
        const scan = caller.request(`sip:${strict.address}`, {
            method: "OPTIONS",
            headers: [["User-Agent", "friendly-scanner"]],
        });
        caller.send(scan, strict.address);
        await expect(caller.expectFinal(scan, 500)).rejects.toThrow("did not come");
    });
});

test("a reply that answers nothing is sent on to nobody, and counted", async () => {
    const strays = async () =>
        Number(/= (\d+)/.exec(await sbc.exec("kamcmd", "stats.get_statistics", "stray_replies"))?.[1]);
    const before = await strays();
    const asked = caller.request(`sip:1@${sbc.address}`, {
        via: `SIP/2.0/UDP ${sbc.address};branch=z9hG4bK${newTag()}`,
    });
    const towards = `SIP/2.0/UDP ${callee.address}:${callee.port};branch=z9hG4bK${newTag()}`;
    caller.send(caller.reply(asked, 200).adding("Via", towards), sbc.address);
    await expect.poll(strays).toBe(before + 1);
    expect(callee.seen).toEqual([]);
});

test("the switches of a testing platform make a router deaf, and flood protection idle", async () => {
    await router.exec("kamcmd", "pv.shvSet", "router_off", "int", "1");
    const invite = await dial(caller, sbc.address);
    expect((await finalOf(caller, sbc.address, invite)).startLine).toBe("SIP/2.0 503 No Router Answered");
    await router.exec("kamcmd", "pv.shvSet", "router_off", "int", "0");
    await strict.exec("kamcmd", "pv.shvSet", "pike_off", "int", "1");
    for (let i = 0; i < 40; i += 1) {
        const options = caller.request(`sip:${strict.address}`, { method: "OPTIONS" });
        caller.send(options, strict.address);
        expect((await caller.expectFinal(options)).status).toBe(200);
    }
    await strict.exec("kamcmd", "pv.shvSet", "pike_off", "int", "0");
});
