import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { ConsulAgent } from "../tools/consul-agent";
import { executablePath } from "../tools/executables";
import { removeFolder, temporaryFolder } from "../tools/temporary";
import { until } from "../tools/until";
import { hooksFolder } from "./support/supervised-instance";

// What the article "Kamailio service discovery with Consul" tells its readers to type, with what was lost on the way put
// back: the braces of the JSON, the template's end, and CheckID, which today's Consul wants for the Check's ID.

let consul: ConsulAgent;
let folder: string;

beforeAll(async () => {
    consul = await ConsulAgent.run();
    folder = temporaryFolder("seed");
});
afterEach(() => consul.forget());
afterAll(async () => {
    await consul.close();
    removeFolder(folder);
});

/** Types a script at a shell in the folder, with the article's variables. */
async function type(script: string, environment: Record<string, string> = {}): Promise<string> {
    const { stdout } = await promisify(execFile)("dash", ["-eu", "-c", script], {
        cwd: folder,
        env: {
            PATH: executablePath,
            HOSTNAME: "sbc-host",
            IP_ADDRESS: "198.18.33.20",
            SIP_PORT: "5060",
            CONSUL_URI: consul.url.replace("http://", ""),
            ...environment,
        },
    });
    return stdout;
}

const register =
    'curl -i -X PUT -H "Content-Type: application/json" HTTP://$CONSUL_URI/v1/agent/service/register -d "@data.json"';
const deregister = "curl -X PUT HTTP://$CONSUL_URI/v1/agent/service/deregister/$HOSTNAME";

it("registers and deregisters with the article's payload and commands", async () => {
    await type(`cat > data.json <<EOF
{
    "ID": "$HOSTNAME",
    "Name": "sbc",
    "Tags": ["sbc", "kamailio"],
    "Address": "$IP_ADDRESS",
    "Port": $SIP_PORT,
    "Check": {
        "CheckID": "$HOSTNAME:XHTTP",
        "Name": "XHTTP API on port 8000",
        "DeregisterCriticalServiceAfter": "10m",
        "Method": "GET",
        "HTTP": "HTTP://$IP_ADDRESS:8000/status",
        "Timeout": "1s",
        "Interval": "10s"
    }
}
EOF
`);
    expect(await type(register)).toContain("200 OK");
    expect(await consul.service("sbc-host")).toMatchObject({ Service: "sbc", Address: "198.18.33.20", Port: 5060 });
    await until("its check is in the catalogue", async () =>
        (await consul.checks("sbc")).some(({ CheckID }) => CheckID === "sbc-host:XHTTP"),
    );
    await type(deregister);
    expect(await consul.service("sbc-host")).toBeUndefined();
});

it("registers with the payload that the hooks make, by the article's command", async () => {
    await type(`${join(hooksFolder, "c4-payload")} > data.json`, {
        C4_PLATFORM: "edge",
        C4_ROLE: "sbc",
        C4_INSTANCE: "sbc-host",
        C4_ADDRESS: "198.18.33.20",
        C4_PORT: "5060",
        C4_TAGS: "sbc kamailio",
        C4_HEALTH: "http:8000/status",
        C4_CHECK_INTERVAL: "10s",
    });
    expect(JSON.parse(readFileSync(join(folder, "data.json"), "utf8"))).toEqual({
        ID: "sbc-host",
        Name: "sbc",
        Tags: ["sbc", "kamailio"],
        Address: "198.18.33.20",
        Port: 5060,
        Weights: { Passing: 1, Warning: 1 },
        Meta: { c4: "edge" },
        Check: {
            CheckID: "sbc-host:check",
            Name: "HTTP http://198.18.33.20:8000/status?instance=sbc-host",
            HTTP: "http://198.18.33.20:8000/status?instance=sbc-host",
            Method: "GET",
            Interval: "10s",
            Timeout: "1s",
            DeregisterCriticalServiceAfter: "1m",
            Status: "passing",
        },
    });
    expect(await type(register)).toContain("200 OK");
    expect(await consul.service("sbc-host")).toMatchObject({ Meta: { c4: "edge" } });
});

it("keeps the dispatcher list by the article's template and command line", async () => {
    await consul.member("router", "r1", "198.18.33.30");
    await consul.member("router", "r2", "198.18.33.31");
    const comment = "# setid(int) destination(sip uri) flags(int,opt) priority(int,opt) attributes(str,opt)";
    writeFileSync(
        join(folder, "dispatcher-list.tpl"),
        `${comment}
{{range $index, $service := service "router"}}1 sip:{{.Address}}:{{.Port}} 16 10
{{end}}`,
    );
    await type(
        'consul-template -once -consul-addr "$CONSUL_URI" -template "dispatcher-list.tpl:dispatcher.list:cp dispatcher.list reloaded.list"',
    );
    expect(readFileSync(join(folder, "reloaded.list"), "utf8")).toBe(
        `${comment}\n1 sip:198.18.33.30:5060 16 10\n1 sip:198.18.33.31:5060 16 10\n`,
    );
});
