import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../dev/commands/shell";
import type { Machine } from "../../dev/commands/targets/vms/inventory";
import { Machines } from "../tools/machines";
import { Program } from "../tools/program";
import { inTemporaryFolder } from "../tools/temporary";
import { eventually } from "../tools/until";

const name = "broken";
/** Seconds: half of what a deployment waits for what may yet come. */
const soon = 300;
const machines = new Machines(name);
const on = ({ name: machine }: Machine, ...command: string[]) => machines.on(machine, ...command);

describe("a deployment to hosts that cannot be", () => {
    const program = new Program();
    program.lives();
    let one: Machine;
    let other: Machine;
    let keyFile: string;

    /** Consul alone: a server on the first host, an agent on each other one. */
    const declare = (hosts: readonly object[], more = "", key = keyFile, args = "") =>
        program.declare(`const key = require("node:fs").readFileSync(${JSON.stringify(key)}, "utf8");
const target = c4.vms({ privateKey: key, hosts: ${JSON.stringify(hosts)}, ${args} });
const consul = new c4.Consul("${name}", { target });
${more}`);
    const isActive = (host: Machine, workload: string) =>
        on(host, "systemctl", "is-active", `c4-${name}-${workload}`).then(
            () => true,
            () => false,
        );

    const server = () => on(one, "systemctl", "show", "--property=MainPID", `c4-${name}-consul-server`);

    beforeAll(async () => {
        await machines.start(2, "198.18.45.0/24");
        const { hosts, privateKeyFile } = machines.inventory();
        const [first, second] = hosts;
        if (!first || !second) throw new Error("There are not two hosts.");
        one = first;
        other = second;
        keyFile = privateKeyFile;
    });
    afterAll(() => machines.stop());

    afterEach(async () => {
        await program.destroy();
        for (const host of [one, other]) {
            const left = await on(
                host,
                "sh",
                "-c",
                "ls -d /etc/c4/* /opt/c4 /etc/systemd/system/c4-* 2>/dev/null; true",
            );
            expect(left).toBe("");
        }
    });

    it("says which package cannot be had, keeps what the other host has, and goes on from there", async () => {
        await on(other, "sh", "-c", "mkdir /root/apt && mv /etc/apt/sources.list* /root/apt/");
        let before: string;
        try {
            declare([one, other]);
            const { said, seconds } = await program.failure("--continue-on-error");
            expect(said).toMatch(
                /c4: host-2: packages: apt-get cannot install .*E: .*(Unable to locate|no installation) /,
            );
            expect(seconds).toBeLessThan(soon);
            expect(await isActive(one, "consul-server")).toBe(true);
            before = await server();
        } finally {
            await on(other, "sh", "-c", "mv /root/apt/* /etc/apt/ && rmdir /root/apt");
        }
        await program.up();
        expect(await isActive(other, "consul-agent")).toBe(true);
        expect(await server()).toBe(before);
    });

    it("says which host does not answer, soon, and has done the others' work", async () => {
        declare([one, { ...other, name: "host-9", address: "198.18.45.99" }]);
        const { said, seconds } = await program.failure("--continue-on-error");
        expect(said).toContain("broken-host-9");
        expect(said).toContain("198.18.45.99");
        expect(seconds).toBeLessThan(soon);
        expect(await isActive(one, "consul-server")).toBe(true);
    });

    it("says which host is not what it was: another key", async () => {
        declare([{ ...one, hostKey: other.hostKey }, other]);
        const { said, seconds } = await program.failure();
        expect(said).toContain(one.address);
        expect(said).toMatch(/host key/i);
        expect(seconds).toBeLessThan(soon);
        expect(await on(one, "sh", "-c", "ls /usr/local/lib/c4-host 2>/dev/null; true")).toBe("");
    });

    it("says whose key is refused", async () => {
        await inTemporaryFolder("key", async (folder) => {
            await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(folder, "key")]);
            declare([one], "", join(folder, "key"));
            const { said, seconds } = await program.failure();
            expect(said).toContain(`root@${one.address}`);
            expect(said).toMatch(/authenticat|login is refused/i);
            expect(said).not.toContain(readFileSync(join(folder, "key"), "utf8").split("\n")[1]);
            expect(seconds).toBeLessThan(soon);
        });
    });

    it("says what a host lacks: another release of Debian", async () => {
        await on(
            other,
            "sh",
            "-c",
            "cp -L /etc/os-release /root/os && sed -i 's/^VERSION_ID=.*/VERSION_ID=\"12\"/' /usr/lib/os-release",
        );
        try {
            declare([one, other]);
            const { said } = await program.failure();
            expect(said).toContain("c4: host-2: check: it runs debian 12; packages are those of Debian 13 (trixie)");
        } finally {
            await on(other, "cp", "/root/os", "/usr/lib/os-release");
        }
    });

    it("says which disk is full, and of how much is needed", async () => {
        await on(other, "sh", "-c", "mkdir -p /opt/c4 && mount -t tmpfs -o size=20m tmpfs /opt/c4");
        try {
            declare([one, other]);
            const { said } = await program.failure();
            expect(said).toContain("c4: host-2: disk: /opt/c4 has 20 MiB free; 512 are needed");
        } finally {
            await on(other, "sh", "-c", "umount /opt/c4 && rm -rf /opt/c4");
        }
    });

    it("says which unit does not start, with its last lines", async () => {
        // ReuseAddr: connections of the test before may still be in TIME_WAIT there.
        const listen =
            "use IO::Socket::INET; my $s = IO::Socket::INET->new(LocalPort => 8501, Listen => 1, ReuseAddr => 1) or die; sleep 600";
        await on(one, "systemd-run", "--quiet", "--unit=taken", "perl", "-e", listen);
        try {
            await eventually(
                () => on(one, "ss", "-Hltn", "sport = :8501"),
                (listeners) => listeners.trim() !== "",
            );
            declare([one]);
            const { said, seconds } = await program.failure();
            expect(said).toMatch(/c4: host-1: start: c4-broken-consul-server (ends again and again|is not well)/);
            expect(said).toMatch(/address already in use/);
            expect(seconds).toBeLessThan(soon);
        } finally {
            await on(one, "systemctl", "stop", "taken");
        }
    });

    it("is no fault: an administrator with sudo, on a host behind another one", async () => {
        const bastion = { address: one.address, hostKey: one.hostKey };
        declare([one, { ...other, user: "admin", bastion }]);
        await program.up();
        expect(await isActive(other, "consul-agent")).toBe(true);
        await program.expectUnchanged();
    });

    it("is no fault: a component that leaves hosts where another one of the platform stays", async () => {
        const burst = `new c4.Router("burst", {
    target: c4.vms({ privateKey: key, hosts: ${JSON.stringify([one, other])} }),
    consul: {
        httpAddress: consul.httpAddress,
        agentUrl: consul.agentUrl,
        token: consul.token,
        tokens: consul.tokens,
        tls: consul.tls,
    },
    platform: "${name}",
    authSecret: "of the platform ${name}",
    replicas: 2,
});`;
        declare([one, other]);
        await program.up();
        const before = await server();
        declare([one, other], burst);
        await program.up();
        await program.expectUnchanged();
        for (const host of [one, other]) expect(await isActive(host, "burst")).toBe(true);
        declare([one, other]);
        await program.up();
        for (const host of [one, other]) expect(await isActive(host, "burst")).toBe(false);
        expect(await isActive(other, "consul-agent")).toBe(true);
        expect(await server()).toBe(before);
        await program.expectUnchanged();
    });

    it("keeps data over the end of the platform, and goes on with it; packages go when that is asked", async () => {
        const database = 'new c4.Postgres("db", { joins: consul });';
        const data = `/var/lib/c4/${name}/db/var/lib/postgresql/data`;
        const identity = async () => {
            const where = (await isActive(one, "db")) ? one : other;
            const text = await on(
                where,
                "sh",
                "-c",
                `/usr/lib/postgresql/17/bin/pg_controldata ${data} | grep 'system identifier'`,
            );
            return `${where.name} ${text}`;
        };
        declare([one, other], database);
        await program.up();
        const before = await identity();
        await program.destroy();
        await program.up();
        expect(await identity()).toBe(before);
        const where = before.startsWith(one.name) ? one : other;
        const installed = () => on(where, "sh", "-c", "dpkg-query --show postgresql-17 jq 2>/dev/null; true");
        expect(await installed()).toMatch(/^postgresql-17\t\d/m);
        declare([one, other], database, keyFile, "removePackages: true");
        await program.up();
        await program.destroy();
        expect(await installed()).toBe("");
    });
});
