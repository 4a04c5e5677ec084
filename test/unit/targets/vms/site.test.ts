import { describe, expect, it } from "vitest";
import { acceptedVmsArgs, type HostArgs, type VmsArgs, type VmsTransforms } from "../../../../src/targets/vms/args";
import { vms } from "../../../../src/targets/vms/index";
import type { Workload } from "../../../../src/topology/model";
import { password } from "../../../../src/topology/references";
import type { Placement } from "../../../../src/topology/target";
import { Parent } from "../../../tools/parent";
import { known, type Recorder, record } from "../../../tools/recorder";
import { placeOptions, workload } from "../../../tools/workloads";

const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDj8pBWUdUoM1zfDkBhj1Mzq2Qnq0CQ3fG8yR3d8w2rT";
const key = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";
const host = (number: number, special: Partial<HostArgs> = {}): HostArgs => ({
    name: `host-${number}`,
    address: `198.18.0.${number}`,
    hostKey,
    ...special,
});
const own = (special: Partial<Workload> = {}) => workload({ image: { name: "kamailio" }, ...special });
const two = { cardinality: { kind: "count", count: 2 } } as const;

async function place(placedThere: Workload, args: Partial<VmsArgs> = {}) {
    return record<Placement>(() => {
        const parent = new Parent();
        const binaries = { consul: { path: "/bin/sh" }, consulTemplate: { path: "/bin/sh" } };
        const target = vms({ hosts: [host(1), host(2)], privateKey: key, lookForDrift: false, binaries, ...args });
        target.check([placedThere]);
        const site = target.open({ name: "edge", platform: "edge", parent, workloads: [placedThere] });
        return site.place(placedThere, { ...placeOptions, parent });
    });
}

/** What `c4-place` is told, line by line, contents decoded. */
function payload(recorder: Recorder, name: string): Map<string, string> {
    const { stdin } = recorder.get(name).inputs;
    const text =
        typeof stdin === "object" && stdin !== null && "secret" in stdin ? String(stdin.secret) : String(stdin);
    return new Map(
        text
            .trim()
            .split("\n")
            .map((line) => {
                const words = line.split(" ");
                const encoded = ["doors", "environment", "unit", "file"].includes(words[0] ?? "");
                const last = words.at(-1) ?? "";
                return encoded ? [words.slice(0, -1).join(" "), Buffer.from(last, "base64").toString()] : [line, ""];
            }),
    );
}

