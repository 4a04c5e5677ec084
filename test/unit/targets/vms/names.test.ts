import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { hostScript } from "../../../../src/targets/vms/script";
import { removeFolder, temporaryFolder } from "../../../tools/temporary";

const resolver = "/etc/systemd/resolved.conf.d";
const ofLinks = "Global:\nLink 2 (eth0): 192.0.2.53\nLink 3 (dummy0):\n";
let host: string;

/** `c4-names` on a host whose folder is one of this machine, and whose systemd-resolved has these servers; none when it does not run. */
function names(state: "on" | "off", servers?: string, component = "edge") {
    program("systemctl", `echo "$*" >>"${join(host, "systemctl.log")}"; exit ${servers === undefined ? 3 : 0}`);
    program("resolvectl", `printf '%s' '${servers ?? ""}'`);
    const { status, stderr } = spawnSync("sh", [join(host, "c4-names"), "edge", component, state], {
        env: { PATH: `${host}:${process.env.PATH ?? ""}` },
        encoding: "utf8",
    });
    return { status, stderr };
}

function program(name: string, script: string): void {
    writeFileSync(join(host, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(host, name), 0o755);
}

const asked = () => readFileSync(join(host, "systemctl.log"), "utf8").trim().split("\n").at(-1);
const file = (component = "edge") => join(host, resolver, `c4-edge.${component}.conf`);

beforeEach(() => {
    host = temporaryFolder("names");
    mkdirSync(join(host, "etc"));
    for (const script of ["c4-names", "c4-host-lib"])
        writeFileSync(
            join(host, script),
            hostScript(script).replace(`folder=${resolver}`, `folder=${host}${resolver}`),
        );
});
afterEach(() => removeFolder(host));

it("has the host's resolver ask Consul's agent for what is below consul, once, and takes that back", () => {
    expect(names("on", ofLinks)).toEqual({ status: 0, stderr: "" });
    expect(readFileSync(file(), "utf8")).toMatch(/^\[Resolve\]\nDNS=127\.0\.0\.1:8600\nDomains=~consul\n/m);
    expect(asked()).toBe("restart systemd-resolved");
    expect(names("on", ofLinks.replace("Global:", "Global: 127.0.0.1:8600")).status).toBe(0);
    expect(asked()).toBe("is-active --quiet systemd-resolved");
    // Another component of the platform here has no say in it.
    expect(names("off", ofLinks, "burst").status).toBe(0);
    expect(existsSync(file())).toBe(true);
    expect(names("off", ofLinks).status).toBe(0);
    expect(existsSync(file())).toBe(false);
    expect(asked()).toBe("try-restart systemd-resolved");
});

it.each([
    ["systemd-resolved does not run", undefined, "apt-get install systemd-resolved"],
    [
        "it has servers of no link",
        `${ofLinks.replace("Global:", "Global: 192.0.2.1")}`,
        "servers of no link, 192.0.2.1",
    ],
    ["no link has a server", "Global:\nLink 2 (eth0):\n", "no link has a DNS server of its own"],
])("changes nothing where %s, and says what to do", (_, servers, said) => {
    const { status, stderr } = names("on", servers);
    expect(status).toBe(1);
    expect(stderr).toContain(said);
    expect(existsSync(file())).toBe(false);
});
