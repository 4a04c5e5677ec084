import { statSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { TestAuthority } from "../tools/certificates";
import { ConsulAgent } from "../tools/consul-agent";
import { removeFolder, temporaryFolder } from "../tools/temporary";
import { SupervisedInstance } from "./support/supervised-instance";

const folder = temporaryFolder("certificates");
const authority = new TestAuthority(folder);
const strangersFolder = temporaryFolder("certificates");
const strangers = new TestAuthority(strangersFolder);
authority.issue("agent", "DNS:agent.c4");
const { certificate, key } = authority.issue("instance");
const forged = strangers.issue("instance");
const credentials = {
    CONSUL_TLS_SERVER_NAME: "agent.c4",
    CONSUL_CA_PEM: authority.certificate,
    CONSUL_CERT_PEM: certificate,
    CONSUL_KEY_PEM: key,
};

let consul: ConsulAgent;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
    consul = await ConsulAgent.run({ acl: true, https: authority.filesOf("agent") });
    await consul.put("/v1/kv/c4/edge/env/all/SETTING", "by HTTPS");
    await consul.member("router", "r1", "198.18.33.1");
});
afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
});
afterAll(async () => {
    await consul.close();
    removeFolder(folder);
    removeFolder(strangersFolder);
});

async function prepare(environment: Readonly<Record<string, string>>): Promise<SupervisedInstance> {
    const instance = await SupervisedInstance.prepare(consul, "sbc-1");
    open.push(instance);
    writeFileSync(instance.file("routers.ctmpl"), '{{ range service "router" }}sip:{{ .Address }}{{ end }}');
    instance.start({
        ...{ C4_ROLE: "sbc", CONSUL_HTTP_ADDR: consul.secureUrl, CONSUL_HTTP_TOKEN: consul.token },
        C4_LISTS: ["routers", instance.file("routers.ctmpl"), instance.file("routers.list"), "no", "true"].join("|"),
        ...environment,
    });
    return instance;
}

describe("an agent that demands certificates", () => {
    it("is known by its name, whatever its address is, to every hook: settings, lists, registration, end", async () => {
        const instance = await prepare(credentials);
        await instance.registered();
        expect(instance.read("routers.list")).toBe("sip:198.18.33.1");
        expect(instance.read("run/settings")).toContain("export SETTING='by HTTPS'");
        expect((await consul.service("sbc-1"))?.Service).toBe("sbc");
        expect(instance.read("run/consul-key.pem")).toBe(key);
        for (const secret of ["consul-key.pem", "consul-request"])
            expect(statSync(instance.file(`run/${secret}`)).mode & 0o777).toBe(0o600);
        instance.signal("SIGTERM");
        await instance.says("stopped");
        expect(await consul.service("sbc-1")).toBeUndefined();
    });

    it.each([
        ["no certificate", { CONSUL_CERT_PEM: "", CONSUL_KEY_PEM: "" }],
        ["a certificate of another authority", { CONSUL_CERT_PEM: forged.certificate, CONSUL_KEY_PEM: forged.key }],
        ["another authority than the agent's", { CONSUL_CA_PEM: strangers.certificate }],
        ["another name than the agent's", { CONSUL_TLS_SERVER_NAME: "other.c4" }],
    ])("tells nothing to who has %s", async (_, wrong) => {
        const instance = await prepare({ ...credentials, ...wrong });
        await instance.says("no settings yet, waiting for Consul");
        expect(instance.read("run/settings")).toBe("");
        expect(await consul.service("sbc-1")).toBeUndefined();
    });
});