describe("the target of machines", () => {
    it("prepares each host by itself, and activates the instances one after another", async () => {
        const { recorder, result } = await place(own(two));
        const commands = recorder.names("command:remote:Command");
        expect(commands.sort()).toEqual([
            ...["edge-host-1", "edge-host-1-base", "edge-host-1-kamailio"],
            ...["edge-host-2", "edge-host-2-base", "edge-host-2-kamailio"],
            ...["edge-web-host-1", "edge-web-host-2"],
        ]);
        expect(recorder.names("command:remote:CopyToRemote").sort()).toEqual([
            "edge-host-1-base-files",
            "edge-host-2-base-files",
        ]);
        expect(await known(result.instances)).toEqual(["web-host-1", "web-host-2"]);
    });

    it("says where a port is reached that only whom it admits may reach, and of one for carriers only where it is published", async () => {
        const ports = [
            { name: "http", number: 9600, protocols: ["tcp"] },
            { name: "sip", number: 5060, protocols: ["udp"] },
        ] as const;
        const { result } = await place(own({ ports, edge: ["sip"] }));
        expect(await known(result.endpoints("http"))).toEqual(["198.18.0.1:9600"]);
        expect(await known(result.endpoints("sip"))).toEqual([]);
    });

    it("tells each host whom it lets in, and of each instance what is closed to all others", async () => {
        const hosts = [host(1, { platformAddress: "10.0.0.1" }), host(2)];
        const ports = [
            { name: "sip", number: 5060, protocols: ["udp", "tcp"], hostPort: 5060 },
            { name: "control", number: 22222, protocols: ["udp"], callers: ["sbc"] },
            { name: "http", number: 2225, protocols: ["tcp"], ownLoopback: true },
            { name: "rtp", number: 30000, last: 39999, protocols: ["udp"], outside: true },
        ] as const;
        const { recorder } = await place(own({ ports }), { hosts, admit: ["198.18.9.0/24"] });
        const known = ["known <<'C4_END_OF_SCRIPT'", "10.0.0.1", "198.18.0.2", "198.18.9.0/24", "C4_END_OF_SCRIPT"];
        const end = [...known, "names off", ""].join("\n");
        expect(String(recorder.get("edge-host-1").inputs.stdin).endsWith(end)).toBe(true);
        expect(payload(recorder, "edge-web-host-1").get("doors")?.split("\n").slice(1)).toEqual([
            "instance routing-api c4-edge-web",
            "closed udp 22222",
            "callers udp 22222 sbc",
            "closed tcp 2225",
            "own tcp 2225 c4-edge-web",
            "",
        ]);
    });

    it("runs each script as root, with what it does in the command and what it says by standard input", async () => {
        const { recorder } = await place(own(), { hosts: [host(1, { user: "admin" })] });
        expect(recorder.get("edge-host-1").inputs).toMatchObject({
            create: "sudo -n sh -s -- host-1 edge edge",
            delete: "sudo -n /usr/local/lib/c4-host/c4-leave host-1 edge keep edge",
            addPreviousOutputInEnv: false,
        });
        const software = String(recorder.get("edge-host-1-kamailio").inputs.create);
        expect(software).toMatch(
            /^sudo -n \/usr\/local\/lib\/c4-host\/c4-software host-1 'not looked at' \/opt\/c4\/kamailio-\w{12} \/opt\/c4\/base-\w{12} - kamailio /,
        );
        expect(recorder.get("edge-web-host-1").inputs).toMatchObject({
            create: "sudo -n /usr/local/lib/c4-host/c4-place host-1 edge web c4-edge-web 'not looked at' edge",
            delete: "sudo -n /usr/local/lib/c4-host/c4-remove host-1 edge web c4-edge-web",
        });
    });

    it("tells the scripts of a host its folders, in the first line of what it is prepared by and of what they share", async () => {
        const { recorder } = await place(own());
        const folders =
            "configurations=/etc/c4 states=/var/lib/c4 software=/opt/c4 scripts=/usr/local/lib/c4-host programs=/usr/local/bin hooks=/usr/local/lib/c4\n";
        const { stdin } = recorder.get("edge-host-1").inputs;
        expect(String(stdin).startsWith(`${folders}#!/bin/sh\n`)).toBe(true);
        expect(stdin).toContain(`\nscript c4-host-lib <<'C4_END_OF_SCRIPT'\n${folders}#`);
    });

    it("tells the instance who it is, on which host, and where what is for its host alone listens", async () => {
        const agent = own({ cardinality: { kind: "perHost" } });
        const { recorder } = await place(agent, { hosts: [host(1, { platformAddress: "10.0.0.1" })] });
        const environment = payload(recorder, "edge-web-host-1").get("environment");
        for (const line of [
            'C4_ADDRESS="10.0.0.1"',
            'C4_HOST="host-1"',
            'C4_INSTANCE="web-host-1"',
            'C4_LISTEN="127.0.0.1"',
            'C4_PLATFORM="edge"',
        ]) {
            expect(environment?.split("\n")).toContain(line);
        }
    });

    it("keeps secrets out of commands, and what holds them secret", async () => {
        const { recorder } = await place(own({ secrets: { TOKEN: password("token") } }));
        const { inputs } = recorder.get("edge-web-host-1");
        expect(inputs.stdin).toHaveProperty("secret");
        expect(payload(recorder, "edge-web-host-1").get("environment")).toContain('TOKEN="secret-token"');
        expect(JSON.stringify([inputs.create, inputs.update, inputs.delete])).not.toContain("secret-token");
        for (const { inputs: each } of recorder.resources.filter(({ type }) => type.startsWith("command:"))) {
            expect(each.connection).toHaveProperty("secret");
        }
    });

    it("pins each host's key, and that of the host that it is reached through", async () => {
        const bastion = { address: "198.18.0.99", hostKey: `${hostKey} bastion`, user: "jump" };
        const { recorder } = await place(own(), { hosts: [host(1, { bastion, port: 2222 })] });
        expect(recorder.get("edge-host-1").inputs.connection).toEqual({
            secret: {
                ...{ host: "198.18.0.1", port: 2222, user: "root", hostKey, privateKey: key },
                ...{ dialErrorLimit: 3, perDialTimeout: 10 },
                proxy: {
                    ...{ host: "198.18.0.99", port: 22, user: "jump", hostKey: `${hostKey} bastion`, privateKey: key },
                    ...{ dialErrorLimit: 3, perDialTimeout: 10 },
                },
            },
        });
    });

    it("keeps data unless told otherwise", async () => {
        const stored = (storage: Workload["storage"][number]) => own({ storage: [storage] });
        const removal = async (storage: Workload["storage"][number]) =>
            (await place(stored(storage))).recorder.get("edge-web-host-1").inputs.delete;
        expect(await removal({ name: "data", path: "/var/lib/data" })).toMatch(/ c4-edge-web \/var\/lib\/data$/);
        expect(await removal({ name: "data", path: "/var/lib/data", keep: true })).toMatch(/ \/var\/lib\/data$/);
        expect(await removal({ name: "data", path: "/var/lib/data", keep: false })).toMatch(/ c4-edge-web$/);
    });

    it("is where its hosts are: each instance at its host's address, what is one a host beside whoever asks", async () => {
        await record(() => {
            const one = own({ ...two, identity: "stable" });
            const each = own({ name: "agent", cardinality: { kind: "perHost" }, ports: [] });
            const target = vms({ hosts: [host(1), host(2)], lookForDrift: false });
            const site = target.open({ name: "edge", platform: "edge", parent: new Parent(), workloads: [one, each] });
            expect(site.hostOf(one)).toBe("198.18.0.1");
            expect(site.hostOf(one, 1)).toBe("198.18.0.2");
            expect(site.hostOf(each)).toBe("127.0.0.1");
        });
    });

    it("lets each command be changed before it is made", async () => {
        const command: VmsTransforms["command"] = (args, _opts, name) => ({
            args: { ...args, connection: { host: `${name}.example.com` } },
        });
        const { recorder } = await place(own(), { transform: { command } });
        expect(recorder.get("edge-web-host-1").inputs.connection).toMatchObject({
            secret: { host: "host-1.example.com" },
        });
    });
});

