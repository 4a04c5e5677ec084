import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { removeFolder, temporaryFolder } from "../tools/temporary";
import { eventually, until } from "../tools/until";
import { route, routed, ScriptedApi } from "./support/api";
import { answer, type Call, dial, finalOf, hangUp } from "./support/call";
import { writeCertificates } from "./support/configuration";
import { Endpoint } from "./support/endpoint";
import type { Message } from "./support/message";
import { type InstanceContainer, SipNetwork } from "./support/sip-network";
import { answerByTls, TlsListener } from "./support/tls-peer";

let platform: SipNetwork;
let api: ScriptedApi;
let sbc: InstanceContainer;
let router: InstanceContainer;
/** An SBC whose only router is at the address of this machine. */
let misled: InstanceContainer;
let caller: Endpoint;
let callee: Endpoint;

beforeAll(async () => {
    platform = await SipNetwork.open("198.18.32");
    api = await ScriptedApi.open(platform.host);
    const rtpengine = await platform.rtpengine(30);
    const sbcs = [platform.address(10), platform.address(11)];
    const apis = [`${platform.host}:${api.port}`];
    // To the router this machine has the address of an SBC, too: that alone opens nothing.
    router = await platform.kamailio("router", 20, { sbcs: [...sbcs, platform.host], apis });
    const lists = { sbcs, apis, rtpengines: [rtpengine.address], peers: [platform.host] };
    sbc = await platform.kamailio("sbc", 10, { ...lists, routers: [router.address] });
    misled = await platform.kamailio("sbc", 11, { ...lists, routers: [platform.host] });
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
});

afterEach(async ({ task }) => {
    if (task.result?.state === "fail") console.error(await platform.logs());
    await Promise.all([caller.close(), callee.close()]);
});

async function oneCall(): Promise<Call> {
    const call = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
    await hangUp(caller, callee, sbc.address, call);
    return call;
}

/** A request that claims to come from a carrier, as an SBC would say it. */
function forged(method: "INVITE" | "OPTIONS"): Message {
    const via = `SIP/2.0/TLS ${caller.address}:${caller.port};branch=z9hG4bK${Date.now()};rport`;
    return caller.request(`sip:1@${router.address}`, {
        method,
        via,
        headers: [["X-Forwarded-For", "198.51.100.20:5060"]],
    });
}

/** A certificate that names the service, and that nobody signed but itself. */
function selfSigned(service: string): string {
    const folder = temporaryFolder("self-signed");
    onTestFinished(() => removeFolder(folder));
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const name = `subjectAltName=critical,URI:spiffe://11111111-2222-3333-4444-555555555555.consul/ns/default/dc/dc1/svc/${service}`;
    const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj", "/"];
    execFileSync("openssl", ["req", "-x509", ...kind, "-addext", name, "-keyout", key, "-out", cert], {
        stdio: "pipe",
    });
    return readFileSync(cert, "utf8") + readFileSync(key, "utf8");
}

test("calls go to a router by TLS, of which the target sees nothing", async () => {
    const { received } = await oneCall();
    expect(received.get("Record-Route")).not.toContain("tls");
    const connections = await router.exec("kamcmd", "tls.list");
    expect(connections).toMatch(/cipher: TLS_AES/);
    expect(connections).toContain(sbc.address);
});

describe("a router", () => {
    test("hears nothing by UDP, whatever a request claims", async () => {
        caller.send(forged("INVITE"), router.address);
        caller.send(forged("INVITE"), router.address, 5061);
        await oneCall();
        expect(api.questions).toHaveLength(1);
        expect(caller.seen.filter(({ isReply }) => !isReply)).toEqual([]);
    });

    test("refuses who has no certificate, or one that Consul's CA did not sign", async () => {
        expect(await answerByTls(forged("INVITE"), router.address, {})).toMatch(/certificate required/);
        const certificate = selfSigned("sbc");
        expect(await answerByTls(forged("INVITE"), router.address, { certificate })).toMatch(/unknown ca/);
        expect(api.questions).toEqual([]);
    });

    test("serves the service sbc, at the address of an SBC, and nobody else", async () => {
        const ask = async (service: string) => {
            const certificate = await platform.authority.certificate(service);
            return answerByTls(forged("OPTIONS"), router.address, { certificate });
        };
        expect(await ask("rtpengine")).toBe(403);
        expect(await ask("router")).toBe(403);
        expect(await ask("sbc")).toBe(200);
    });
});

