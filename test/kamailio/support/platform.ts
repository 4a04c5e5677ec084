import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packageRoot, render } from "../../../src/rendering/render";
import { router } from "../../../src/roles/router";
import { sbc } from "../../../src/roles/sbc";
import type { Workload } from "../../../src/topology/model";
import { buildFrom, docker, until } from "./docker";

/** Content of the lists that consul-template keeps elsewhere. */
export interface Lists {
    readonly routers?: readonly string[];
    readonly sbcs?: readonly string[];
    readonly apis?: readonly string[];
    readonly rtpengines?: readonly string[];
    readonly peers?: readonly string[];
}

const workloads = { sbc, router };

/** What the package would run for a role. */
export function workloadOf(role: "sbc" | "router"): Workload {
    return workloads[role]({}, { checkIntervalSeconds: 2, testing: true });
}

/** Writes what a target would upload to `/etc/kamailio`. */
export function writeConfiguration(folder: string, workload: Workload): void {
    for (const file of workload.files.filter(({ path }) => path.startsWith("/etc/kamailio/"))) {
        const path = join(folder, file.path.slice("/etc/kamailio/".length));
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, render(file.template, file.context));
    }
}

/** Writes the lists of an instance. */
export function writeLists(folder: string, lists: Lists): void {
    const list = (name: string, header: string, rows: readonly string[]) =>
        writeFileSync(join(folder, "lists", name), [header, ...rows, ""].join("\n"));
    const { routers = [], sbcs = [], apis = [], rtpengines = [], peers = [] } = lists;
    const members =
        routers.length > 0
            ? routers.map((ip) => `1 sip:${ip}:5060 0 0 rweight=50`)
            : sbcs.map((ip) => `1 sip:${ip}:5060 0 0`);
    list("dispatcher.list", "# set destination", members);
    list(
        "domain",
        "id(int,auto) domain(string) did(string,null) last_modified(int)",
        sbcs.map((ip, id) => `${id + 1}:${ip}::0`),
    );
    list(
        "rtpengine",
        "id(int,auto) setid(int) url(string) weight(int) disabled(int) stamp(int)",
        rtpengines.map((ip, id) => `${id + 1}:0:udp\\:${ip}\\:22222:1:0:0`),
    );
    list(
        "address",
        "id(int,auto) grp(int) ip_addr(string) mask(int) port(int) tag(string,null)",
        peers.map((ip, id) => `${id + 1}:1:${ip}:32:0:`),
    );
    const rows = apis.map((api, id) => `${id + 1}:${id}:0:0:${api.replace(":", "\\:")}:0`);
    list("api", "id(int,auto) key_name(string) key_type(int) value_type(int) key_value(string) expires(int)", [
        ...rows,
        `${apis.length + 1}:count:0:1:${apis.length}:0`,
    ]);
}

/** A running instance. */
export class Instance {
    constructor(
        readonly id: string,
        readonly address: string,
        /** Folder of its configuration on this machine. */
        readonly folder: string,
    ) {}

    async exec(...command: readonly string[]): Promise<string> {
        return docker("exec", this.id, ...command);
    }

    logs(): Promise<string> {
        return docker("logs", this.id);
    }

    /** Stops it without a chance to say goodbye. */
    async kill(): Promise<void> {
        await docker("kill", "--signal", "KILL", this.id);
    }

    /** Makes it accept calls, or refuse them as when it drains. */
    async accept(calls: boolean): Promise<void> {
        await this.exec("kamcmd", "pv.shvSet", "accepting", "int", calls ? "1" : "0");
    }

    /** Whether it is working on an INVITE. */
    async deciding(): Promise<boolean> {
        const stats = await this.exec("kamcmd", "tm.stats");
        const count = (name: string) => Number(new RegExp(`${name}: (\\d+)`).exec(stats)?.[1]);
        return count("current") - count("waiting") > 0;
    }

    /** Makes it deaf: nothing is answered, nothing is refused. */
    async pause(): Promise<void> {
        await docker("pause", this.id);
    }

    async unpause(): Promise<void> {
        await docker("unpause", this.id);
    }
}

/** Number of calls that an RTPengine holds. */
export async function mediaSessions(rtpengine: Instance): Promise<number> {
    const metrics = await (await fetch(`http://${rtpengine.address}:2225/metrics`)).text();
    return Number(/^rtpengine_sessions\{type="own"\} (\d+)$/m.exec(metrics)?.[1]);
}

const mark = "c4-kamailio-test";
const label = ["--label", `${mark}=${process.pid}`];

/** Removes what a run left behind that was killed: its containers, then its network, which would be in this one's way. */
async function sweep(): Promise<void> {
    const kinds = [
        { list: ["ps", "--all"], remove: ["rm", "--force"] },
        { list: ["network", "ls"], remove: ["network", "rm"] },
    ];
    for (const { list, remove } of kinds) {
        const lines = await docker(...list, "--filter", `label=${mark}`, "--format", `{{.ID}} {{.Label "${mark}"}}`);
        for (const [id = "", pid] of lines.split("\n").map((line) => line.split(" "))) {
            if (id !== "" && !isAlive(Number(pid))) await docker(...remove, id);
        }
    }
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}