describe("arguments of the target of machines", () => {
    const refused = (args: object, message: RegExp) =>
        expect(() => acceptedVmsArgs({ hosts: [host(1)], ...args })).toThrow(message);

    it("name what is wrong and what is allowed", () => {
        refused({ hosts: [] }, /^vms.hosts is an empty list, .* at least one host/);
        refused({ hosts: [host(1), host(1)] }, /hosts with a name of their own each/);
        refused({ hosts: [host(1, { name: "Host 1" })] }, /^vms.hosts\[0\].name is "Host 1"/);
        refused({ hosts: [host(1, { hostKey: "trust me" })] }, /^vms.hosts\[0\].hostKey is "trust me", .*ssh-ed25519/);
        refused({ hosts: [{ name: "host-1", address: "198.18.0.1" }] }, /^vms.hosts\[0\].hostKey is missing/);
        refused(
            { hosts: [{ ...host(1), roles: ["proxy"] }] },
            /^vms.hosts\[0\].roles\[0\] is "proxy", .* one of the roles consul/,
        );
        refused({ hosts: [host(1, { port: 70000 })] }, /^vms.hosts\[0\].port is 70000/);
        refused(
            { privateKey: "secret" },
            /^vms.privateKey is a value that is not shown.*private key in OpenSSH's or PEM form/,
        );
        refused({ admit: ["::1/128"] }, /^vms.admit\[0\] is "::1\/128", .*an IPv4 network/);
        refused({ keys: [] }, /^vms.keys is no option. .* one of the options hosts/);
    });

    it("say what machines cannot do", () => {
        const target = vms({ hosts: [host(1)] });
        const web = (special: Partial<Workload>) => target.check([own(special)]);
        expect(() => web({ autoscale: { min: 1, max: 2, cpuPercent: 50 } })).toThrow(
            /^web.autoscale is .* no autoscaler; give replicas instead/,
        );
        expect(() => web({ image: { name: "kamailio", prebuilt: "web:1" } })).toThrow(/^web.image is "web:1"/);
        expect(() => web({ ports: [{ name: "http", number: 9600, protocols: ["tcp"], hostPort: 80 }] })).toThrow(
            /^web.hostPort is 80, .* 9600, where the instance listens/,
        );
    });
});
