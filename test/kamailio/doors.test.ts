import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from "vitest";
import type { ScriptedApi } from "./support/api";
import { workloadOf } from "./support/configuration";
import { Endpoint } from "./support/endpoint";
import { listening } from "./support/listening";
import { oneOfEach } from "./support/one-of-each";
import { type InstanceContainer, instanceId, type SipNetwork } from "./support/sip-network";

/** What a stranger on the platform's network reaches of an SBC, a router and an RTPengine besides SIP and media. */
let platform: SipNetwork;
let api: ScriptedApi;
const instances: Partial<Record<"sbc" | "router" | "rtpengine", InstanceContainer>> = {};

beforeAll(async () => {
    const { sbc, router, rtpengine, ...rest } = await oneOfEach("198.18.32");
    Object.assign(instances, { sbc, router, rtpengine });
    ({ platform, api } = rest);
});

afterAll(async () => {
    await api?.close();
    await platform?.close();
});

const roles = ["sbc", "router", "rtpengine"] as const;
const kamailios = ["sbc", "router"] as const;

function the(role: (typeof roles)[number]): InstanceContainer {
    const instance = instances[role];
    if (instance === undefined) throw new Error(`No ${role} runs.`);
    return instance;
}

function http(role: (typeof roles)[number], path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`http://${the(role).address}:${role === "rtpengine" ? 2225 : 8000}${path}`, init);
}

/** Bytes of a request as they are, and the first that comes back; nothing when nothing comes in a while. */
function overTcp(address: string, port: number, text: string, patience = 120_000): Promise<string> {
    return new Promise((resolve, reject) => {
        const socket = connect(port, address, () => socket.write(text));
        let answered = "";
        const enough = setTimeout(() => socket.destroy(), patience);
        socket.on("data", (data) => {
            answered += data.toString();
            socket.destroy();
        });
        socket.on("error", reject);
        socket.on("close", () => {
            clearTimeout(enough);
            resolve(answered);
        });
    });
}

describe.each(roles)("the %s", (role) => {
    test("listens where it is declared to, and nowhere else", async () => {
        const { ports } = workloadOf(role);
        const declared = (protocol: "tcp" | "udp") =>
            ports.filter((port) => port.protocols.includes(protocol) && port.last === undefined);
        const { address } = the(role);
        for (const protocol of ["tcp", "udp"] as const) {
            expect(await listening(the(role), protocol)).toEqual(
                declared(protocol)
                    .map(({ number }) => `${address}:${number}`)
                    .sort(),
            );
        }
    });

    test("is well for whoever asks for it by its name, or by none", async () => {
        const path = role === "rtpengine" ? "/ping" : "/status";
        const own = instanceId(role, the(role).address);
        for (const query of ["", `?instance=${own}`]) expect((await http(role, path + query)).status).toBe(200);
        for (const query of ["?instance=", "?instance=old", `?instance=${own}-old`]) {
            expect((await http(role, path + query)).status).toBe(404);
        }
    });
});