/** SBCs, routers and RTPengines on a network of their own; the test is the world around them. */
export class Platform {
    private readonly instances: Instance[] = [];

    private constructor(
        private readonly network: string,
        private readonly prefix: string,
        private readonly folder: string,
    ) {}

    /** Address of this machine in the platform's network: where carriers, IPBXs and the API of a test live. */
    get host(): string {
        return `${this.prefix}.1`;
    }

    address(last: number): string {
        return `${this.prefix}.${last}`;
    }

    /** @param prefix First three numbers of a /24 network that nothing else uses. */
    static async open(prefix: string): Promise<Platform> {
        await buildFrom(
            "c4-test-base",
            [
                "FROM debian:trixie-slim",
                "RUN apt-get update && apt-get install --yes --no-install-recommends curl && mkdir -p /run/c4 /etc/c4/lists",
                "RUN useradd --system --uid 10000 --no-create-home c4",
            ].join("\n"),
        );
        for (const name of ["kamailio", "rtpengine"]) {
            await docker(
                "build",
                "--tag",
                `c4-test-${name}`,
                "--build-arg",
                "BASE=c4-test-base",
                join(packageRoot, "images", name),
            );
        }
        await sweep();
        const id = await docker("network", "create", "--subnet", `${prefix}.0/24`, ...label, `${mark}-${process.pid}`);
        return new Platform(id.trim(), prefix, mkdtempSync(join(tmpdir(), "c4-kamailio-")));
    }

    /** What every instance wrote, for a test that failed. */
    async logs(): Promise<string> {
        const parts = this.instances.map(
            async ({ id, address }) => `--- ${address}\n${await docker("logs", "--tail", "40", id)}`,
        );
        return (await Promise.all(parts)).join("\n");
    }

    async close(): Promise<void> {
        for (const { id } of this.instances) await docker("rm", "--force", id);
        await docker("network", "rm", this.network);
        rmSync(this.folder, { recursive: true });
    }

    async kamailio(
        role: "sbc" | "router",
        last: number,
        lists: Lists,
        environment: Record<string, string> = {},
    ): Promise<Instance> {
        const address = this.address(last);
        const folder = mkdtempSync(join(this.folder, `${role}-`));
        const workload = workloadOf(role);
        writeConfiguration(folder, workload);
        writeLists(folder, lists);
        const env = Object.entries({ C4_ADDRESS: address, ...environment }).flatMap(([name, value]) => [
            "--env",
            `${name}=${value}`,
        ]);
        const id = await this.run(
            "kamailio",
            address,
            [...env, "--user", "root", "--volume", `${folder}:/etc/kamailio`],
            workload.command,
        );
        const instance = new Instance(id, address, folder);
        this.instances.push(instance);
        await until(`${role} ${address} answers`, async () => {
            const answered = await fetch(`http://${address}:8000/status`).then(
                (response) => response.ok,
                () => false,
            );
            if (!answered && (await docker("inspect", "--format", "{{.State.Running}}", id)).trim() !== "true")
                throw new Error(`${role} ended: ${await instance.logs()}`);
            return answered;
        });
        await instance.accept(true);
        return instance;
    }

    async rtpengine(last: number): Promise<Instance> {
        const address = this.address(last);
        const folder = mkdtempSync(join(this.folder, "rtpengine-"));
        writeFileSync(
            join(folder, "rtpengine.conf"),
            render("rtpengine/rtpengine.conf.hbs", { firstRtpPort: 30000, lastRtpPort: 30999 }),
        );
        const command = `rtpengine --config-file=/etc/rtpengine/rtpengine.conf --interface=${address} --listen-ng=${address}:22222 --listen-http=${address}:2225`;
        const id = await this.run(
            "rtpengine",
            address,
            ["--user", "root", "--volume", `${folder}:/etc/rtpengine`],
            command.split(" "),
        );
        const instance = new Instance(id, address, folder);
        this.instances.push(instance);
        await until(`rtpengine ${address} answers`, () =>
            fetch(`http://${address}:2225/ping`).then(
                (response) => response.ok,
                () => false,
            ),
        );
        return instance;
    }

    async remove(instance: Instance): Promise<void> {
        await docker("rm", "--force", instance.id);
        this.instances.splice(this.instances.indexOf(instance), 1);
    }

    private async run(
        image: string,
        address: string,
        options: readonly string[],
        command: readonly string[],
    ): Promise<string> {
        const id = await docker(
            "run",
            "--detach",
            // As in the real images: Kamailio as the first process would take any process's end for one of its own.
            "--init",
            ...label,
            "--network",
            this.network,
            "--ip",
            address,
            ...options,
            `c4-test-${image}`,
            ...command,
        );
        return id.trim();
    }
}
