import { execFile } from "node:child_process";
import { readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "../../src/rendering/render";
import { ConsulAgent } from "../tools/consul-agent";
import { executable } from "../tools/executables";
import { until } from "../tools/until";
import { route, routed, ScriptedApi } from "./support/api";
import { answer, dial, hangUp } from "./support/call";
import { listFile } from "./support/configuration";
import { Endpoint } from "./support/endpoint";
import { type InstanceContainer, mediaSessions, SipNetwork } from "./support/sip-network";

let consul: ConsulAgent;
let platform: SipNetwork;
let sbc: InstanceContainer;
let renders = 0;

beforeAll(async () => {
    consul = await ConsulAgent.run();
    platform = await SipNetwork.open("198.18.32");
    sbc = await platform.kamailio("sbc", 10, { peers: [platform.host] });
});

afterAll(async () => {
    await platform?.close();
    await consul?.close();
});

afterEach(() => consul.forget());

/** Renders a list of an SBC into the running one, as consul-template does there. */
async function render(list: string, template = `sbc/${list}`, folder = sbc.folder): Promise<string> {
    const source = join(packageRoot, "templates/lists", `${template}.ctmpl`);
    const destination = join(folder, "lists", listFile(list));
    await promisify(execFile)(
        executable("consul-template"),
        ["-consul-addr", consul.url, "-once", "-template", `${source}:${destination}`],
        { env: { C4_PLATFORM: "edge" } },
    );
    // Kamailio's db_text overlooks a second change within the same second: as c4-reload does, the file's time is moved on.
    renders += 1;
    utimesSync(destination, new Date(), new Date(Date.now() + 2000 * renders));
    return readFileSync(destination, "utf8");
}

interface Member {
    readonly name: string;
    readonly id: string;
    readonly address: string;
    readonly port?: number;
    readonly platform?: string;
    readonly weight?: number;
    readonly meta?: Record<string, string>;
}

async function register({ name, id, address, port = 5060, platform: c4 = "edge", weight = 50, meta = {} }: Member) {
    const weights = { Passing: weight, Warning: 1 };
    const body = { ID: id, Name: name, Address: address, Port: port, Meta: { c4, ...meta }, Weights: weights };
    await consul.put("/v1/agent/service/register", JSON.stringify(body));
}

/** As a router of a platform is registered whose SIP goes by TLS. */
const byTls = { port: 5061, meta: { transport: "tls" } };

const maintain = (id: string) => consul.put(`/v1/agent/service/maintenance/${id}?enable=true`, "");

/** Entries of a list: all but its first line. */
const entries = (text: string) => text.trim().split("\n").slice(1);

describe("the list of routers", () => {
    test("holds those of the platform that pass, with their weights and transport, and Kamailio takes it", async () => {
        await register({ name: "router", id: "r1", address: "198.18.32.20", weight: 30, ...byTls });
        await register({ name: "router", id: "r2", address: "198.18.32.21" });
        await register({ name: "router", id: "r3", address: "198.18.32.22" });
        await register({ name: "router", id: "r4", address: "198.18.32.23", platform: "other" });
        await register({ name: "router", id: "r5", address: "x y" });
        await maintain("r3");
        expect(entries(await render("dispatcher"))).toEqual([
            "1 sip:198.18.32.20:5061;transport=tls 0 0 rweight=30",
            "1 sip:198.18.32.21:5060 0 0 rweight=50",
        ]);
        await sbc.exec("kamcmd", "dispatcher.reload");
        const loaded = await sbc.exec("kamcmd", "dispatcher.list");
        expect(loaded).toContain("URI: sip:198.18.32.20:5061;transport=tls");
        expect(loaded).toContain("rweight=30");
        expect(loaded.match(/URI:/g)).toHaveLength(2);
    });

    test("of a router holds the SBCs, in any state", async () => {
        await register({ name: "sbc", id: "s1", address: "198.18.32.10" });
        await register({ name: "sbc", id: "s2", address: "2001:db8::1" });
        await maintain("s1");
        expect(entries(await render("dispatcher", "router/dispatcher"))).toEqual([
            "1 sip:198.18.32.10:5060 0 0",
            "1 sip:[2001:db8::1]:5060 0 0",
        ]);
    });
});

test("domains are the SBCs' addresses and what is declared, but for what would break the table", async () => {
    await register({ name: "sbc", id: "s1", address: "198.18.32.10", meta: { advertise: "203.0.113.7" } });
    await consul.put("/v1/kv/c4/edge/domains/sip.example.com", "sip.example.com");
    await consul.put("/v1/kv/c4/edge/domains/bad%3Aname%20evil", "x");
    expect(entries(await render("domain"))).toEqual(["1:198.18.32.10::0", "2:203.0.113.7::0", "3:sip.example.com::0"]);
    await sbc.exec("kamcmd", "domain.reload");
    const loaded = await sbc.exec("kamcmd", "domain.dump");
    expect([...loaded.matchAll(/domain: (.*)/g)].map(([, domain]) => domain).sort()).toEqual([
        "198.18.32.10",
        "203.0.113.7",
        "sip.example.com",
    ]);
});

test("known addresses are peers and our own, but for what is no network", async () => {
    await register({ name: "sbc", id: "s1", address: "198.18.32.10" });
    await register({ name: "router", id: "r1", address: "198.18.32.20" });
    const words = "198.51.100.0/24 203.0.113.9\n1.2.3.4/99 a:b:\\ 2001:db8::/32\t10.0.0.0/8";
    await consul.put("/v1/kv/c4/edge/config/peers", words);
    expect(entries(await render("address"))).toEqual([
        "1:1:198.51.100.0:24:0:",
        "2:1:203.0.113.9:32:0:",
        "3:1:2001\\:db8\\:\\::32:0:",
        "4:1:10.0.0.0:8:0:",
        "5:1:198.18.32.10:32:0:",
        "6:1:198.18.32.20:32:0:",
    ]);
    await until("the reload is taken", async () =>
        (await sbc.exec("kamcmd", "permissions.addressReload")).includes("Reload OK"),
    );
    const loaded =
        (await sbc.exec("kamcmd", "permissions.addressDump")) + (await sbc.exec("kamcmd", "permissions.subnetDump"));
    for (const ip of ["203.0.113.9", "198.51.100.0", "10.0.0.0", "198.18.32.10"]) expect(loaded).toContain(`ip: ${ip}`);
});

test("routing APIs are numbered, and an empty answer is a list without entries", async () => {
    expect(entries(await render("api", "common/api"))).toEqual([]);
    await register({ name: "routing-api", id: "a1", address: "198.18.32.40", port: 9600 });
    await register({ name: "routing-api", id: "a2", address: "2001:db8::2", port: 9600 });
    expect(entries(await render("api", "common/api"))).toEqual([
        "1:0:0:0:198.18.32.40\\:9600:0",
        "2:1:0:0:[2001\\:db8\\:\\:2]\\:9600:0",
        "3:count:0:1:2:0",
    ]);
    await sbc.exec("kamcmd", "htable.reload", "api");
    const loaded = await sbc.exec("kamcmd", "htable.dump", "api");
    for (const value of ["198.18.32.40:9600", "[2001:db8::2]:9600", "2"]) expect(loaded).toContain(`value: ${value}`);
});

test("an RTPengine in maintenance takes no new call, and ends those that it has", async () => {
    const first = await platform.rtpengine(30);
    const second = await platform.rtpengine(31);
    const api = await ScriptedApi.open(platform.host);
    const router = await platform.kamailio("router", 20, {
        sbcs: [sbc.address],
        apis: [`${platform.host}:${api.port}`],
    });
    const caller = await Endpoint.open(platform.host);
    const callee = await Endpoint.open(platform.host);
    try {
        api.routing = routed([route(callee.uri)]);
        await register({ name: "router", id: "r1", address: router.address, ...byTls });
        await register({ name: "rtpengine", id: "m1", address: first.address, port: 22222, weight: 1 });
        await render("dispatcher");
        await sbc.exec("kamcmd", "dispatcher.reload");
        await consul.put("/v1/kv/c4/edge/config/peers", platform.host);
        await render("address");
        await until("the peers are taken", async () =>
            (await sbc.exec("kamcmd", "permissions.addressReload")).includes("Reload OK"),
        );
        await render("rtpengine");
        // The module refuses a reload within 10 s of the last one.
        const reloaded = async () => (await sbc.exec("kamcmd", "rtpengine.reload")).includes("Reload successful");
        await until("the first list is taken", reloaded);
        const call = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
        expect(await mediaSessions(first)).toBe(1);

        await register({ name: "rtpengine", id: "m2", address: second.address, port: 22222, weight: 1 });
        await maintain("m1");
        expect(entries(await render("rtpengine"))).toEqual([
            `1:0:udp\\:${first.address}\\:22222:1:1:0`,
            `2:0:udp\\:${second.address}\\:22222:1:0:0`,
        ]);
        await until("the second list is taken", reloaded);
        const later = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
        expect([await mediaSessions(first), await mediaSessions(second)]).toEqual([1, 1]);
        await hangUp(caller, callee, sbc.address, call);
        await hangUp(caller, callee, sbc.address, later);
        await expect.poll(async () => [await mediaSessions(first), await mediaSessions(second)]).toEqual([0, 0]);
    } finally {
        await Promise.all([caller.close(), callee.close(), api.close()]);
    }
});
