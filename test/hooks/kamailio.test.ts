import { cpSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from "vitest";
import { lifeCycleEnvironment } from "../../src/rendering/environment";
import { route, routed, ScriptedApi } from "../kamailio/support/api";
import { answer, dial, finalOf, hangUp } from "../kamailio/support/call";
import { listFile, workloadOf } from "../kamailio/support/configuration";
import { Endpoint } from "../kamailio/support/endpoint";
import { type InstanceContainer, SipNetwork } from "../kamailio/support/sip-network";
import { docker } from "../tools/docker";
import { succeeds, until } from "../tools/until";
import { hooksFolder } from "./support/supervised-instance";

const sbcAddress = "198.18.33.10";
const routerAddress = "198.18.33.20";

let platform: SipNetwork;
let api: ScriptedApi;
let sbc: InstanceContainer;
let rtpengine: InstanceContainer;

beforeAll(async () => {
    platform = await SipNetwork.open("198.18.33");
    api = await ScriptedApi.open(platform.host);
    rtpengine = await platform.rtpengine(30);
    const apis = [`${platform.host}:${api.port}`];
    await platform.kamailio("router", 20, { sbcs: [sbcAddress], apis });
    sbc = await platform.kamailio("sbc", 10, {
        sbcs: [sbcAddress],
        apis,
        routers: [routerAddress],
        rtpengines: [rtpengine.address],
        peers: [platform.host],
    });
    // SBCs have their hooks already, for these deliver their records.
    await docker("cp", `${hooksFolder}/.`, `${rtpengine.id}:/usr/local/lib/c4`);
    // What c4-lists leaves at a start: without it the first reload within the second of the start would be in vain.
    for (const list of Object.keys(headers)) cpSync(file(list), `${file(list)}.tried`, { preserveTimestamps: true });
});
afterAll(async () => {
    await api?.close();
    await platform?.close();
});

/** Runs a hook in an instance. Its words are in the answer; what it leaves running may go on to speak to the file. */
function hook(
    instance: InstanceContainer,
    environment: Record<string, string>,
    ...command: readonly string[]
): Promise<string> {
    const variables = { C4_ADDRESS: instance.address, C4_SETTLE: "0", C4_RELOAD_LIMIT: "30", ...environment };
    return docker(
        "exec",
        ...Object.entries(variables).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
        instance.id,
        "sh",
        "-c",
        'words=$(mktemp); "/usr/local/lib/c4/$@" >"$words" 2>&1; status=$?; cat "$words"; exit "$status"',
        "hook",
        ...command,
    );
}

const headers: Record<string, string> = {
    dispatcher: "# routers",
    domain: "id(int,auto) domain(string) did(string,null) last_modified(int)",
    rtpengine: "id(int,auto) setid(int) url(string) weight(int) disabled(int) stamp(int)",
    address: "id(int,auto) grp(int) ip_addr(string) mask(int) port(int) tag(string,null)",
    api: "id(int,auto) key_name(string) key_type(int) value_type(int) key_value(string) expires(int)",
};

function file(name: string): string {
    return join(sbc.folder, "lists", listFile(name));
}

function write(name: string, rows: readonly string[]): void {
    writeFileSync(file(name), [headers[name], ...rows, ""].join("\n"));
}

/** What the package tells an SBC. */
const environment = lifeCycleEnvironment(workloadOf("sbc"), { platform: "edge" });

function reload(list: string): Promise<string> {
    return hook(sbc, environment, "c4-reload", list);
}

function uriOf(host: string): string {
    return `sip:${host}:5061;transport=tls`;
}

function routers(...hosts: readonly string[]): string[] {
    return hosts.map((host) => `1 ${uriOf(host)} 0 0 rweight=50`);
}

/** Values of a field in Kamailio's answer to a command. */
async function shown(field: string, ...command: readonly string[]): Promise<string[]> {
    const text = await sbc.exec("kamcmd", ...command);
    return [...text.matchAll(new RegExp(`^\\s*${field}: (.*)$`, "gm"))].map(([, value = ""]) => value).sort();
}

/** Waits until nobody works on a list any more. */
async function settled(list: string): Promise<void> {
    await until(`${list} is settled`, () =>
        succeeds(() => sbc.exec("flock", "--nonblock", `/run/c4/reload.${list}.lock`, "true")),
    );
}

const loadedRouters = () => shown("URI", "dispatcher.list");

describe("a reload", () => {
    it.each([
        [
            "domain",
            ["1:198.18.33.10::0", "2:sip.example.com::0"],
            "domain",
            ["domain.dump"],
            ["198.18.33.10", "sip.example.com"],
        ],
        ["address", ["1:1:198.18.33.1:32:0:", "2:1:10.1.0.0:16:0:"], "ip", ["permissions.subnetDump"], ["10.1.0.0"]],
        [
            "api",
            ["1:0:0:0:198.18.33.1\\:9600:0", "2:1:0:0:[fd00\\:\\:9]\\:9600:0", "3:count:0:1:2:0"],
            "value",
            ["htable.dump", "api"],
            ["198.18.33.1:9600", "2", "[fd00::9]:9600"],
        ],
    ])("of %s has happened when it returns", async (list, rows, field, command, expected) => {
        const before = readFileSync(file(list), "utf8");
        write(list, rows);
        expect(await reload(list)).toContain(`${list}: ${rows.length} entries loaded`);
        expect(await shown(field, ...command)).toEqual([...expected].sort());
        writeFileSync(file(list), before);
        await reload(list);
        await until("the former one is loaded", async () => readFileSync(`${file(list)}.good`, "utf8") === before);
    });

    it("of routers has happened when it returns", async () => {
        write("dispatcher", routers(routerAddress, "198.18.33.21"));
        expect(await reload("dispatcher")).toContain("dispatcher: 2 entries loaded");
        expect(await loadedRouters()).toEqual([uriOf(routerAddress), uriOf("198.18.33.21")]);
    });

    it("never empties a list: the last good one stays, in memory and on disk", async () => {
        write("dispatcher", routers(routerAddress));
        await reload("dispatcher");
        await until("it is loaded", async () => (await loadedRouters()).length === 1);
        await settled("dispatcher");
        write("dispatcher", []);
        expect(await reload("dispatcher")).toContain("dispatcher: came out empty, the loaded one stays");
        expect(await loadedRouters()).toEqual([uriOf(routerAddress)]);
        expect(readFileSync(file("dispatcher"), "utf8")).toContain(routerAddress);
    });

    it("may empty the peers, for there may be none", async () => {
        const before = readFileSync(file("address"), "utf8");
        write("address", []);
        expect(await reload("address")).toMatch(/address: (0 entries loaded|refused, trying again)/);
        await until("there are none", async () => (await shown("ip", "permissions.addressDump")).length === 0);
        writeFileSync(file("address"), before);
        await reload("address");
        await until("they are back", async () => (await shown("ip", "permissions.addressDump")).length === 1);
    });

    it("that Kamailio refuses is tried again until it is taken, and holds nobody up meanwhile", async () => {
        onTestFailed(async () => console.error(await sbc.logs()));
        const url = (host: string) => `udp\\:${host}\\:22222`;
        const one = `1:0:${url(rtpengine.address)}:1:0:0`;
        write("rtpengine", [one, `2:0:${url("198.18.33.31")}:1:1:0`]);
        await reload("rtpengine");
        await until("the second is known", async () => (await shown("url", "rtpengine.show", "all")).length === 2);
        write("rtpengine", [one]);
        await reload("rtpengine"); // Refused: Kamailio takes one in 10 s.
        write("dispatcher", routers(routerAddress));
        await reload("dispatcher");
        const taken = () => readFileSync(`${file("rtpengine")}.good`, "utf8").split("\n").length === 3;
        expect(taken()).toBe(false);
        await until("it is gone", taken);
    });

    it("of what changes many times at once ends with the last", async () => {
        const all: Promise<string>[] = [];
        for (let last = 40; last < 50; last++) {
            write("dispatcher", routers(routerAddress, `198.18.33.${last}`));
            all.push(reload("dispatcher"));
        }
        await Promise.all(all);
        await until("the last is loaded", async () => (await loadedRouters()).includes(uriOf("198.18.33.49")));
        expect(await loadedRouters()).toHaveLength(2);
        write("dispatcher", routers(routerAddress));
        await reload("dispatcher");
        await until("one is left", async () => (await loadedRouters()).length === 1);
    });

    it("of a new certificate has happened when it returns, and one that does not fit its key leaves the former in use", async () => {
        const { authority } = platform;
        const before = readFileSync(file("certificate"), "utf8");
        expect(await reload("certificate")).toMatch(/certificate: \d entries loaded/);
        await settled("certificate");
        const [, key = ""] = before.split(/(?=-----BEGIN EC PRIVATE KEY)/);
        const [other = ""] = (await authority.certificate("router")).split(/(?=-----BEGIN EC PRIVATE KEY)/);
        writeFileSync(file("certificate"), other + key);
        expect(await reload("certificate")).toContain("certificate: refused, trying again: error: 500");
        expect(readFileSync(`${file("certificate")}.good`, "utf8")).toBe(before);
        writeFileSync(file("certificate"), before);
        await reload("certificate");
        await settled("certificate");
        expect(statSync(`${file("certificate")}.good`).mode & 0o777).toBe(0o600);
    });

    it("of a list that nobody knows says so, and fails nothing", async () => {
        expect(await hook(sbc, environment, "c4-reload", "routers")).toContain(
            'c4-reload knows no list "routers"; C4_LISTS has: dispatcher domain rtpengine address api certificate roots',
        );
    });
});

describe("a drain", () => {
    it("of an SBC refuses new calls at once, and waits for those under way and for their CDRs", async () => {
        onTestFailed(async () => console.error(await platform.logs()));
        const caller = await Endpoint.open(platform.host);
        const callee = await Endpoint.open(platform.host);
        api.routing = routed([route(callee.uri)]);
        const call = await answer(caller, callee, sbc.address, await dial(caller, sbc.address));
        let drained = false;
        const draining = hook(sbc, { C4_ROLE: "sbc" }, "c4-drain-kamailio").then(() => {
            drained = true;
        });
        await until("it refuses", async () => (await shown("value", "pv.shvGet", "accepting"))[0] === "0");
        const late = caller.request(`sip:+442031234567@${sbc.address}`);
        caller.send(late, sbc.address);
        expect((await finalOf(caller, sbc.address, late)).status).toBe(503);
        expect(drained).toBe(false);
        // RTPengine, too, has something left to do.
        let mediaDrained = false;
        const mediaDraining = hook(
            rtpengine,
            { C4_ROLE: "rtpengine", C4_HEALTH: "http:2225/ping" },
            "c4-drain-rtpengine",
        ).then(() => {
            mediaDrained = true;
        });
        expect(mediaDrained).toBe(false);
        await hangUp(caller, callee, sbc.address, call);
        await draining;
        // The call's, and that of the attempt which was refused.
        expect(api.cdrs.map(({ body }) => body.sip_code).sort()).toEqual([200, 503]);
        await mediaDraining;
        expect(mediaDrained).toBe(true);
        await sbc.accept(true);
        await Promise.all([caller.close(), callee.close()]);
    });
});

describe("health", () => {
    const probe = (health: string) =>
        docker(
            "exec",
            sbc.id,
            "sh",
            "-c",
            `echo ${sbcAddress} >/run/c4/address; C4_PORT=5060 C4_HEALTH=${health} /usr/local/lib/c4/c4-health service`,
        );

    it.each(["http:8000/status", "tcp:5060", "sip:5060"])("by %s is good", async (health) => {
        expect(await probe(health)).toBe("");
    });

    it.each(["http:8000/nothing-here", "http:8001/status", "tcp:5062", "sip:5061", "sip:8000"])(
        "by %s is bad",
        async (health) => {
            await expect(probe(health)).rejects.toThrow();
        },
    );

    it("of what is not registered is bad, and says why", async () => {
        await expect(
            docker(
                "exec",
                sbc.id,
                "sh",
                "-c",
                "echo starting rendering the lists >/run/c4/state; C4_PORT=5060 C4_HEALTH=tcp:5060 /usr/local/lib/c4/c4-health",
            ),
        ).rejects.toThrow("starting rendering the lists");
    });
});