describe("an SBC", () => {
    test("takes no request by TLS, and no connection without a certificate", async () => {
        expect(await answerByTls(forged("INVITE"), sbc.address, {})).toMatch(/certificate required/);
        const certificate = await platform.authority.certificate("sbc");
        expect(await answerByTls(forged("INVITE"), sbc.address, { certificate })).toBe("silence");
        expect(api.questions).toEqual([]);
    });

    interface Impostor {
        readonly who: string;
        readonly certificate: () => string | Promise<string>;
        /** Replies to the question where a call goes. */
        readonly answers: (ask: Message) => Message[];
        readonly udp?: boolean;
    }
    const routes = (ask: Message) =>
        callee.reply(ask, 302, { body: JSON.stringify({ rtjson: JSON.parse(api.routing.body).rtjson }) });
    const ofRole = (service: string) => () => platform.authority.certificate(service);

    test.each<Impostor>([
        { who: "another role", certificate: ofRole("rtpengine"), answers: (ask) => [routes(ask)] },
        { who: "another CA", certificate: () => selfSigned("router"), answers: (ask) => [routes(ask)] },
        { who: "a router, for itself", certificate: ofRole("router"), answers: (ask) => [callee.reply(ask, 200)] },
        { who: "nobody, by UDP", certificate: ofRole("router"), answers: (ask) => [routes(ask)], udp: true },
    ])("believes no answer to its question of $who", async ({ certificate, answers, udp = false }) => {
        const identity = { certificate: await certificate() };
        const roots = await platform.authority.roots();
        const impostor = await TlsListener.listen(platform.host, identity, roots, (ask, reply) => {
            if (ask.method === "OPTIONS") reply(callee.reply(ask, 200));
            if (ask.method !== "INVITE") return;
            for (const message of answers(ask)) {
                if (udp) callee.send(message, misled.address);
                else reply(message);
            }
        });
        try {
            const invite = await dial(caller, misled.address);
            const reply = await finalOf(caller, misled.address, invite);
            expect(reply.startLine).toBe("SIP/2.0 503 No Router Answered");
            expect(callee.seen.filter(({ method, isReply }) => method === "INVITE" && !isReply)).toEqual([]);
        } finally {
            await impostor.close();
        }
    });

    test("believes a router, wherever it is", async () => {
        const identity = { certificate: await platform.authority.certificate("router") };
        const roots = await platform.authority.roots();
        const listener = await TlsListener.listen(platform.host, identity, roots, (ask, reply) => {
            reply(ask.method === "INVITE" ? routes(ask) : callee.reply(ask, 200));
        });
        try {
            await answer(caller, callee, misled.address, await dial(caller, misled.address));
        } finally {
            await listener.close();
        }
    });
});

test("a new root of Consul's CA is taken without a call that is lost", async () => {
    const held = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
    const formerRoots = await platform.authority.roots();
    const former = await platform.authority.certificate("sbc");
    await platform.authority.renew();
    const roots = await eventually(
        () => platform.authority.roots(),
        (now) => now.length > formerRoots.length,
    );
    const parts = [
        [sbc, "sbc"],
        [router, "router"],
    ] as const;
    const take = async (whose: "former" | "new") => {
        for (const [instance, service] of parts) {
            const certificate =
                whose === "new"
                    ? await platform.authority.certificate(service)
                    : readFileSync(join(instance.folder, "lists", "certificate.pem"), "utf8");
            writeCertificates(instance.folder, certificate, roots);
            expect(await instance.exec("kamcmd", "tls.reload")).not.toContain("error");
            await oneCall();
        }
    };
    await take("former");
    await until("the certificates are signed anew", async () => {
        const now = await platform.authority.certificate("sbc");
        await oneCall();
        return now !== former;
    });
    await take("new");
    // Connections that are made now show the new ones: one that stays open keeps those that it was made with.
    const later = await platform.kamailio("router", 21, {
        sbcs: [platform.host],
        apis: [`${platform.host}:${api.port}`],
    });
    const certificate = await platform.authority.certificate("sbc");
    expect(await answerByTls(forged("OPTIONS"), later.address, { certificate })).toBe(200);
    expect(await answerByTls(forged("OPTIONS"), router.address, { certificate })).toBe(200);
    await platform.remove(later);
    await hangUp(caller, callee, sbc.address, held);
});