describe.each(kamailios)("the HTTP server of the %s", (role) => {
    const rpc = { jsonrpc: "2.0", id: 1, method: "pv.shvSet", params: ["accepting", "int", 0] };

    test.each(["/rpc", "/rpc/", "/rpc?x=1", "/RPC2", "/jsonrpc", "/", "/status/../rpc", "/statusrpc"])(
        "takes no RPC at %s",
        async (path) => {
            const { host } = new URL(`http://${the(role).address}:8000`);
            const body = JSON.stringify(rpc);
            const answer = await overTcp(
                the(role).address,
                8000,
                `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
            );
            expect(answer.split("\r\n")[0]).toBe("HTTP/1.1 404 Not Found");
            expect(await the(role).exec("kamcmd", "pv.shvGet", "accepting")).toContain("value: 1");
        },
    );

    test("says what it does not have", async () => {
        const lost = await http(role, "/nothing");
        expect([lost.status, (await lost.text()).trim()]).toEqual([404, "URL: /nothing"]);
    });

    test("takes no SIP", async () => {
        const caller = await Endpoint.open(platform.host);
        const invite = caller.request(`sip:1@${the(role).address}`);
        expect(await overTcp(the(role).address, 8000, invite.toString(), 700)).toBe("");
        expect(api.questions).toEqual([]);
        await caller.close();
    });

    test("is the only way in: RPC is on a socket of the instance's own, and there is no other one", async () => {
        const sockets = await the(role).exec("sh", "-c", "find / -xdev \\( -type s -o -type p \\)");
        expect(sockets.trim()).toBe("/run/kamailio/kamailio_ctl");
        expect(await the(role).exec("stat", "-c", "%a", "/run/kamailio/kamailio_ctl")).toMatch(/^6[0-6]0\n$/);
    });
});

test.each(["/rpc", "/status"])("an SBC has no %s on the port that carriers see", async (path) => {
    const question = `GET ${path} HTTP/1.1\r\nHost: c4\r\nContent-Length: 0\r\n\r\n`;
    const answer = await overTcp(the("sbc").address, 5060, question);
    expect(answer.split("\r\n")[0]).toBe("HTTP/1.1 404 Not Found");
});

describe("the HTTP server of RTPengine", () => {
    /** Status of an answer that RTPengine itself gives, on loopback. A WebSocket stays open: curl ends it. */
    const inside = (...question: readonly string[]) => {
        const curl = 'curl -s -o /dev/null -w "%{http_code}" --max-time 2 "$@" || true';
        return the("rtpengine").exec("sh", "-c", curl, "curl", ...question);
    };

    test("has health and metrics", async () => {
        expect(await (await http("rtpengine", "/ping")).text()).toContain("pong");
        expect(await (await http("rtpengine", "/metrics")).text()).toContain('rtpengine_sessions{type="own"} 0');
    });

    test.each([
        ["GET", "/cli/list/numsessions", ""],
        ["GET", "/cli/terminate/all", ""],
        ["GET", "/ping/../cli/list/numsessions", ""],
        ["GET", "/admin/", ""],
        ["POST", "/ng", "1 d7:command4:pinge"],
        ["POST", "/ng-plain", "d7:command4:pinge"],
        ["POST", "/cli", "list numsessions"],
        ["POST", "/janus", "{}"],
        ["POST", "/ping", "1 d7:command4:pinge"],
        ["OPTIONS", "/ping", ""],
        ["GET", "/", ""],
    ])("has no %s %s", async (method, path, body) => {
        const { address } = the("rtpengine");
        const answer = await overTcp(
            address,
            2225,
            `${method} ${path} HTTP/1.1\r\nHost: c4\r\nContent-Type: application/x-rtpengine-ng\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        );
        expect(answer.split("\r\n")[0]).toMatch(/^HTTP\/1\.1 40[04] /);
    });

    test.each(["cli.rtpengine.com", "ng.rtpengine.com", "ng-plain.rtpengine.com", "janus-protocol"])(
        "lets no WebSocket %s through, at any path",
        async (protocol) => {
            onTestFailed(async () => console.error(await platform.logs()));
            for (const path of ["/ping", "/metrics", "/cli", "/"]) {
                expect(await upgrade(the("rtpengine").address, path, protocol)).toBe(404);
            }
        },
    );

    test("would have all of that: it is closed by what stands before it", async () => {
        expect(await inside("http://127.0.0.1:2225/cli/list/numsessions")).toBe("200");
        const ws = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
        const key = ["Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Protocol: cli.rtpengine.com"];
        const headers = [...ws, ...key].flatMap((header) => ["--header", header]);
        expect(await inside(...headers, "http://127.0.0.1:2225/ping")).toBe("101");
    });

    test("comes back when what stands before it has ended", async () => {
        const inFront = async () => (await the("rtpengine").exec("sh", "-c", "pidof haproxy || true")).trim();
        const before = await inFront();
        await the("rtpengine").exec("sh", "-c", `kill -KILL ${before}`);
        await expect.poll(inFront).not.toMatch(new RegExp(`^(${before})?$`));
        await expect.poll(async () => (await http("rtpengine", "/ping").catch(() => undefined))?.status).toBe(200);
    });
});

/** Status of the answer to an upgrade to WebSocket. */
function upgrade(host: string, path: string, protocol: string): Promise<number | undefined> {
    const headers = {
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Protocol": protocol,
    };
    return new Promise((resolve, reject) => {
        const asked = request({ host, port: 2225, path, headers });
        asked.on("response", (response) => {
            response.resume();
            resolve(response.statusCode);
        });
        asked.on("upgrade", (response, socket) => {
            socket.destroy();
            resolve(response.statusCode);
        });
        asked.on("error", reject);
        asked.end();
    });
}
