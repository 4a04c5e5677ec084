import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { lifeCycleEnvironment } from "../../../src/rendering/environment";
import { hookFolder, hookPath, recordFolder } from "../../../src/rendering/paths";
import { packageRoot } from "../../../src/rendering/render";
import type { Workload } from "../../../src/topology/model";
import { Authority } from "../../tools/consul-authority";
import { buildFrom, docker } from "../../tools/docker";
import { removeFolder, temporaryFolder } from "../../tools/temporary";
import { until } from "../../tools/until";
import { type Lists, workloadOf, writeCertificates, writeConfiguration, writeLists } from "./configuration";

/** A running instance. */
export class InstanceContainer {
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

    /** Starts it again after it was killed: what was on its disk is there. */
    async startAgain(): Promise<void> {
        await docker("start", this.id);
        await until(`${this.address} answers again`, () => answers(this.address));
        await this.accept(true);
    }

    /** Number of records, or of batches of them, that wait for the routing API. */
    async undelivered(): Promise<number> {
        const found = await this.exec("find", `${recordFolder}/ended`, `${recordFolder}/batches`, "-type", "f");
        return found.split("\n").filter((line) => line !== "").length;
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
export async function mediaSessions(rtpengine: InstanceContainer): Promise<number> {
    return Number(/^rtpengine_sessions\{type="own"\} (\d+)$/m.exec(await metrics(rtpengine))?.[1]);
}

/** Number of packets that an RTPengine has relayed so far, of all calls. */
export async function relayedPackets(rtpengine: InstanceContainer): Promise<number> {
    return Number(/^rtpengine_packets_total\{type="userspace"\} (\d+)$/m.exec(await metrics(rtpengine))?.[1]);
}

async function metrics(rtpengine: InstanceContainer): Promise<string> {
    return (await fetch(`http://${rtpengine.address}:2225/metrics`)).text();
}

function answers(address: string): Promise<boolean> {
    return fetch(`http://${address}:8000/status`).then(
        (response) => response.ok,
        () => false,
    );
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

/** What an instance is called in the catalogue. */
export function instanceId(role: string, address: string): string {
    return `${role}-${address}`;
}

/** What c4-instance does about records, around the service. */
const withRecords = [
    "sh",
    "-c",
    `${hookPath("c4-records")} && { ${hookPath("c4-deliver-records")} & exec "$@"; }`,
    "with-records",
];

/** SBCs, routers and RTPengines on a network of their own; the test is the world around them. */
export class SipNetwork {
    private readonly instances: InstanceContainer[] = [];

    private constructor(
        private readonly network: string,
        private readonly prefix: string,
        private readonly folder: string,
        /** Whose certificates its parts have. */
        readonly authority: Authority,
    ) {}

    /** Address of this machine in the platform's network: where carriers, IPBXs and the API of a test live. */
    get host(): string {
        return `${this.prefix}.1`;
    }

    address(last: number): string {
        return `${this.prefix}.${last}`;
    }

    /** @param prefix First three numbers of a /24 network that nothing else uses. */
    static async open(prefix: string): Promise<SipNetwork> {
        await buildFrom(
            "c4-test-base",
            [
                "FROM debian:trixie-slim",
                "RUN apt-get update && apt-get install --yes --no-install-recommends curl jq && mkdir -p /run/c4 /etc/c4/lists",
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
        return new SipNetwork(id.trim(), prefix, temporaryFolder("kamailio"), await Authority.open());
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
        await this.authority.close();
        removeFolder(this.folder);
    }

    async kamailio(
        role: "sbc" | "router",
        last: number,
        lists: Lists,
        environment: Record<string, string> = {},
    ): Promise<InstanceContainer> {
        const address = this.address(last);
        const folder = this.folderOf(role, address);
        const workload = workloadOf(role, lists);
        writeConfiguration(folder, workload);
        writeLists(folder, lists);
        writeCertificates(folder, await this.authority.certificate(role), await this.authority.roots());
        const id = await this.run(workload, address, folder, environment);
        const instance = new InstanceContainer(id, address, folder);
        this.instances.push(instance);
        await until(`${role} ${address} answers`, async () => {
            const answered = await answers(address);
            if (!answered && (await docker("inspect", "--format", "{{.State.Running}}", id)).trim() !== "true")
                throw new Error(`${role} ended: ${await instance.logs()}`);
            return answered;
        });
        await instance.accept(true);
        return instance;
    }

    async rtpengine(last: number, environment: Record<string, string> = {}): Promise<InstanceContainer> {
        const address = this.address(last);
        const folder = this.folderOf("rtpengine", address);
        const workload = workloadOf("rtpengine");
        writeConfiguration(folder, workload);
        const id = await this.run(workload, address, folder, environment);
        const instance = new InstanceContainer(id, address, folder);
        this.instances.push(instance);
        await until(`rtpengine ${address} answers`, () =>
            fetch(`http://${address}:2225/ping`).then(
                (response) => response.ok,
                () => false,
            ),
        );
        return instance;
    }

    private folderOf(role: string, address: string): string {
        const folder = join(this.folder, instanceId(role, address));
        mkdirSync(folder, { recursive: true });
        return folder;
    }

    async remove(instance: InstanceContainer): Promise<void> {
        await docker("rm", "--force", instance.id);
        this.instances.splice(this.instances.indexOf(instance), 1);
    }

    private async run(
        workload: Workload,
        address: string,
        folder: string,
        environment: Readonly<Record<string, string>> = {},
    ): Promise<string> {
        const { role, image, command, records } = workload;
        const variables = {
            ...(records === undefined ? {} : lifeCycleEnvironment(workload, { platform: "c4" })),
            C4_ADDRESS: address,
            C4_INSTANCE: instanceId(role, address),
            ...environment,
        };
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
            ...Object.entries(variables).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
            ...["--user", "root", "--volume", `${folder}:/etc/${image.name}`],
            ...(records === undefined ? [] : ["--volume", `${join(packageRoot, "templates/hooks")}:${hookFolder}:ro`]),
            `c4-test-${image.name}`,
            ...(records === undefined ? [] : withRecords),
            ...command,
        );
        return id.trim();
    }
}
